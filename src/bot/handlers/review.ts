import { QUESTION_ROWS, questionFields } from '../../cards/review.ts';
import { newNonce, recordNumberSchema } from '../../domain/ids.ts';
import { limits } from '../../domain/incident/content.ts';
import { textProblem } from '../../domain/incident/read-form.ts';
import { stillToWrite } from '../../domain/incident/todo.ts';
import { mayReview } from '../../domain/people/standing.ts';
import { raiseAlertLater, reviewRecord, tellAsWitness } from '../../workflow/review-record.ts';
import { askAgain, post, type Press, type Reply, say, settle, show, type Turn } from '../reply.ts';

const NOT_REVIEWER = '質問できるのは、この課の承認者だけです。';

/** 質問して差し戻す */
export async function openReview(turn: Turn, number: string): Promise<Reply> {
  const { house, cards, person } = turn;
  const incident = await house.incidents.read(number);
  if (incident === undefined || !mayReview(person, incident)) return say(NOT_REVIEWER);
  const nonce = newNonce(house.now(), house.random());
  return post(cards.reviewForm({ number, nonce, typed: {}, errors: {} }), '質問の用紙を送りました。');
}

export async function submitReview(
  turn: Turn,
  press: Press,
  action: { number: string; nonce: string },
): Promise<Reply> {
  const { house, cards, person } = turn;
  const { typed } = press;
  const errors: Record<string, string> = {};
  const questions = Array.from({ length: QUESTION_ROWS }, (_, index) => {
    const names = questionFields(index + 1);
    const field = typed[names.field] ?? '';
    const question = (typed[names.question] ?? '').trim();
    if (field === '' && question !== '') errors[names.field] = 'どの欄への質問かを選んでください。';
    if (field !== '' && question === '') errors[names.question] = '質問を書いてください。';
    const problem = textProblem(question, limits.words);
    if (problem !== undefined) errors[names.question] = problem;
    return { field, question };
  }).filter(({ field, question }) => field !== '' && question !== '');
  const again = (problems: Record<string, string>): Reply =>
    askAgain(cards.reviewForm({ ...action, typed, errors: problems }));
  if (Object.keys(errors).length > 0) return again({ form: 'まだ送っていません。', ...errors });
  const outcome = await reviewRecord(house, { ...action, questions, person });
  switch (outcome.kind) {
    case 'refused':
      return say(NOT_REVIEWER);
    case 'invalid':
      return again({ ...outcome.errors });
    case 'sent':
      return settle(
        cards.notice({
          title: '質問を送りました',
          lines: [
            `記録 ${action.number} を書いた人に、選んだ欄だけのカードが届きます。答えが出たら知らせます。`,
          ],
        }),
      );
  }
}

/** 見ていた人として書く: for whoever knows the number. */
export function openAccount(turn: Turn, press: Press): Reply {
  const { house, cards } = turn;
  const number = (press.typed['number'] ?? '').normalize('NFKC').trim().toUpperCase();
  if (!recordNumberSchema.safeParse(number).success) {
    return askAgain(
      cards.lookUp({
        own: [],
        number: press.typed['number'] ?? '',
        error: 'どの記録かがわかるように、受付番号を入れてから押してください。',
      }),
    );
  }
  const nonce = newNonce(house.now(), house.random());
  return post(cards.accountForm({ number, nonce, typed: {}, errors: {} }), '用紙を送りました。');
}

export async function submitAccount(
  turn: Turn,
  press: Press,
  action: { number: string; nonce: string },
): Promise<Reply> {
  const { house, cards, person } = turn;
  const outcome = await tellAsWitness(house, { ...action, text: press.typed['account'] ?? '', person });
  switch (outcome.kind) {
    case 'invalid':
      return askAgain(cards.accountForm({ ...action, typed: press.typed, errors: outcome.errors }));
    case 'no-such-record':
      return askAgain(
        cards.accountForm({
          ...action,
          typed: press.typed,
          errors: { account: 'その番号の記録は見つかりません。番号を確かめてください。' },
        }),
      );
    case 'kept':
      return settle(
        cards.notice({
          title: '残しました',
          lines: [`記録 ${action.number} に、あなたが見たこと・聞いたこととして残りました。`],
        }),
      );
  }
}

/** 全課へアラートを送る, after the record was filed. */
export async function raiseLater(turn: Turn, number: string): Promise<Reply> {
  const { house, cards, person } = turn;
  const outcome = await raiseAlertLater(house, { number, person });
  if (outcome.kind === 'refused') return say('アラートを送れるのは、書いた人とこの課の承認者だけです。');
  if (outcome.kind === 'ordinary-complaint') {
    return say(
      'この記録は苦情として残っています。アラートを送るときは、先に「書き足す・直す」で類型か危険のしるしを選んでください。',
    );
  }
  const { incident } = outcome;
  if (incident.reporter.key !== person.key) return say('全課へアラートを送りました。');
  const alert = await house.alerts.read(number);
  return show(cards.receipt({ incident, alert, todo: stillToWrite(incident, house.recordRules) }));
}
