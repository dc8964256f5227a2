import assert from 'node:assert/strict';
import { firstBrokenEntry } from '../../../src/domain/audit.ts';
import type { Channel, Person } from '../../../src/domain/people/person.ts';
import { bindChannel } from '../../../src/workflow/bind-channel.ts';
import { channelTag, setChannel, type SettingChannel } from '../../../src/workflow/settings/set-channel.ts';
import { coordinator, installed, type OpenHouse, openHouse } from '../../builders/house.ts';
import { alertOf, approver, digest, person, richIncident } from '../../builders/records.ts';

describe('setting whose a channel is', () => {
  let open: OpenHouse;
  const bound = installed();
  const { department: _, ...free } = installed({ id: 'free', name: '相談' });

  beforeEach(async () => {
    open = openHouse();
    await open.settleChannels(bound, free);
  });
  afterEach(() => open.close());

  const set = async (
    channel: Channel,
    department: string | undefined,
    { by = coordinator(), tag }: { by?: Person; tag?: string } = {},
  ): Promise<SettingChannel> => {
    const now = (await open.house.channels.read(channel.key)) ?? channel;
    return setChannel(open.house, by, {
      channel: channel.key,
      tag: tag ?? channelTag(now, open.house),
      department,
    });
  };
  const departmentOf = async (channel: Channel): Promise<string | undefined> =>
    (await open.house.channels.read(channel.key))?.department;

  for (const [who, by, kind] of [
    ['a coordinator', coordinator(), 'done'],
    ['an appointed coordinator', person({ id: 'helper', coordinator: true }), 'done'],
    [
      'an approver of the department, who may do it in the channel itself',
      approver({ approverOf: ['zeimu'] }),
      'refused',
    ],
    ['a reporter', person(), 'refused'],
  ] as const) {
    it(`by ${who} is ${kind}`, async () => {
      assert.equal((await set(bound, undefined, { by })).kind, kind);
      assert.equal(await departmentOf(bound), kind === 'done' ? undefined : 'zeimu');
    });
  }

  it('gives it, takes it away and gives it to another, with a chain of who did it', async () => {
    for (const department of ['zeimu', 'fukushi', undefined, undefined]) await set(free, department);
    assert.equal(
      (await bindChannel(open.house, free, approver({ approverOf: ['koen'] }), 'koen')).kind,
      'bound',
    );
    const { history = [] } = (await open.house.channels.read(free.key)) ?? {};
    assert.deepEqual(
      history.map(
        ({ action, about, by }) => `${action} ${about} ${by === coordinator().key ? '総務' : '課'}`,
      ),
      ['bound zeimu 総務', 'bound fukushi 総務', 'unbound fukushi 総務', 'bound koen 課'],
    );
    assert.equal(firstBrokenEntry(history, digest), undefined);
    assert.deepEqual(
      (await open.house.channels.changedLast(5)).map(({ key }) => key),
      [free.key],
    );
  });

  it('owes the channel what is current, as when it is bound in the channel', async () => {
    const current = alertOf(richIncident(), ['fukushi']);
    await open.house.alerts.create(current);
    await set(free, 'koen');
    assert.deepEqual((await open.house.alerts.read(current.id))?.audience, ['fukushi', 'koen']);
    assert.ok((await open.house.owed.about(current.id)).some(({ id }) => id === `alert-${free.key}`));
  });

  it('from what is no longer so is told so; the same wish twice is one change', async () => {
    const tag = channelTag(bound, open.house);
    assert.equal((await set(bound, 'fukushi', { tag })).kind, 'done');
    assert.equal((await set(bound, 'fukushi', { tag })).kind, 'done');
    const late = await set(bound, 'koen', { tag });
    assert.equal(late.kind === 'stale' && late.channel.department, 'fukushi');
    assert.equal((await open.house.channels.read(bound.key))?.history.length, 1);
  });

  it('of 25 editors at once is won by one wish', async () => {
    const tag = channelTag(bound, open.house);
    const ids = open.house
      .ward()
      .departments.map(({ id }) => id)
      .filter((id) => id !== 'zeimu');
    const wishes = Array.from({ length: 25 }, (_, index) => ids[index % ids.length]);
    const outcomes = await Promise.all(wishes.map((wish) => set(bound, wish, { tag })));
    const winner = await departmentOf(bound);
    for (const [index, { kind }] of outcomes.entries()) {
      assert.equal(kind, wishes[index] === winner ? 'done' : 'stale');
    }
    assert.equal((await open.house.channels.read(bound.key))?.history.length, 1);
  });

  it('is refused for a department that is not there, and for a channel that the bot has left', async () => {
    const problems = (outcome: SettingChannel): string =>
      outcome.kind === 'invalid' ? outcome.problems.map(({ message }) => message).join() : outcome.kind;
    assert.equal(problems(await set(free, 'uchu')), '一覧にない課です。選び直してください。');
    const gone = installed({ id: 'gone', state: 'removed' });
    await open.settleChannels(gone);
    assert.match(problems(await set(gone, 'koen')), /いまTateが入っていません/u);
    assert.equal(problems(await set(gone, undefined)), 'done');
    assert.equal(problems(await set(installed({ id: 'never' }), 'koen')), 'unknown');
    assert.equal((await open.house.channels.all()).length, 3);
    assert.equal((await open.house.channels.active()).length, 2);
  });
});
