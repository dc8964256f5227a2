import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { RegisterPage } from '../../src/api/register.ts';
import { begin, isSearching, MOST_BY_ITSELF, step, type Walk } from '../../src/tab/register/walk.ts';
import { rows } from './stand-in.ts';

const page = (from: number, count: number, next?: string): RegisterPage => ({
  rows: rows.slice(from, from + count),
  lookedAt: 400,
  ...(next === undefined ? {} : { next, reached: '2026-04-12' }),
});
const after = (walk: Walk, ...pages: RegisterPage[]): Walk =>
  pages.reduce((now, one) => step(now, { kind: 'page', page: one }), walk);

describe('how far a search of the register has come', () => {
  it('rests as soon as something is there, and asks for more only when told to', () => {
    const first = after(begin, page(0, 25, 'a'));
    assert.equal(first.phase, 'resting');
    const more = step(first, { kind: 'more' });
    assert.deepEqual([more.phase, more.next, more.before], ['asking', 'a', 25]);
    assert.equal(after(more, page(25, 25)).phase, 'through');
  });

  it('goes on by itself while nothing is found, and says so', () => {
    const walk = after(begin, page(0, 0, 'a'), page(0, 0, 'b'));
    assert.deepEqual([walk.phase, walk.lookedAt, walk.reached], ['asking', 800, '2026-04-12']);
    assert.ok(isSearching(walk));
    assert.ok(!isSearching(begin));
  });

  it('goes on as well behind rows that stand there already', () => {
    const more = step(after(begin, page(0, 3, 'a')), { kind: 'more' });
    const walk = after(more, page(0, 0, 'b'));
    assert.ok(isSearching(walk));
    assert.equal(after(walk, page(3, 1, 'c')).phase, 'resting');
  });

  it('asks after a long while whether to go on', () => {
    let walk = begin;
    for (let turn = 0; turn < MOST_BY_ITSELF; turn += 1) {
      assert.equal(walk.phase, 'asking');
      walk = after(walk, page(0, 0, `${turn}`));
    }
    assert.equal(walk.phase, 'stopped');
    assert.equal(step(walk, { kind: 'more' }).byItself, 0);
  });

  it('stops when told to, and goes on from there', () => {
    const stopped = step(after(begin, page(0, 0, 'a')), { kind: 'stop' });
    assert.equal(stopped.phase, 'stopped');
    assert.deepEqual(
      [step(stopped, { kind: 'more' }).next, step(stopped, { kind: 'more' }).phase],
      ['a', 'asking'],
    );
  });

  it('tries the same page again after a fault, without losing a row', () => {
    const asked = step(after(begin, page(0, 25, 'a')), { kind: 'more' });
    const failed = step(asked, { kind: 'failed', failure: { kind: 'unreachable', errors: [] } });
    assert.equal(failed.phase, 'failed');
    const again = step(failed, { kind: 'more' });
    assert.deepEqual(
      [again.phase, again.next, again.rows.length, again.failure],
      ['asking', 'a', 25, undefined],
    );
  });

  it('shows no record twice and loses none, whatever comes in whatever order', () => {
    const event = fc.oneof(
      fc.record({
        kind: fc.constant('page' as const),
        page: fc
          .tuple(fc.nat(40), fc.nat(6), fc.boolean())
          .map(([from, count, more]) => page(from, count, more ? 'n' : undefined)),
      }),
      fc.constant({ kind: 'more' as const }),
      fc.constant({ kind: 'stop' as const }),
      fc.constant({ kind: 'failed' as const, failure: { kind: 'trouble' as const, errors: [] } }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let walk = begin;
        const sent = new Set<string>();
        for (const one of events) {
          const before = walk;
          walk = step(walk, one);
          if (one.kind === 'page') for (const { number } of one.page.rows) sent.add(number);
          assert.ok(walk.rows.length >= before.rows.length);
        }
        const numbers = walk.rows.map(({ number }) => number);
        assert.equal(new Set(numbers).size, numbers.length);
        assert.deepEqual(new Set(numbers), sent);
      }),
    );
  });
});
