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

/** Remembers when sends happened and says how long the next must wait, in milliseconds. */
export function createPace(limits: readonly Limit[]) {
  const longest = Math.max(...limits.map((limit) => limit.withinMs));
  const sent: number[] = [];

  /** A clock that was set back must not stop the sending until it has caught up. */
  function nothingAhead(now: number): void {
    for (let i = sent.length - 1; (sent[i] ?? now) > now; i -= 1) sent[i] = now;
  }

  return {
    waitMs(now: number): number {
      nothingAhead(now);
      let wait = 0;
      for (const { sends, withinMs } of limits) {
        const oldest = sent[sent.length - sends];
        if (oldest !== undefined) wait = Math.max(wait, oldest + withinMs - now);
      }
      return wait;
    },
    note(now: number): void {
      nothingAhead(now);
      sent.push(now);
      while (sent[0] !== undefined && sent[0] <= now - longest) sent.shift();
    },
    /** Nothing sent within the longest window: the record of this conversation may be forgotten. */
    idle: (now: number): boolean => (sent.at(-1) ?? Number.NEGATIVE_INFINITY) <= now - longest,
  };
}
