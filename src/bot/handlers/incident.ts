import { rowCounts } from '../../domain/incident/read-form.ts';
import { type Form, type TypedValues } from '../../domain/incident/forms.ts';
import type { FormErrors } from '../../domain/incident/read-form.ts';
import { keepForm, newForm } from '../../workflow/hand-out-form.ts';
import { recordIncident } from '../../workflow/record-incident.ts';
import { registerPerson } from '../../workflow/register-person.ts';
import { askAgain, type Press, type Reply, show, type Turn } from '../reply.ts';

/** The same form with what was typed, and the typing kept on the server as well. */
async function formAgain(
  { house, cards }: Turn,
  press: Press,
  form: Form,
  view: { rows: number; errors: FormErrors },
): Promise<Reply> {
  const known = await house.forms.read(form.personKey, form.nonce);
  const messageId = known?.messageId ?? press.messageId;
  await keepForm(house, {
    ...(known ?? form),
    typed: press.typed,
    ...(messageId === undefined ? {} : { messageId }),
  });
  return askAgain(cards.incidentForm({ nonce: form.nonce, typed: press.typed, ...view }));
}

const formOf = (turn: Turn, nonce: string): Form => ({
  nonce,
  personKey: turn.person.key,
  issuedAt: turn.house.now().toISOString(),
});

export const moreRows = (turn: Turn, press: Press, action: { nonce: string; rows: number }): Promise<Reply> =>
  formAgain(turn, press, formOf(turn, action.nonce), {
    rows: Math.min(action.rows + rowCounts.step, rowCounts.most),
    errors: {},
  });

/** A person who never said where they work has said it in the form. */
async function knownReporter({ house, person }: Turn, typed: TypedValues): Promise<Turn['person']> {
  if (person.department !== undefined) return person;
  const outcome = await registerPerson(house, person, {
    department: typed['department'] ?? '',
    role: 'staff',
  });
  return outcome.kind === 'registered' ? outcome.person : person;
}

export async function submitIncident(
  turn: Turn,
  press: Press,
  action: { nonce: string; rows: number },
): Promise<Reply> {
  const { house, cards } = turn;
  const person = await knownReporter(turn, press.typed);
  const outcome = await recordIncident(house, {
    person,
    nonce: action.nonce,
    messageId: press.messageId,
    typed: press.typed,
  });
  switch (outcome.kind) {
    case 'filed': {
      const alert = outcome.repeated ? await house.alerts.read(outcome.incident.number) : undefined;
      return show(cards.receipt({ incident: outcome.incident, alert }));
    }
    case 'invalid':
      return formAgain(turn, press, formOf(turn, action.nonce), {
        rows: action.rows,
        errors: outcome.errors,
      });
    case 'stale-form':
      return formAgain(turn, press, newForm(house, person).form, {
        rows: action.rows,
        errors: {
          form: '用紙が古くなったため、新しくしました。入力した内容は残っています。日付と時刻を確かめてください。',
        },
      });
  }
}
