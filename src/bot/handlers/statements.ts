import { newNonce } from '../../domain/ids.ts';
import {
  type Comparing,
  compareStatements,
  markStatement as keepMark,
} from '../../workflow/compare-statements.ts';
import { openFile } from '../../workflow/open-file.ts';
import { askAgain, post, type Press, type Reply, say, type Turn } from '../reply.ts';
import { NO_FILE } from './subject.ts';

/** 「前の担当者は…」 */
export async function openStatements(turn: Turn, subject: string): Promise<Reply> {
  const { house, cards, person } = turn;
  const file = await openFile(house, { subject, person });
  if (file === undefined) return say(NO_FILE);
  const nonce = newNonce(house.now(), house.random());
  return post(
    cards.statements({ subject: file.subject, nonce, typed: {}, errors: {} }),
    'くらべる画面を送りました。',
  );
}

type Action = { subject: string; nonce: string };

const answer = (turn: Turn, press: Press, { subject, nonce }: Action, outcome: Comparing): Reply => {
  const { typed } = press;
  switch (outcome.kind) {
    case 'no-such-file':
      return say(NO_FILE);
    case 'invalid':
      return askAgain(turn.cards.statements({ subject, nonce, typed, errors: outcome.errors }));
    case 'compared':
      return askAgain(
        turn.cards.statements({ subject, nonce, typed, errors: {}, comparison: outcome.comparison }),
      );
  }
};

const asked = (turn: Turn, press: Press, action: Action) => ({
  subject: action.subject,
  nonce: action.nonce,
  claim: press.typed['claim'] ?? '',
  person: turn.person,
});

/** くらべる */
export async function compare(turn: Turn, press: Press, action: Action): Promise<Reply> {
  return answer(turn, press, action, await compareStatements(turn.house, asked(turn, press, action)));
}

/** 一致・相違, as the person judges it */
export async function markStatement(
  turn: Turn,
  press: Press,
  action: Action & { number: string; statement: string; mark: 'agrees' | 'differs' },
): Promise<Reply> {
  const { number, statement, mark } = action;
  const outcome = await keepMark(turn.house, {
    ...asked(turn, press, action),
    mark: { number, statement, mark },
  });
  return answer(turn, press, action, outcome);
}
