import type { Answer } from '../../domain/subject/subject.ts';
import { answerLikely } from '../../workflow/link-records.ts';
import { likelyPersons } from '../../workflow/views/likely.ts';
import { type Reply, say, show, type Turn } from '../reply.ts';

/** 同一人物・別人・わからない; the delivery keeps the message itself up to date. */
export async function answerMatch(
  turn: Turn,
  action: { number: string; subject: string; answer: Answer },
): Promise<Reply> {
  const { house, cards, person } = turn;
  const { number, subject, answer } = action;
  const outcome = await answerLikely(house, { number, subject, answer, person });
  if (outcome.kind === 'refused') {
    return say(
      outcome.why === 'not-entitled'
        ? '答えられるのは、この記録を書いた人、その課の承認者、総務課の調整担当です。'
        : 'この方との組み合わせは、いまは見つかりません。「調べる」から探してください。',
    );
  }
  const persons = await likelyPersons(house, outcome.incident, person);
  return show(cards.match({ number, persons, error: '' }));
}
