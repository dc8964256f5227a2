import type { After } from './timer.ts';

/**
 * Runs a step again and again, each time with the pause that it asks for, unless somebody wakes it sooner.
 * @param deps.step does not throw; returns milliseconds
 * @param deps.now milliseconds that never jump
 */
export function createLoop(deps: { step: () => Promise<number>; now: () => number; after: After }) {
  const { step, now, after } = deps;
  let wanted = false;
  const stopping = new AbortController();
  let wakeUp: (() => void) | undefined;
  let ended: Promise<void> = Promise.resolve();
  /** Instants at which to wake, in any order. */
  let alarms: number[] = [];
  let disarm: (() => void) | undefined;

  function wake(): void {
    wanted = true;
    wakeUp?.();
  }

  /** One timer for all, so that nothing is left running when the loop stops. */
  function arm(): void {
    disarm?.();
    disarm = undefined;
    if (stopping.signal.aborted || alarms.length === 0) return;
    disarm = after(Math.max(0, Math.min(...alarms) - now()), () => {
      alarms = alarms.filter((at) => at > now());
      arm();
      wake();
    });
  }

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = after(ms, resolve);
      wakeUp = () => {
        cancel();
        resolve();
      };
    });

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      wanted = false;
      const ms = await step();
      if (!wanted && !stopping.signal.aborted) await pause(ms);
      wakeUp = undefined;
    }
  }

  return {
    wake,
    wakeIn(ms: number): void {
      alarms.push(now() + ms);
      arm();
    },
    start(): void {
      ended = run();
    },
    /** Lets the running step end. */
    async stop(): Promise<void> {
      stopping.abort();
      alarms = [];
      arm();
      wake();
      await ended;
    },
  };
}
