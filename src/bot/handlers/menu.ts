import { standingOf } from '../../domain/people/standing.ts';
import { rowCounts } from '../../domain/incident/read-form.ts';
import { keepForm, newForm } from '../../workflow/hand-out-form.ts';
import { post, type Reply, type Turn } from '../reply.ts';

/** Own records shown under 調べる. */
const OWN_RECORDS = 10;

export function handOutForm({ house, cards, person }: Turn): Reply {
  const { form, typed } = newForm(house, person);
  const message = cards.incidentForm({ nonce: form.nonce, rows: rowCounts.first, typed, errors: {} });
  return {
    kind: 'post',
    message,
    said: '用紙を送りました。',
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
