import {
  callHolder,
  type Claim,
  claimLease,
  isUnchanged,
  type Lease as LeaseRecord,
  releaseLease,
} from '../domain/lease.ts';
import type { Leases } from '../workflow/ports.ts';
import type { DeliveryLog } from './log.ts';
import type { After } from './timer.ts';

const NAME = 'delivery';

/**
 * Among several instances: an instance that dies is replaced when its lease has stood still for 22 s; a
 * holder prolongs after 4 s and looks every second whether another instance called it, which costs one
 * point read.
 */
const SHARED = { forMs: 20_000, prolongMs: 4_000, lookMs: 1_000 };

/** Alone on its machine: taken by force at the start, so that nobody waits for a killed process. */
const ALONE = { forMs: 3_600_000, prolongMs: 900_000, lookMs: 5_000 };

/** What the sending needs to know about the lease. */
export type Licence = {
  /**
   * The fence under which this process may send now, and for so many milliseconds more; undefined when it
   * may not. Reads no database: it goes by what was written last, and by two clocks, since the one stands
   * still while a machine sleeps and the other may be set.
   */
  fence(forMs?: number): number | undefined;
};

export type Lease = Licence & {
  /** `taken`: this process has just become the sender. `called`: another process has new work for it. */
  start(hear: { taken: () => Promise<void>; called: () => void }): void;
  /** Tells the sender, if that is another process, that there is work. */
  call(): void;
  /** Gives the lease back, so that another instance need not wait. */
  stop(): Promise<void>;
};

type Held = { fence: number; at: number; wallAt: number; calls: number };

/**
 * One sender at a time across instances, so that the limits of Teams hold for all of them together.
 * @param deps.owner a name that no other process has
 * @param deps.alone no other machine works on this store (local mode)
 * @param deps.monotonic milliseconds that never jump
 */
export function createLease(deps: {
  leases: Leases;
  owner: string;
  alone: boolean;
  now: () => Date;
  monotonic: () => number;
  after: After;
  log: DeliveryLog;
}): Lease {
  const { leases, owner, now, monotonic, after, log } = deps;
  const times = deps.alone ? ALONE : SHARED;
  let force = deps.alone;
  let held: Held | undefined;
  let seen: { lease: LeaseRecord; at: number } | undefined;
  let hear: Parameters<Lease['start']>[0] | undefined;
  const stopping = new AbortController();
  let wake: (() => void) | undefined;
  let loop: Promise<void> = Promise.resolve();
  let calling = false;

  function fence(forMs = 0): number | undefined {
    if (held === undefined) return undefined;
    const gone = Math.max(monotonic() - held.at, now().getTime() - held.wallAt);
    return gone + forMs < times.forMs ? held.fence : undefined;
  }

  function loseIt(): void {
    if (held !== undefined) log.warn({ fence: held.fence }, 'another process sends');
    held = undefined;
  }

  /** For how many milliseconds the document has stood as it is. */
  function watch(lease: LeaseRecord | undefined): number {
    if (lease === undefined) return 0;
    if (seen === undefined || !isUnchanged(lease, seen.lease)) seen = { lease, at: monotonic() };
    return monotonic() - seen.at;
  }

  /** Takes or prolongs; the time counts from before the write, which may have taken long. */
  async function claim(): Promise<void> {
    const at = monotonic();
    const wall = now();
    const known = await leases.read(NAME);
    const wish: Claim = {
      name: NAME,
      owner,
      now: wall,
      forMs: times.forMs,
      unchangedMs: watch(known),
      force,
    };
    if (known !== undefined && claimLease(known, wish) === undefined) {
      loseIt();
      return;
    }
    const fresh = claimLease(undefined, wish);
    const created =
      known === undefined && fresh !== undefined ? await leases.create(fresh) : { created: false as const };
    const lease = created.created
      ? fresh
      : await leases
          .change(NAME, (current) => {
            const moved = seen !== undefined && !isUnchanged(current, seen.lease);
            const next = claimLease(current, moved ? { ...wish, unchangedMs: 0 } : wish);
            return next === undefined ? { result: undefined } : { next, result: next };
          })
          .then((changed) => (changed.found ? changed.result : undefined));
    force = false;
    if (lease === undefined) {
      loseIt();
      return;
    }
    const before = held;
    held = { fence: lease.fence, at, wallAt: wall.getTime(), calls: lease.calls };
    if (before?.fence !== held.fence) {
      log.info({ fence: held.fence }, 'this process sends');
      await hear?.taken();
    } else if (before.calls !== held.calls) hear?.called();
  }

  /** Between two prolongations: is it still ours, and did somebody call? */
  async function look(mine: Held): Promise<void> {
    const lease = await leases.read(NAME);
    if (lease?.owner !== owner || lease.fence !== mine.fence) {
      loseIt();
      return;
    }
    if (lease.calls === mine.calls) return;
    mine.calls = lease.calls;
    hear?.called();
  }

  async function step(): Promise<void> {
    try {
      if (held !== undefined && fence(times.forMs - times.prolongMs) !== undefined) await look(held);
      else await claim();
    } catch (fault) {
      // What was held stays held until its own time is over.
      log.warn({ fault: fault instanceof Error ? fault.name : typeof fault }, 'lease not seen');
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await step();
      if (stopping.signal.aborted) return;
      await new Promise<void>((resolve) => {
        const cancel = after(times.lookMs, resolve);
        wake = () => {
          cancel();
          resolve();
        };
      });
    }
  }

  return {
    fence,
    start(given) {
      hear = given;
      loop = run();
    },
    call() {
      if (fence() !== undefined || calling || stopping.signal.aborted) return;
      calling = true;
      void leases
        .change(NAME, (lease) => ({ next: callHolder(lease), result: undefined }))
        // Not heard now, the work is found by the holder's own sweep.
        .catch(() => log.warn({}, 'holder not called'))
        .finally(() => {
          calling = false;
        });
    },
    async stop() {
      stopping.abort();
      wake?.();
      await loop;
      const mine = held;
      held = undefined;
      if (mine === undefined) return;
      await leases
        .change(NAME, (lease) => ({ next: releaseLease(lease, owner, mine.fence), result: undefined }))
        .catch(() => log.warn({ fence: mine.fence }, 'lease not given back'));
    },
  };
}
