import { abandonAttempt } from '../domain/attempt.ts';
import { type OwedMessage } from '../domain/owed.ts';
import type { Outbox } from '../workflow/ports.ts';
import type { createExpansion } from './expand.ts';
import type { Lease } from './lease.ts';
import type { DeliveryLog } from './log.ts';
import { createLoop } from './loop.ts';
import { type Attempted, conversationOf, createQueue } from './queue.ts';
import type { Rooms } from './rooms.ts';
import { type After, realTime } from './timer.ts';

/** Rows read at once; far more than can be in flight, so that one slow channel never starves the rest. */
const ROWS_READ = 500;

/** Rows read while the queue is full: enough for the warning of one record in every channel. */
const ROWS_AHEAD = 150;

/** Rows read of one conversation when the first of all that is due belong to others. */
const ROWS_OF_ONE = 10;

/** The sweep that finds work nobody called for: another instance's, or a dead process's. */
const SWEEP_MS = 5_000;

/**
 * How soon what an expansion has written down so far is looked at, while it still goes on; and how soon the next
 * one follows one that did something.
 */
const MEANWHILE_MS = 200;

const nameOf = (fault: unknown): string => (fault instanceof Error ? fault.name : typeof fault);

export type Delivery = Outbox & {
  start(): void;
  /** Takes nothing new, lets running attempts end. What is owed stays in the store. */
  stop(): Promise<void>;
};

/** The only way out: expands what was saved, then sends what is due. The holder of the lease alone does it. */
export function createDelivery(deps: {
  house: Rooms;
  expansion: ReturnType<typeof createExpansion>;
  attempt: (row: OwedMessage, departing: () => void) => Promise<Attempted>;
  lease: Lease;
  /** No other process works on this store, so an attempt found under way at the start is a dead one's. */
  onlySender: boolean;
  log: DeliveryLog;
  /** Belongs to the house's clock; the real one unless said otherwise. */
  after?: After;
  /** Milliseconds that never jump. */
  monotonic?: () => number;
}): Delivery {
  const { house, expansion, attempt, lease, log, after = realTime } = deps;
  const monotonic = deps.monotonic ?? (() => performance.now());
  const queue = createQueue({
    now: monotonic,
    after,
    attempt,
    log,
    onRoom: () => feeder.wake(),
    onAgain: (ms) => feeder.wakeIn(ms),
  });
  let stopping = false;
  let expanding = false;

  async function guarded<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work();
    } catch (fault) {
      log.error({ fault: nameOf(fault) }, 'delivery pass failed');
      return otherwise;
    }
  }

  const loopOf = (step: () => Promise<number>) =>
    createLoop({ step: () => guarded(step, SWEEP_MS), now: monotonic, after });

  const expander = loopOf(async () => {
    if (lease.fence() === undefined) return SWEEP_MS;
    expanding = true;
    let opened = 1;
    let failures = 0;
    try {
      opened = await expansion.sweep((about, fault) => {
        failures += 1;
        log.error({ about, fault: nameOf(fault) }, 'not expanded');
      });
    } finally {
      expanding = false;
      if (opened > 0) feeder.wake();
    }
    // One thing leads to another: a record that joined an alert owes its receipt anew. What failed waits for its turn.
    return opened > failures ? MEANWHILE_MS : SWEEP_MS;
  });

  /**
   * Fills the queue; says in how many milliseconds to look again. It does not wait for the expansion: the first
   * channels of a warning are told while the last are still being written down.
   */
  const feeder = loopOf(async () => {
    if (lease.fence() === undefined) {
      queue.clear();
      return SWEEP_MS;
    }
    // However long the queue is, the first of all that is due are looked at: a new warning overtakes.
    const limit = queue.waiting() < ROWS_READ / 2 ? ROWS_READ : ROWS_AHEAD;
    const rows = await house.owed.due(house.now(), limit);
    queue.add(rows);
    if (rows.length === limit) await feedOthers();
    const next = await house.owed.nextDue();
    const until = next === undefined ? SWEEP_MS : next.getTime() - house.now().getTime();
    // What is due already is in the queue, or comes in when the queue has room.
    const ms = until > 0 ? Math.min(until, SWEEP_MS) : SWEEP_MS;
    return expanding ? Math.min(ms, MEANWHILE_MS) : ms;
  });

  /**
   * What is first due may all belong to a few conversations that do not answer; the others have rows of their
   * own. One small read per channel, only behind a backlog.
   */
  async function feedOthers(): Promise<void> {
    const channels = await house.channels.active();
    for (const { key } of channels) {
      if (stopping) return;
      if (queue.waitingIn(key) > 0) continue;
      queue.add(await house.owed.dueIn({ channel: key }, house.now(), ROWS_OF_ONE));
    }
    const persons = await house.owed.dueIn('persons', house.now(), ROWS_AHEAD);
    queue.add(persons.filter((row) => queue.waitingIn(conversationOf(row)) === 0));
  }

  /**
   * Whose sender is certainly dead or barred. Rows of a version that knows no lease may be under way in another
   * instance, so they wait for their time, unless nobody else works on this store.
   */
  async function takeUpDeadAttempts(): Promise<void> {
    const fence = lease.fence();
    if (fence === undefined) return;
    const dead = (row: OwedMessage): boolean =>
      deps.onlySender || (row.fence !== undefined && row.fence < fence);
    for (const row of await house.owed.underWay()) {
      if (!dead(row)) continue;
      await house.owed.change(row.about, row.id, (current) => ({
        next: dead(current) ? abandonAttempt(current, house.now()) : current,
        result: undefined,
      }));
    }
  }

  function wakeBoth(): void {
    expander.wake();
    feeder.wake();
  }

  return {
    nudge() {
      if (lease.fence() === undefined) lease.call();
      else wakeBoth();
    },
    start() {
      expander.start();
      feeder.start();
      lease.start({
        taken: async () => {
          await guarded(takeUpDeadAttempts, undefined);
          wakeBoth();
        },
        called: wakeBoth,
      });
    },
    async stop() {
      stopping = true;
      await Promise.all([expander.stop(), feeder.stop()]);
      await queue.stop();
      await lease.stop();
    },
  };
}
