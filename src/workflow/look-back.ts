import type { SeenVersions } from './ports.ts';

/**
 * A change is stamped just before it is written, and clocks differ: both together take less than this. What
 * is stamped this long before the newest change that was seen may still come in after it.
 */
const OVERLAP_MS = 120_000;

/**
 * From which stamp on changes must be looked for again, so that none is missed, and which of them were read. Only
 * stamps are compared with stamps: of the own clock no more is used than how much time has passed since the
 * newest stamp was seen, because whoever writes now stamps at least that much later, less the overlap.
 */
export function createLookBack(elapsed: () => number) {
  let since = 0;
  let newest = { stamp: 0, seenAt: 0 };
  let beganAt = 0;
  /** What was read, oldest first, by the newest stamp at that time: its own is no later. */
  const versions = new Map<string, number>();
  const atLeast = (stamp: number): void => {
    since = Math.max(since, stamp - OVERLAP_MS);
    // What lies before is not looked for any more.
    for (const [version, latest] of versions) {
      if (latest >= since) break;
      versions.delete(version);
    }
  };
  const seen: SeenVersions = {
    has: (version) => versions.has(version),
    add: (version) => void versions.set(version, newest.stamp),
  };
  return {
    seen,
    /** Begins a look; everything stamped from here on and not seen is to be read, oldest first. */
    begin(): Date {
      beganAt = elapsed();
      return new Date(since);
    },
    /** A page was read. When the next one fails, the next look begins here. */
    read(page: readonly { changedAt: string }[]): void {
      const last = page.at(-1);
      if (last === undefined) return;
      const [stamp, seenAt] = [Date.parse(last.changedAt), elapsed()];
      if (stamp > newest.stamp) newest = { stamp, seenAt };
      atLeast(stamp - (seenAt - beganAt));
    },
    /** All pages were read: what comes in from now on was not stamped before the look began. */
    done(): void {
      atLeast(newest.stamp + (beganAt - newest.seenAt));
    },
  };
}
