import assert from 'node:assert/strict';
import {
  callHolder,
  type Claim,
  claimLease,
  GRACE_MS,
  isUnchanged,
  type Lease,
  releaseLease,
} from '../../src/domain/lease.ts';
import { NOW } from '../builders/records.ts';

const later = (ms: number): Date => new Date(NOW.getTime() + ms);
const claim = (overrides: Partial<Claim> = {}): Claim => ({
  name: 'delivery',
  owner: 'a',
  now: NOW,
  forMs: 20_000,
  unchangedMs: 0,
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

  it('is refused to everybody else who has not seen it stand still for its whole time, whatever their clock says', () => {
    for (const unchangedMs of [0, 19_999, 20_000 + GRACE_MS - 1]) {
      assert.equal(claimLease(held(), claim({ owner: 'b', now: later(3_600_000), unchangedMs })), undefined);
    }
  });

  it('goes to another with the next fence when it is over, given back, or taken by force', () => {
    const over = claimLease(held(), claim({ owner: 'b', unchangedMs: 20_000 + GRACE_MS }));
    const back = claimLease(releaseLease(held(), 'a', 1), claim({ owner: 'b' }));
    const forced = claimLease(held(), claim({ owner: 'b', force: true }));
    for (const lease of [over, back, forced]) assert.deepEqual([lease?.owner, lease?.fence], ['b', 2]);
  });

  it('shows a sign of life when it is prolonged, not when somebody calls', () => {
    const prolonged = claimLease(held(), claim({ now: later(4_000) }));
    assert.ok(prolonged);
    assert.equal(isUnchanged(prolonged, held()), false);
    assert.equal(isUnchanged(callHolder(held()), held()), true);
  });

  it('is given back by its holder only', () => {
    const lease = held();
    assert.equal(releaseLease(lease, 'b', 1), lease);
    assert.equal(releaseLease(lease, 'a', 2), lease);
  });
});
