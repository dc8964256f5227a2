import assert from 'node:assert/strict';
import { z } from 'zod';
import { demoWard } from '../../src/local/tenant/ward.ts';
import { type Connector, cardAttachment, cards, connectorAt } from './scripted-bot.ts';
import { type House, openHouse } from './tenant-house.ts';

const sato = demoWard.personas[0];
const channel = demoWard.channels[0];
if (sato === undefined || channel === undefined) throw new Error('The ward is empty.');

const idSchema = z.object({ id: z.string() });
const codeOf = (body: unknown): string =>
  z.object({ error: z.object({ code: z.string(), message: z.string() }) }).parse(body).error.code;

describe('the connector of the local tenant', () => {
  let house: House;
  let connector: Connector;
  const activities = (conversation: string, rest = ''): string =>
    `/v3/conversations/${encodeURIComponent(conversation)}/activities${rest}`;
  const message = { type: 'message', attachments: [cardAttachment(cards.notice('知らせ'))], summary: '要約' };

  beforeEach(async () => {
    house = await openHouse();
    connector = connectorAt(() => house.tenant.url);
  });
  afterEach(() => house.close());

  it('opens the same chat by Teams user id and by Entra object id, however often', async () => {
    const ids = [];
    for (const id of [sato.teamsId, sato.aadObjectId, sato.aadObjectId.toUpperCase()]) {
      const { status, body } = await connector.call('POST', '/v3/conversations', {
        isGroup: false,
        bot: demoWard.bot,
        members: [{ id }],
        channelData: { tenant: { id: demoWard.tenantId } },
      });
      assert.equal(status, 201);
      ids.push(idSchema.parse(body).id);
    }
    assert.deepEqual(new Set(ids), new Set([sato.chatId]));
  });

  it('refuses to open a chat with a stranger or with nobody', async () => {
    const stranger = await connector.call('POST', '/v3/conversations', { members: [{ id: '29:nobody' }] });
    assert.equal(stranger.status, 403);
    const nobody = await connector.call('POST', '/v3/conversations', { members: [] });
    assert.equal(nobody.status, 400);
  });

  it('starts a thread in a channel', async () => {
    const { status, body } = await connector.call('POST', '/v3/conversations', {
      isGroup: true,
      channelData: { channel: { id: channel.id } },
      activity: message,
    });
    assert.equal(status, 201);
    const made = z.object({ id: z.string(), activityId: z.string() }).parse(body);
    assert.equal(made.id, `${channel.id};messageid=${made.activityId}`);
  });

  it('takes a post, a reply, an update and a deletion, and the person sees each', async () => {
    const posted = await connector.call('POST', activities(channel.id), message);
    assert.equal(posted.status, 201);
    const { id } = idSchema.parse(posted.body);
    const reply = await connector.call('POST', activities(channel.id, `/${id}`), {
      type: 'message',
      text: '返事',
    });
    assert.equal(reply.status, 201);
    const seen = await house.client.messages('sato', channel.id);
    assert.deepEqual(
      seen.map((one) => [one.id, one.text, one.replyToId]),
      [
        [id, null, null],
        [idSchema.parse(reply.body).id, '返事', id],
      ],
    );
    const update = await connector.call('PUT', activities(channel.id, `/${id}`), {
      ...message,
      attachments: [cardAttachment(cards.receipt('R-9'))],
    });
    assert.deepEqual([update.status, update.body], [200, { id }]);
    const changed = (await house.client.messages('sato', channel.id))[0];
    assert.deepEqual(changed?.cards, [cards.receipt('R-9')]);
    assert.ok(changed.editedAt);
    assert.equal((await connector.call('DELETE', activities(channel.id, `/${id}`))).status, 200);
    assert.equal((await house.client.messages('sato', channel.id)).length, 1);
  });

  it('strips ;messageid= from a conversation id and keeps the thread', async () => {
    const first = await connector.post(channel.id, cards.notice('一'));
    const { body } = await connector.call('POST', activities(`${channel.id};messageid=${first}`), message);
    const second = (await house.client.messages('sato', channel.id)).at(-1);
    assert.equal(second?.id, idSchema.parse(body).id);
    assert.equal(second?.replyToId, first);
  });

  it('answers 404 with a Bot Framework body for what it does not know', async () => {
    const noRoom = await connector.call('POST', activities('19:nothing@thread.tacv2'), message);
    assert.deepEqual([noRoom.status, codeOf(noRoom.body)], [404, 'ConversationNotFound']);
    for (const method of ['PUT', 'DELETE']) {
      const noMessage = await connector.call(
        method,
        activities(channel.id, '/123'),
        method === 'PUT' ? message : undefined,
      );
      assert.deepEqual([noMessage.status, codeOf(noMessage.body)], [404, 'ActivityNotFoundInConversation']);
    }
    const deleted = await connector.post(channel.id, cards.notice('一'));
    await connector.call('DELETE', activities(channel.id, `/${deleted}`));
    assert.equal((await connector.call('PUT', activities(channel.id, `/${deleted}`), message)).status, 404);
  });

  it('answers 413 above 80 KB, 400 for anything that is not an activity, 405 for another verb', async () => {
    const large = { ...message, summary: 'あ'.repeat(30_000) };
    const tooLarge = await connector.call('POST', activities(channel.id), large);
    assert.deepEqual([tooLarge.status, codeOf(tooLarge.body)], [413, 'MessageSizeTooBig']);
    for (const body of ['{', '[]', '{"type":5}', { type: 'message' }, { type: 'event' }]) {
      const bad = await connector.call('POST', activities(channel.id), body);
      assert.equal(bad.status, 400, JSON.stringify(body));
      codeOf(bad.body);
    }
    assert.equal((await connector.call('PATCH', activities(channel.id), message)).status, 405);
  });

  it('never lets the bot change what a person wrote', async () => {
    await house.tenant.seed();
    await house.client.say({ as: 'sato', conversationId: sato.chatId, text: 'こんにちは' });
    const mine = (await house.client.messages('sato', sato.chatId)).find((one) => one.text === 'こんにちは');
    const answer = await connector.call('PUT', activities(sato.chatId, `/${mine?.id}`), message);
    assert.equal(answer.status, 403);
  });

  it('splits text beside a card into two messages and gives no id back, as Teams does', async () => {
    const answer = await connector.call('POST', activities(channel.id), { ...message, text: '言葉' });
    assert.deepEqual(answer, { status: 201, body: {} });
    const seen = await house.client.messages('sato', channel.id);
    assert.deepEqual(
      seen.map((one) => [one.text, one.cards.length]),
      [
        ['言葉', 0],
        [null, 1],
      ],
    );
  });

  it('gives the roster whole, one by one and in pages', async () => {
    const path = `/v3/conversations/${encodeURIComponent(channel.id)}`;
    const memberSchema = z.object({
      id: z.string(),
      aadObjectId: z.string(),
      name: z.string(),
      tenantId: z.string(),
    });
    const all = z.array(memberSchema).parse((await connector.call('GET', `${path}/members`)).body);
    assert.equal(all.length, demoWard.personas.length);
    const one = await connector.call('GET', `${path}/members/${encodeURIComponent(sato.teamsId)}`);
    assert.deepEqual(memberSchema.parse(one.body), {
      id: sato.teamsId,
      aadObjectId: sato.aadObjectId,
      name: sato.name,
      tenantId: demoWard.tenantId,
    });
    const chat = `/v3/conversations/${encodeURIComponent(sato.chatId)}`;
    const other = demoWard.personas[1]?.teamsId ?? '';
    const missing = await connector.call('GET', `${chat}/members/${encodeURIComponent(other)}`);
    assert.deepEqual([missing.status, codeOf(missing.body)], [404, 'MemberNotFoundInConversation']);
    const pageSchema = z.object({ members: z.array(memberSchema), continuationToken: z.string().optional() });
    const names: string[] = [];
    let token: string | undefined = '0';
    while (token !== undefined) {
      const page = pageSchema.parse(
        (await connector.call('GET', `${path}/pagedmembers?pageSize=3&continuationToken=${token}`)).body,
      );
      names.push(...page.members.map((member) => member.name));
      token = page.continuationToken;
    }
    assert.deepEqual(
      names,
      demoWard.personas.map((persona) => persona.name),
    );
  });

  it('describes the team and its channels', async () => {
    const path = `/v3/teams/${encodeURIComponent(demoWard.team.id)}`;
    const team = z
      .looseObject({ id: z.string(), name: z.string() })
      .parse((await connector.call('GET', path)).body);
    assert.equal(team.name, 'みどり区(デモ)');
    const list = z
      .object({ conversations: z.array(z.looseObject({ id: z.string(), name: z.string() })) })
      .parse((await connector.call('GET', `${path}/conversations`)).body);
    assert.deepEqual(
      list.conversations.map((one) => one.name),
      ['福祉課', '税務課', '国保年金課', '戸籍住民課', '総務課'],
    );
    assert.equal((await connector.call('GET', '/v3/teams/19%3Aother')).status, 404);
  });

  it('keeps chats and ids over a restart', async () => {
    const id = await connector.post(sato.chatId, cards.notice('前'));
    const before = await house.client.messages('sato', sato.chatId);
    await house.restartTenant();
    assert.deepEqual(await house.client.messages('sato', sato.chatId), before);
    await connector.update(sato.chatId, id, cards.notice('後'));
    const next = await connector.post(sato.chatId, cards.notice('次'));
    assert.ok(Number(next) > Number(id));
  });

  it('answers only as 127.0.0.1 or localhost', async () => {
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      request(house.tenant.url, { headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    assert.equal(status, 421);
  });
});
