import { setImmediate as turnOfTheLoop } from 'node:timers/promises';

/**
 * Time that moves only when a test says so. `after` is the timer that belongs to it: what is due
 * runs in order while `pass` walks to the new time.
 */
export function createClock(start: Date) {
  let now = start.getTime();
  let count = 0;
  const pending = new Map<number, { at: number; run: () => void }>();

  /** Lets everything run that needs no time. The stores of the tests answer within one turn. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 3; turn += 1) await turnOfTheLoop();
  }

  return {
    now: () => new Date(now),
    after: (ms: number, run: () => void): (() => void) => {
      count += 1;
      const id = count;
      pending.set(id, { at: now + Math.max(0, ms), run });
      return () => pending.delete(id);
    },
    settle,
    /** Moves on without running anything: for code without timers. */
    skip(ms: number): void {
      now += ms;
    },
    async pass(ms: number): Promise<void> {
      const end = now + ms;
      await settle();
      for (;;) {
        const [next] = [...pending].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
        if (next === undefined) break;
        pending.delete(next[0]);
        now = Math.max(now, next[1].at);
        next[1].run();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}
