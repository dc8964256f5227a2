const zone = 'Asia/Tokyo';
const timeFormat = new Intl.DateTimeFormat('ja-JP', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
const dayFormat = new Intl.DateTimeFormat('ja-JP', {
  timeZone: zone,
  month: 'long',
  day: 'numeric',
  weekday: 'short',
});
const shortDayFormat = new Intl.DateTimeFormat('ja-JP', { timeZone: zone, month: 'numeric', day: 'numeric' });

/** 9:05 → 「09:05」 */
export const timeOf = (iso: string): string => timeFormat.format(new Date(iso));

/** 「11月21日(土)」, or 「今日」 */
export const dayOf = (iso: string): string => {
  const day = dayFormat.format(new Date(iso));
  return day === dayFormat.format(new Date()) ? `今日 ${day}` : day;
};

/** The time today, the date before. */
export const shortWhen = (iso: string): string => {
  const at = new Date(iso);
  return shortDayFormat.format(at) === shortDayFormat.format(new Date())
    ? timeFormat.format(at)
    : shortDayFormat.format(at);
};
