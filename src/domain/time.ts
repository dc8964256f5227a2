/** Japan has one zone and no summer time, so wall-clock arithmetic with a fixed offset is exact. */
const OFFSET_MS = 9 * 60 * 60 * 1000;

/** The wall clock in Japan: `date` as YYYY-MM-DD, `time` as HH:MM. */
export function wallClock(instant: Date): { date: string; time: string } {
  const shifted = new Date(instant.getTime() + OFFSET_MS).toISOString();
  return { date: shifted.slice(0, 10), time: shifted.slice(11, 16) };
}

/** The instant of a Japanese wall-clock date and time, or undefined when either does not exist. */
export function fromWallClock(date: string, time: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}$/.test(time)) return undefined;
  const instant = new Date(`${date}T${time}:00+09:00`);
  if (Number.isNaN(instant.getTime())) return undefined;
  const back = wallClock(instant);
  return back.date === date && back.time === time ? instant : undefined;
}

/** Whether this is a time of day as forms hold it, HH:MM from 00:00 to 23:59. */
export const isTimeOfDay = (time: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time);

/** 「11月21日 14:05」 */
export function dayAndTime(iso: string): string {
  const { date, time } = wallClock(new Date(iso));
  return `${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日 ${time}`;
}

/** 「14:05」 */
export const timeOfDay = (iso: string): string => wallClock(new Date(iso)).time;
