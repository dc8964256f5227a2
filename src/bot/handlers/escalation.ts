import type { DecisionAction } from '../../domain/escalation/escalation.ts';
import { pendingEscalation } from '../../domain/incident/incident.ts';
import { newNonce } from '../../domain/ids.ts';
import { decide, escalate } from '../../workflow/escalate.ts';
import { askAgain, post, type Press, type Reply, say, settle, show, type Turn } from '../reply.ts';

/** 上申する on the receipt. */
export async function openEscalation(turn: Turn, number: string): Promise<Reply> {
  const { house, cards, person } = turn;
  const incident = await house.incidents.read(number);
  if (incident === undefined || incident.reporter.key !== person.key) {
    return say('上申できるのは、この記録を書いた人だけです。');
  }
  if (pendingEscalation(incident) !== undefined) {
    return say('上申中です。判断が出ると、控えに表示されます。');
  }
  const nonce = newNonce(house.now(), house.random());
  return post(cards.escalationForm({ number, nonce, typed: {}, errors: {} }), '上申の用紙を送りました。');
}

export async function submitEscalation(
  turn: Turn,
  press: Press,
  action: { number: string; nonce: string },
): Promise<Reply> {
  const { house, cards, person } = turn;
  const { number, nonce } = action;
  const { typed } = press;
  const outcome = await escalate(house, {
    number,
    nonce,
    asked: typed['asked'] ?? '',
    reason: typed['reason'] ?? '',
    person,
  });
  switch (outcome.kind) {
    case 'asked':
      return settle(cards.escalationSent({ incident: outcome.incident, escalation: outcome.escalation }));
    case 'invalid':
      return askAgain(cards.escalationForm({ number, nonce, typed, errors: outcome.errors }));
    case 'pending':
      return askAgain(
        cards.escalationForm({
          number,
          nonce,
          typed,
          errors: { form: 'この記録はすでに上申中です。判断が出てから、もう一度上申できます。' },
        }),
      );
    case 'refused':
      return say('上申できるのは、この記録を書いた人だけです。');
  }
}

export async function decideEscalation(
  turn: Turn,
  press: Press,
  action: { number: string; escalation: string; decision: DecisionAction },
): Promise<Reply> {
  const { house, cards, person } = turn;
  const { number, escalation: id, decision } = action;
  const { typed } = press;
  const outcome = await decide(house, {
    number,
    escalation: id,
    action: decision,
    reason: typed['reason'] ?? '',
    person,
  });
  if (outcome.kind === 'refused') {
    return settle(
      cards.notice({
        title: outcome.why === 'own-report' ? '自分の記録は判断できません' : 'この上申は判断できません',
        lines:
          outcome.why === 'own-report'
            ? ['自分で書いた記録の上申は、ほかの承認者が判断します。']
            : [
                'いまのあなたの役割では、この上申を判断できません。誤りと思うときは総務課に連絡してください。',
              ],
      }),
    );
  }
  const { incident } = outcome;
  const escalation = incident.escalations.find((candidate) => candidate.id === id);
  if (escalation === undefined) throw new Error(`${number} lost its escalation`);
  const errors = outcome.kind === 'invalid' ? outcome.errors : {};
  const card = cards.decision({ incident, escalation, typed, errors });
  return outcome.kind === 'invalid' ? askAgain(card) : show(card);
}
