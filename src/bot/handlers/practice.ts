import { practiceResults } from '../../domain/companion/practice.ts';
import { newNonce } from '../../domain/ids.ts';
import { noteShown, startPractice } from '../../workflow/companion/start-contact.ts';
import { chooseAnswer } from '../../workflow/companion/tap-contact.ts';
import { post, type Press, type Reply, say, show, type Turn } from '../reply.ts';

const GONE = 'この練習はもうありません。「練習」と送ると、選び直せます。';

/** Contacts looked through for earlier results. */
const LOOKED_THROUGH = 60;

/** 「練習」: what there is to practise, with one's own last results; nobody else ever sees them. */
export async function openPractice({ house, cards, person }: Turn): Promise<Reply> {
  const own = await house.contacts.newest(person.key, LOOKED_THROUGH);
  const book = house.companion;
  return post(
    cards.practiceList({
      book,
      nonce: newNonce(house.now(), house.random()),
      results: practiceResults(book, own),
    }),
    '練習を送りました。',
  );
}

export async function beginPractice(
  turn: Turn,
  { nonce, scenario }: { nonce: string; scenario: string },
): Promise<Reply> {
  const { house, cards, person } = turn;
  const contact = await startPractice(house, { person, nonce, scenario });
  const message = contact && cards.practice({ book: house.companion, contact });
  if (contact === undefined || message === undefined) return say(GONE);
  // The same button twice: the practice is there already.
  if (contact.messages.length > 0) return say('もう始まっています。練習のカードを見てください。');
  return {
    kind: 'post',
    message,
    said: '練習を始めました。',
    posted: (messageId) => noteShown(house, contact, messageId),
  };
}

export async function answerCaller(
  turn: Turn,
  press: Press,
  { contact, turn: index, choice }: { contact: string; turn: number; choice: number },
): Promise<Reply> {
  const { house, cards, person } = turn;
  const own = { person, contact, messageId: press.messageId };
  const outcome = await chooseAnswer(house, own, { turn: index, choice });
  if (outcome.kind === 'unknown') return say(GONE);
  const message = cards.practice({ book: house.companion, contact: outcome.contact });
  return message === undefined ? say(GONE) : show(message);
}
