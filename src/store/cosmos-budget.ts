import { CallTimeout, type CosmosFault } from './cosmos-faults.ts';
import { StoreFault } from './document-store.ts';

/** Time as the adapter sees it; tests bring their own. Milliseconds. */
export type Time = {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** 0 inclusive to 1 exclusive. */
  readonly random: () => number;
};

export type BudgetOptions = {
  readonly time: Time;
  /** Longest single call to the SDK. */
  readonly requestTimeoutMs: number;
  /** Longest use of the port, all calls and pauses together. */
  readonly totalMs: number;
};

/** The longest pause, whatever a Retry-After header asks for. */
const MAX_PAUSE_MS = 3000;
const FIRST_PAUSE_MS = 60;

export type Budget = {
  /** Runs one call of the SDK within the time that is left; throws CallTimeout when it takes longer. */
  readonly run: <T>(call: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  /** Waits before the next try; throws StoreFault `unavailable` when no time would be left for it. */
  readonly pause: (fault: CosmosFault) => Promise<void>;
};

/** The time one use of the port may take, with growing, jittered pauses between its tries. */
export const createBudget = ({ time, requestTimeoutMs, totalMs }: BudgetOptions): Budget => {
  const end = time.now() + totalMs;
  let pauses = 0;
  return {
    run: async (call) => {
      const controller = new AbortController();
      const limit = Math.max(1, Math.min(requestTimeoutMs, end - time.now()));
      let timer: NodeJS.Timeout | undefined;
      const tooLong = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => {
          controller.abort();
          reject(new CallTimeout(`no answer within ${limit} ms`));
        }, limit);
      });
      try {
        // Raced as well as aborted: between its own retries the SDK does not look at the signal.
        return await Promise.race([call(controller.signal), tooLong]);
      } finally {
        clearTimeout(timer);
      }
    },
    pause: async (fault) => {
      const backoff = FIRST_PAUSE_MS * 2 ** pauses * (0.5 + time.random());
      const asked = fault.is === 'throttled' ? (fault.retryAfterMs ?? 0) : 0;
      const wait = Math.min(MAX_PAUSE_MS, Math.max(asked, backoff));
      pauses += 1;
      if (time.now() + wait >= end) {
        throw new StoreFault('unavailable', `gave up after ${pauses} tries; last ${fault.detail}`);
      }
      await time.sleep(wait);
    },
  };
};
