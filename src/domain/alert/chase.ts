import { appendAudit } from '../audit.ts';
import type { Digest } from '../ids.ts';
import type { Alert, AlertIntent, AlertTimes } from './alert.ts';

/** Departments that were alerted and have not said 確認しました; the one that raised it knows already. */
export const silentDepartments = (alert: Alert): string[] =>
  alert.audience.filter(
    (department) =>
      department !== alert.department && !alert.acknowledgements.some((ack) => ack.department === department),
  );

/**
 * Whoever has not confirmed is asked once more, in their own channel; whoever is silent after that is shown
 * to the coordinators, who can telephone. Nobody else's message changes by it.
 */
export function chaseAlert(alert: Alert, now: Date, times: AlertTimes, digest: Digest): Alert {
  const { chase } = alert;
  if (chase?.at === undefined || new Date(chase.at) > now) return alert;
  const silent = alert.rest === undefined ? silentDepartments(alert) : [];
  if (silent.length === 0) {
    const { chase: _, ...calm } = alert;
    return calm;
  }
  const revision = alert.revision + 1;
  const first = chase.state === 'waiting';
  const intent: AlertIntent = first
    ? { kind: 'chase', revision, departments: silent }
    : { kind: 'board', revision };
  const again = new Date(now.getTime() + times.chaseMinutes * 60_000).toISOString();
  return {
    ...alert,
    revision,
    chase: first ? { state: 'chased', at: again } : { state: 'shown' },
    audit: appendAudit(
      alert.audit,
      {
        at: now.toISOString(),
        by: 'system',
        action: first ? 'chased' : 'shown-silent',
        about: silent.join(' '),
      },
      digest,
    ),
    intents: [...alert.intents, intent],
  };
}
