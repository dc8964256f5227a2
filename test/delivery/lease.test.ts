import assert from 'node:assert/strict';
import { createLease } from '../../src/delivery/lease.ts';
import { GRACE_MS } from '../../src/domain/lease.ts';
import { createRepositories } from '../../src/store/repositories.ts';
import { createRecordedLog } from '../bot/front-door/recorded-log.ts';
import { channelsOf, openDelivery, type OpenHouse, openHouse, reporter } from '../builders/house.ts';
import { createRecordingTeams } from '../builders/teams.ts';

describe('the right to send', () => {
  let open: OpenHouse;
  let away = false;
  let skew = 0;
  const ends: (() => Promise<void>)[] = [];

  beforeEach(() => {
    away = false;
    skew = 0;
    open = openHouse();
  });
  afterEach(async () => {
    const stopped = Promise.all(ends.splice(0).map((end) => end()));
    await open.clock.pass(60_000);
    await stopped;
    await open.close();
  });

  function begin(owner: string, alone = false, cut: () => boolean = () => away) {
    const heard: string[] = [];
    const { log, lines } = createRecordedLog();
    const { leases } = createRepositories({
      ...open.store,
      read: (...call) => (cut() ? Promise.reject(new Error('away')) : open.store.read(...call)),
    });
    const lease = createLease({
      leases,
      owner,
      alone,
      now: () => new Date(open.clock.now().getTime() + skew),
      monotonic: () => open.clock.now().getTime(),
      after: open.clock.after,
      log,
    });
    lease.start({
      taken: async () => void heard.push('taken'),
      called: () => void heard.push('called'),
    });
    ends.push(() => lease.stop());
    return { lease, heard, lines };
  }

  it('belongs to one process, however long both run', async () => {
    const one = begin('one');
    await open.clock.pass(10);
    const two = begin('two');
    for (let n = 0; n < 100; n += 1) {
      await open.clock.pass(1_000);
      assert.deepEqual([one.lease.fence(), two.lease.fence()], [1, undefined]);
    }
    assert.deepEqual([one.heard, two.heard], [['taken'], []]);
  });

  it('goes to another at once when it is given back', async () => {
    const one = begin('one');
    await open.clock.pass(10);
    const two = begin('two');
    await open.clock.pass(10);
    await one.lease.stop();
    await open.clock.pass(1_000);
    assert.deepEqual([one.lease.fence(), two.lease.fence()], [undefined, 2]);
  });

  it('is never with two at a time while its holder cannot reach the store, and comes back under a new fence', async () => {
    const one = begin('one');
    await open.clock.pass(10);
    away = true;
    let last = 0;
    for (let ms = 0; ms < 40_000; ms += 500) {
      await open.clock.pass(500);
      if (one.lease.fence() !== undefined) last = ms;
    }
    assert.ok(last <= 20_000, `${last} ms`);
    away = false;
    const two = begin('two');
    await open.clock.pass(2_000);
    assert.equal([one, two].filter(({ lease }) => lease.fence() !== undefined).length, 1);
  });

  it('ends for its holder before another may take it', async () => {
    const one = begin('one');
    await open.clock.pass(10);
    // The holder is stopped in its tracks: its timers do not run, but its clocks go on.
    open.clock.skip(20_000 + GRACE_MS);
    assert.equal(one.lease.fence(), undefined);
  });

  it('stays with its holder although the clocks of two machines differ by an hour', async () => {
    const one = begin('one');
    await open.clock.pass(10);
    skew = 3_600_000;
    const two = begin('two');
    skew = 0;
    for (let n = 0; n < 60; n += 1) {
      await open.clock.pass(1_000);
      assert.equal(two.lease.fence(), undefined);
    }
    assert.equal(one.lease.fence(), 1);
  });

  it('goes to another who has seen it stand still for its time', async () => {
    let gone = false;
    const one = begin('one', false, () => gone);
    await open.clock.pass(10);
    gone = true;
    const two = begin('two');
    await open.clock.pass(20_000 + GRACE_MS - 1_000);
    assert.equal(two.lease.fence(), undefined);
    await open.clock.pass(2_000);
    assert.deepEqual([one.lease.fence(), two.lease.fence()], [undefined, 2]);
  });

  it('ends as well when only the clock on the wall has moved, as after a machine slept', async () => {
    const one = begin('one');
    await open.clock.pass(10);
    skew = 30_000;
    assert.equal(one.lease.fence(), undefined);
    skew = -3_600_000;
    assert.equal(
      one.lease.fence(),
      1,
      'a clock that was set back does not prolong it: the other clock counts',
    );
    open.clock.skip(20_000);
    assert.equal(one.lease.fence(), undefined);
  });

  it('is not there for a call that may end too late', async () => {
    const one = begin('one');
    await open.clock.pass(10);
    assert.equal(one.lease.fence(9_000), 1);
    open.clock.skip(11_500);
    assert.deepEqual([one.lease.fence(9_000), one.lease.fence()], [undefined, 1]);
  });

  it('is taken at once by a process that is alone on its machine, and the one before is told', async () => {
    const one = begin('one', true);
    await open.clock.pass(10);
    const two = begin('two', true);
    await open.clock.pass(10);
    assert.equal(two.lease.fence(), 2);
    await open.clock.pass(5_000);
    assert.equal(one.lease.fence(), undefined);
    await open.clock.pass(60_000);
    assert.deepEqual([one.lease.fence(), two.lease.fence()], [undefined, 2], 'and does not take it back');
  });

  it('comes with a bell: another process calls, and the holder hears it within a second or so', async () => {
    const one = begin('one');
    await open.clock.pass(10);
    const two = begin('two');
    await open.clock.pass(10);
    two.lease.call();
    await open.clock.pass(1_500);
    assert.deepEqual(one.heard, ['taken', 'called']);
    one.lease.call();
    await open.clock.pass(10_000);
    assert.deepEqual(one.heard, ['taken', 'called'], 'the holder does not call itself');
  });

  it('lets a report that another instance filed go out within two seconds', async () => {
    const [channel] = channelsOf(1);
    assert.ok(channel);
    await open.settleChannels(channel);
    const teams = createRecordingTeams(open.clock);
    const sender = openDelivery(open, { teams, onlySender: false });
    const other = openDelivery(open, { teams, onlySender: false });
    sender.delivery.start();
    await open.clock.pass(100);
    other.delivery.start();
    ends.push(
      () => sender.delivery.stop(),
      () => other.delivery.stop(),
    );
    await open.clock.pass(10_500);
    await open.file({ reporter: reporter() });
    other.delivery.nudge();
    await open.clock.pass(2_000);
    assert.equal(teams.screen(channel.address.conversationId).length, 1);
    assert.equal(other.lease.fence(), undefined);
  });
});
