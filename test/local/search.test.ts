import assert from 'node:assert/strict';
import { TenantRefusal } from '../../src/local/tenant-client.ts';
import { demoWard } from '../../src/local/tenant/ward.ts';
import { cardAttachment, cards, pressedData, searchAnswer } from './scripted-bot.ts';
import { type House, openHouse } from './tenant-house.ts';

const [sato, suzuki] = demoWard.personas;
const zeimu = demoWard.channels[1];
if (sato === undefined || suzuki === undefined || zeimu === undefined) throw new Error('The ward is empty.');
const chat = { as: 'sato', conversationId: sato.chatId };
const channel = { as: 'suzuki', conversationId: zeimu.id };

describe('searching beside the message field of the local tenant', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse();
    await house.tenant.seed();
    house.bot.received.length = 0;
  });
  afterEach(() => house.close());

  const last = () => {
    const activity = house.bot.received.at(-1);
    assert.ok(activity);
    return activity;
  };
  const seenBy = async (as: string, conversationId: string) => {
    const message = (await house.client.messages(as, conversationId)).at(-1);
    assert.ok(message);
    return message;
  };
  const sendFound = async (place: { as: string; conversationId: string }) => {
    const outcome = await house.client.sendResult({ ...place, card: cards.found('窓口の事案') });
    assert.ok(outcome.delivered && outcome.message !== null);
    return outcome.message;
  };

  it('asks in the shape in which Teams asks, from the chat of a person', async () => {
    await house.client.search({ ...chat, query: ' 大声 ' });
    const query = last();
    const { id, timestamp, localTimestamp, ...rest } = query;
    assert.match(id, /^f:[0-9a-f-]{36}$/u);
    assert.match(String(timestamp), /Z$/u);
    assert.match(String(localTimestamp), /\+09:00$/u);
    assert.deepEqual(rest, {
      type: 'invoke',
      name: 'composeExtension/query',
      localTimezone: 'Asia/Tokyo',
      channelId: 'msteams',
      serviceUrl: house.tenant.url,
      from: { id: sato.teamsId, name: sato.name, aadObjectId: sato.aadObjectId },
      recipient: demoWard.bot,
      conversation: {
        conversationType: 'personal',
        tenantId: demoWard.tenantId,
        id: sato.chatId,
        isGroup: false,
      },
      channelData: { tenant: { id: demoWard.tenantId }, source: { name: 'compose' } },
      locale: 'ja-JP',
      entities: [
        { type: 'clientInfo', locale: 'ja-JP', country: 'JP', platform: 'Web', timezone: 'Asia/Tokyo' },
      ],
      value: {
        commandId: 'find',
        parameters: [{ name: 'query', value: ' 大声 ' }],
        queryOptions: { skip: 0, count: 25 },
      },
    });
  });

  it('names team and channel when it is asked in a channel, and says of an empty box that it is the first look', async () => {
    await house.client.search({ ...channel, query: '　' });
    const query = last();
    assert.equal(query.conversation.id, zeimu.id);
    assert.deepEqual(query.channelData['channel'], { id: zeimu.id, name: '税務課' });
    assert.deepEqual(query.channelData['team'], {
      id: demoWard.team.id,
      name: demoWard.team.name,
      aadGroupId: demoWard.team.aadGroupId,
    });
    assert.deepEqual(query.value, {
      commandId: 'find',
      parameters: [{ name: 'initialRun', value: 'true' }],
      queryOptions: { skip: 0, count: 25 },
    });
  });

  it('gives back the results, each with two lines and its card', async () => {
    const outcome = await house.client.search({ ...chat, query: '窓口' });
    assert.ok(outcome.delivered);
    assert.deepEqual(outcome.answer, {
      kind: 'results',
      results: [{ title: '窓口の事案', text: '2026-11-20・対面', card: cards.found('窓口の事案') }],
    });
  });

  it('gives back a line that is shown instead of results', async () => {
    house.bot.script = async () => ({
      status: 200,
      body: { composeExtension: { type: 'message', text: '登録をしてください。' } },
    });
    const outcome = await house.client.search({ ...chat, query: '' });
    assert.ok(outcome.delivered);
    assert.deepEqual(outcome.answer, { kind: 'message', text: '登録をしてください。' });
  });

  it('says why an answer cannot be used, with none of its words', async () => {
    const card = cards.found('秘密');
    const preview = { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title: '秘密' } };
    const listOf = (attachment: object) => ({
      composeExtension: { type: 'result', attachmentLayout: 'list', attachments: [attachment] },
    });
    const unusable: [body: unknown, reason: RegExp][] = [
      [undefined, /^no usable answer: \(body\)/u],
      [{}, /: composeExtension:/u],
      [{ composeExtension: { type: '秘密' } }, /: composeExtension\.type:/u],
      [{ composeExtension: { type: 'message', text: '' } }, /: composeExtension\.text:/u],
      [{ composeExtension: { type: 'result' } }, /: composeExtension\.attachments:/u],
      [listOf(cardAttachment(card)), /: composeExtension\.attachments\.0\.preview:/u],
      [listOf({ ...cardAttachment({ type: '秘密' }), preview }), /\.attachments\.0\.content\.type:/u],
      [listOf({ ...cardAttachment(card), contentType: '秘密', preview }), /\.0\.contentType:/u],
      [
        listOf({ ...cardAttachment(card), preview: { ...preview, contentType: '秘密' } }),
        /\.0\.preview\.contentType:/u,
      ],
      [
        listOf({ ...cardAttachment(card), preview: { ...preview, content: { text: ' ' } } }),
        /\.0\.preview\.content: neither title nor text/u,
      ],
    ];
    for (const [body, reason] of unusable) {
      house.bot.script = async () => ({ status: 200, body });
      const outcome = await house.client.search({ ...chat, query: 'x' });
      assert.ok(!outcome.delivered);
      assert.equal(outcome.text, '調べられませんでした');
      assert.match(outcome.reason, reason);
      assert.doesNotMatch(outcome.reason, /秘密/u);
    }
  });

  it('says that nothing was found out when the bot fails, or is silent', async () => {
    house.bot.script = async () => ({ status: 501 });
    const failed = await house.client.search({ ...chat, query: 'x' });
    assert.ok(!failed.delivered);
    assert.deepEqual(
      [failed.status, failed.reason, failed.text],
      [501, 'status 501', '調べられませんでした'],
    );
    house.bot.script = () => new Promise(() => undefined);
    const silent = await house.client.search({ ...chat, query: 'x' });
    assert.ok(!silent.delivered);
    assert.deepEqual([silent.status, silent.reason], [null, 'timeout']);
  });

  it('refuses unknown people and the chat of another person', async () => {
    const refused = (code: string) => (error: unknown) =>
      error instanceof TenantRefusal && error.status === 404 && error.code === code;
    const card = cards.found('窓口の事案');
    await assert.rejects(
      house.client.search({ ...chat, as: 'nobody', query: '' }),
      refused('PersonaNotFound'),
    );
    await assert.rejects(
      house.client.search({ ...chat, as: 'suzuki', query: '' }),
      refused('ConversationNotFound'),
    );
    await assert.rejects(
      house.client.sendResult({ ...chat, as: 'suzuki', card }),
      refused('ConversationNotFound'),
    );
    assert.equal(house.bot.received.length, 0);
  });

  it('posts a chosen card into a channel as the person, unheard by the bot and seen by everybody', async () => {
    await sendFound(channel);
    assert.equal(house.bot.received.length, 0);
    for (const as of ['suzuki', 'sato']) {
      const seen = await seenBy(as, zeimu.id);
      assert.deepEqual(
        [seen.fromBot, seen.personaId, seen.from, seen.text, seen.cards],
        [false, 'suzuki', suzuki.name, null, [cards.found('窓口の事案')]],
      );
    }
  });

  it('tells the bot of a card sent into its own chat: a message of the person without words', async () => {
    const sent = await sendFound(chat);
    const heard = last();
    assert.deepEqual(
      [heard.type, heard.id, heard.from.aadObjectId, heard.text, heard.value, heard['attachments']],
      [
        'message',
        sent.id,
        sato.aadObjectId,
        undefined,
        undefined,
        [cardAttachment(cards.found('窓口の事案'))],
      ],
    );
    assert.equal((await seenBy('sato', sato.chatId)).id, sent.id);
  });

  it('takes a card back that the bot did not take', async () => {
    const before = await house.client.messages('sato', sato.chatId);
    house.bot.script = async () => ({ status: 500 });
    const outcome = await house.client.sendResult({ ...chat, card: cards.found('窓口の事案') });
    assert.ok(!outcome.delivered);
    assert.deepEqual([outcome.status, outcome.text], [500, '送れませんでした。もう一度押してください']);
    assert.deepEqual(await house.client.messages('sato', sato.chatId), before);
  });

  it('sends the press of anybody on such a card to the bot, and shows the answer to the presser alone', async () => {
    const { id } = await sendFound(channel);
    const outcome = await house.client.press({
      as: 'sato',
      conversationId: zeimu.id,
      messageId: id,
      button: { title: 'くわしく見る' },
    });
    assert.ok(outcome.delivered);
    const press = last();
    assert.deepEqual(
      [press.name, press.replyToId, press.from.aadObjectId, press.conversation.id, pressedData(press)],
      ['adaptiveCard/action', id, sato.aadObjectId, `${zeimu.id};messageid=${id}`, { action: 'record.open' }],
    );
    assert.deepEqual((await seenBy('sato', zeimu.id)).cards, [cards.notice('経緯のすべて')]);
    assert.deepEqual((await seenBy('suzuki', zeimu.id)).cards, [cards.found('窓口の事案')]);
  });

  it('does not let the bot change a card that a person sent', async () => {
    const { id } = await sendFound(channel);
    await house.client.press({ ...channel, messageId: id, button: { index: 0 } });
    const path = `/v3/conversations/${encodeURIComponent(zeimu.id)}/activities/${id}`;
    const changed = await house.bot.connector.call('PUT', path, {
      type: 'message',
      attachments: [cardAttachment(cards.notice('x'))],
    });
    assert.equal(changed.status, 403);
  });

  it('does not send a card that is too large for Teams', async () => {
    const before = await house.client.messages('suzuki', zeimu.id);
    const large = searchAnswer([{ title: 'x', text: 'x', card: cards.notice('あ'.repeat(9600)) }]);
    house.bot.script = async () => ({ status: 200, body: large });
    const found = await house.client.search({ ...channel, query: 'x' });
    assert.ok(found.delivered && found.answer.kind === 'results');
    const outcome = await house.client.sendResult({ ...channel, card: found.answer.results[0]?.card ?? {} });
    assert.ok(!outcome.delivered);
    assert.deepEqual([outcome.status, outcome.text], [413, 'カードが大きすぎて送れません(28 KBまで)']);
    assert.deepEqual(await house.client.messages('suzuki', zeimu.id), before);
  });
});
