import { alertIdOf } from '../../domain/incident/incident.ts';
import { mayLink, standingOf } from '../../domain/people/standing.ts';
import { setAnswer, tellAnswered } from '../../workflow/one-answer.ts';
import { askAgain, post, type Press, type Reply, say, type Turn } from '../reply.ts';

const NOT_YOURS = '答えたことを書けるのは、この記録を書いた人、その課の承認者、総務課の調整担当です。';

/** 統一回答を決める */
export async function setOneAnswer(turn: Turn, press: Press, alert: string): Promise<Reply> {
  const { house, cards, person } = turn;
  const outcome = await setAnswer(house, { alert, typed: press.typed, person });
  switch (outcome.kind) {
    case 'set':
      return askAgain(cards.answerForm({ alert: outcome.alert, typed: {}, errors: {} }));
    case 'invalid':
      return askAgain(cards.answerForm({ alert: outcome.alert, typed: press.typed, errors: outcome.errors }));
    case 'refused':
      return say(
        outcome.why === 'not-entitled'
          ? '統一回答を決められるのは、はじめに対応した課の承認者だけです。'
          : 'このアラートは見つかりません。総務課に連絡してください。',
      );
  }
}

/** 答えたことを書く */
export async function openTold(turn: Turn, number: string): Promise<Reply> {
  const { house, cards, person } = turn;
  const incident = await house.incidents.read(number);
  if (incident === undefined || !mayLink(standingOf(person, house.rules), incident)) return say(NOT_YOURS);
  const alert = await house.alerts.read(alertIdOf(incident));
  return post(
    cards.toldForm({ incident, alert, typed: {}, errors: {}, done: false }),
    '答えたことを書く用紙を送りました。',
  );
}

export async function saveTold(turn: Turn, press: Press, number: string): Promise<Reply> {
  const { house, cards, person } = turn;
  const { typed } = press;
  const outcome = await tellAnswered(house, { number, typed, person });
  switch (outcome.kind) {
    case 'told':
      return askAgain(
        cards.toldForm({
          incident: outcome.incident,
          alert: outcome.alert,
          typed: {},
          errors: {},
          done: true,
        }),
      );
    case 'invalid': {
      const { incident, errors } = outcome;
      return askAgain(cards.toldForm({ incident, alert: undefined, typed, errors, done: false }));
    }
    case 'refused':
      return say(NOT_YOURS);
  }
}
