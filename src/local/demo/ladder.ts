import { says, textsOf, valuesOf } from './reading.ts';
import { expect, type Stage, type Step } from './stage.ts';

/** The visitor of the story, as three departments describe him; nobody's real words, number or name. */
const visitor = {
  scene: 'counter',
  name: '丁野 五郎',
  phone: '090-5555-0147',
  age: '60s',
  gender: 'male',
  clothing: '茶色のジャンパー、黒い野球帽',
  voice: 'かすれた声',
};

const morning = {
  ...visitor,
  time: '10:30',
  row1Words: '今日中に決めろ。決めないなら、お前の家に火をつけてやる',
  row2Words: 'これから税務課に行く',
  demand: '給付を今日中に決めること',
  conduct: 'threat',
  danger: 'harm,onward',
  taken: '決定の時期を説明し、あらためて答えると伝えた',
  ending: 'left',
};

const noon = {
  ...visitor,
  name: '',
  time: '14:05',
  phone: '０９０－５５５５－０１４７',
  clothing: 'ブラウンの上着、黒いキャップ',
  row1Words: 'さっき福祉課で断られた。家に火をつけてやるぞ',
  demand: '滞納分の取り消し',
  conduct: 'threat',
  taken: '係長が同席した',
  ending: 'left',
};

const evening = {
  ...noon,
  time: '15:10',
  row1Words: 'どこの課も同じことを言う。家に火をつけてやるぞ',
  demand: '保険料の免除',
};

const PRIVATE = ['丁野', '5555', '給付を', '滞納', '保険料の', '火をつけ'];

/** はしご: one person, three departments, one alert, one answer. */
export async function ladder(stage: Stage, step: Step, yesterday: string): Promise<void> {
  const { client, channels, person, see, press, cardFrom, cardOf } = stage;
  const [sato, suzuki, ito, tanaka] = [person('佐藤'), person('鈴木'), person('伊藤'), person('田中')];
  const channelOf = (department: string) => {
    const found = channels.find((channel) => channel.department === department);
    if (found === undefined) throw new Error(`${department}のチャネルがありません`);
    return found;
  };

  async function file(as: typeof sato, typed: Record<string, string>): Promise<string> {
    await client.say({ as: as.id, conversationId: as.chatId, text: '記録' });
    const form = await see(as, as.chatId, '対応の記録(5W1H)');
    const card = cardFrom(await press(as, form, 'incident.submit', { ...typed, date: yesterday }));
    const number = /受付番号 (\d{6}-[0-9A-Z]{6})/.exec(textsOf(card).join('\n'))?.[1];
    if (number === undefined) throw new Error(`控えが返りません: ${textsOf(card).slice(0, 4).join(' / ')}`);
    return number;
  }

  /** The words in the alert of every channel, and none that belongs to a department alone. */
  async function everywhere(words: string): Promise<string> {
    let line = '';
    for (const channel of channels) {
      const alert = await see(suzuki, channel.id, words);
      for (const secret of PRIVATE) {
        expect(!JSON.stringify(alert).includes(secret), `「${secret}」が${channel.name}に出ました`);
      }
      line = textsOf(cardOf(alert)).find((text) => text.includes(words)) ?? '';
    }
    return line;
  }

  const alert = await step('朝、福祉課に来た人のアラートが、次に行きそうな課を示す', async () => {
    const number = await file(sato, morning);
    const line = await everywhere('次に行くかもしれない課: 税務課(本人が話した)');
    return { seen: `${number}、${line}`, value: number };
  });

  await step('福祉課の田中課長が統一回答を決めると、全課のアラートに出る', async () => {
    const form = await see(tanaka, tanaka.chatId, `緊急アラート ${alert}`);
    const { say = '', avoid = '' } = valuesOf(cardOf(form));
    await press(tanaka, form, 'answer.set', { say, avoid, by: '' });
    await everywhere('担当の課が確かめて、区としてあらためてお答えします');
    return { seen: `${channels.length}チャネルに「言ってよいこと」と「言わないこと」`, value: undefined };
  });

  await step('昼、税務課の記録は、新しいアラートではなく、同じアラートの続きになる', async () => {
    const number = await file(suzuki, noon);
    for (const channel of channels) {
      await see(suzuki, channel.id, alert);
      const messages = await client.messages(suzuki.id, channel.id);
      const own = messages.filter((message) => says(message.cards[0], `受付番号 ${number}`));
      expect(own.length === 0, `${channel.name}に二つ目のアラートが出ました`);
    }
    return { seen: await everywhere('福祉課 10:30 → 税務課 14:05'), value: undefined };
  });

  await step('鈴木さんは「同一人物」と答える。押すまではだれともつながらない', async () => {
    const card = await see(suzuki, suzuki.chatId, '同じ方かもしれない記録があります');
    const lines = textsOf(cardOf(card));
    for (const secret of PRIVATE) expect(!lines.join().includes(secret), `「${secret}」が出ました`);
    const answered = cardFrom(await press(suzuki, card, 'match.answer', {}, '同一人物'));
    expect(says(answered, '「同一人物」としてつなぎました'), 'つながりません');
    const why = lines.slice(lines.indexOf('似ているところ') + 1).filter((text) => text.startsWith('・'));
    return {
      seen: `${lines.find((text) => text.includes('対象者')) ?? ''} ${why.join('')}`,
      value: undefined,
    };
  });

  await step('違う答えをした課は「食い違い」として全課に見える', async () => {
    const receipt = await see(suzuki, suzuki.chatId, `同じ方の緊急アラート ${alert} に加えました`);
    await press(suzuki, receipt, 'answer.open');
    const form = await see(suzuki, suzuki.chatId, '何と答えましたか');
    await press(suzuki, form, 'answer.told', { told: 'later,promise' });
    await everywhere('食い違い');
    return { seen: await everywhere('次からは'), value: undefined };
  });

  await step('三つ目の課の記録は、別人とわかると、同じメッセージの中で訂正される', async () => {
    const number = await file(ito, evening);
    const grown = await everywhere('国保年金課 15:10');
    const card = await see(ito, ito.chatId, '同じ方かもしれない記録があります');
    await press(ito, card, 'match.answer', {}, '別人');
    const line = await everywhere('国保年金課 15:10 の方は別人でした');
    return { seen: `${number}: ${grown} / ${line}`, value: undefined };
  });

  await step('「いま来ています」から「退去しました」まで、全課のアラートが動く', async () => {
    const channel = channelOf('税務課');
    await press(suzuki, await see(suzuki, channel.id, alert), 'alert.sighting', { place: 'phone' });
    const there = await everywhere('いま来ています: 税務課 電話中');
    await press(suzuki, await see(suzuki, channel.id, alert), 'alert.left');
    return { seen: `${there} / ${await everywhere('税務課から退去しました')}`, value: undefined };
  });

  await step('電話に出る前に「調べる」: 名字から、課をまたいだ経過がわかる', async () => {
    await client.say({ as: ito.id, conversationId: ito.chatId, text: '調べる' });
    const card = await see(ito, ito.chatId, 'わかっていることを、どれか一つ入れてください');
    await press(ito, card, 'record.find', { name: '丁野' });
    const found = await see(ito, ito.chatId, '似ている順です');
    for (const secret of PRIVATE) {
      expect(!JSON.stringify(cardOf(found)).includes(secret), `「${secret}」が出ました`);
    }
    await press(ito, found, 'subject.open');
    const file = await see(ito, ito.chatId, '経過(新しい順)');
    const texts = textsOf(cardOf(file));
    expect(texts.indexOf('配慮事項') < texts.indexOf('経過(新しい順)'), '配慮事項が先に出ません');
    return { seen: texts.filter((text) => /^\d+月\d+日/u.test(text)).join(' / '), value: undefined };
  });
}
