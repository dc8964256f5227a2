import { typedOf } from '../../domain/incident/fields.ts';
import type { Form, TypedValues } from '../../domain/incident/forms.ts';
import { alertIdOf, currentVersion, type Incident } from '../../domain/incident/incident.ts';
import { rowCounts, rowsOf } from '../../domain/incident/form-fields.ts';
import { stillToWrite } from '../../domain/incident/todo.ts';
import { timeOfDay, wallClock } from '../../domain/time.ts';
import { correctRecord } from '../../workflow/correct-record.ts';
import { keepForm, newForm } from '../../workflow/hand-out-form.ts';
import { findFiled, recordIncident } from '../../workflow/record-incident.ts';
import { registerPerson } from '../../workflow/register-person.ts';
import { openEditing } from './editing.ts';
import { askAgain, post, type Press, type Reply, say, settle, type Turn } from '../reply.ts';

type FormAction = { nonce: string; rows: number; number: string; base: number; seen: string };

type Again = Omit<Parameters<Turn['cards']['incidentForm']>[0], 'nonce' | 'typed' | 'completes'> & {
  typed?: TypedValues;
};

/** The advice that stands on the pressed card and has not been answered: it stays until it is. */
function openAdvice(known: Form | undefined, seen: string): Again['advised'] {
  return known?.advised === undefined || seen === '' ? undefined : { ...known.advised, why: [], seen };
}

/** The same form with what was typed, and the typing kept on the server as well. */
async function formAgain(
  { house, cards }: Turn,
  press: Press,
  form: Form,
  action: FormAction,
  view: Again,
): Promise<Reply> {
  const known = await house.forms.read(form.personKey, form.nonce);
  const messageId = known?.messageId ?? press.messageId;
  const typed = view.typed ?? press.typed;
  const advised = view.advised ?? openAdvice(known, action.seen);
  const completes = action.number === '' ? undefined : { number: action.number, base: action.base };
  const { advised: _, ...rest } = known ?? form;
  await keepForm(house, {
    ...rest,
    typed,
    ...(messageId === undefined ? {} : { messageId }),
    ...(completes === undefined ? {} : { completes }),
    ...(advised === undefined ? {} : { advised: { advice: advised.advice, labels: advised.labels } }),
  });
  return askAgain(cards.incidentForm({ ...view, nonce: form.nonce, typed, completes, advised }));
}

/** What became of the form already, if it did: nothing can be added to it any more. */
async function filedAlready(turn: Turn, action: FormAction): Promise<Reply | undefined> {
  const { house, cards, person } = turn;
  if (action.number === '') {
    const incident = await findFiled(house, person, action.nonce);
    return incident === undefined ? undefined : filed(turn, { incident, repeated: true });
  }
  const incident = await house.incidents.read(action.number);
  const version = incident?.versions.find(({ nonce }) => nonce === action.nonce)?.version;
  return incident === undefined || incident.reporter.key !== person.key || version === undefined
    ? undefined
    : settle(cards.editSaved({ incident, version }));
}

const formOf = (turn: Turn, nonce: string): Form => ({
  nonce,
  personKey: turn.person.key,
  issuedAt: turn.house.now().toISOString(),
});

export async function moreRows(turn: Turn, press: Press, action: FormAction): Promise<Reply> {
  const done = await filedAlready(turn, action);
  if (done !== undefined) return done;
  return formAgain(turn, press, formOf(turn, action.nonce), action, {
    rows: Math.min(action.rows + rowCounts.step, rowCounts.most),
    errors: {},
  });
}

/** 下書きに保存: the typing is on the server; the next 「記録」 goes on from it, on whatever device. */
export async function keepDraft(turn: Turn, press: Press, action: FormAction): Promise<Reply> {
  const done = await filedAlready(turn, action);
  if (done !== undefined) return done;
  return formAgain(turn, press, formOf(turn, action.nonce), action, {
    rows: action.rows,
    errors: {},
    note: `下書きを保存しました(${timeOfDay(turn.house.now().toISOString())})。パソコンでもスマートフォンでも、「記録」と送ると続きから書けます。`,
  });
}

/** A person who never said where they work has said it in the form. */
async function knownReporter({ house, person }: Turn, typed: TypedValues): Promise<Turn['person']> {
  if (person.department !== undefined) return person;
  const outcome = await registerPerson(house, person, {
    department: typed['department'] ?? '',
    role: 'staff',
  });
  return outcome.kind === 'registered' ? outcome.person : person;
}

export async function submitIncident(turn: Turn, press: Press, action: FormAction): Promise<Reply> {
  const { house } = turn;
  const form = formOf(turn, action.nonce);
  if (action.number !== '') return completeRecord(turn, press, form, action);
  const person = await knownReporter(turn, press.typed);
  const outcome = await recordIncident(house, {
    person,
    nonce: action.nonce,
    messageId: press.messageId,
    typed: press.typed,
    seen: action.seen,
  });
  switch (outcome.kind) {
    case 'filed':
      return filed(turn, outcome);
    case 'invalid':
      return formAgain(turn, press, form, action, { rows: action.rows, errors: outcome.errors });
    case 'advised': {
      const { advised, why, seen, typed } = outcome;
      return formAgain(turn, press, form, action, {
        rows: action.rows,
        errors: {},
        typed,
        advised: { ...advised, why, seen },
      });
    }
    case 'stale-form':
      return formAgain(turn, press, newForm(house, person).form, action, {
        rows: action.rows,
        errors: {
          form: '用紙が古くなったため、新しくしました。入力した内容は残っています。日付と時刻を確かめてください。',
        },
      });
  }
}

async function filed(
  { house, cards }: Turn,
  { incident, repeated }: { incident: Incident; repeated: boolean },
): Promise<Reply> {
  const alert = repeated ? await house.alerts.read(alertIdOf(incident)) : undefined;
  const receipt = cards.receipt({ incident, alert, todo: stillToWrite(incident, house.recordRules) });
  return { kind: 'replace', message: receipt, as: 'owned', about: incident.number };
}

/** The whole form of a 速報, submitted: a new version of its record. */
async function completeRecord(turn: Turn, press: Press, form: Form, action: FormAction): Promise<Reply> {
  const { house, cards, person } = turn;
  const outcome = await correctRecord(house, {
    number: action.number,
    base: action.base,
    nonce: action.nonce,
    part: 'all',
    review: '',
    typed: press.typed,
    person,
    seen: action.seen,
  });
  switch (outcome.kind) {
    case 'advised': {
      const { advised, why, seen } = outcome;
      return formAgain(turn, press, form, action, {
        rows: action.rows,
        errors: {},
        advised: { ...advised, why, seen },
      });
    }
    case 'saved':
      return settle(cards.editSaved({ incident: outcome.incident, version: outcome.version }));
    case 'invalid':
      return formAgain(turn, press, form, action, { rows: action.rows, errors: outcome.errors });
    case 'stale': {
      const base = currentVersion(outcome.incident).version;
      return formAgain(
        turn,
        press,
        form,
        { ...action, base },
        {
          rows: action.rows,
          errors: { form: STALE },
        },
      );
    }
    case 'refused':
      return say('この記録を直せるのは、書いた人だけです。');
  }
}

const STALE =
  'ほかの直しが先に入りました。あなたの入力は残っています。「内容を見る」で確かめてから、もう一度押してください。';

/** 続きを書く: the form with everything that the 速報 said. */
export async function continueRecord(turn: Turn, number: string): Promise<Reply> {
  const { house, cards, person } = turn;
  const incident = await house.incidents.read(number);
  if (incident === undefined || incident.reporter.key !== person.key) {
    return say('この記録を直せるのは、書いた人だけです。');
  }
  // The button of an old reminder: what was completed is corrected part by part, with a reason.
  if (incident.shell === undefined) return openEditing(turn, number);
  const { content, version } = currentVersion(incident);
  const { form } = newForm(house, person);
  const typed = typedOf(content);
  return post(
    cards.incidentForm({
      nonce: form.nonce,
      rows: rowsOf(typed),
      typed,
      errors: {},
      completes: { number, base: version },
      note: '速報の内容を写してあります。わかることを書き足して、「記録する」を押してください。',
    }),
    '続きの用紙を送りました。',
  );
}

/** 速報: four answers; the record and the alert at once, the rest later. */
export async function submitQuick(turn: Turn, press: Press, action: { nonce: string }): Promise<Reply> {
  const { house, cards, person } = turn;
  const { date, time } = wallClock(house.now());
  const look = (press.typed['look'] ?? '').trim();
  const submission = {
    person,
    nonce: action.nonce,
    messageId: press.messageId,
    typed: {
      ...press.typed,
      department: person.department ?? '',
      date,
      time,
      // A 速報 may come before any word was caught; what was seen is then the description.
      manner: (press.typed['row1Words'] ?? '').trim() === '' ? look : '',
    },
    shell: true,
  };
  const danger = (press.typed['danger'] ?? '') !== '';
  const nothing = (press.typed['row1Words'] ?? '').trim() === '' && look === '' && !danger;
  const outcome = nothing
    ? ({ kind: 'invalid', errors: {} } as const)
    : await recordIncident(house, submission);
  if (outcome.kind === 'filed') return filed(turn, outcome);
  const errors =
    outcome.kind === 'invalid'
      ? {
          ...outcome.errors,
          // This form has no field for it.
          ...(person.department !== undefined
            ? {}
            : { department: '課が選ばれていません。もう一度「速報」と送ると、先に課を選べます。' }),
          ...(nothing
            ? { row1Words: '言われた言葉か、誰らしき人か、危険のどれか一つは入れてください。' }
            : {}),
        }
      : { row1Words: '用紙が古くなりました。もう一度「速報」と送ってください。' };
  return askAgain(cards.quick({ nonce: action.nonce, typed: press.typed, errors }));
}
