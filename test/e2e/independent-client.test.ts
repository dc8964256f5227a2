import assert from 'node:assert/strict';
import {
  buttonOf,
  type Card,
  choiceOf,
  type Connector,
  createConnector,
  type Room,
  type Someone,
} from './connector.ts';
import { createService } from './service.ts';

const RECORD_NUMBER = /\d{6}-[0-9A-HJKMNP-TV-Z]{6}/;

const hanako: Someone = {
  id: 'user-hanako',
  aadObjectId: '10000000-0000-4000-8000-000000000001',
  name: '花子',
};
const kenji: Someone = {
  id: 'user-kenji',
  aadObjectId: '10000000-0000-4000-8000-000000000002',
  name: '健二',
};
const boss: Someone = {
  id: 'user-boss',
  aadObjectId: '10000000-0000-4000-8000-000000000003',
  name: '課長さん',
};
/** A client that sends no Entra id at all, as emulators do. */
const other: Someone = { id: 'user-other', name: '係長さん' };

const chat = (who: Someone): Room => ({ id: `chat-of-${who.id}`, conversationType: 'personal' });
const welfare: Room = { id: '19:welfare@thread.tacv2', conversationType: 'channel', name: '福祉課' };
const tax: Room = { id: '19:tax@thread.tacv2', conversationType: 'channel', name: '税務課' };
const rooms = [welfare, tax];

const typed = {
  scene: 'counter',
  place: '5番窓口',
  name: '丙田 四郎',
  phone: '03-5555-0199',
  age: '60s',
  clothing: '茶色の上着',
  row1Words: '早く決めろ',
  demand: '給付の決定を急いでほしい',
  conduct: 'abuse',
  urgent: 'true',
};

/** Two visitors: the alert of somebody who was here already would grow instead. */
const visitors = {
  execute: {},
  submit: {
    name: '丙田 花江',
    phone: '03-5555-0777',
    age: '20s',
    row1Words: '早く決めろと言っている',
    demand: '給付の決定の写し',
  },
} as const;

describe('an independent Bot Framework client on another loopback port', () => {
  let service: Awaited<ReturnType<typeof createService>>;
  let client: Connector;

  before(async function () {
    this.timeout(30_000);
    service = await createService();
    await service.start();
    client = await createConnector(service.url);
  });
  after(async () => {
    await client.close();
    await service.stop();
  });

  const register = async (who: Someone, department: string, role: string): Promise<void> => {
    await client.install(who, chat(who));
    const ask = await client.waitFor(chat(who), 'あなたの課を選んでください');
    await client.execute(who, chat(who), ask, buttonOf(ask.card, 'この内容で始める'), {
      department: choiceOf(ask.card, 'department', department),
      role,
    });
  };

  const answered = (response: { body: Record<string, unknown> }): Card => {
    assert.equal(response.body['type'], 'application/vnd.microsoft.card.adaptive');
    return response.body['value'] as Card;
  };

  it('is asked once for department and role, however often it says that the bot was installed', async () => {
    await register(hanako, '福祉課', 'staff');
    await register(kenji, '税務課', 'staff');
    await register(boss, '福祉課', 'approver');
    await register(other, '福祉課', 'approver');
    await client.install(hanako, chat(hanako));
    await client.install(hanako, chat(hanako));
    await client.say(hanako, chat(hanako), 'こんにちは');
    await client.waitFor(chat(hanako), '調べる');
    assert.equal(
      client
        .seen(chat(hanako))
        .filter((post) => JSON.stringify(post.card).includes('あなたの課を選んでください')).length,
      0,
      'the question turned into the greeting and was not asked again',
    );
  });

  it('binds each unknown channel to a department with a card', async () => {
    for (const room of rooms) {
      await client.send({
        type: 'conversationUpdate',
        from: kenji,
        conversation: { ...room, isGroup: true },
        channelData: { channel: { id: room.id, name: room.name }, team: { id: '19:team' } },
        membersAdded: [{ id: 'bot-id' }],
      });
      const ask = await client.waitFor(room, 'このチャネルはどの課のものですか');
      const card = answered(
        await client.execute(kenji, room, ask, buttonOf(ask.card, 'この課のチャネルにする'), {
          department: choiceOf(ask.card, 'department', room.name ?? ''),
        }),
      );
      assert.match(JSON.stringify(card), new RegExp(`このチャネルは${room.name}のチャネルです`));
    }
  });

  for (const way of ['execute', 'submit'] as const) {
    it(`runs the story from cards in messages alone, pressed by Action.${way === 'execute' ? 'Execute' : 'Submit'}`, async () => {
      const press = async (
        who: Someone,
        room: Room,
        words: string,
        title: string,
        inputs: Record<string, string> = {},
      ): Promise<void> => {
        const post = await client.waitFor(room, words);
        const response = await client[way](who, room, post, buttonOf(post.card, title), inputs);
        assert.equal(response.status, 200);
      };
      await client.say(hanako, chat(hanako), '記録');
      const form = await client.waitFor(chat(hanako), '対応の記録(5W1H)');

      const incomplete = await client[way](hanako, chat(hanako), form, buttonOf(form.card, '記録する'), {
        ...typed,
        scene: '',
      });
      assert.equal(incomplete.status, 200);
      const back = way === 'execute' ? JSON.stringify(answered(incomplete)) : JSON.stringify(form.card);
      assert.match(back, /対面・電話・訪問・インターネットから選んでください/);
      for (const value of ['5番窓口', '丙田 四郎', '早く決めろ', '茶色の上着'])
        assert.ok(back.includes(value), value);

      const button = buttonOf(form.card, '記録する');
      const inputs = { ...typed, ...visitors[way], department: 'fukushi', date: '2026-01-05', time: '10:00' };
      const startedAt = performance.now();
      await Promise.all([
        client[way](hanako, chat(hanako), form, button, inputs),
        client[way](hanako, chat(hanako), form, button, inputs),
      ]);
      assert.ok(performance.now() - startedAt < 2000);
      // The receipt stands where the form stood.
      const receipt = await client.waitFor(chat(hanako), '記録しました', 10_000, form.id);
      const number = RECORD_NUMBER.exec(JSON.stringify(receipt.card))?.[0] ?? '';
      const again = await client[way](hanako, chat(hanako), form, button, inputs);
      if (way === 'execute') assert.ok(JSON.stringify(answered(again)).includes(number));

      for (const room of rooms) {
        const alert = await client.waitFor(room, number);
        const shown = JSON.stringify(alert.versions);
        assert.ok(shown.includes('茶色の上着'));
        for (const secret of ['丙田', '5555', '5番窓口', '給付の決定', '早く決めろ']) {
          assert.ok(!shown.includes(secret), `${secret} reached ${room.id}`);
        }
        assert.equal(
          client.seen(room).filter((post) => JSON.stringify(post.card).includes(number)).length,
          1,
        );
      }

      await press(kenji, tax, number, '確認しました');
      for (const room of rooms) await client.waitFor(room, '確認 1/2(税務課)');
      await press(kenji, tax, number, 'いま来ています', { place: 'corridor' });
      for (const room of rooms) await client.waitFor(room, 'いま来ています: 税務課 廊下・待合');
      await press(kenji, tax, number, '詳しく');
      await client.waitFor(chat(kenji), '詳しい内容は表示できません');

      await press(hanako, chat(hanako), number, '上申する');
      await press(hanako, chat(hanako), `上申する(記録 ${number})`, '上申する', {
        asked: 'second-line',
        reason: '一人では対応できない',
      });
      for (const approver of [boss, other]) await client.waitFor(chat(approver), '上申が届いています');
      await Promise.all([
        press(boss, chat(boss), '上申が届いています', '承認'),
        press(other, chat(other), '上申が届いています', '却下', { reason: '事実の確認が先' }),
      ]);
      const twins = await Promise.all(
        [boss, other].map((approver) => client.waitFor(chat(approver), '判断した人')),
      );
      assert.deepEqual(twins[0]?.card, twins[1]?.card);
      await client.waitFor(chat(hanako), '判断した人');
      for (const room of rooms) await client.waitFor(room, '福祉課の上申(二次対応)');
    }).timeout(40_000);
  }

  it('keeps every word of people out of the log', () => {
    const log = service.output();
    assert.match(log, /delivered/);
    for (const secret of ['丙田', '5555', '早く決めろ', '茶色', '花子', '一人では']) {
      assert.ok(!log.includes(secret), secret);
    }
  });
});
