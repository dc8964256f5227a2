import { searchBoxes } from '../../cards/look-up.ts';
import { recordNumberSchema } from '../../domain/ids.ts';
import type { FormErrors } from '../../domain/incident/read-form.ts';
import { emptySearch } from '../../domain/subject/search.ts';
import { lookUpPersons } from '../../workflow/look-up-persons.ts';
import { sendDetails } from '../../workflow/read-details.ts';
import { askAgain, post, type Press, type Reply, type Turn } from '../reply.ts';

const OWN_RECORDS = 10;

/** 調べる, by number or by what is known of a person. What was found comes as a message of its own. */
export async function find(turn: Turn, press: Press): Promise<Reply> {
  const { house, cards, person } = turn;
  const { typed } = press;
  const number = typed['number'] ?? '';
  const own = await house.incidents.filedBy(person.key, OWN_RECORDS);
  const again = (error: string, errors: FormErrors = {}): Reply =>
    askAgain(cards.lookUp({ own, number, error, typed, errors }));
  if (number.trim() !== '') return findRecord(turn, number, again);
  const boxes = Object.fromEntries(searchBoxes.map((box) => [box, typed[box] ?? '']));
  const looked = await lookUpPersons(house, { typed: { ...emptySearch, ...boxes }, person });
  switch (looked.kind) {
    case 'empty':
      return again('受付番号か、その上の欄のどれか一つを入れてください。');
    case 'invalid':
      return again('', looked.problems);
    case 'found':
      return looked.found.length === 0
        ? again('あてはまる記録は見つかりませんでした。ほかの欄でも試してください。')
        : post(cards.persons({ found: looked.found }), '似ている人を送りました。');
  }
}

async function findRecord(
  { house, person }: Turn,
  typed: string,
  again: (error: string) => Reply,
): Promise<Reply> {
  const number = typed.normalize('NFKC').trim().toUpperCase();
  if (!recordNumberSchema.safeParse(number).success) {
    return again('受付番号は 261121-7K3F9Q のような形です。');
  }
  const outcome = await sendDetails(house, { number, person });
  return again(outcome.kind === 'sent' ? '' : 'その番号の記録は見つかりません。番号を確かめてください。');
}
