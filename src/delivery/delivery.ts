import { ATTEMPT_MS, abandonAttempt, type OwedMessage } from '../domain/owed.ts';
import type { Outbox } from '../workflow/ports.ts';
import type { createExpansion } from './expand.ts';
import type { DeliveryLog } from './log.ts';
import { createQueue } from './queue.ts';
import type { Rooms } from './rooms.ts';
import { type After, realTime } from './timer.ts';

/** Rows read at once; far more than can be in flight, so that one slow channel never starves the rest. */
const ROWS_READ = 500;

/** Rows read while the queue is full: enough for the warning of one record in every channel. */
const ROWS_AHEAD = 150;

/** The sweep that finds work nobody called for: another instance's, or a dead process's. */
const SWEEP_MS = 5_000;

const nameOf = (fault: unknown): string => (fault instanceof Error ? fault.name : typeof fault);

export type Delivery = Outbox & {
  start(): void;
  /** Takes nothing new, lets running attempts end. What is owed stays in the store. */
  stop(): Promise<void>;
};

/** The only way out: expands what was saved, then sends what is due. */
export function createDelivery(deps: {
  house: Rooms;
  expansion: ReturnType<typeof createExpansion>;
  attempt: (row: OwedMessage) => Promise<void>;
  /** No other process works on this store, so an attempt found under way at the start is a dead one's. */
  onlySender: boolean;
  log: DeliveryLog;
  /** Belongs to the house's clock; the real one unless said otherwise. */
  after?: After;
}): Delivery {
  const { house, expansion, attempt, log, after = realTime } = deps;
  const queue = createQueue({ now: () => house.now().getTime(), after, attempt, log, onRoom: nudge });
  const stopping = new AbortController();
  let wanted = false;
  let wake: (() => void) | undefined;
  let loop: Promise<void> = Promise.resolve();

  function nudge(): void {
    wanted = true;
    wake?.();
  }

  async function takeUpDeadAttempts(): Promise<void> {
    const soon = new Date(house.now().getTime() + ATTEMPT_MS);
    for (const row of await house.owed.due(soon, Number.MAX_SAFE_INTEGER)) {
      if (row.state !== 'sending') continue;
      await house.owed.change(row.about, row.id, (current) => ({
        next: abandonAttempt(current, house.now()),
        result: undefined,
      }));
    }
  }

  /** Fills the queue; says in how many milliseconds to look again. */
  async function fill(): Promise<number> {
    // What is owed already goes out even when nothing new can be expanded.
    await guarded(
      () =>
        expansion.sweep((about, fault) => {
          log.error({ about, fault: nameOf(fault) }, 'not expanded');
        }),
      0,
    );
    // However long the queue is, the first of all that is due are looked at: a new warning overtakes.
    const rows = queue.waiting() < ROWS_READ / 2 ? ROWS_READ : ROWS_AHEAD;
    queue.add(await house.owed.due(house.now(), rows));
    const next = await house.owed.nextDue();
    const until = next === undefined ? SWEEP_MS : next.getTime() - house.now().getTime();
    // What is due already is in the queue, or comes in when the queue has room.
    return until > 0 ? Math.min(until, SWEEP_MS) : SWEEP_MS;
  }

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = after(ms, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });

  async function guarded<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work();
    } catch (fault) {
      log.error({ fault: nameOf(fault) }, 'delivery pass failed');
      return otherwise;
    }
  }

  async function run(): Promise<void> {
    if (deps.onlySender) await guarded(takeUpDeadAttempts, undefined);
    while (!stopping.signal.aborted) {
      wanted = false;
      const ms = await guarded(fill, SWEEP_MS);
      if (!wanted && !stopping.signal.aborted) await pause(ms);
      wake = undefined;
    }
  }

  return {
    nudge,
    start() {
      loop = run();
    },
    async stop() {
      stopping.abort();
      wake?.();
      await loop;
      await queue.stop();
    },
  };
}
