import { z } from 'zod';

/** Who alone may send, until when. One document that all instances see. */
export const leaseSchema = z.object({
  name: z.string(),
  /** The process that has it; empty when it was given back. */
  owner: z.string(),
  /** Counts the holders. What a holder writes carries it, so that an earlier one is refused. */
  fence: z.int().min(1),
  expiresAt: z.iso.datetime(),
  /** Counts how often another process called the holder to new work. */
  calls: z.int().min(0),
});

export type Lease = z.infer<typeof leaseSchema>;

/** How much longer than it runs a lease must have stood still before another may take it. */
export const GRACE_MS = 2_000;

export type Claim = {
  readonly name: string;
  readonly owner: string;
  readonly now: Date;
  readonly forMs: number;
  /** How long the claimant has seen the document as it is, by a clock that never jumps. */
  readonly unchangedMs: number;
  /** Takes it from whoever has it, who is then refused by the fence. */
  readonly force: boolean;
};

/**
 * The lease as the claimant would hold it: its own is prolonged; one that was not prolonged for its whole time, or
 * was given back, is taken with the next fence. Undefined when somebody else has it. Nobody compares the date in it
 * with a clock on the wall: two of them may differ by any amount.
 */
export function claimLease(current: Lease | undefined, claim: Claim): Lease | undefined {
  const { name, owner, now, forMs, unchangedMs, force } = claim;
  const expiresAt = new Date(now.getTime() + forMs).toISOString();
  if (current === undefined) return { name, owner, fence: 1, expiresAt, calls: 0 };
  if (current.owner === owner) return { ...current, expiresAt };
  const over = unchangedMs >= forMs + GRACE_MS;
  if (!over && current.owner !== '' && !force) return undefined;
  return { ...current, owner, fence: current.fence + 1, expiresAt };
}

/** Whether the holder has prolonged it in between. A call from another process is no sign of life. */
export const isUnchanged = (lease: Lease, seen: Lease): boolean =>
  lease.fence === seen.fence && lease.owner === seen.owner && lease.expiresAt === seen.expiresAt;

/** Gives it back, if it is still this holder's. */
export const releaseLease = (current: Lease, owner: string, fence: number): Lease =>
  current.owner === owner && current.fence === fence ? { ...current, owner: '' } : current;

/** Calls the holder, whoever that is. */
export const callHolder = (current: Lease): Lease => ({ ...current, calls: current.calls + 1 });
