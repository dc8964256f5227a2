import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { createRateLimit } from '../../../src/bot/front-door/rate.ts';

describe('the rate limit', () => {
  let now: number;
  beforeEach(() => {
    now = Date.parse('2026-11-21T09:00:00Z');
  });
  const open = (wishes: { burst?: number; perSecond?: number; most?: number } = {}) =>
    createRateLimit({ now: () => now, ...wishes });

  const taken = (limit: ReturnType<typeof open>, key: string, times: number): number =>
    Array.from({ length: times }, () => limit.take(key)).filter((verdict) => verdict.allowed).length;

  it('lets a frightened person press thirty times at once', () => {
    assert.equal(taken(open(), 'a', 30), 30);
  });

  it('refuses the thirty-first, and says how many seconds to wait', () => {
    const limit = open();
    taken(limit, 'a', 30);
    assert.deepEqual(limit.take('a'), { allowed: false, first: true, waitSeconds: 1 });
  });

  it('says which refusal is the first, and which only repeats it', () => {
    const limit = open();
    taken(limit, 'a', 30);
    const firsts = [limit.take('a'), limit.take('a')].map((verdict) => !verdict.allowed && verdict.first);
    assert.deepEqual(firsts, [true, false]);
    now += 500;
    assert.equal(limit.take('a').allowed, true);
    const again = limit.take('a');
    assert.ok(!again.allowed && again.first);
  });

  it('gives back two a second: 120 in a minute after the burst', () => {
    const limit = open();
    taken(limit, 'a', 30);
    let allowed = 0;
    for (let tick = 0; tick < 600; tick += 1) {
      now += 100;
      allowed += taken(limit, 'a', 1);
    }
    assert.equal(allowed, 120);
  });

  it('makes nobody wait for the presses of others', () => {
    const limit = open();
    for (let n = 0; n < 200; n += 1) taken(limit, `p${n}`, 100);
    assert.equal(taken(limit, 'calm', 30), 30);
  });

  it('forgets who has been quiet long enough to have a full bucket again', () => {
    const limit = open();
    for (let n = 0; n < 500; n += 1) limit.take(`p${n}`);
    assert.equal(limit.size, 500);
    now += 15_000;
    limit.take('new');
    assert.equal(limit.size, 1);
  });

  it('remembers no more keys than its cap, and never refuses a new one for that', () => {
    const limit = open({ most: 100 });
    for (let n = 0; n < 10_000; n += 1) assert.equal(limit.take(`p${n}`).allowed, true);
    assert.equal(limit.size, 100);
  });

  it('keeps those who press now and forgets those who pressed longest ago', () => {
    const limit = open({ most: 2 });
    taken(limit, 'busy', 30);
    for (const key of ['a', 'b', 'c']) {
      limit.take(key);
      assert.equal(limit.take('busy').allowed, false);
    }
  });

  it('takes nothing away and gives nothing when the clock goes back', () => {
    const limit = open();
    taken(limit, 'a', 29);
    now -= 3_600_000;
    assert.deepEqual([limit.take('a').allowed, limit.take('a').allowed], [true, false]);
  });

  it('never allows more than the burst and what came back, whatever the rhythm', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 200 }), (pauses) => {
        let at = 0;
        const limit = createRateLimit({ now: () => at, burst: 5, perSecond: 2 });
        let allowed = 0;
        for (const pause of pauses) {
          at += pause;
          if (limit.take('a').allowed) allowed += 1;
        }
        return allowed <= 5 + (at / 1000) * 2 + 1e-6;
      }),
    );
  });
});
