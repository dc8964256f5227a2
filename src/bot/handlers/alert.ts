import { placeSchema } from '../../domain/incident/choices.ts';
import {
  acknowledgeAlert,
  type AlertAnswer,
  reportLeaving,
  reportMistaken,
  reportSighting,
} from '../../workflow/answer-alert.ts';
import { sendDetails } from '../../workflow/read-details.ts';
import { welcomeChannel, welcomePerson } from '../../workflow/welcome.ts';
import { type Press, type Reply, say, show, type Turn } from '../reply.ts';

async function answered(turn: Turn, answer: AlertAnswer): Promise<Reply> {
  // Somebody we do not know yet is asked where they work, in their own chat and once.
  if (turn.person.department === undefined) await welcomePerson(turn.house, turn.person);
  switch (answer.kind) {
    case 'shown':
      return show(turn.cards.alert({ alert: answer.alert, repeat: false, here: turn.channel?.department }));
    case 'nothing-said':
      return say(
        'この課では、まだ「いま来ています」を押していません。ほかの課の知らせは、その課が取り消せます。',
      );
    case 'not-entitled':
      return say(
        'このアラートはこの課の記録から出ています。取り消せるのは、記録を書いた人、課の承認者、総務課の調整担当です。',
      );
    case 'no-such-alert':
      return say('このアラートは見つかりません。総務課に連絡してください。');
    case 'no-department':
      if (turn.channel !== undefined) await welcomeChannel(turn.house, turn.channel);
      return say(
        'このチャネルはまだ課に登録されていません。いま出るカードで課を選び、もう一度押してください。',
      );
  }
}

export const acknowledge = async (turn: Turn, alert: string): Promise<Reply> =>
  answered(turn, await acknowledgeAlert(turn.house, { alert, person: turn.person, channel: turn.channel }));

export const sight = async (turn: Turn, press: Press, alert: string): Promise<Reply> =>
  answered(
    turn,
    await reportSighting(turn.house, {
      alert,
      place: placeSchema.catch('counter').parse(press.typed['place']),
      person: turn.person,
      channel: turn.channel,
    }),
  );

export const left = async (turn: Turn, alert: string): Promise<Reply> =>
  answered(turn, await reportLeaving(turn.house, { alert, person: turn.person, channel: turn.channel }));

export const mistaken = async (turn: Turn, alert: string): Promise<Reply> =>
  answered(turn, await reportMistaken(turn.house, { alert, person: turn.person, channel: turn.channel }));

/** Whatever the answer is, it goes to the presser's own chat; the channel shows nothing new. */
export async function sendToOwnChat(turn: Turn, number: string): Promise<Reply> {
  const outcome = await sendDetails(turn.house, { number, person: turn.person });
  return say(
    outcome.kind === 'sent'
      ? 'Tateとあなたのチャットに送りました。'
      : 'その番号の記録は見つかりません。番号を確かめてください。',
  );
}
