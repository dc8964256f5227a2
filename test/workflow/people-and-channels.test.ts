import assert from 'node:assert/strict';
import type { ConversationAddress } from '../../src/domain/address.ts';
import { isOpen } from '../../src/domain/owed.ts';
import { bindChannel } from '../../src/workflow/bind-channel.ts';
import { STILL_CURRENT_MS } from '../../src/workflow/catch-up-channel.ts';
import { leaveChannel, meetChannel, meetPerson } from '../../src/workflow/meet.ts';
import { registerPerson } from '../../src/workflow/register-person.ts';
import { welcomeChannel, welcomePerson } from '../../src/workflow/welcome.ts';
import { coordinator, installed as channel, openBot, type OpenHouse, openHouse } from '../builders/house.ts';
import { alertOf, approver, nonceFor, person, richIncident } from '../builders/records.ts';

const from = (overrides: Partial<ConversationAddress> = {}): ConversationAddress => ({
  serviceUrl: 'http://127.0.0.1:3999/',
  conversationId: 'chat-sato',
  tenantId: 'local',
  botId: '28:tate',
  ...overrides,
});
const actor = { tenantId: 'local', objectId: 'sato', teamsId: '29:sato', name: '佐藤' };

describe('meeting people', () => {
  let open: OpenHouse;
  beforeEach(() => {
    open = openHouse();
  });
  afterEach(() => open.close());

  it('writes a new person down with nothing that they may do', async () => {
    const met = await meetPerson(open.house, actor, from(), true);
    assert.deepEqual([met.approverOf, met.declaredCoordinator, met.department], [[], false, undefined]);
    assert.equal(met.chat?.conversationId, 'chat-sato');
    assert.deepEqual(await open.house.people.read(met.key), met);
  });

  it('makes one person of twenty first words at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, () => meetPerson(open.house, actor, from(), true)),
    );
    assert.equal(new Set(all.map(({ key }) => key)).size, 1);
  });

  it('does not take the channel for the chat', async () => {
    await meetPerson(open.house, actor, from(), true);
    const met = await meetPerson(open.house, actor, from({ conversationId: '19:c' }), false);
    assert.equal(met.chat?.conversationId, 'chat-sato');
  });

  it('follows a moved connector, a new name and a new chat, and keeps the rest', async () => {
    const first = await meetPerson(open.house, actor, from(), true);
    await open.house.people.change(first.key, (one) => ({
      next: { ...one, department: 'zeimu', approverOf: ['zeimu'] },
      result: undefined,
    }));
    const moved = from({ serviceUrl: 'http://127.0.0.1:4000/', conversationId: 'chat-2' });
    const met = await meetPerson(open.house, { ...actor, name: '佐藤 (税務)' }, moved, true);
    assert.deepEqual(met.chat, moved);
    assert.deepEqual([met.name, met.reach.serviceUrl], ['佐藤 (税務)', 'http://127.0.0.1:4000/']);
    assert.deepEqual([met.department, met.approverOf], ['zeimu', ['zeimu']]);
  });

  it('keeps the name when an activity comes without one', async () => {
    await meetPerson(open.house, actor, from(), true);
    assert.equal((await meetPerson(open.house, { ...actor, name: '' }, from(), true)).name, '佐藤');
  });

  it('owes the greeting once, however often the bot is installed', async () => {
    const met = await meetPerson(open.house, actor, from(), true);
    await Promise.all(Array.from({ length: 5 }, () => welcomePerson(open.house, met)));
    assert.equal((await open.house.owed.about(met.key)).length, 1);
  });
});

describe('registering', () => {
  let open: OpenHouse;
  afterEach(() => open.close());

  for (const role of ['staff', 'approver', 'coordinator'] as const) {
    it(`in production as ${role} makes a reporter and nothing more`, async () => {
      open = openHouse({ local: false });
      await open.settlePeople(person());
      const outcome = await registerPerson(open.house, person(), { department: 'zeimu', role });
      assert.ok(outcome.kind === 'registered');
      const { department, approverOf, declaredCoordinator } = outcome.person;
      assert.deepEqual([department, approverOf, declaredCoordinator], ['zeimu', [], false]);
    });

    it(`in local mode as ${role} is believed`, async () => {
      open = openHouse({ local: true });
      await open.settlePeople(person());
      const outcome = await registerPerson(open.house, person(), { department: 'zeimu', role });
      assert.ok(outcome.kind === 'registered');
      assert.deepEqual(outcome.person.approverOf, role === 'approver' ? ['zeimu'] : []);
      assert.equal(outcome.person.declaredCoordinator, role === 'coordinator');
    });
  }

  it('in production leaves an appointment alone', async () => {
    open = openHouse();
    await open.settlePeople(approver());
    const outcome = await registerPerson(open.house, approver(), { department: 'koen', role: 'staff' });
    assert.ok(outcome.kind === 'registered');
    assert.deepEqual(outcome.person.approverOf, ['fukushi']);
  });

  for (const department of ['', 'uchu']) {
    it(`for the department 「${department}」 is refused and changes nothing`, async () => {
      open = openHouse({ local: true });
      await open.settlePeople(person());
      const outcome = await registerPerson(open.house, person(), { department, role: 'coordinator' });
      assert.equal(outcome.kind, 'invalid');
      assert.deepEqual(await open.house.people.read(person().key), person());
    });
  }
});

describe('a person whose department is no more', () => {
  it('is asked where they work before a form, keeps their file, and is told so on an open 速報', async () => {
    const open = openHouse();
    const bot = openBot(open);
    await open.settlePeople(person({ department: 'closed' }));
    await bot.say('sato', '速報');
    assert.match(JSON.stringify(bot.teams.screen('chat-sato')), /person\.register/u);
    const pressed = await bot.execute('sato', {
      action: 'quick.submit',
      nonce: nonceFor('q'),
      scene: 'counter',
      row1Words: '出てこい',
    });
    assert.match(JSON.stringify(pressed), /もう一度「速報」と送ると、先に課を選べます/u);
    assert.equal((await open.house.people.read(person().key))?.department, 'closed');
    await open.close();
  });
});

describe('a channel', () => {
  let open: OpenHouse;
  beforeEach(() => {
    open = openHouse();
  });
  afterEach(() => open.close());

  const unbound = () => {
    const { department: _, ...rest } = channel();
    return rest;
  };

  const rows = [
    ['a coordinator', coordinator(), 'zeimu', 'bound'],
    ['an approver of that department', approver({ approverOf: ['zeimu'] }), 'zeimu', 'bound'],
    ['an approver of another department', approver(), 'zeimu', 'refused'],
    ['a member of the department', person({ department: 'zeimu' }), 'zeimu', 'refused'],
    ['a coordinator, to a department that is not there', coordinator(), 'uchu', 'invalid'],
    ['a coordinator, to nothing', coordinator(), '', 'invalid'],
  ] as const;
  for (const [who, by, department, outcome] of rows) {
    it(`that ${who} binds is ${outcome}`, async () => {
      await open.settleChannels(unbound());
      assert.equal((await bindChannel(open.house, unbound(), by, department)).kind, outcome);
      const stored = await open.house.channels.read(channel().key);
      assert.equal(stored?.department, outcome === 'bound' ? department : undefined);
    });
  }

  it('cannot be taken from its department by the approver of another', async () => {
    await open.settleChannels(channel({ department: 'zeimu' }));
    const taker = approver({ approverOf: ['fukushi'] });
    const bound = channel({ department: 'zeimu' });
    assert.equal((await bindChannel(open.house, bound, taker, 'fukushi')).kind, 'refused');
    assert.equal((await bindChannel(open.house, bound, coordinator(), 'fukushi')).kind, 'bound');
  });

  it('may be bound by anybody in local mode', async () => {
    const local = openHouse({ local: true });
    await local.settleChannels(unbound());
    assert.equal((await bindChannel(local.house, unbound(), person(), 'zeimu')).kind, 'bound');
    await local.close();
  });

  const current = alertOf(richIncident(), ['fukushi']);
  const owedAlert = async (one = channel()) =>
    (await open.house.owed.about(current.id)).find((row) => row.id === `alert-${one.key}`);

  it('that is bound while an alert is current joins its audience and is owed the alert', async () => {
    await open.house.alerts.create(current);
    await open.settleChannels(unbound());
    await bindChannel(open.house, unbound(), coordinator(), 'zeimu');
    assert.deepEqual((await open.house.alerts.read(current.id))?.audience, ['fukushi', 'zeimu']);
    assert.equal((await owedAlert())?.wanted, 2);
    assert.equal(open.nudges(), 1);
  });

  it('that is the second one of its department is owed a current alert as well', async () => {
    await open.house.alerts.create(current);
    await open.settleChannels(unbound());
    await bindChannel(open.house, unbound(), coordinator(), 'fukushi');
    assert.deepEqual((await open.house.alerts.read(current.id))?.audience, ['fukushi']);
    assert.ok(await owedAlert());
  });

  it('that was bound to the wrong department takes that department out of what it is asked to confirm', async () => {
    await open.house.alerts.create(current);
    await open.settleChannels(unbound());
    await bindChannel(open.house, unbound(), coordinator(), 'doro');
    await bindChannel(open.house, channel({ department: 'doro' }), coordinator(), 'zeimu');
    assert.deepEqual((await open.house.alerts.read(current.id))?.audience, ['fukushi', 'zeimu']);
  });

  const staying: readonly [why: string, change: object, others: readonly ReturnType<typeof channel>[]][] = [
    ['it has confirmed', { acknowledgements: [{ department: 'zeimu', at: '2026-11-21T03:00:00.000Z' }] }, []],
    [
      'it has seen the person',
      { sightings: [{ department: 'zeimu', place: 'counter', at: '2026-11-21T03:00:00.000Z' }] },
      [],
    ],
    ['it has another channel', {}, [channel({ id: 'zeimu-2', department: 'zeimu' })]],
  ];
  for (const [why, change, others] of staying) {
    it(`that goes to another department leaves the first one on the alert when ${why}`, async () => {
      await open.house.alerts.create({ ...current, audience: ['fukushi', 'zeimu'], ...change });
      const moved = channel({ department: 'zeimu' });
      await open.settleChannels(moved, ...others);
      await bindChannel(open.house, moved, coordinator(), 'doro');
      const { audience } = (await open.house.alerts.read(current.id)) ?? {};
      assert.deepEqual(audience, ['fukushi', 'zeimu', 'doro']);
    });
  }

  it('that is bound a day later is owed nothing old', async () => {
    await open.house.alerts.create(current);
    open.clock.skip(STILL_CURRENT_MS + 1);
    await open.settleChannels(unbound());
    await bindChannel(open.house, unbound(), coordinator(), 'zeimu');
    assert.equal(await owedAlert(), undefined);
  });

  it('out of which the bot was taken is not active, and is again once it comes back', async () => {
    await open.settleChannels(channel());
    await leaveChannel(open.house, channel().address);
    assert.deepEqual(await open.house.channels.active(), []);
    const back = await meetChannel(open.house, channel().address, '');
    assert.deepEqual([back.state, back.department, back.name], ['active', 'zeimu', '税務課']);
    assert.equal((await open.house.channels.active()).length, 1);
  });

  it('that the bot comes back to is owed what is current, also what could not be sent meanwhile', async () => {
    await open.settleChannels({ ...channel(), state: 'removed' });
    await open.house.alerts.create(current);
    await open.house.owed.owe(
      [
        {
          id: `alert-${channel().key}`,
          about: current.id,
          to: { kind: 'channel', channel: channel().key },
          shows: { kind: 'alert', alert: current.id },
          wanted: 1,
        },
      ],
      open.clock.now(),
    );
    await open.house.owed.change(current.id, `alert-${channel().key}`, (row) => ({
      next: { ...row, state: 'parked', reason: 'blocked' },
      result: undefined,
    }));
    await welcomeChannel(open.house, await meetChannel(open.house, channel().address, ''));
    const row = await owedAlert();
    assert.ok(row !== undefined && isOpen(row), row?.state);
  });

  it('that nobody knows can be left without a word', async () => {
    await leaveChannel(open.house, channel().address);
    assert.equal(await open.house.channels.read(channel().key), undefined);
  });

  it('that is bound is not asked whose it is; an unbound one once', async () => {
    await welcomeChannel(open.house, channel());
    assert.deepEqual(await open.house.owed.about(channel().key), []);
    await Promise.all(Array.from({ length: 5 }, () => welcomeChannel(open.house, unbound())));
    assert.equal((await open.house.owed.about(channel().key)).length, 1);
  });

  it('follows a moved connector and a new name', async () => {
    await open.settleChannels(channel());
    const address = { ...channel().address, serviceUrl: 'http://127.0.0.1:4000/' };
    const met = await meetChannel(open.house, address, '税務課(新)');
    assert.deepEqual([met.address, met.name, met.department], [address, '税務課(新)', 'zeimu']);
  });
});
