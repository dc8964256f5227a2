import { z } from 'zod';
import { type AuditFact, appendAudit, auditEntrySchema } from '../audit.ts';
import { type Digest, personKeySchema } from '../ids.ts';
import { bands } from '../matching/report.ts';
import { flagSchema } from './flag.ts';
import { needSchema } from './needs.ts';

/**
 * Id of a person's file (対象者): the number of the record that began it. Records that were split off it
 * later begin files of their own, which count on: `s-261121-7K3F9Q-2`. No name and no number of a person.
 */
export const subjectIdSchema = z.string().regex(/^s-\d{6}-[0-9A-HJKMNP-TV-Z]{6}(-[1-9]\d{0,2})?$/);

/** The file that a record begins when nobody has said whose it is. */
export const ownSubject = (number: string): string => `s-${number}`;

const PREFIX = ownSubject('').length;
const NUMBER = '261121-7K3F9Q'.length;

/** The number of the record that began this file: whoever reads the id reads the number, and with it the day. */
export const numberIn = (id: string): string => id.slice(PREFIX, PREFIX + NUMBER);

/** What the screens call a person whose name they may not show. */
export const subjectLabel = (id: string): string => `対象者 ${id.slice('s-'.length)}`;

/**
 * What is known about a person beside the records themselves. Which records belong to it stands on the
 * records, so that no record can belong to two. There is no document until something is to be said here.
 */
export const subjectSchema = z.object({
  id: subjectIdSchema,
  revision: z.int().min(1),
  changedAt: z.iso.datetime(),
  /** Merged into this file, as one person; taken back by removing it. Always the smaller id of the two. */
  into: subjectIdSchema.optional(),
  /** Files with which a merge was taken back: the matching does not bring them together again by itself. */
  apart: z.array(subjectIdSchema).default([]),
  /** 配慮事項 */
  needs: z.array(needSchema).default([]),
  /** 注意の印, newest last; at most one is open. */
  flags: z.array(flagSchema).default([]),
  audit: z.array(auditEntrySchema),
  intents: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('flag-asked'), revision: z.int(), flag: z.string() }),
      z.object({ kind: z.literal('flag-decided'), revision: z.int(), flag: z.string() }),
      /** Records moved between persons: the alerts of the day are looked at anew. */
      z.object({ kind: z.literal('regroup'), revision: z.int() }),
    ]),
  ),
});

export type Subject = z.infer<typeof subjectSchema>;

/** A file about which nothing has been said yet. */
export const newSubject = (id: string, now: Date): Subject => ({
  id,
  revision: 1,
  changedAt: now.toISOString(),
  apart: [],
  needs: [],
  flags: [],
  audit: [],
  intents: [],
});

export function changedSubject(
  subject: Subject,
  change: Partial<Subject>,
  fact: AuditFact,
  intentsOf: (revision: number) => Subject['intents'],
  digest: Digest,
): Subject {
  const revision = subject.revision + 1;
  return {
    ...subject,
    ...change,
    revision,
    changedAt: fact.at,
    audit: appendAudit(subject.audit, fact, digest),
    intents: [...subject.intents, ...intentsOf(revision)],
  };
}

/**
 * Which of two files is merged into the other. One fixed order for everybody: however many merges run at
 * the same moment, no circle can come of them.
 */
export const mergeOrder = (one: string, other: string): { from: string; into: string } =>
  one < other ? { from: other, into: one } : { from: one, into: other };

type Act = { by: string; now: Date };

/** Two files are one person's. Returns the file itself when that was said before. */
export function mergeInto(subject: Subject, into: string, act: Act, digest: Digest): Subject {
  if (into >= subject.id) throw new Error(`${subject.id} cannot be merged into ${into}`);
  if (subject.into === into) return subject;
  return changedSubject(
    subject,
    { into, apart: subject.apart.filter((file) => file !== into) },
    { at: act.now.toISOString(), by: act.by, action: 'merged', about: into },
    (revision) => [{ kind: 'regroup', revision }],
    digest,
  );
}

/** The merge is taken back: every record is where it was before. `apart`: because the two are not one person. */
export function undoMerge(subject: Subject, act: Act & { apart: boolean }, digest: Digest): Subject {
  if (subject.into === undefined) return subject;
  const { into, ...rest } = subject;
  return changedSubject(
    rest,
    act.apart ? { apart: [...new Set([...subject.apart, into])] } : {},
    { at: act.now.toISOString(), by: act.by, action: 'merge-undone', about: into },
    (revision) => [{ kind: 'regroup', revision }],
    digest,
  );
}

/** The file that stands for this one after all merges. `intoOf` says what a file is merged into. */
export function rootOf(id: string, intoOf: (id: string) => string | undefined): string {
  let root = id;
  for (let next = intoOf(root); next !== undefined && next < root; next = intoOf(root)) root = next;
  return root;
}

/** Who said to which file a record belongs. */
export const linkSchema = z.object({
  subject: subjectIdSchema,
  at: z.iso.datetime(),
  byKey: personKeySchema,
});

export const answerNames = { same: '同一人物', other: '別人', unknown: 'わからない' } as const;
export const answerSchema = z.enum(['same', 'other', 'unknown']);
export type Answer = z.infer<typeof answerSchema>;

/** What somebody said about a record and a likely person; the newest answer about each person counts. */
export const verdictSchema = z.object({
  subject: subjectIdSchema,
  answer: answerSchema,
  /** The file that this answer merged away, so that only this merge is taken back with it. */
  merged: subjectIdSchema.optional(),
  at: z.iso.datetime(),
  byKey: personKeySchema,
});

/** A likely person for a record: how likely, and why in our own words. */
export const likelySchema = z.object({
  subject: subjectIdSchema,
  band: z.enum(bands),
  /** 0 to 1 */
  score: z.number(),
  reasons: z.array(z.object({ kind: z.string(), text: z.string() })),
});
export type Likely = z.infer<typeof likelySchema>;
