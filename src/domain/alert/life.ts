import type { Digest } from '../ids.ts';
import { type Alert, type AlertTimes, changedAlert, stepsFrom } from './alert.ts';

/**
 * What an alert does by itself when its time has come: it steps down, then it ends. Old warnings make
 * people deaf, and a person must not be marked for ever (条例5条).
 */
export function stepAlert(alert: Alert, now: Date, times: AlertTimes, digest: Digest): Alert {
  if (alert.stepsAt === undefined || new Date(alert.stepsAt) > now) return alert;
  const at = now.toISOString();
  if (alert.stage === 1 && alert.rest === undefined) {
    return changedAlert(
      alert,
      { stage: 2, stepsAt: stepsFrom(new Date(alert.stepsAt), 2, times) },
      { at, by: 'system', action: 'stepped-down', about: alert.id },
      digest,
    );
  }
  const { stepsAt: _, ...still } = alert;
  return changedAlert(
    still,
    { rest: { why: 'expired', at } },
    { at, by: 'system', action: 'expired', about: alert.id },
    digest,
  );
}

/** Whether the alert still warns, or can again: it is neither over nor told by another. */
export const isAlive = (alert: Alert): boolean => alert.rest === undefined || alert.rest.why === 'left';
