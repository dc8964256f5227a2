import type { MessageView, PersonaView } from '../tenant-client.ts';
import { says, textsOf, valuesOf } from './reading.ts';
import { expect, type Stage, type Step } from './stage.ts';

/** The calls of the articles in our own words; nobody's real words. */
const declared = 'この前の人と話が違う。最初から録ってるからな';
const admit = '役所のミスだったと、今ここで認めろ';
const upload = 'この声、あんたの名前を付けて動画に上げてやる';

/** Beside the staff member during the contact: two calls and a counter, and a practice. */
export async function companion(stage: Stage, step: Step): Promise<void> {
  const { client, channels, person, see, press, cardFrom, cardOf } = stage;
  const [sato, suzuki, ito, tanaka] = [person('佐藤'), person('鈴木'), person('伊藤'), person('田中')];

  /** What takes the card's place when this button is pressed. */
  async function tap(
    as: PersonaView,
    message: MessageView,
    title: string,
    typed: Record<string, string> = {},
  ): Promise<MessageView> {
    const card = cardFrom(await press(as, message, '', typed, title));
    return { ...message, cards: [card] };
  }

  async function begin(as: PersonaView, title: string): Promise<MessageView> {
    await client.say({ as: as.id, conversationId: as.chatId, text: '対応中' });
    await press(as, await see(as, as.chatId, '次に言う一文を出します'), '', {}, title);
    return see(as, as.chatId, 'いまの場面を押してください');
  }

  const told = (message: MessageView, words: string): string => {
    expect(says(cardOf(message), words), `「${words}」が出ません`);
    return words;
  };

  const call = await step('「録音しているぞ」の電話で、福祉課の佐藤さんが「対応中」を押す', async () => {
    let card = await begin(sato, '福祉課 代表電話');
    card = await tap(sato, card, '録音すると言われた');
    card = await tap(sato, card, '書きとめる', { heard: declared });
    const first = told(card, '録音なさっていることは、わかりました。');
    card = await tap(sato, card, '言いました');
    const second = told(card, 'この電話は、録音しています。');
    return {
      seen: `「${first}」「${second}」(案内の流れる回線なので本当)`,
      value: await tap(sato, card, '言いました'),
    };
  });

  await step('録音していない直通電話では、録音していると言わない', async () => {
    let card = await begin(suzuki, '税務課 直通電話');
    card = await tap(suzuki, card, '録音すると言われた');
    card = await tap(suzuki, card, '言いました');
    const sentence = told(card, 'お話は、こちらで書きとめて、記録に残します。');
    expect(!says(card.cards[0], '録音しています'), '録音していると出ました');
    await tap(suzuki, card, '終わりました');
    return { seen: `「${sentence}」`, value: undefined };
  });

  const pressed = await step('「ミスだったと認めろ」には、認めも否定もしない一文が出る', async () => {
    let card = await tap(sato, call, '場面を選ぶ');
    card = await tap(sato, card, '認めろ・約束しろ');
    card = await tap(sato, card, '書きとめる', { heard: admit });
    card = await tap(sato, card, '言いました');
    return { seen: `「${told(card, '誤りがあったとも、なかったとも申し上げられません。')}」`, value: card };
  });

  const laddered = await step('「動画に上げてやる」で、中止の要請が数えられる', async () => {
    let card = await tap(sato, pressed, '場面を選ぶ');
    card = await tap(sato, card, 'ネットに出すと言う');
    card = await tap(sato, card, '書きとめる', { heard: upload });
    for (const title of ['言いました', '言わずに次へ', '言わずに次へ']) card = await tap(sato, card, title);
    // The answer is slow, so Teams sends the same press again: it stays one.
    const first = await press(sato, card, '', {}, '中止の要請 1回目を言いました');
    await client.resend(first.activityId);
    card = { ...card, cards: [cardFrom(first)] };
    card = await tap(sato, card, '中止の要請 2回目を言いました');
    told(card, '対応中止まで: 最終警告、上司の承認');
    card = await tap(sato, card, '最終警告を言いました');
    return { seen: `${told(card, '中止の要請2回・最終警告ずみ')}、あとは上司の承認`, value: card };
  });

  const helped = await step('「応援を呼ぶ」は、場所だけを福祉課のチャネルと承認者へ', async () => {
    const card = await tap(sato, laddered, '応援を呼ぶ');
    const own = channels.find(({ department }) => department === '福祉課');
    const message = await see(suzuki, own?.id ?? '', '応援をお願いします');
    for (const secret of [declared, admit, upload, sato.name]) {
      expect(!JSON.stringify(message).includes(secret), `「${secret}」がチャネルに出ました`);
    }
    return { seen: textsOf(cardOf(message)).slice(0, 2).join(' '), value: card };
  });

  const stopped = await step('対応中止は一人で決めない: 田中課長が経過を見て承認する', async () => {
    await tap(sato, helped, '対応中止の承認を求める');
    const request = await see(tanaka, tanaka.chatId, '対応中止の承認のお願いが届いています');
    told(request, upload);
    const twin = await tap(tanaka, request, '承認する');
    told(twin, '対応中止の承認: 承認');
    const card = await see(sato, sato.chatId, '電話を切ります');
    return { seen: `佐藤さんのカードに「${told(card, 'これ以上は、お話を続けられません。')}」`, value: card };
  });

  await step('「終わりました」で、経過が5W1Hの用紙になり、そのまま記録になる', async () => {
    await tap(sato, await tap(sato, stopped, '言いました'), '終わりました');
    const form = await see(sato, sato.chatId, '対応中の経過を写してあります');
    const values = valuesOf(cardOf(form));
    const rows = Object.entries(values).filter(([id, text]) => /^row\d+Words$/u.test(id) && text !== '');
    expect(rows.length === 3, `言葉が${rows.length}行です`);
    expect(values['recording'] === 'announced' && values['line'] === '福祉課 代表電話', '録音の欄が違います');
    let card = cardFrom(await press(sato, form, 'incident.submit'));
    // Advice on the words comes first; the second press keeps them as they are.
    if (says(card, 'まだ保存していません')) {
      card = cardFrom(await press(sato, { ...form, cards: [card] }, 'incident.submit'));
    }
    const number = /受付番号 (\d{6}-[0-9A-Z]{6})/.exec(textsOf(card).join('\n'))?.[1];
    expect(number !== undefined, '控えが返りません');
    await client.say({ as: tanaka.id, conversationId: tanaka.chatId, text: '調べる' });
    await press(tanaka, await see(tanaka, tanaka.chatId, 'わかっていることを、どれか一つ'), 'record.find', {
      number: number ?? '',
    });
    const details = await see(tanaka, tanaka.chatId, `記録 ${number ?? ''}`);
    told(details, '中止の要請 2回目');
    told(details, '最終警告 1回目');
    return { seen: `受付番号 ${number ?? ''}、言葉3行、中止の要請2回と最終警告の時刻つき`, value: undefined };
  });

  await step('伊藤さんが練習する: よい答えも、そうでない答えも、理由が返る', async () => {
    await client.say({ as: ito.id, conversationId: ito.chatId, text: '練習' });
    await press(
      ito,
      await see(ito, ito.chatId, '台本の相手と練習します'),
      '',
      {},
      '「録音しているぞ」と言われた',
    );
    let card = await see(ito, ito.chatId, 'あなたなら、どうしますか');
    for (const words of ['えっ、困ります', 'この電話は、録音しています', '前回の記録を確かめます']) {
      const line = textsOf(cardOf(card)).find((text) => /^[ABC]: /u.test(text) && text.includes(words));
      card = await tap(ito, card, line?.charAt(0) ?? '');
    }
    const result = textsOf(cardOf(card)).find((text) => text.startsWith('結果: ')) ?? '';
    expect(result === '結果: 3問のうち 2問がよい対応でした', result);
    told(card, '止めるように頼むと');
    expect(says(cardOf(card), '記録にも統計にも入りません'), '練習の印がありません');
    return { seen: result, value: undefined };
  });
}
