import { says, textsOf, valuesOf } from './reading.ts';
import { expect, type Stage, type Step } from './stage.ts';

/** The bad example of a log, in our own words: impressions, and the threat is lost. */
const impression = {
  scene: 'counter',
  manner: '窓口で激しく怒られ、大声で怒鳴られた。とても怖かった。',
  taken: '情報公開の手続きを案内した',
  ending: 'left',
};

/** A log of impressions, what Tate says of it, and the log that a supervisor can use. */
export async function recordingUnderStress(stage: Stage, step: Step, yesterday: string): Promise<void> {
  const { client, person, see, press, cardFrom, cardOf } = stage;
  const sato = person('佐藤');
  const tanaka = person('田中');

  const form = await step('感想だけの記録には、書き方の助言が返る', async () => {
    await client.say({ as: sato.id, conversationId: sato.chatId, text: '記録' });
    const message = await see(sato, sato.chatId, '対応の記録(5W1H)');
    const outcome = await press(sato, message, 'incident.submit', {
      ...impression,
      date: yesterday,
      time: '16:00',
    });
    const card = cardFrom(outcome);
    expect(says(card, 'まだ保存していません。書き方の助言が'), '助言が返りません');
    const asks = textsOf(card).filter((text) => text.startsWith('様子「'));
    for (const words of ['激しく', '怒鳴られた', '怖かった']) {
      expect(
        asks.some((ask) => ask.includes(words)),
        `「${words}」に助言がありません`,
      );
    }
    return { seen: asks.join(' '), value: message };
  });

  const number = await step('言葉そのものに直し、気持ちはケアのメモへ移して記録する', async () => {
    const advised = await see(sato, sato.chatId, '書き方の助言が');
    const toggle = Object.keys(valuesOf(cardOf(advised))).find((id) => id.startsWith('move')) ?? '';
    const outcome = await press(sato, form, 'incident.submit', {
      ...impression,
      date: yesterday,
      time: '16:00',
      minutes: '15',
      row1At: '16:05',
      row1Words: '出せないならお前の首を飛ばしてやる',
      manner: '窓口の前に15分立ったまま話した。とても怖かった。',
      [toggle]: 'true',
    });
    const card = cardFrom(outcome);
    const found = /受付番号 (\d{6}-[0-9A-Z]{6})/.exec(textsOf(card).join('\n'))?.[1] ?? '';
    expect(found !== '', '控えが返りません');
    const line = textsOf(card).find((text) => text.startsWith('段階: ')) ?? '';
    return { seen: `控え ${found}、${line}`, value: found };
  });

  await step('承認者には、言葉・類型・関係するかもしれない決まり・ケアのメモが見える', async () => {
    await client.say({ as: tanaka.id, conversationId: tanaka.chatId, text: '調べる' });
    const lookUp = await see(tanaka, tanaka.chatId, 'わかっていることを、どれか一つ入れてください');
    await press(tanaka, lookUp, 'record.find', { number });
    const details = await see(tanaka, tanaka.chatId, `記録 ${number}`);
    const card = cardOf(details);
    for (const words of [
      '「出せないならお前の首を飛ばしてやる」',
      '威嚇・脅迫',
      'に該当の可能性',
      '怖かった',
    ]) {
      expect(says(card, words), `「${words}」がありません`);
    }
    const law = textsOf(card).find((text) => text.startsWith('脅迫(刑法222条)')) ?? '';
    return { seen: law.split('。')[0] ?? '', value: undefined };
  });

  await step('正当な苦情は、苦情として残り、何も知らせない', async () => {
    await client.say({ as: sato.id, conversationId: sato.chatId, text: '記録' });
    const message = await see(sato, sato.chatId, '対応の記録(5W1H)');
    const outcome = await press(sato, message, 'incident.submit', {
      scene: 'counter',
      date: yesterday,
      time: '11:00',
      row1Words: '説明が先月と違います。調べて返事をください',
      taken: '調べて来週までに返事をすると伝えた',
    });
    const card = cardFrom(outcome);
    expect(says(card, '苦情として記録しました'), '苦情として残りません');
    expect(says(card, '緊急アラートは送っていません'), 'アラートの有無が出ません');
    return { seen: '「苦情として記録しました」、アラートなし', value: undefined };
  });
}
