/** So many sends within so many milliseconds. */
export type Limit = { readonly sends: number; readonly withinMs: number };

/**
 * Teams' published limits for one bot in one conversation, and for one app in one tenant.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
 */
export const CONVERSATION_LIMITS: readonly Limit[] = [
  { sends: 7, withinMs: 1_000 },
  { sends: 8, withinMs: 2_000 },
  { sends: 60, withinMs: 30_000 },
  { sends: 1_800, withinMs: 3_600_000 },
];
export const TENANT_LIMITS: readonly Limit[] = [{ sends: 50, withinMs: 1_000 }];

/** A place within the limits, from the moment it is taken until its request has left and its window is over. */
export type Place = {
  /** The request leaves now. A second request under the same place counts as one more. */
  depart(now: number): void;
  /** No request left. */
  giveUp(): void;
};

/**
 * Remembers when requests left and says how long the next must wait, in milliseconds. What is on its way to
 * leaving counts as if it left now: preparing takes a while, and not always the same.
 */
export function createPace(limits: readonly Limit[]) {
  const longest = Math.max(...limits.map((limit) => limit.withinMs));
  const sent: number[] = [];
  let pending = 0;

  /** A clock that was set back must not stop the sending until it has caught up. */
  function nothingAhead(now: number): void {
    for (let i = sent.length - 1; (sent[i] ?? now) > now; i -= 1) sent[i] = now;
  }

  function note(now: number): void {
    nothingAhead(now);
    sent.push(now);
    while (sent[0] !== undefined && sent[0] <= now - longest) sent.shift();
  }

  return {
    /** Infinite while a request that uses up the limit has not left yet. */
    waitMs(now: number): number {
      nothingAhead(now);
      let wait = 0;
      for (const { sends, withinMs } of limits) {
        if (pending >= sends) return Number.POSITIVE_INFINITY;
        const oldest = sent[sent.length + pending - sends];
        if (oldest !== undefined) wait = Math.max(wait, oldest + withinMs - now);
      }
      return wait;
    },
    note,
    reserve(): Place {
      pending += 1;
      let open = true;
      const close = (): void => {
        if (open) pending -= 1;
        open = false;
      };
      return {
        depart(now) {
          close();
          note(now);
        },
        giveUp: close,
      };
    },
    /** Nothing sent within the longest window: the record of this conversation may be forgotten. */
    idle: (now: number): boolean =>
      pending === 0 && (sent.at(-1) ?? Number.NEGATIVE_INFINITY) <= now - longest,
  };
}
