import { answerAsReporter, askReporter, type AskingReporter } from '../../workflow/follow-up.ts';
import { askAgain, type Press, type Reply, say, show, type Turn } from '../reply.ts';

const refusals: Readonly<Record<Extract<AskingReporter, { kind: 'refused' }>['why'], string>> = {
  'no-such-record': 'その記録は、あなたの役割では見られないか、もうありません。',
  'own-record': 'この記録を書いたのは、あなたです。',
  'too-many': 'この記録には、これ以上は確認を送れません。担当の課に直接聞いてください。',
};

/** 担当に確認する. The card stays as it is, with what was typed. */
export async function askFollowUp(
  turn: Turn,
  press: Press,
  action: { subject: string; number: string; nonce: string },
): Promise<Reply> {
  const { house, cards, person } = turn;
  const { typed } = press;
  const { subject, nonce, number } = action;
  const outcome = await askReporter(house, {
    subject,
    number,
    nonce,
    claim: typed['claim'] ?? '',
    person,
  });
  switch (outcome.kind) {
    case 'refused':
      return say(refusals[outcome.why]);
    case 'invalid':
      return askAgain(cards.statements({ subject, nonce, typed, errors: outcome.errors }));
    case 'asked':
      return say(
        outcome.repeated
          ? 'この記録の担当には、もう聞いています。答えが出たら、このチャットに届きます。'
          : `記録 ${number} を書いた人に聞きました。答えが出たら、このチャットに届きます。`,
      );
  }
}

/** 答える, by the reporter of the earlier record. */
export async function answerFollowUp(
  turn: Turn,
  press: Press,
  action: { number: string; followUp: string },
): Promise<Reply> {
  const { house, cards, person } = turn;
  const { typed } = press;
  const outcome = await answerAsReporter(house, {
    ...action,
    said: typed['said'] ?? '',
    text: typed['remembered'] ?? '',
    person,
  });
  if (outcome.kind === 'refused') return say('答えられるのは、この記録を書いた人だけです。');
  const { incident, followUp } = outcome;
  return outcome.kind === 'invalid'
    ? askAgain(cards.followUp({ incident, followUp, typed, errors: outcome.errors }))
    : show(cards.followUpTold({ incident, followUp }));
}
