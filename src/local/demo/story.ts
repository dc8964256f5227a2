import type { Local } from '../start-local.ts';
import { companion } from './companion.ts';
import { ladder } from './ladder.ts';
import { says, textsOf, valuesOf } from './reading.ts';
import { recordingUnderStress } from './recording.ts';
import { expect, openStage, type Stage, type Step } from './stage.ts';

type Say = (line: string) => void;

export type Summary = {
  ok: boolean;
  steps: number;
  failed: string | null;
  number: string | null;
  submitMs: number | null;
};

/** Words of the demo's visitor; written for the demo, nobody's real words. */
const visit = {
  scene: 'counter',
  place: '2階 5番窓口',
  name: '乙川 三郎',
  phone: '03-5555-0123',
  age: '50s',
  gender: 'male',
  build: '170cmくらい、やせ型',
  clothing: '紺の上着、灰色の帽子',
  voice: '低い声',
  row1Words: '明細を今日中に全部出せ',
  row2Who: 'staff',
  row2Words: '情報公開の手続きをご案内します',
  row3Words: '出せないなら、お前の首を飛ばしてやる',
  demand: '区の支出の明細を今日中に出すこと',
  background: '給付の決定に納得していないと話した',
  conduct: 'demand,threat',
  manner: 'カウンターを手のひらで2回たたいた',
  taken: '情報公開の手続きを紙で渡した',
  ending: 'left',
  danger: 'harm,onward',
};

/** Another visitor: who was here already makes an alert grow instead of raising one. */
const somebodyElse = {
  scene: 'phone',
  age: '20s',
  gender: 'female',
  voice: '高い声、早口',
  row1Words: '今からそっちへ行って、全員なぐってやる',
  conduct: 'threat',
  danger: 'harm',
};

const PRIVATE = [
  visit.name,
  '乙川',
  visit.phone,
  visit.place,
  visit.demand,
  visit.background,
  visit.row1Words,
  visit.row3Words,
];

const dayBefore = (date: string): string =>
  new Date(new Date(`${date}T00:00:00Z`).getTime() - 86_400_000).toISOString().slice(0, 10);

/** Plays the story step by step; stops at the first step that cannot be seen. */
export async function playStory(local: Local, say: Say): Promise<Summary> {
  const stage = await openStage(local.url);
  const summary: Summary = { ok: false, steps: 0, failed: null, number: null, submitMs: null };
  const step = async <T>(name: string, play: () => Promise<{ seen: string; value: T }>): Promise<T> => {
    try {
      const { seen, value } = await play();
      summary.steps += 1;
      say(`✓ ${summary.steps}. ${name}: ${seen}`);
      return value;
    } catch (error) {
      summary.failed = name;
      say(`✗ ${summary.steps + 1}. ${name}: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  };
  try {
    await play(stage, local, step, summary);
    summary.ok = true;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  return summary;
}

async function play(stage: Stage, local: Local, step: Step, summary: Summary): Promise<void> {
  const { client, channels, person, see, press, cardFrom, cardOf } = stage;
  const sato = person('佐藤');
  const suzuki = person('鈴木');
  const tanaka = person('田中');
  const kimura = person('木村');
  const takahashi = person('高橋');

  await step('福祉課の佐藤さんがチャットを開く', async () => {
    const greeting = await see(sato, sato.chatId, '記録する');
    const buttons = textsOf(cardOf(greeting)['actions']);
    expect(
      ['記録する', '調べる', '使い方'].every((title) => buttons.includes(title)),
      '三つのボタンがありません',
    );
    return { seen: `あいさつとボタン「${buttons.join('」「')}」`, value: undefined };
  });

  const form = await step('「記録」と送る', async () => {
    await client.say({ as: sato.id, conversationId: sato.chatId, text: '記録' });
    const message = await see(sato, sato.chatId, '対応の記録(5W1H)');
    const values = valuesOf(cardOf(message));
    expect(values['date'] !== '' && values['time'] !== '', '日付と時刻が入っていません');
    return {
      seen: `5W1Hの用紙(${Object.keys(values).length}欄、いまは ${values['date']} ${values['time']})`,
      value: message,
    };
  });

  const yesterday = dayBefore(valuesOf(cardOf(form))['date'] ?? '');

  await step('行を増やしても、打った言葉は消えない', async () => {
    const outcome = await press(sato, form, 'incident.more-rows', { row1Words: visit.row1Words });
    const values = valuesOf(cardFrom(outcome));
    expect(values['row1Words'] === visit.row1Words, '打った言葉が消えました');
    const rows = Object.keys(values).filter((id) => /^row\d+Words$/.test(id)).length;
    return { seen: `${rows}行になり、1行目は「${values['row1Words']}」のまま`, value: undefined };
  });

  await step('終わりが始まりより前だと、同じ用紙が戻る', async () => {
    const outcome = await press(sato, form, 'incident.submit', {
      ...visit,
      date: yesterday,
      time: '14:00',
      endTime: '13:45',
    });
    const card = cardFrom(outcome);
    const values = valuesOf(card);
    expect(says(card, '終わった時刻が、始まった時刻より前です'), '誤りが示されません');
    const kept = Object.entries(visit).every(([id, value]) => values[id] === value);
    expect(kept, '打った内容が消えました');
    return {
      seen: `欄のそばに「終わった時刻が、始まった時刻より前です」、${Object.keys(visit).length}欄はそのまま`,
      value: undefined,
    };
  });

  const filed = await step('直して「記録する」を押す', async () => {
    const outcome = await press(sato, form, 'incident.submit', {
      ...visit,
      date: yesterday,
      time: '14:00',
      endTime: '14:15',
    });
    const card = cardFrom(outcome);
    const number = /受付番号 (\d{6}-[0-9A-Z]{6})/.exec(textsOf(card).join('\n'))?.[1];
    if (number === undefined) throw new Error(`控えが返りません: ${textsOf(card).slice(0, 5).join(' / ')}`);
    summary.number = number;
    summary.submitMs = Math.round(outcome.tookMs);
    expect(outcome.tookMs < 2000, `${outcome.tookMs} ms かかりました`);
    return {
      seen: `控え 受付番号 ${number}(${Math.round(outcome.tookMs)} ms)`,
      value: { number, activityId: outcome.activityId },
    };
  });
  const { number } = filed;

  await step('同じ送信がもう一度届いても、記録は一つ', async () => {
    const outcome = await client.resend(filed.activityId);
    expect(outcome.delivered && outcome.answer.kind === 'card', '返事がありません');
    const again = outcome.delivered && outcome.answer.kind === 'card' ? outcome.answer.card : {};
    expect(says(again, `受付番号 ${number}`), '別の番号になりました');
    return { seen: `同じ受付番号 ${number}`, value: undefined };
  });

  await step('全課のチャネルに緊急アラートが届く', async () => {
    for (const channel of channels) {
      const alert = await see(suzuki, channel.id, number);
      const everything = JSON.stringify(alert);
      for (const secret of PRIVATE)
        expect(!everything.includes(secret), `「${secret}」が${channel.name}に出ました`);
      expect(says(cardOf(alert), visit.clothing), '特徴がありません');
    }
    return {
      seen: `${channels.map((channel) => channel.name).join('・')}の${channels.length}チャネル。服装はあり、名前・電話・場所・用件・言葉はなし`,
      value: undefined,
    };
  });

  const zeimu = channels.find((channel) => channel.department === '税務課');
  if (zeimu === undefined) throw new Error('税務課のチャネルがありません');

  await step('税務課の鈴木さんが「確認しました」', async () => {
    await press(suzuki, await see(suzuki, zeimu.id, number), 'alert.acknowledge');
    for (const channel of channels) {
      const alert = await see(sato, channel.id, `確認 1/${channels.length}(税務課)`);
      expect(!JSON.stringify(cardOf(alert)).includes('鈴木'), '人の名前が出ました');
    }
    return {
      seen: `${channels.length}チャネルすべてで「確認 1/${channels.length}(税務課)」`,
      value: undefined,
    };
  });

  await step('鈴木さんが「いま来ています」', async () => {
    await press(suzuki, await see(suzuki, zeimu.id, number), 'alert.sighting', { place: 'entrance' });
    let line = '';
    for (const channel of channels) {
      const alert = await see(sato, channel.id, 'いま来ています: 税務課 入口・ロビー');
      line = textsOf(cardOf(alert)).find((text) => text.startsWith('いま来ています: ')) ?? '';
    }
    return { seen: `全チャネルに「${line}」`, value: undefined };
  });

  await step('鈴木さん(職員)が「詳しく」', async () => {
    await press(suzuki, await see(suzuki, zeimu.id, number), 'alert.details');
    const refusal = await see(suzuki, suzuki.chatId, '詳しい内容は表示できません');
    expect(!JSON.stringify(refusal).includes(visit.name), '名前が出ました');
    return { seen: '自分のチャットに丁寧な断り', value: undefined };
  });

  await step('税務課の高橋課長が「詳しく」', async () => {
    await press(takahashi, await see(takahashi, zeimu.id, number), 'alert.details');
    const details = await see(takahashi, takahashi.chatId, `記録 ${number}`);
    expect(says(cardOf(details), visit.row3Words), '言葉がありません');
    expect(!JSON.stringify(details).includes(visit.demand), '用件が出ました');
    return { seen: '自分のチャットに特徴と言葉。名前と用件は出ない', value: undefined };
  });

  await step('佐藤さんが上申する', async () => {
    const receipt = await see(sato, sato.chatId, `受付番号 ${number}`);
    expect(says(cardOf(receipt), '確認 1/'), '控えに確認の数がありません');
    await press(sato, receipt, 'escalation.open');
    const ask = await see(sato, sato.chatId, `上申する(記録 ${number})`);
    const outcome = await press(sato, ask, 'escalation.submit', {
      asked: 'second-line,police',
      reason: '危害を加えるという言葉があり、次に来たとき一人では対応できない',
    });
    expect(says(cardFrom(outcome), '上申しました'), '上申の控えが返りません');
    return { seen: '「二次対応・警察相談」を上申', value: undefined };
  });

  await step('課長と係長のチャットに判断のカードが届く', async () => {
    for (const approver of [tanaka, kimura]) {
      const card = cardOf(await see(approver, approver.chatId, '上申が届いています'));
      expect(says(card, `「${visit.row3Words}」`) && says(card, visit.demand), '事実か言葉がありません');
    }
    return { seen: '田中課長・木村係長に、事実と言葉と三つのボタン', value: undefined };
  });

  await step('二人が同時に判断する', async () => {
    const cards = await Promise.all([
      see(tanaka, tanaka.chatId, '上申が届いています'),
      see(kimura, kimura.chatId, '上申が届いています'),
    ]);
    await Promise.all([
      press(tanaka, cards[0], 'escalation.decide', {}, '承認'),
      press(kimura, cards[1], 'escalation.decide', { reason: '事実をもう一度確かめたい' }, '差し戻し'),
    ]);
    const twins = await Promise.all(
      [tanaka, kimura].map((approver) => see(approver, approver.chatId, '判断した人')),
    );
    const [first, second] = twins.map((twin) => textsOf(cardOf(twin)).join('/'));
    expect(first === second, '二人のカードが違います');
    const by = /判断した人\/([^/]+)/.exec(first ?? '')?.[1] ?? '';
    return { seen: `先に押した${by}の判断だけが残り、二人のカードは同じ`, value: undefined };
  });

  await step('控えとアラートに判断が出る', async () => {
    await see(sato, sato.chatId, '判断した人');
    for (const channel of channels) await see(sato, channel.id, '福祉課の上申(二次対応、警察相談)');
    return { seen: `控えと${channels.length}チャネルのアラートに表示`, value: undefined };
  });

  await ladder(stage, step, yesterday);
  await recordingUnderStress(stage, step, yesterday);
  await companion(stage, step);

  await step('アラートの途中でサービスが落ちて、動き直す', async () => {
    await client.say({ as: sato.id, conversationId: sato.chatId, text: '記録' });
    const fresh = await see(sato, sato.chatId, '対応の記録(5W1H)');
    const outcome = await press(sato, fresh, 'incident.submit', {
      ...somebodyElse,
      date: yesterday,
      time: '16:30',
    });
    await local.killService();
    const second = /受付番号 (\d{6}-[0-9A-Z]{6})/.exec(textsOf(cardFrom(outcome)).join('\n'))?.[1] ?? '';
    expect(second !== '', '控えが返りません');
    const before = await Promise.all(
      channels.map(async (channel) => {
        const messages = await client.messages(suzuki.id, channel.id);
        return messages.some((message) => JSON.stringify(message.cards).includes(second));
      }),
    );
    await local.restartService();
    for (const channel of channels) await see(suzuki, channel.id, second, 30_000);
    return {
      seen: `控え ${second} の直後に強制終了(届いていたのは${before.filter(Boolean).length}/${channels.length})、再起動後に${channels.length}チャネルすべてへ`,
      value: undefined,
    };
  });
}
