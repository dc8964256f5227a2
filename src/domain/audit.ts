import { z } from 'zod';
import type { Digest } from './ids.ts';

export const auditEntrySchema = z.object({
  seq: z.int().min(1),
  at: z.iso.datetime(),
  /** Key of the person, or `system`. */
  by: z.string(),
  action: z.string(),
  /** What it was about: ids and states only, never text that people typed. */
  about: z.string(),
  /** Hash of the entry before, or 64 zeros. */
  previous: z.string().length(64),
  hash: z.string().length(64),
});

export type AuditEntry = z.infer<typeof auditEntrySchema>;

export type AuditFact = { at: string; by: string; action: string; about: string };

const GENESIS = '0'.repeat(64);

const hashOf = (seq: number, fact: AuditFact, previous: string, digest: Digest): string =>
  digest(JSON.stringify([seq, fact.at, fact.by, fact.action, fact.about, previous]));

/** The entry that follows `last` (undefined: the first of its chain). */
export function auditAfter(last: AuditEntry | undefined, fact: AuditFact, digest: Digest): AuditEntry {
  const previous = last?.hash ?? GENESIS;
  const seq = (last?.seq ?? 0) + 1;
  return { ...fact, seq, previous, hash: hashOf(seq, fact, previous, digest) };
}

/** The chain with one entry more; nothing before it changes. */
export const appendAudit = (chain: readonly AuditEntry[], fact: AuditFact, digest: Digest): AuditEntry[] => [
  ...chain,
  auditAfter(chain.at(-1), fact, digest),
];

/** The number of the first entry that does not fit the chain, or undefined when it is whole. */
export function firstBrokenEntry(chain: readonly AuditEntry[], digest: Digest): number | undefined {
  let previous = GENESIS;
  for (const [index, entry] of chain.entries()) {
    const { at, by, action, about } = entry;
    const expected = hashOf(index + 1, { at, by, action, about }, previous, digest);
    if (entry.seq !== index + 1 || entry.previous !== previous || entry.hash !== expected) return index + 1;
    previous = entry.hash;
  }
  return undefined;
}
