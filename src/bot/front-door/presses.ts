import type { FrontDoor } from './adapter.ts';

/** Nobody has been waiting for an answer for so long: whoever presses again has not yet. */
const QUIET_MS = 20;

/** Longest that what comes afterwards gives way, however many press. */
const MOST_MS = 250;

/**
 * People who wait for an answer come before what is done afterwards: matching one record takes as long as answering
 * several presses, and both share one thread.
 * @param deps.now milliseconds that never jump
 * @param deps.after the timer that belongs to it
 */
export function createPresses(deps: { now: () => number; after: (ms: number, run: () => void) => unknown }) {
  const { now, after } = deps;
  let answering = 0;
  let lastAt = Number.NEGATIVE_INFINITY;

  const isQuiet = (): boolean => answering === 0 && now() - lastAt >= QUIET_MS;

  return {
    /** The same door; who waits at it is counted. */
    through: (door: FrontDoor): FrontDoor => ({
      ...door,
      async receive(request) {
        answering += 1;
        try {
          return await door.receive(request);
        } finally {
          answering -= 1;
          lastAt = now();
        }
      },
    }),

    /** Resolves when nobody is waiting, at once if so, after a quarter of a second at the latest. */
    async quiet(): Promise<void> {
      const until = now() + MOST_MS;
      while (!isQuiet() && now() < until) {
        await new Promise<void>((resolve) => {
          after(QUIET_MS, resolve);
        });
      }
    },
  };
}
