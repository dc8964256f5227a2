import assert from 'node:assert/strict';
import { z } from 'zod';
import { demoWard } from '../../src/local/tenant/ward.ts';
import { cards, pressedData } from './scripted-bot.ts';
import { type House, openHouse } from './tenant-house.ts';

describe('making the demo ward ready', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.close());

  const presses = () =>
    house.bot.received.flatMap((activity) => {
      const data = activity.type === 'invoke' ? pressedData(activity) : undefined;
      return data === undefined
        ? []
        : [{ by: activity.from.name, data: z.record(z.string(), z.string()).parse(data) }];
    });

  it('installs the bot in every chat and channel with both events of Teams', async () => {
    await house.tenant.seed();
    const events = house.bot.received.filter((activity) => activity.type !== 'invoke');
    const rooms = demoWard.personas.length + demoWard.channels.length;
    assert.equal(events.filter((activity) => activity.type === 'conversationUpdate').length, rooms);
    const installations = events.filter((activity) => activity.type === 'installationUpdate');
    assert.equal(installations.length, rooms);
    assert.ok(installations.every((activity) => activity['action'] === 'add'));
    const added = events.find((activity) => activity.type === 'conversationUpdate');
    const members = z.array(z.looseObject({ id: z.string() })).parse(added?.['membersAdded']);
    assert.ok(members.some((member) => member.id === demoWard.bot.id));
  });

  it('registers every person with their own department and role, the coordinator first', async () => {
    const status = await house.tenant.seed();
    assert.deepEqual(status.failures, []);
    const registered = presses().filter((press) => press.data['action'] === 'person.register');
    assert.deepEqual(
      new Set(registered.map(({ by, data }) => `${by} ${data['department']} ${data['role']}`)),
      new Set(
        demoWard.personas.map(({ name, department, role }) => {
          const index = ['福祉課', '税務課', '国保年金課', '戸籍住民課', '総務課'].indexOf(department);
          return `${name} d${index} ${role}`;
        }),
      ),
    );
    assert.equal(registered[0]?.by, '山本 恵');
  });

  it('binds every channel as the coordinator', async () => {
    await house.tenant.seed();
    const bound = presses().filter((press) => press.data['action'] === 'channel.bind');
    assert.deepEqual(
      bound.map(({ by, data }) => `${by} ${data['department']}`),
      [0, 1, 2, 3, 4].map((index) => `山本 恵 d${index}`),
    );
  });

  it('does nothing a second time, not even after a restart', async () => {
    await house.tenant.seed();
    house.bot.received.length = 0;
    await house.tenant.seed();
    await house.restartTenant();
    const status = await house.tenant.seed();
    assert.equal(status.ready, 12);
    assert.deepEqual(house.bot.received, []);
  });

  it('shows what failed, and tries only that again', async () => {
    house.bot.script = async (activity) =>
      activity.from.name === '佐藤 はるか' ? { status: 500 } : undefined;
    const status = await house.tenant.seed();
    assert.deepEqual(
      status.failures.map((failure) => failure.name),
      ['佐藤 はるか'],
    );
    assert.match(status.failures[0]?.reason ?? '', /受け取りません|届きません/u);
    assert.deepEqual((await house.client.status()).seeding, status);
    house.bot.script = undefined;
    house.bot.received.length = 0;
    const again = await house.client.retrySeeding();
    assert.deepEqual(again.failures, []);
    assert.ok(house.bot.received.every((activity) => activity.from.name === '佐藤 はるか'));
  });

  it('fails where the bot stays silent or does not offer the department', async () => {
    house.bot.script = async (activity, bot) => {
      if (activity.from.name === '鈴木 健') return { status: 200 };
      if (activity.from.name !== '伊藤 実' || activity.type !== 'installationUpdate') return undefined;
      const card = cards.register();
      const body = card['body'] as { id?: string; choices?: unknown[] }[];
      for (const input of body)
        if (input.id === 'department') input.choices = [{ title: '土木課', value: 'x' }];
      await bot.connector.post(activity.conversation.id, card);
      return { status: 200 };
    };
    const reasons = (await house.tenant.seed()).failures.map(({ name, reason }) => `${name}: ${reason}`);
    assert.deepEqual(reasons, [
      '鈴木 健: Tate からあいさつが届きませんでした',
      '伊藤 実: カードに「国保年金課」の選択肢がありません',
    ]);
  });

  it('is content with a bot that greets and asks nothing', async () => {
    house.bot.script = async (activity, bot) => {
      if (activity.type !== 'installationUpdate') return undefined;
      await bot.connector.post(activity.conversation.id, cards.greeting());
      return { status: 200 };
    };
    const status = await house.tenant.seed();
    assert.deepEqual([status.ready, status.failures], [12, []]);
    assert.deepEqual(presses(), []);
  });

  it('presses an introduction that comes later', async () => {
    house.bot.script = async (activity, bot) => {
      if (activity.type !== 'installationUpdate') return undefined;
      await bot.connector.post(activity.conversation.id, cards.greeting());
      return { status: 200 };
    };
    await house.tenant.seed();
    const [first] = demoWard.personas;
    assert.ok(first);
    await house.bot.connector.post(first.chatId, cards.register());
    await house.client.waitForMessage(first.id, first.chatId, (message) => message.onlyForYou);
    assert.deepEqual(
      presses().map((press) => press.by),
      [first.name],
    );
  });
});
