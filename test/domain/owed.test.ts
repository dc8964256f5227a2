import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  abandonAttempt,
  ATTEMPT_MS,
  backoffMs,
  beginAttempt,
  isSameAttempt,
  mayBegin,
  RETRY_AFTER_CAP_MS,
  settleFault,
  settleRemoved,
  settleSent,
  settleVoid,
  withdrawAttempt,
} from '../../src/domain/attempt.ts';
import {
  type AttemptFault,
  type Debt,
  isOpen,
  owe,
  type OwedMessage,
  owedMessageSchema,
  reopen,
} from '../../src/domain/owed.ts';
import { NOW } from '../builders/records.ts';

const debt = (overrides: Partial<Debt> = {}): Debt => ({
  id: 'alert-c1',
  about: '261121-AAAAAA',
  to: { kind: 'channel', channel: 'c1' },
  shows: { kind: 'alert', alert: '261121-AAAAAA' },
  wanted: 1,
  ...overrides,
});

const later = (ms: number): Date => new Date(NOW.getTime() + ms);
const inMs = (row: OwedMessage, from = NOW): number => new Date(row.dueAt).getTime() - from.getTime();
const fresh = (): OwedMessage => owe(undefined, debt(), NOW);
const begun = (row = fresh()): OwedMessage => beginAttempt(row, NOW);
const posted = (): OwedMessage => settleSent(begun(), 1, 'm1', NOW);
/** A message that stands in the conversation already and has to be replaced. */
const growing = (): OwedMessage => begun(owe(posted(), debt({ wanted: 2 }), NOW));
const failed = (row: OwedMessage, code: AttemptFault, retryAfterMs?: number): OwedMessage =>
  settleFault(row, { code, retryAfterMs }, NOW, 0.5);

describe('a message that is owed', () => {
  it('is due at once and shows nothing yet', () => {
    const row = fresh();
    assert.deepEqual([row.state, row.shown, row.attempts, row.repeat, inMs(row)], ['owed', 0, 0, false, 0]);
  });

  it('is not owed twice, and never less than before', () => {
    const row = owe(fresh(), debt({ wanted: 3 }), NOW);
    assert.equal(owe(row, debt({ wanted: 3 }), later(1)), row);
    assert.equal(owe(row, debt({ wanted: 1 }), later(1)), row);
  });

  it('that was sent is owed again when there is something newer to show', () => {
    const row = owe(posted(), debt({ wanted: 2 }), later(5));
    assert.deepEqual([row.state, row.messageId, row.attempts, inMs(row)], ['owed', 'm1', 0, 5]);
  });

  it('that grows while an attempt is under way keeps the attempt, and stays owed after it', () => {
    const row = owe(begun(), debt({ wanted: 2 }), NOW);
    assert.equal(row.state, 'sending');
    const settled = settleSent(row, 1, 'm1', NOW);
    assert.deepEqual([settled.state, settled.shown, settled.wanted], ['owed', 1, 2]);
  });

  it('that waits after a fault keeps its waiting time when it grows', () => {
    const waiting = failed(begun(), 'busy');
    assert.equal(owe(waiting, debt({ wanted: 2 }), NOW).dueAt, waiting.dueAt);
  });

  it('replaces the message that it was told of', () => {
    assert.equal(owe(undefined, debt({ messageId: 'form' }), NOW).messageId, 'form');
    assert.ok(!('messageId' in owe(undefined, debt({ messageId: undefined }), NOW)));
  });

  it('is left alone while an attempt may still be running', () => {
    assert.equal(inMs(begun()), ATTEMPT_MS);
  });

  it('whose attempt to post never reported back is a repeat', () => {
    assert.equal(begun().repeat, false);
    assert.equal(beginAttempt(begun(), later(ATTEMPT_MS)).repeat, true);
  });

  it('whose attempt to replace never reported back is none', () => {
    assert.equal(beginAttempt(growing(), later(ATTEMPT_MS)).repeat, false);
  });

  it('of a dead process can be taken up at once', () => {
    assert.equal(inMs(abandonAttempt(begun(), later(3))), 3);
    const row = posted();
    assert.equal(abandonAttempt(row, later(3)), row);
  });

  it('with nothing behind it is parked with a reason', () => {
    assert.deepEqual([settleVoid(begun()).state, settleVoid(begun()).reason], ['parked', 'nothing-to-show']);
  });

  it('that arrives late forgets its faults', () => {
    const row = settleSent(begun(failed(begun(), 'ambiguous')), 1, 'm9', NOW);
    assert.deepEqual([row.repeat, row.attempts, row.reason, row.messageId], [false, 0, undefined, 'm9']);
  });
});

describe('an attempt', () => {
  it('is begun under a fence, and refused to the holder of an earlier one', () => {
    const row = { ...fresh(), fence: 3 };
    assert.equal(mayBegin(row, NOW, 2), false);
    assert.equal(mayBegin(row, NOW, 3), true);
    assert.equal(beginAttempt(row, NOW, 4).fence, 4);
    assert.equal(mayBegin(fresh(), NOW, 0), true, 'a row of an earlier version has none');
  });

  it('is not begun before its time, nor for a row that is done', () => {
    assert.equal(mayBegin(begun(), NOW, 9), false);
    assert.equal(mayBegin(posted(), later(60_000), 9), false);
  });

  it('settles its own row only: not one that another has taken up meanwhile', () => {
    const mine = beginAttempt(fresh(), NOW, 1);
    assert.equal(isSameAttempt(mine, mine), true);
    const taken = beginAttempt(mine, later(ATTEMPT_MS), 2);
    assert.equal(isSameAttempt(taken, mine), false);
    assert.equal(isSameAttempt(settleSent(taken, 1, 'm1', NOW), mine), false);
    const { fence: _, ...rewritten } = mine;
    assert.equal(isSameAttempt(rewritten, mine), true, 'an earlier version of the program drops the fence');
  });

  it('that ended before its request left leaves no trace but the mark that was there', () => {
    assert.deepEqual(withdrawAttempt(begun(), NOW), { ...fresh(), fence: 0 });
    const uncertain = failed(begun(), 'ambiguous');
    assert.equal(withdrawAttempt(beginAttempt(uncertain, NOW), NOW).state, 'uncertain');
  });

  it('to replace a message that never reported back is sent once more after a while, as the last word', () => {
    for (const doubtful of [failed(growing(), 'ambiguous'), growing()]) {
      const again = settleSent(beginAttempt(doubtful, NOW), 2, 'm1', NOW);
      assert.deepEqual([again.state, again.shown, inMs(again)], ['owed', 2, 15_000]);
      const last = settleSent(beginAttempt(again, later(15_000)), 2, 'm1', later(15_000));
      assert.deepEqual([last.state, last.confirm], ['sent', undefined]);
    }
  });

  it('that is to be confirmed stays so while something newer is owed', () => {
    const doubtful = owe(failed(growing(), 'ambiguous'), debt({ wanted: 3 }), NOW);
    const newer = settleSent({ ...doubtful, state: 'sending' }, 2, 'm1', NOW);
    assert.deepEqual([newer.state, newer.confirm, inMs(newer)], ['owed', true, 0]);
  });

  it('into a channel that was taken away is given up until the bot comes back', () => {
    const row = settleRemoved(begun());
    assert.deepEqual([row.state, row.reason, reopen(row, NOW).state], ['parked', 'blocked', 'owed']);
  });
});

describe('the time since when something is owed', () => {
  it('stays the same through every fault, and begins anew with a new debt', () => {
    const row = failed(begun(), 'ambiguous');
    assert.equal(row.since, NOW.toISOString());
    const grown = owe(posted(), debt({ wanted: 2 }), later(5_000));
    assert.equal(grown.since, later(5_000).toISOString());
  });
});

describe('a failed attempt', () => {
  const table: readonly [AttemptFault, before: 'post' | 'update', OwedMessage['state'], repeat: boolean][] = [
    ['throttled', 'post', 'owed', false],
    ['throttled', 'update', 'owed', false],
    ['busy', 'post', 'owed', false],
    ['busy', 'update', 'owed', false],
    ['unreachable', 'post', 'owed', false],
    ['unreachable', 'update', 'owed', false],
    ['ambiguous', 'post', 'uncertain', true],
    ['ambiguous', 'update', 'owed', false],
    ['gone', 'post', 'owed', false],
    ['gone', 'update', 'owed', false],
    ['blocked', 'post', 'parked', false],
    ['blocked', 'update', 'parked', false],
    ['too-large', 'post', 'parked', false],
    ['too-large', 'update', 'parked', false],
    ['refused', 'post', 'parked', false],
    ['refused', 'update', 'parked', false],
  ];
  for (const [code, what, state, repeat] of table) {
    it(`to ${what} with ${code} leaves the row ${state}${repeat ? ', the next one a repeat' : ''}`, () => {
      const row = failed(what === 'post' ? begun() : growing(), code);
      assert.deepEqual([row.state, row.repeat, row.reason], [state, repeat, code]);
      if (state !== 'parked') assert.ok(inMs(row) > 0, 'not at once again');
    });
  }

  it('waits as long as Teams asks', () => {
    assert.equal(inMs(failed(begun(), 'throttled', 30_000)), 30_000);
  });

  it('waits no longer than two minutes, whatever Teams asks', () => {
    assert.equal(inMs(failed(begun(), 'throttled', 86_400_000)), RETRY_AFTER_CAP_MS);
  });

  it('waits its own time when Teams asks for less', () => {
    assert.equal(inMs(failed(begun(), 'throttled', 1)), backoffMs(1, 0.5));
    assert.equal(inMs(failed(begun(), 'throttled', -5)), backoffMs(1, 0.5));
  });

  const times = (count: number, code: AttemptFault, row: OwedMessage): OwedMessage => {
    let current = row;
    for (let i = 0; i < count; i += 1) current = failed(begun(current), code);
    return current;
  };

  it('to post into a conversation that is said to be gone counts when it is said three times', () => {
    assert.equal(times(2, 'gone', fresh()).state, 'owed');
    assert.deepEqual([times(3, 'gone', fresh()).state, times(3, 'gone', fresh()).reason], ['parked', 'gone']);
  });

  it('to replace a message that is said to be gone leads to a new one, marked, when it is said three times', () => {
    const row = times(3, 'gone', owe(posted(), debt({ wanted: 2 }), NOW));
    assert.deepEqual([row.state, row.messageId, row.repeat, row.attempts], ['owed', undefined, true, 0]);
  });

  it('for another reason is no proof that a conversation is gone', () => {
    const row = failed(begun(times(5, 'throttled', fresh())), 'gone');
    assert.equal(row.state, 'owed', 'one spurious 404 after five refusals for haste');
    const mixed = failed(begun(failed(begun(times(1, 'gone', fresh())), 'busy')), 'gone');
    assert.equal(mixed.state, 'owed', '404, 412, 404');
  });

  it('is forgotten by success: 404 before it does not count after it', () => {
    const row = settleSent(begun(times(2, 'gone', owe(posted(), debt({ wanted: 2 }), NOW))), 2, 'm1', NOW);
    const again = failed(begun(owe(row, debt({ wanted: 3 }), NOW)), 'gone');
    assert.equal(again.messageId, 'm1');
  });
});

describe('the waiting time', () => {
  it('doubles from a quarter of a second to five minutes, give or take a quarter', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempts, chance) => {
          const base = Math.min(250 * 2 ** Math.max(0, attempts - 1), 300_000);
          const ms = backoffMs(attempts, chance);
          assert.ok(ms >= Math.floor(base * 0.75) && ms <= Math.ceil(base * 1.25), `${attempts}: ${ms}`);
        },
      ),
    );
  });
});

describe('a debt, whatever happens', () => {
  const codes: AttemptFault[] = [
    'throttled',
    'blocked',
    'gone',
    'busy',
    'too-large',
    'refused',
    'ambiguous',
    'unreachable',
  ];
  const step = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('owe' as const), wanted: fc.integer({ min: 1, max: 9 }) }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('begin' as const) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('sent' as const) }) },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('fault' as const),
        code: fc.constantFrom(...codes),
        retryAfterMs: fc.option(fc.integer({ min: -1, max: 1e9 }), { nil: undefined }),
        chance: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('abandon' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('void' as const) }) },
  );

  it('is open, or shown as wanted, or parked with a reason; neither version ever goes down', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let row = fresh();
        let now = NOW;
        let drawn = row.wanted;
        let ids = 0;
        for (const one of steps) {
          const before = row;
          now = new Date(now.getTime() + 1000);
          switch (one.do) {
            case 'owe':
              row = owe(row, debt({ wanted: one.wanted }), now);
              break;
            case 'begin':
              if (!isOpen(row)) continue;
              row = beginAttempt(row, now);
              drawn = row.wanted;
              break;
            case 'sent':
              if (row.state !== 'sending') continue;
              ids += 1;
              row = settleSent(row, drawn, row.messageId ?? `m${ids}`, now);
              break;
            case 'fault':
              if (row.state !== 'sending') continue;
              row = settleFault(row, one, now, one.chance);
              break;
            case 'abandon':
              row = abandonAttempt(row, now);
              break;
            case 'void':
              if (row.state !== 'sending') continue;
              row = settleVoid(row);
              break;
          }
          assert.ok(row.wanted >= before.wanted && row.shown >= before.shown);
          assert.ok(row.shown <= row.wanted);
          assert.ok(
            isOpen(row) ||
              (row.state === 'sent' && row.shown >= row.wanted && row.messageId !== undefined) ||
              (row.state === 'parked' && row.reason !== undefined),
            JSON.stringify(row),
          );
          if (isOpen(row)) assert.ok(new Date(row.dueAt).getTime() <= now.getTime() + 5 * 60_000 * 1.25);
          assert.ok(owedMessageSchema.safeParse(row).success);
        }
      }),
      { numRuns: 300 },
    );
  });
});
