import assert from 'node:assert/strict';
import { onceQuiet } from '../../src/delivery/once-quiet.ts';

describe('what is called when nobody waits for an answer', () => {
  it('runs once for all who asked meanwhile, and again for who asks afterwards', async () => {
    const waiting: (() => void)[] = [];
    const quiet = (): Promise<void> =>
      new Promise((resolve) => {
        waiting.push(resolve);
      });
    let runs = 0;
    const call = onceQuiet(quiet, () => {
      runs += 1;
    });

    call();
    call();
    assert.equal(runs, 0, 'somebody waits for an answer');
    waiting[0]?.();
    await Promise.resolve();
    assert.deepEqual([runs, waiting.length], [1, 1]);

    call();
    waiting[1]?.();
    await Promise.resolve();
    assert.equal(runs, 2);
  });

  it('is not lost when it is asked for while it runs', async () => {
    let runs = 0;
    const call = onceQuiet(
      async () => {},
      () => {
        runs += 1;
        if (runs === 1) call();
      },
    );
    call();
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    assert.equal(runs, 2);
  });
});
