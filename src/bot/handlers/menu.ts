import { standingOf } from '../../domain/people/standing.ts';
import type { Form, TypedValues } from '../../domain/incident/forms.ts';
import { rowCounts, rowFields } from '../../domain/incident/read-form.ts';
import { dayAndTime } from '../../domain/time.ts';
import { keepForm, newForm } from '../../workflow/hand-out-form.ts';
import { findFiled } from '../../workflow/record-incident.ts';
import { post, type Reply, type Turn } from '../reply.ts';

/** Own records shown under 調べる. */
const OWN_RECORDS = 10;

/** A draft this young is offered again; an older one belongs to another contact. */
const DRAFT_DAYS = 7;

/** The newest form that was typed into and never became a record. */
async function unfinishedForm({ house, person }: Turn): Promise<Form | undefined> {
  const since = new Date(house.now().getTime() - DRAFT_DAYS * 86_400_000).toISOString();
  const [newest] = (await house.forms.newest(person.key, 3)).filter((form) => form.issuedAt >= since);
  if (newest?.typed === undefined) return undefined;
  return (await findFiled(house, person, newest.nonce)) === undefined ? newest : undefined;
}

const rowsOf = (typed: TypedValues): number => {
  const used = Array.from({ length: rowCounts.most }, (_, index) => index + 1).filter(
    (row) => rowFields(row).words in typed,
  );
  return Math.max(rowCounts.first, ...used);
};

/** 記録: the draft that was left, or a new form. */
export async function handOutForm(turn: Turn): Promise<Reply> {
  const draft = await unfinishedForm(turn);
  if (draft?.typed === undefined) return handOutNewForm(turn);
  const { cards, house } = turn;
  const message = cards.incidentForm({
    nonce: draft.nonce,
    rows: rowsOf(draft.typed),
    typed: draft.typed,
    errors: {},
    draft: true,
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
