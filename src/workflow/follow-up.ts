import { type FollowUp, saidSchema } from '../domain/incident/additions.ts';
import { answerFollowUp, askFollowUp, CLAIM_LIMIT, findFollowUp } from '../domain/incident/follow-ups.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { type FormErrors, textProblem } from '../domain/incident/read-form.ts';
import type { Person } from '../domain/people/person.ts';
import { claimProblem } from './compare-statements.ts';
import { readPersonFile } from './views/person-file.ts';
import type { House } from './ports.ts';

export type AskingReporter =
  | { kind: 'asked'; repeated: boolean }
  | { kind: 'invalid'; errors: FormErrors }
  | { kind: 'refused'; why: 'no-such-record' | 'own-record' | 'too-many' };

/**
 * 担当に確認する: asks the reporter of an earlier record whether they said it. Whoever sees the record in the
 * person's file may ask, once per comparison and record; the claim goes to that reporter alone.
 */
export async function askReporter(
  house: House,
  ask: { subject: string; number: string; nonce: string; claim: string; person: Person },
): Promise<AskingReporter> {
  const { number, person } = ask;
  const problem = claimProblem(ask.claim);
  if (problem !== undefined) return { kind: 'invalid', errors: { claim: problem } };
  const file = await readPersonFile(house, ask.subject, person);
  const entry = file?.entries.find(({ outline }) => outline.number === number);
  if (entry === undefined) return { kind: 'refused', why: 'no-such-record' };
  if (entry.incident.reporter.key === person.key) return { kind: 'refused', why: 'own-record' };
  const id = `k${house.digest(`follow-up|${person.key}|${number}|${ask.nonce}`).slice(0, 16)}`;
  const changed = await house.incidents.change<'asked' | 'repeated' | 'too-many'>(number, (incident) => {
    const step = askFollowUp(
      incident,
      { id, claim: ask.claim.trim(), by: person, now: house.now() },
      house.digest,
    );
    return 'next' in step ? { next: step.next, result: 'asked' } : { result: step.refused };
  });
  if (!changed.found) return { kind: 'refused', why: 'no-such-record' };
  if (changed.result === 'too-many') return { kind: 'refused', why: 'too-many' };
  house.outbox.nudge();
  return { kind: 'asked', repeated: changed.result === 'repeated' };
}

export type AnsweringFollowUp =
  | { kind: 'answered'; incident: Incident; followUp: FollowUp }
  | { kind: 'invalid'; incident: Incident; followUp: FollowUp; errors: FormErrors }
  | { kind: 'refused' };

/** 言った・言っていない・言い方が違う, by the reporter of the record alone. The first answer stays. */
export async function answerAsReporter(
  house: House,
  answer: { number: string; followUp: string; said: string; text: string; person: Person },
): Promise<AnsweringFollowUp> {
  const { person } = answer;
  const text = answer.text.trim();
  const said = saidSchema.safeParse(answer.said);
  const errors: Record<string, string> = {};
  if (!said.success) errors['said'] = '一つ選んでください。';
  const problem = textProblem(text, CLAIM_LIMIT);
  if (problem !== undefined) errors['remembered'] = problem;
  if (said.success && said.data === 'otherwise' && text === '') {
    errors['remembered'] = 'どう言ったかを書いてください。';
  }
  type Result = 'answered' | 'refused' | 'invalid';
  const changed = await house.incidents.change<Result>(answer.number, (incident) => {
    const known = findFollowUp(incident, answer.followUp);
    if (incident.reporter.key !== person.key || known === undefined) return { result: 'refused' };
    if (known.answer !== undefined) return { result: 'answered' };
    if (!said.success || Object.keys(errors).length > 0) return { result: 'invalid' };
    const step = answerFollowUp(
      incident,
      { id: answer.followUp, choice: said.data, text, by: person, now: house.now() },
      house.digest,
    );
    return 'next' in step ? { next: step.next, result: 'answered' } : { result: 'answered' };
  });
  if (!changed.found || changed.result === 'refused') return { kind: 'refused' };
  const followUp = findFollowUp(changed.item, answer.followUp);
  if (followUp === undefined) return { kind: 'refused' };
  if (changed.result === 'invalid') return { kind: 'invalid', incident: changed.item, followUp, errors };
  house.outbox.nudge();
  return { kind: 'answered', incident: changed.item, followUp };
}
