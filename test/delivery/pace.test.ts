import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { CONVERSATION_LIMITS, createPace, type Limit, TENANT_LIMITS } from '../../src/delivery/pace.ts';

/** Sends as early as the pace allows, whenever there is something to send; says when each went out. */
function sendAll(limits: readonly Limit[], gaps: readonly number[]): number[] {
  const pace = createPace(limits);
  const sent: number[] = [];
  let now = 1_000_000;
  for (const gap of gaps) {
    now += gap;
    for (let wait = pace.waitMs(now); wait > 0; wait = pace.waitMs(now)) now += wait;
    pace.note(now);
    sent.push(now);
  }
  return sent;
}

/** The most sends in any window of this length (its end excluded). */
function most(sent: readonly number[], withinMs: number): number {
  let from = 0;
  let highest = 0;
  for (const [to, at] of sent.entries()) {
    while ((sent[from] ?? at) <= at - withinMs) from += 1;
    highest = Math.max(highest, to - from + 1);
  }
  return highest;
}

describe('the pace', () => {
  for (const [what, limits] of [
    ['one conversation', CONVERSATION_LIMITS],
    ['the tenant', TENANT_LIMITS],
  ] as const) {
    it(`of ${what} keeps every published limit, however the sends fall`, () => {
      const gaps = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1500 })), { maxLength: 200 });
      fc.assert(
        fc.property(gaps, (list) => {
          const sent = sendAll(limits, list);
          for (const { sends, withinMs } of limits) assert.ok(most(sent, withinMs) <= sends);
        }),
        { numRuns: 60 },
      );
    });
  }

  it('lets 7 go at once, the 8th a second later, the 9th a second after that', () => {
    const sent = sendAll(
      CONVERSATION_LIMITS,
      Array.from({ length: 9 }, () => 0),
    ).map((at) => at - 1_000_000);
    assert.deepEqual(sent, [0, 0, 0, 0, 0, 0, 0, 1000, 2000]);
  });

  it('lets 1,800 go within an hour and not one more', () => {
    const sent = sendAll(
      CONVERSATION_LIMITS,
      Array.from({ length: 1801 }, () => 0),
    );
    assert.equal(most(sent, 3_600_000), 1800);
    assert.ok((sent.at(-1) ?? 0) - (sent[0] ?? 0) >= 3_600_000);
  });

  it('is no slower than it must be: 120 sends into one conversation take a minute', () => {
    const sent = sendAll(
      CONVERSATION_LIMITS,
      Array.from({ length: 121 }, () => 0),
    );
    assert.equal((sent.at(-1) ?? 0) - (sent[0] ?? 0), 60_000);
  });

  it('lets 50 a second go to the tenant', () => {
    const sent = sendAll(
      TENANT_LIMITS,
      Array.from({ length: 101 }, () => 0),
    );
    assert.equal((sent.at(-1) ?? 0) - (sent[0] ?? 0), 2_000);
  });

  it('can be forgotten once its longest window is empty, and not before', () => {
    const pace = createPace(CONVERSATION_LIMITS);
    assert.equal(pace.idle(0), true);
    pace.note(0);
    assert.equal(pace.idle(3_599_999), false);
    assert.equal(pace.idle(3_600_000), true);
  });

  it('does not jam when the clock is set back', () => {
    const pace = createPace(TENANT_LIMITS);
    for (let i = 0; i < 50; i += 1) pace.note(1_000_000);
    assert.equal(pace.waitMs(400_000), 1_000);
    assert.equal(pace.waitMs(401_000), 0);
  });

  it('counts a request that has not left yet as if it left now, and from its departure on', () => {
    const pace = createPace([{ sends: 2, withinMs: 1_000 }]);
    const [one, two] = [pace.reserve(), pace.reserve()];
    assert.equal(pace.waitMs(0), Number.POSITIVE_INFINITY);
    one.depart(400);
    two.depart(700);
    assert.equal(pace.waitMs(700), 700);
    assert.equal(pace.waitMs(1_400), 0);
  });

  it('gives a place back when no request left', () => {
    const pace = createPace([{ sends: 1, withinMs: 1_000 }]);
    const place = pace.reserve();
    place.giveUp();
    place.giveUp();
    assert.equal(pace.waitMs(0), 0);
    assert.equal(pace.idle(0), true);
  });

  it('counts a second request under one place as one more', () => {
    const pace = createPace([{ sends: 2, withinMs: 1_000 }]);
    const place = pace.reserve();
    place.depart(0);
    place.depart(10);
    assert.equal(pace.waitMs(10), 990);
  });
});
