import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { createTurns } from '../../../src/http/api/turns.ts';

/** Work that ends when it is told to, and what of it is under way. */
function openWork() {
  const turns = createTurns({ atOnce: 2, waitingEach: 2, waiting: 5 });
  const underWay = new Map<string, { end: () => void; fail: () => void }>();
  const begun: string[] = [];
  const settle = async (name: string, how: 'end' | 'fail'): Promise<void> => {
    const work = underWay.get(name);
    assert.ok(work, `${name} is not under way`);
    work[how]();
    await setImmediate();
  };
  return {
    begun,
    underWay: () => [...underWay.keys()],
    ask: (name: string): Promise<string | undefined> =>
      turns.take(name.charAt(0), async () => {
        begun.push(name);
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        underWay.set(name, { end: resolve, fail: () => reject(new Error(name)) });
        try {
          await promise;
        } finally {
          underWay.delete(name);
        }
        return name;
      }),
    end: (name: string) => settle(name, 'end'),
    fail: (name: string) => settle(name, 'fail'),
  };
}

describe('work that takes turns', () => {
  it('is under way once for each person, and twice in all', async () => {
    const work = openWork();
    const all = ['a1', 'a2', 'b1', 'c1'].map(work.ask);
    await setImmediate();
    assert.deepEqual(work.underWay(), ['a1', 'b1']);
    await work.end('b1');
    assert.deepEqual(work.underWay(), ['a1', 'c1']);
    await work.end('c1');
    assert.deepEqual(work.underWay(), ['a1'], 'a place is free, but not for the same person');
    await work.end('a1');
    assert.deepEqual(work.underWay(), ['a2']);
    await work.end('a2');
    assert.deepEqual(await Promise.all(all), ['a1', 'a2', 'b1', 'c1']);
  });

  it('lets those who ask later come before a person who waits for themselves', async () => {
    const work = openWork();
    const all = ['a1', 'a2', 'a3'].map(work.ask);
    all.push(work.ask('b1'));
    await setImmediate();
    assert.deepEqual(work.underWay(), ['a1', 'b1']);
    for (const name of ['a1', 'a2', 'b1', 'a3']) await work.end(name);
    assert.deepEqual(work.begun, ['a1', 'b1', 'a2', 'a3']);
    await Promise.all(all);
  });

  it('is not carried out when too much of one person, or of all, waits already', async () => {
    const work = openWork();
    const taken = ['a1', 'a2', 'a3', 'b1', 'b2', 'c1', 'd1'].map(work.ask);
    const late = await Promise.all([work.ask('a4'), work.ask('e1')]);
    assert.deepEqual(late, [undefined, undefined]);
    while (work.underWay().length > 0) await work.end(work.underWay()[0] ?? '');
    assert.deepEqual(await Promise.all(taken), ['a1', 'a2', 'a3', 'b1', 'b2', 'c1', 'd1']);
    assert.ok(!work.begun.includes('a4') && !work.begun.includes('e1'));
    const again = work.ask('e1');
    await setImmediate();
    await work.end('e1');
    assert.equal(await again, 'e1');
  });

  it('goes on when work fails, and says so to whoever asked for it', async () => {
    const work = openWork();
    const [failing, next] = [work.ask('a1'), work.ask('a2')];
    const failed = assert.rejects(failing, /a1/u);
    await setImmediate();
    await work.fail('a1');
    await failed;
    await work.end('a2');
    assert.equal(await next, 'a2');
  });
});
