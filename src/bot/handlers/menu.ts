import { standingOf } from '../../domain/people/standing.ts';
import type { Form, TypedValues } from '../../domain/incident/forms.ts';
import { rowCounts, rowsOf } from '../../domain/incident/form-fields.ts';
import { dayAndTime } from '../../domain/time.ts';
import { keepForm, newForm } from '../../workflow/hand-out-form.ts';
import { findFiled } from '../../workflow/record-incident.ts';
import { post, type Reply, type Turn } from '../reply.ts';

/** Own records shown under 調べる. */
const OWN_RECORDS = 10;

/** A draft this young is offered again; an older one belongs to another contact. */
const DRAFT_DAYS = 7;

/** Forms looked through for a draft: others may have been opened, and filed, since. */
const FORMS_SEEN = 20;

type Draft = Form & { typed: TypedValues };

async function isUnfinished({ house, person }: Turn, { nonce, completes }: Form): Promise<boolean> {
  if (completes === undefined) return (await findFiled(house, person, nonce)) === undefined;
  return (await house.incidents.read(completes.number))?.shell !== undefined;
}

/** The newest form that was typed into and never became a record, or a version of one. */
async function unfinishedForm(turn: Turn): Promise<Draft | undefined> {
  const { house, person } = turn;
  const since = new Date(house.now().getTime() - DRAFT_DAYS * 86_400_000).toISOString();
  for (const form of await house.forms.newest(person.key, FORMS_SEEN)) {
    const { typed } = form;
    if (typed === undefined || form.issuedAt < since) continue;
    if (await isUnfinished(turn, form)) return { ...form, typed };
  }
  return undefined;
}

/** 記録: the draft that was left, or a new form. */
export async function handOutForm(turn: Turn): Promise<Reply> {
  const draft = await unfinishedForm(turn);
  if (draft === undefined) return handOutNewForm(turn);
  const { cards, house } = turn;
  const message = cards.incidentForm({
    nonce: draft.nonce,
    rows: rowsOf(draft.typed),
    typed: draft.typed,
    errors: {},
    draft: true,
    completes: draft.completes,
    note: `下書きの続きです(${dayAndTime(draft.issuedAt)}に開いた用紙)。`,
  });
  return {
    kind: 'post',
    message,
    said: '下書きを送りました。',
    posted: (messageId) => keepForm(house, { ...draft, messageId }),
  };
}

export function handOutNewForm({ house, cards, person }: Turn): Reply {
  const { form, typed } = newForm(house, person);
  const message = cards.incidentForm({ nonce: form.nonce, rows: rowCounts.first, typed, errors: {} });
  return {
    kind: 'post',
    message,
    said: '用紙を送りました。',
    posted: (messageId) => keepForm(house, { ...form, messageId }),
  };
}

export function handOutQuick({ house, cards, person }: Turn): Reply {
  const { form } = newForm(house, person);
  return {
    kind: 'post',
    message: cards.quick({ nonce: form.nonce, typed: {}, errors: {} }),
    said: '速報の用紙を送りました。',
    posted: (messageId) => keepForm(house, { ...form, messageId }),
  };
}

export async function openLookUp({ house, cards, person }: Turn): Promise<Reply> {
  const own = await house.incidents.filedBy(person.key, OWN_RECORDS);
  return post(cards.lookUp({ own, number: '', error: '' }), '調べる画面を送りました。');
}

export const showHelp = ({ cards }: Turn): Reply => post(cards.help(), '使い方を送りました。');

export const showMenu = ({ house, cards, person }: Turn): Reply =>
  post(
    cards.welcome({ person, coordinator: standingOf(person, house.rules).coordinator }),
    'メニューを送りました。',
  );
