/** Times are Japan's, wherever the screen stands. */
const zone = 'Asia/Tokyo';

const parts = new Intl.DateTimeFormat('ja-JP', {
  timeZone: zone,
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

type Clock = { year: string; month: string; day: string; weekday: string; hour: string; minute: string };

const clockOf = (at: Date): Clock => {
  const found = new Map(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  const of = (type: Intl.DateTimeFormatPartTypes): string => found.get(type) ?? '';
  return {
    year: of('year'),
    month: of('month'),
    day: of('day'),
    weekday: of('weekday'),
    hour: of('hour'),
    minute: of('minute'),
  };
};

/** 「2026年11月22日(日) 14:05」 from an instant in ISO 8601. */
export function fullMoment(iso: string): string {
  const { year, month, day, weekday, hour, minute } = clockOf(new Date(iso));
  return `${year}年${month}月${day}日(${weekday}) ${hour}:${minute}`;
}

/** 「11月22日(日) 14:05」; with the year when it is another than now. */
export function moment(iso: string, now: Date): string {
  const at = clockOf(new Date(iso));
  const year = at.year === clockOf(now).year ? '' : `${at.year}年`;
  return `${year}${at.month}月${at.day}日(${at.weekday}) ${at.hour}:${at.minute}`;
}

/** 「4月12日」 from a day `2026-04-12`; with the year when it is another than now. */
export function dayText(day: string, now: Date): string {
  const at = clockOf(new Date(`${day}T12:00:00+09:00`));
  return `${at.year === clockOf(now).year ? '' : `${at.year}年`}${at.month}月${at.day}日`;
}

/** The day in Japan of an instant, as `2026-11-22`. */
export function dayOf(at: Date): string {
  const { year, month, day } = clockOf(at);
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** 「1,200」 */
export const count = (value: number): string => value.toLocaleString('ja-JP');
