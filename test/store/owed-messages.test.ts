import assert from 'node:assert/strict';
import { beginAttempt, settleFault, settleSent, settleVoid } from '../../src/domain/attempt.ts';
import type { Debt, OwedMessage } from '../../src/domain/owed.ts';
import { claimLease } from '../../src/domain/lease.ts';
import { createRepositories } from '../../src/store/repositories.ts';
import { type OpenHouse, openHouse } from '../builders/house.ts';
import { NOW } from '../builders/records.ts';

describe('the messages that are owed, as they are stored', () => {
  let open: OpenHouse;
  beforeEach(() => {
    open = openHouse();
  });
  afterEach(() => open.close());

  const later = (ms: number): Date => new Date(NOW.getTime() + ms);

  async function owe(channel: string, about: string, now = NOW): Promise<void> {
    const debt: Debt = {
      id: `alert-${channel}`,
      about,
      to: { kind: 'channel', channel },
      shows: { kind: 'alert', alert: about },
      wanted: 1,
    };
    await open.house.owed.owe([debt], now);
  }
  const step = (channel: string, about: string, next: (row: OwedMessage) => OwedMessage) =>
    open.house.owed.change(about, `alert-${channel}`, (row) => ({ next: next(row), result: undefined }));

  it('are found by their channel, and those to persons together, oldest first', async () => {
    await owe('c1', 'a2', later(2));
    await owe('c1', 'a1', later(1));
    await owe('c2', 'a3');
    await open.house.owed.owe(
      [
        {
          id: 'welcome',
          about: 'p1',
          to: { kind: 'person', person: 'p1' },
          shows: { kind: 'welcome', person: 'p1' },
          wanted: 1,
        },
      ],
      NOW,
    );
    const abouts = (rows: readonly OwedMessage[]): string[] => rows.map(({ about }) => about);
    assert.deepEqual(abouts(await open.house.owed.dueIn({ channel: 'c1' }, later(10), 10)), ['a1', 'a2']);
    assert.deepEqual(abouts(await open.house.owed.dueIn({ channel: 'c1' }, later(10), 1)), ['a1']);
    assert.deepEqual(abouts(await open.house.owed.dueIn('persons', later(10), 10)), ['p1']);
  });

  it('are found while an attempt is under way, and no longer', async () => {
    await owe('c1', 'a1');
    assert.deepEqual(await open.house.owed.underWay(), []);
    await step('c1', 'a1', (row) => beginAttempt(row, NOW, 1));
    assert.equal((await open.house.owed.underWay()).length, 1);
    await step('c1', 'a1', (row) => settleSent(row, 1, 'm1', NOW));
    assert.deepEqual(await open.house.owed.underWay(), []);
  });

  it('are counted: since when the oldest is owed, what is uncertain, what was given up', async () => {
    assert.deepEqual(await open.house.owed.figures(), { parked: 0, uncertain: 0 });
    for (const [index, channel] of ['c1', 'c2', 'c3', 'c4'].entries()) await owe(channel, 'a1', later(index));
    for (const channel of ['c1', 'c2', 'c3', 'c4'])
      await step(channel, 'a1', (row) => beginAttempt(row, NOW, 1));
    await step('c1', 'a1', (row) => settleSent(row, 1, 'm1', NOW));
    await step('c2', 'a1', (row) => settleFault(row, { code: 'ambiguous' }, NOW, 0.5));
    await step('c3', 'a1', (row) => settleFault(row, { code: 'blocked' }, NOW, 0.5));
    await step('c4', 'a1', settleVoid);
    assert.deepEqual(await open.house.owed.figures(), {
      oldest: later(1),
      parked: 1,
      uncertain: 1,
    });
  });

  it('keep the fence of their last attempt', async () => {
    await owe('c1', 'a1');
    await step('c1', 'a1', (row) => beginAttempt(row, NOW, 7));
    assert.equal((await open.house.owed.about('a1'))[0]?.fence, 7);
  });

  it('have one lease, which two processes that ask at once cannot both create', async () => {
    const wish = { name: 'delivery', now: NOW, forMs: 1_000, unchangedMs: 0, force: false };
    const created = await Promise.all(
      ['one', 'two'].map((owner) => {
        const lease = claimLease(undefined, { ...wish, owner });
        assert.ok(lease);
        return createRepositories(open.store).leases.create(lease);
      }),
    );
    assert.equal(created.filter((outcome) => outcome.created).length, 1);
    assert.equal(created[0]?.item.owner, created[1]?.item.owner);
  });
});
