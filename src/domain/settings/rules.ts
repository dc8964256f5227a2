import { z } from 'zod';
import type { AlertTimes } from '../alert/alert.ts';
import type { ConductRules } from '../conduct/index.ts';
import { originShape } from './origin.ts';

/** Deadlines and thresholds of the ward. */
export const rulesSchema = z.object({
  ...originShape,
  /** HH:MM in Japan: a 速報 is to be completed by then. */
  workdayEnd: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  /** Hours after which a record counts as late and asks why. */
  lateAfterHours: z.int().min(1).max(8760),
  /** Two contacts within so many hours are one way through the house. */
  ladderWindowHours: z.int().min(1).max(168),
  /** Departments that have not confirmed are asked again after so many minutes; 0 = never. */
  chaseMinutes: z.int().min(0).max(1440),
  /** An alert ends after so many days without news. */
  alertDays: z.int().min(1).max(30),
  /** Minutes from which a contact counts as 時間拘束. */
  longMinutes: z.int().min(10).max(480),
  /** Visits in a week, calls in a day, from which they count as リピート. */
  repeatVisits: z.int().min(2).max(50),
  repeatCalls: z.int().min(2).max(100),
});
export type WardRules = z.infer<typeof rulesSchema>;

/** Deadlines and thresholds as the environment and the word lists have them, until the ward sets its own. */
export const installedRules = (
  { workdayEnd, lateAfterHours }: Pick<WardRules, 'workdayEnd' | 'lateAfterHours'>,
  { windowHours, days, chaseMinutes }: Pick<AlertTimes, 'windowHours' | 'days' | 'chaseMinutes'>,
  { time, repeat }: ConductRules,
): WardRules => ({
  source: '導入時の設定',
  date: time.date,
  checkedBy: time.checkedBy,
  workdayEnd,
  lateAfterHours,
  ladderWindowHours: windowHours,
  chaseMinutes,
  alertDays: days,
  longMinutes: time.minutes,
  repeatVisits: repeat.visits,
  repeatCalls: repeat.calls,
});

/** When alerts step down and end. A day as a fresh warning; where all of it is one day, half of that. */
export const alertTimesOf = ({ ladderWindowHours, alertDays, chaseMinutes }: WardRules): AlertTimes => ({
  windowHours: ladderWindowHours,
  stepHours: alertDays > 1 ? 24 : 12,
  days: alertDays,
  chaseMinutes,
});
