import type { OneAnswer } from '../answer/answer.ts';
import type { Digest } from '../ids.ts';
import { type Alert, changedAlert } from './alert.ts';
import { liveStops } from './route.ts';

/** Whose answer is the one answer: the department where the way began. */
export const answeringFirst = (alert: Alert): string => liveStops(alert)[0]?.department ?? alert.department;

/** 統一回答: set, or set anew, by an approver of the first department. The newest counts. */
export function setOneAnswer(alert: Alert, answer: OneAnswer, by: string, digest: Digest): Alert {
  const known = alert.answer;
  const same =
    known !== undefined && JSON.stringify({ ...known, at: '' }) === JSON.stringify({ ...answer, at: '' });
  if (same || (known !== undefined && answer.at < known.at)) return alert;
  return changedAlert(
    alert,
    { answer },
    { at: answer.at, by, action: 'answer-set', about: [...answer.say, ...answer.avoid].join(' ') },
    digest,
    (revision) => [{ kind: 'ask-answer', revision }],
  );
}
