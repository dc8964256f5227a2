import { recordNumberSchema } from '../../domain/ids.ts';
import { sendDetails } from '../../workflow/read-details.ts';
import { askAgain, type Press, type Reply, type Turn } from '../reply.ts';

const OWN_RECORDS = 10;

/** 調べる by number. What was found comes as a message of its own. */
export async function findRecord(turn: Turn, press: Press): Promise<Reply> {
  const { house, cards, person } = turn;
  const typed = press.typed['number'] ?? '';
  const number = typed.normalize('NFKC').trim().toUpperCase();
  const own = await house.incidents.filedBy(person.key, OWN_RECORDS);
  const again = (error: string): Reply => askAgain(cards.lookUp({ own, number: typed, error }));
  if (!recordNumberSchema.safeParse(number).success) {
    return again('受付番号は 261121-7K3F9Q のような形です。');
  }
  const outcome = await sendDetails(house, { number, person });
  return again(outcome.kind === 'sent' ? '' : 'その番号の記録は見つかりません。番号を確かめてください。');
}
