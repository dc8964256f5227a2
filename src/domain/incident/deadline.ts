import { fromWallClock, wallClock } from '../time.ts';

/** A 速報 filed later than this before the end of the working day is due on the next day. */
const LEAST_MS = 30 * 60_000;

/** The reminder comes this long before the time is up, but never at once. */
const REMIND_BEFORE_MS = 60 * 60_000;

/**
 * Until when a 速報 is to be completed, and when its writer is reminded. `workdayEnd` is HH:MM in Japan.
 * Weekends and holidays are not known here: a reminder on a Saturday waits in the chat until Monday.
 */
export function shellTimes(now: Date, workdayEnd: string): { due: Date; remindAt: Date } {
  const today = wallClock(now).date;
  const end = fromWallClock(today, workdayEnd);
  if (end === undefined) throw new Error(`no such time of day: ${workdayEnd}`);
  let due = end;
  // Twice for a working day that ends just after midnight.
  while (due.getTime() - now.getTime() < LEAST_MS) due = new Date(due.getTime() + 86_400_000);
  const remindAt = new Date(Math.max(due.getTime() - REMIND_BEFORE_MS, now.getTime() + LEAST_MS / 2));
  return { due, remindAt };
}
