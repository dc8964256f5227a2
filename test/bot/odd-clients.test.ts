import assert from 'node:assert/strict';
import {
  channelsOf,
  chief,
  openBot,
  openDelivery,
  type OpenHouse,
  openHouse,
  reporter,
} from '../builders/house.ts';
import { nonceFor, richTyped } from '../builders/records.ts';
import { createRecordingTeams, textOf } from '../builders/teams.ts';

describe('a legal client with odd habits', () => {
  let open: OpenHouse;
  beforeEach(() => {
    open = openHouse({ local: true });
  });
  afterEach(() => open.close());

  /** A bot to whom `someone` has said where they work. */
  async function knownBot(): Promise<ReturnType<typeof openBot>> {
    const bot = openBot(open);
    await bot.execute('someone', {
      action: 'person.register',
      department: 'fukushi',
      role: 'staff',
      next: 'menu',
    });
    return bot;
  }

  const untyped = (conversation: object, rest: object): object => ({
    serviceUrl: 'http://127.0.0.1:3999/',
    from: { id: '29:boss', aadObjectId: chief().objectId, name: '課長' },
    recipient: { id: '28:tate' },
    conversation,
    ...rest,
  });

  for (const id of ['19:odd@thread.tacv2', 'plain-channel-id']) {
    it(`that leaves out the type of the channel ${id} gets nothing private into it`, async () => {
      const teams = createRecordingTeams(open.clock);
      const bot = openBot(open, teams);
      const { delivery } = openDelivery(open, { teams });
      const boss = chief();
      await open.settlePeople(boss);
      const said = { id, conversationType: 'channel' };
      await bot.takeTurn(untyped(said, { type: 'message', text: '設定' }));
      await bot.takeTurn(
        untyped(said, {
          type: 'invoke',
          name: 'adaptiveCard/action',
          value: { action: { verb: 'channel.bind', data: { department: 'fukushi' } } },
        }),
      );
      const incident = await open.file({ reporter: reporter() });
      delivery.start();
      await open.clock.pass(2_000);
      for (const verb of ['alert.acknowledge', 'alert.details']) {
        await bot.takeTurn(
          untyped(
            { id },
            {
              type: 'invoke',
              name: 'adaptiveCard/action',
              value: { action: { verb, data: { alert: incident.number } } },
            },
          ),
        );
      }
      delivery.nudge();
      await open.clock.pass(2_000);
      const there = teams.screen(id).map(textOf).join('');
      const content = incident.versions[0]?.content;
      assert.ok(content !== undefined && content.identity.name !== '');
      for (const secret of [content.identity.name, content.identity.phone, content.demand]) {
        assert.ok(!there.includes(secret), secret);
      }
      assert.notEqual((await open.house.people.read(boss.key))?.chat?.conversationId, id);
      const stopped = delivery.stop();
      await open.clock.pass(60_000);
      await stopped;
    });
  }

  it('that sends danger marks as a list, and the alert as 1, raises the alert', async () => {
    const bot = await knownBot();
    for (const [word, marks] of [
      ['list', { danger: ['weapon', 'onward'], urgent: 'false' }],
      ['number', { danger: '', urgent: 1 }],
    ] as const) {
      await bot.execute('someone', {
        action: 'incident.submit',
        ...richTyped,
        ...marks,
        nonce: nonceFor(word),
        rows: '3',
      });
    }
    const alerted = await open.house.incidents.withIntents(10);
    assert.deepEqual(
      alerted.map((incident) => incident.alerted),
      [true, true],
    );
  });

  it('that sends danger marks in no form of ours is told so beside the field', async () => {
    const bot = await knownBot();
    const answer = await bot.execute('someone', {
      action: 'incident.submit',
      ...richTyped,
      danger: { 0: 'weapon' },
      nonce: nonceFor('object'),
      rows: '3',
    });
    assert.match(JSON.stringify(answer.value), /一覧から選び直してください/u);
  });

  it('that sends far more than a message may hold is told so, and keeps its own screen', async () => {
    const bot = await knownBot();
    const typed = { ...richTyped, manner: 'あ'.repeat(60_000), nonce: nonceFor('long'), rows: '3' };
    const answer = await bot.execute('someone', { action: 'incident.submit', ...typed });
    assert.equal(answer.statusCode, 400);
    assert.match(JSON.stringify(answer.value), /入力は画面に残っています/u);
    await bot.submit('someone', { action: 'incident.submit', ...typed });
    assert.match(bot.teams.screen('chat-someone').map(textOf).join(''), /入力が長すぎて/u);
  });

  it('that sends a form as the text of a JSON object is understood', async () => {
    const bot = await knownBot();
    const value = JSON.stringify({
      ...richTyped,
      action: 'incident.submit',
      nonce: nonceFor('text'),
      rows: '3',
    });
    await bot.takeTurn({
      type: 'message',
      serviceUrl: 'http://127.0.0.1:3999/',
      from: { id: '29:someone', aadObjectId: 'someone' },
      recipient: { id: '28:tate' },
      conversation: { id: 'chat-someone', conversationType: 'personal' },
      value,
    });
    assert.equal((await open.house.incidents.withIntents(10)).length, 1);
  });

  it('that presses in an unknown channel makes the channel ask whose it is', async () => {
    const teams = createRecordingTeams(open.clock);
    const bot = openBot(open, teams);
    const { delivery } = openDelivery(open, { teams });
    await open.settleChannels(...channelsOf(1));
    const incident = await open.file({ reporter: reporter() });
    delivery.start();
    await open.clock.pass(2_000);
    await bot.execute(
      'stranger',
      { action: 'alert.acknowledge', alert: incident.number },
      { in: 'channel', room: 'nobody-knows' },
    );
    delivery.nudge();
    await open.clock.pass(2_000);
    const asked = teams.screen('19:nobody-knows@thread.tacv2').map(textOf).join('');
    assert.match(asked, /このチャネルはどの課のものですか/u);
    const stopped = delivery.stop();
    await open.clock.pass(60_000);
    await stopped;
  });

  it('that sends a 速報 with a place and a danger only is heard at once', async () => {
    const bot = await knownBot();
    const answer = await bot.execute('someone', {
      action: 'quick.submit',
      nonce: nonceFor('quick'),
      scene: 'counter',
      danger: 'weapon',
      urgent: 'true',
    });
    assert.match(JSON.stringify(answer.value), /速報を記録しました/u);
  });
});
