import assert from 'node:assert/strict';
import { type Claim, claimLease, CLOCK_SKEW_MS, type Lease, releaseLease } from '../../src/domain/lease.ts';
import { NOW } from '../builders/records.ts';

const later = (ms: number): Date => new Date(NOW.getTime() + ms);
const claim = (overrides: Partial<Claim> = {}): Claim => ({
  name: 'delivery',
  owner: 'a',
  now: NOW,
  forMs: 20_000,
  force: false,
  ...overrides,
});
const held = (overrides: Partial<Claim> = {}): Lease => {
  const lease = claimLease(undefined, claim(overrides));
  assert.ok(lease);
  return lease;
};

describe('the lease', () => {
  it('goes to the first who asks', () => {
    assert.deepEqual([held().owner, held().fence], ['a', 1]);
    assert.equal(held().expiresAt, later(20_000).toISOString());
  });

  it('is prolonged by its holder under the same fence', () => {
    const again = claimLease(held(), claim({ now: later(4_000) }));
    assert.deepEqual([again?.fence, again?.expiresAt], [1, later(24_000).toISOString()]);
  });

  it('is refused to everybody else while it runs, and as long as clocks may differ', () => {
    for (const ms of [0, 19_999, 20_000 + CLOCK_SKEW_MS - 1]) {
      assert.equal(claimLease(held(), claim({ owner: 'b', now: later(ms) })), undefined);
    }
  });

  it('goes to another with the next fence when it is over, given back, or taken by force', () => {
    const over = claimLease(held(), claim({ owner: 'b', now: later(20_000 + CLOCK_SKEW_MS) }));
    const back = claimLease(releaseLease(held(), 'a', 1), claim({ owner: 'b' }));
    const forced = claimLease(held(), claim({ owner: 'b', force: true }));
    for (const lease of [over, back, forced]) assert.deepEqual([lease?.owner, lease?.fence], ['b', 2]);
  });

  it('is given back by its holder only', () => {
    const lease = held();
    assert.equal(releaseLease(lease, 'b', 1), lease);
    assert.equal(releaseLease(lease, 'a', 2), lease);
  });
});
