import assert from 'node:assert/strict';
import { TenantRefusal } from '../../src/local/tenant-client.ts';
import { demoWard } from '../../src/local/tenant/ward.ts';
import { cards, pressedData } from './scripted-bot.ts';
import { type House, openHouse } from './tenant-house.ts';

const sato = demoWard.personas[0];
const zeimu = demoWard.channels[1];
if (sato === undefined || zeimu === undefined) throw new Error('The ward is empty.');
const chat = { as: 'sato', conversationId: sato.chatId };

describe('what people do in the local tenant', () => {
  let house: House;
  const newest = async () => {
    const message = (await house.client.messages('sato', sato.chatId)).at(-1);
    assert.ok(message);
    return message;
  };
  const openForm = async () => {
    await house.client.say({ ...chat, text: '記録' });
    return newest();
  };

  beforeEach(async () => {
    house = await openHouse();
    await house.tenant.seed();
    house.bot.received.length = 0;
  });
  afterEach(() => house.close());

  it('sends words in the shape of a Teams message', async () => {
    const outcome = await house.client.say({ ...chat, text: '記録' });
    assert.equal(outcome.delivered, true);
    const [activity] = house.bot.received;
    assert.ok(activity);
    assert.deepEqual(
      {
        type: activity.type,
        channelId: activity['channelId'],
        text: activity.text,
        locale: activity['locale'],
        from: activity.from,
        recipient: activity.recipient,
        conversation: activity.conversation,
        channelData: activity.channelData,
        serviceUrl: activity.serviceUrl,
      },
      {
        type: 'message',
        channelId: 'msteams',
        text: '記録',
        locale: 'ja-JP',
        from: { id: sato.teamsId, name: sato.name, aadObjectId: sato.aadObjectId },
        recipient: demoWard.bot,
        conversation: {
          id: sato.chatId,
          conversationType: 'personal',
          tenantId: demoWard.tenantId,
          isGroup: false,
        },
        channelData: { tenant: { id: demoWard.tenantId } },
        serviceUrl: house.tenant.url,
      },
    );
    assert.match(String(activity['localTimestamp']), /\+09:00$/u);
  });

  it('mentions the bot in a channel and names team, channel and thread', async () => {
    await house.client.say({ as: 'suzuki', conversationId: zeimu.id, text: '記録' });
    const [activity] = house.bot.received;
    assert.equal(activity?.text, '<at>Tate</at> 記録');
    assert.equal(activity.conversation.id, `${zeimu.id};messageid=${activity.id}`);
    assert.equal(activity.conversation['isGroup'], true);
    assert.deepEqual(activity.channelData['channel'], { id: zeimu.id, name: '税務課' });
    const [mention] = activity['entities'] as { type: string; mentioned: unknown }[];
    assert.deepEqual(mention?.mentioned, demoWard.bot);
  });

  it('presses Action.Execute as an invoke with the inputs of the card merged into its data', async () => {
    const form = await openForm();
    const outcome = await house.client.press({
      ...chat,
      messageId: form.id,
      button: { verb: 'submit' },
      inputs: { words: '「帰らない」', minutes: '15' },
    });
    assert.ok(outcome.delivered);
    assert.deepEqual(outcome.answer, { kind: 'card', card: cards.receipt('R-0001') });
    const invoke = house.bot.received.at(-1);
    assert.equal(invoke?.type, 'invoke');
    assert.equal(invoke.name, 'adaptiveCard/action');
    assert.equal(invoke.replyToId, form.id);
    assert.deepEqual(invoke.value, {
      action: {
        type: 'Action.Execute',
        id: 'submit',
        verb: 'submit',
        data: {
          action: 'incident.submit',
          nonce: 'n1',
          date: '2026-11-21',
          time: '10:15',
          place: 'counter',
          words: '「帰らない」',
          minutes: '15',
          alert: 'false',
        },
      },
      trigger: 'manual',
    });
    assert.deepEqual((await newest()).cards, [cards.receipt('R-0001')]);
  });

  it('leaves the inputs at home for a button that does not take them', async () => {
    const form = await openForm();
    const outcome = await house.client.press({ ...chat, messageId: form.id, button: { title: 'やめる' } });
    assert.ok(outcome.delivered);
    assert.deepEqual(outcome.answer, { kind: 'toast', text: '受け付けました' });
    const invoke = house.bot.received.at(-1);
    assert.ok(invoke);
    assert.deepEqual(pressedData(invoke), { action: 'incident.cancel' });
  });

  it('presses the Action.Submit fallback as a message with a value', async () => {
    const form = await openForm();
    const outcome = await house.client.press({
      ...chat,
      messageId: form.id,
      button: { action: 'incident.submit' },
      inputs: { words: 'x' },
      via: 'submit',
    });
    assert.ok(outcome.delivered);
    assert.deepEqual(outcome.answer, { kind: 'accepted' });
    const submit = house.bot.received.at(-1);
    assert.equal(submit?.type, 'message');
    assert.equal(submit.replyToId, form.id);
    assert.equal(submit.text, undefined);
    assert.equal((submit.value as { verb: string }).verb, 'submit');
    assert.deepEqual((await newest()).cards, [cards.receipt('R-0001')]);
  });

  it('sends the very same press again under another activity id', async () => {
    const form = await openForm();
    const first = await house.client.press({
      ...chat,
      messageId: form.id,
      button: { verb: 'submit' },
      inputs: { words: 'x' },
    });
    const again = await house.client.resend(first.activityId);
    assert.ok(again.delivered);
    const [one, two] = house.bot.received.slice(-2);
    assert.ok(one && two);
    assert.notEqual(one.id, two.id);
    assert.deepEqual(two.value, one.value);
    assert.equal(two.replyToId, one.replyToId);
  });

  it('replaces a card for the presser only, until the bot updates the message', async () => {
    const id = await house.bot.connector.post(zeimu.id, cards.form());
    await house.client.press({
      as: 'suzuki',
      conversationId: zeimu.id,
      messageId: id,
      button: { verb: 'submit' },
      inputs: { words: 'x' },
    });
    const seenBy = async (as: string) =>
      (await house.client.messages(as, zeimu.id)).find((message) => message.id === id);
    assert.deepEqual((await seenBy('suzuki'))?.cards, [cards.receipt('R-0001')]);
    assert.equal((await seenBy('suzuki'))?.onlyForYou, true);
    assert.deepEqual((await seenBy('sato'))?.cards, [cards.form()]);
    await house.bot.connector.update(zeimu.id, id, cards.notice('みんなへ'));
    for (const as of ['suzuki', 'sato']) {
      assert.deepEqual((await seenBy(as))?.cards, [cards.notice('みんなへ')]);
    }
  });

  it('passes an error of the bot on as an error', async () => {
    const form = await openForm();
    house.bot.script = async () => ({
      status: 200,
      body: {
        statusCode: 400,
        type: 'application/vnd.microsoft.error',
        value: { code: 'BadRequest', message: 'この操作はできません。' },
      },
    });
    const outcome = await house.client.press({ ...chat, messageId: form.id, button: { verb: 'submit' } });
    assert.ok(outcome.delivered);
    assert.deepEqual(outcome.answer, { kind: 'error', code: 'BadRequest', text: 'この操作はできません。' });
  });

  it('says that it was not sent when the bot fails, is silent, or gives an empty answer', async () => {
    const form = await openForm();
    const press = () => house.client.press({ ...chat, messageId: form.id, button: { verb: 'submit' } });
    const told = '送れませんでした。もう一度押してください';
    house.bot.script = async () => ({ status: 500 });
    const failed = await press();
    assert.ok(!failed.delivered);
    assert.deepEqual([failed.status, failed.text], [500, told]);
    house.bot.script = async () => ({ status: 200 });
    const empty = await press();
    assert.ok(!empty.delivered && empty.reason === 'no usable answer');
    house.bot.script = () => new Promise(() => undefined);
    const silent = await press();
    assert.ok(!silent.delivered);
    assert.deepEqual([silent.status, silent.reason], [null, 'timeout']);
    assert.deepEqual((await newest()).cards, [cards.form()]);
  });

  it('takes words back that the bot did not take', async () => {
    house.bot.script = async () => ({ status: 503 });
    const before = await house.client.messages('sato', sato.chatId);
    const outcome = await house.client.say({ ...chat, text: '記録' });
    assert.equal(outcome.delivered, false);
    assert.deepEqual(await house.client.messages('sato', sato.chatId), before);
  });

  it('refuses a button or an input that is not on the card, and the chat of another person', async () => {
    const form = await openForm();
    const refused = (code: string) => (error: unknown) =>
      error instanceof TenantRefusal && error.code === code;
    const press = (more: object) =>
      house.client.press({ ...chat, messageId: form.id, button: { verb: 'submit' }, ...more });
    await assert.rejects(press({ button: { verb: 'other' } }), refused('ActionNotFound'));
    await assert.rejects(press({ inputs: { other: 'x' } }), refused('InputNotFound'));
    await assert.rejects(press({ as: 'suzuki' }), refused('ConversationNotFound'));
    await assert.rejects(press({ messageId: '1' }), refused('MessageNotFound'));
    await assert.rejects(house.client.messages('suzuki', sato.chatId), refused('ConversationNotFound'));
    await assert.rejects(house.client.conversations('nobody'), refused('PersonaNotFound'));
  });

  it('counts what each person has not read', async () => {
    const unread = async (as: string) =>
      (await house.client.conversations(as)).find((one) => one.id === zeimu.id)?.unread;
    assert.equal(await unread('suzuki'), 0);
    const id = await house.bot.connector.post(zeimu.id, cards.notice('一'), '緊急アラート');
    await house.bot.connector.update(zeimu.id, id, cards.notice('二'), '緊急アラート');
    assert.equal(await unread('suzuki'), 1);
    const [last] = (await house.client.messages('suzuki', zeimu.id)).slice(-1);
    const response = await fetch(
      new URL(`/tenant/conversations/${encodeURIComponent(zeimu.id)}/read`, house.tenant.url),
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ as: 'suzuki', seq: last?.seq }),
      },
    );
    assert.equal(response.status, 200);
    assert.equal(await unread('suzuki'), 0);
    assert.equal(await unread('sato'), 1);
  });

  it('streams what changes', async () => {
    const response = await fetch(new URL('/tenant/events', house.tenant.url));
    assert.ok(response.body);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const id = await house.bot.connector.post(zeimu.id, cards.notice('一'));
    let heard = '';
    while (!heard.includes(id)) heard += (await reader.read()).value ?? '';
    assert.match(heard, new RegExp(`"kind":"message".*"messageId":"${id}","isNew":true`, 'u'));
    await reader.cancel();
  });

  it('takes no form of another page for a request of ours', async () => {
    const response = await fetch(new URL('/tenant/messages', house.tenant.url), {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ ...chat, text: 'x' }),
    });
    assert.equal(response.status, 415);
    assert.equal(house.bot.received.length, 0);
  });
});
