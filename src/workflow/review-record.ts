import type { Question } from '../domain/incident/additions.ts';
import { ACCOUNT_LIMIT, addAccount, askForAlert, sendBack } from '../domain/incident/corrections.ts';
import { allFields } from '../domain/incident/fields.ts';
import { currentVersion, type Incident } from '../domain/incident/incident.ts';
import { type FormErrors, textProblem } from '../domain/incident/read-form.ts';
import type { Person } from '../domain/people/person.ts';
import { mayReview } from '../domain/people/standing.ts';
import type { House } from './ports.ts';

const FULL = 'この記録には、これ以上は書き足せません。総務課に連絡してください。';

export type Reviewing =
  | { kind: 'sent'; incident: Incident }
  | { kind: 'invalid'; errors: FormErrors }
  | { kind: 'refused' };

const known = new Set(allFields.map(({ id }) => id));

/** An approver of the department sends the record back with a question per field. */
export async function reviewRecord(
  house: House,
  order: { number: string; nonce: string; questions: readonly Question[]; person: Person },
): Promise<Reviewing> {
  const questions = order.questions.filter(({ field }) => known.has(field));
  const id = `q${house.digest(`review|${order.number}|${order.nonce}`).slice(0, 16)}`;
  const changed = await house.incidents.change<'sent' | 'refused' | 'empty' | 'too-many'>(
    order.number,
    (incident) => {
      if (!mayReview(order.person, incident)) return { result: 'refused' };
      if (questions.length === 0) return { result: 'empty' };
      const step = sendBack(incident, { id, questions, by: order.person, now: house.now() }, house.digest);
      if ('next' in step) return { next: step.next, result: 'sent' };
      return { result: step.refused === 'repeated' ? 'sent' : 'too-many' };
    },
  );
  if (!changed.found || changed.result === 'refused') return { kind: 'refused' };
  if (changed.result === 'empty') {
    return { kind: 'invalid', errors: { form: '欄と質問の組を一つ以上書いてください。' } };
  }
  if (changed.result === 'too-many') return { kind: 'invalid', errors: { form: FULL } };
  house.outbox.nudge();
  return { kind: 'sent', incident: changed.item };
}

export type Witnessing =
  | { kind: 'kept' }
  | { kind: 'invalid'; errors: FormErrors }
  | { kind: 'no-such-record' };

/** A witness's own account, beside the record and unmerged. Whoever knows the number may add, not read. */
export async function tellAsWitness(
  house: House,
  account: { number: string; nonce: string; text: string; person: Person },
): Promise<Witnessing> {
  const text = account.text.trim();
  if (text === '') return { kind: 'invalid', errors: { account: '見たこと・聞いたことを書いてください。' } };
  const problem = textProblem(text, ACCOUNT_LIMIT);
  if (problem !== undefined) return { kind: 'invalid', errors: { account: problem } };
  const { number, nonce, person } = account;
  const changed = await house.incidents.change(number, (incident) => {
    const step = addAccount(
      incident,
      { by: person, department: person.department ?? '', nonce, text, now: house.now() },
      house.digest,
    );
    if ('next' in step) return { next: step.next, result: true };
    return { result: step.refused === 'repeated' };
  });
  if (!changed.found) return { kind: 'no-such-record' };
  if (!changed.result) return { kind: 'invalid', errors: { account: FULL } };
  house.outbox.nudge();
  return { kind: 'kept' };
}

/** The reporter, or an approver of the department, asks for the alert after the record was filed. */
export async function raiseAlertLater(
  house: House,
  order: { number: string; person: Person },
): Promise<{ kind: 'raised'; incident: Incident } | { kind: 'refused' } | { kind: 'ordinary-complaint' }> {
  type Result = 'raised' | 'refused' | 'ordinary-complaint';
  const changed = await house.incidents.change<Result>(order.number, (incident) => {
    const may = incident.reporter.key === order.person.key || mayReview(order.person, incident);
    if (!may) return { result: 'refused' };
    const { judged } = currentVersion(incident);
    // The button of a card drawn before a correction: what is a complaint by now raises nothing.
    if (!incident.alerted && judged !== undefined && judged.risk === undefined) {
      return { result: 'ordinary-complaint' };
    }
    const step = askForAlert(incident, order.person, house.now(), house.digest);
    return 'refused' in step ? { result: 'raised' } : { next: step.next, result: 'raised' };
  });
  if (!changed.found || changed.result === 'refused') return { kind: 'refused' };
  if (changed.result === 'ordinary-complaint') return { kind: 'ordinary-complaint' };
  house.outbox.nudge();
  return { kind: 'raised', incident: changed.item };
}
