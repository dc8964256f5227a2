import { z } from 'zod';
import type { Escalation } from '../escalation/escalation.ts';
import { openFollowUps } from './follow-ups.ts';
import { type Incident, pendingEscalation } from './incident.ts';

/** Where a record stands; the first that holds. */
export const stateNames = {
  pending: '判断待ち',
  asked: '確認の質問あり',
  quick: '速報(未完成)',
  returned: '差し戻し',
  approved: '承認済み',
  rejected: '却下',
  filed: '記録済み',
} as const;

export const recordStateSchema = z.enum([
  'pending',
  'asked',
  'quick',
  'returned',
  'approved',
  'rejected',
  'filed',
]);

export type RecordState = z.infer<typeof recordStateSchema>;

/** What waits for somebody comes before what is settled; of several decisions the newest counts. */
export function recordState(incident: Incident): RecordState {
  if (pendingEscalation(incident) !== undefined) return 'pending';
  const unanswered = incident.reviews.some(({ answeredBy }) => answeredBy === undefined);
  if (unanswered || openFollowUps(incident).length > 0) return 'asked';
  if (incident.shell !== undefined) return 'quick';
  return newestOutcome(incident.escalations) ?? 'filed';
}

function newestOutcome(escalations: readonly Escalation[]): 'approved' | 'returned' | 'rejected' | undefined {
  const [newest] = escalations
    .flatMap(({ state, decision }) =>
      state === 'pending' || decision === undefined ? [] : [{ state, at: decision.at }],
    )
    .toSorted((a, b) => (a.at < b.at ? 1 : -1));
  return newest?.state;
}
