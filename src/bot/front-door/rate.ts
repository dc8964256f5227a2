/** Tokens that a person has at first and at most: a frightened double-presser stays far below it. */
const BURST = 30;
/** Two a second, 120 a minute: nobody fills in cards faster. */
const PER_SECOND = 2;
/** More people than a ward office has; 20,000 buckets are a few megabytes. */
const MOST_REMEMBERED = 20_000;

export type RateVerdict =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      /** The first refusal since something was allowed: the one that is worth an answer that costs something. */
      readonly first: boolean;
      /** Whole seconds until one more is allowed, at least 1. */
      readonly waitSeconds: number;
    };

export type RateLimit = {
  /** Takes one token of this key, if it has one. */
  take(key: string): RateVerdict;
  /** Keys that are remembered now. */
  readonly size: number;
};

type Bucket = { tokens: number; at: number; refused: boolean };

/**
 * A token bucket per key. A key that nobody remembers has a full bucket, so forgetting is always kind: a bucket
 * that is full again is forgotten, and above the cap the one that was used longest ago.
 * @param deps.now epoch milliseconds; a clock that goes back gives nothing and takes nothing
 * @param deps.burst tokens of a full bucket; default 30
 * @param deps.perSecond tokens that come back per second; default 2
 * @param deps.most keys remembered at most; default 20,000
 */
export function createRateLimit(deps: {
  now: () => number;
  burst?: number;
  perSecond?: number;
  most?: number;
}): RateLimit {
  const { now, burst = BURST, perSecond = PER_SECOND, most = MOST_REMEMBERED } = deps;
  /** In the order of last use: a Map keeps insertion order, and every use inserts anew. */
  const buckets = new Map<string, Bucket>();

  const filled = (bucket: Bucket, at: number): number =>
    Math.min(burst, bucket.tokens + (Math.max(0, at - bucket.at) / 1000) * perSecond);

  /** From the oldest use on; stops at the first that must stay, so each call costs what it forgets. */
  function forget(at: number): void {
    for (const [key, bucket] of buckets) {
      if (buckets.size <= most && filled(bucket, at) < burst) return;
      buckets.delete(key);
    }
  }

  return {
    take(key) {
      const at = now();
      const known = buckets.get(key);
      const tokens = known === undefined ? burst : filled(known, at);
      buckets.delete(key);
      const allowed = tokens >= 1;
      buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at, refused: !allowed });
      forget(at);
      if (allowed) return { allowed };
      const waitSeconds = Math.max(1, Math.ceil((1 - tokens) / perSecond));
      return { allowed, first: known?.refused !== true, waitSeconds };
    },
    get size() {
      return buckets.size;
    },
  };
}
