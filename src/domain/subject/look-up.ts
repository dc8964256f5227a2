import { z } from 'zod';
import { personKeySchema } from '../ids.ts';
import { subjectIdSchema } from './subject.ts';

/** Which fields somebody searched by. Their values are kept nowhere. */
export const searchFields = ['phone', 'name', 'looks', 'words', 'text'] as const;
export type SearchField = (typeof searchFields)[number];

/** Looks at one thing within this time are one look. */
export const SAME_LOOK_MS = 60_000;

/** Marks that one comparison keeps, the newest. */
export const MARKS_KEPT = 200;

const extentSchema = z.enum(['full', 'conduct', 'outline', 'refused']);

/** What somebody said about an earlier statement of ours: it agrees with the claim, or differs from it. */
export const markSchema = z.object({
  number: z.string(),
  statement: z.string(),
  mark: z.enum(['agrees', 'differs']),
  at: z.iso.datetime(),
});

export type Mark = z.infer<typeof markSchema>;

/** One look: who looked when, by which fields, and what of whom was shown. Written before it is shown. */
export const lookUpSchema = z.object({
  id: z.string().regex(/^l[0-9a-f]{16}$/),
  byKey: personKeySchema,
  at: z.iso.datetime(),
  /** `register`: words were looked for in the register; which records they are in is not noted. */
  kind: z.enum(['search', 'file', 'statements', 'register']),
  fields: z.array(z.enum(searchFields)),
  shown: z.array(z.object({ subject: subjectIdSchema, extent: extentSchema })),
  /** 一致・相違 as a person said it, oldest first; the newest about a statement counts. */
  marks: z.array(markSchema).default([]),
});

export type LookUp = z.infer<typeof lookUpSchema>;

/** What counts about each statement, by `number/statement`. */
export const newestMarks = (marks: readonly Mark[]): ReadonlyMap<string, Mark['mark']> =>
  new Map(marks.map(({ number, statement, mark }) => [`${number}/${statement}`, mark]));

/** The look with one mark more; the same mark again changes nothing. */
export function withMark(look: LookUp, mark: Mark): LookUp {
  const known = newestMarks(look.marks).get(`${mark.number}/${mark.statement}`);
  return known === mark.mark ? look : { ...look, marks: [...look.marks, mark].slice(-MARKS_KEPT) };
}
