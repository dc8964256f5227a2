import { z } from 'zod';

/**
 * 統一回答 is made of sentences that the ward wrote beforehand. An alert carries their ids and never a
 * free sentence, so there is no field in which a welfare, tax or family matter could reach a channel
 * (個人情報保護法69条・地方税法22条).
 */
export const answerIdSchema = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/);

const entrySchema = z.object({
  id: answerIdSchema,
  /** What may be said to the person, or what must not be said or done. */
  kind: z.enum(['say', 'avoid']),
  /** As it is said, or as it is named: plain polite Japanese. */
  text: z.string().min(1).max(60),
  /** For `avoid`: what to say instead. */
  instead: z.string().max(60).default(''),
  /** Entries that say the opposite. */
  contradicts: z.array(answerIdSchema).default([]),
  /** Chosen beforehand when a department sets the one answer. */
  usual: z.boolean().default(false),
});

export const answerBookSchema = z
  .object({
    source: z.string().min(1).max(200),
    date: z.iso.date(),
    checkedBy: z.string().min(1).max(80),
    entries: z.array(entrySchema).min(2).max(30),
  })
  .superRefine(({ entries }, context) => {
    const ids = entries.map(({ id }) => id);
    for (const [index, { id, contradicts }] of entries.entries()) {
      const path = ['entries', index];
      if (ids.indexOf(id) !== index) {
        context.addIssue({ code: 'custom', path: [...path, 'id'], message: 'ids must be unique' });
      }
      if (!contradicts.every((other) => ids.includes(other))) {
        context.addIssue({
          code: 'custom',
          path: [...path, 'contradicts'],
          message: 'contradicts must name entries',
        });
      }
    }
  });

export type AnswerBook = z.infer<typeof answerBookSchema>;
export type AnswerEntry = AnswerBook['entries'][number];

/** What a department has told the person, by entries of the book. */
export const answeredSchema = z.object({ entries: z.array(answerIdSchema), at: z.iso.datetime() });

/** The one answer of the first department. */
export const oneAnswerSchema = z.object({
  say: z.array(answerIdSchema),
  avoid: z.array(answerIdSchema),
  /** Day by which the department answers (YYYY-MM-DD, Japan). */
  by: z.iso.date().optional(),
  department: z.string(),
  at: z.iso.datetime(),
});
export type OneAnswer = z.infer<typeof oneAnswerSchema>;

/**
 * Entries that a department told the person although the one answer says otherwise: what is not to be said
 * at all, and whatever contradicts a sentence of the one answer. Another allowed sentence is no difference.
 */
export function differences(book: AnswerBook, one: OneAnswer, told: readonly string[]): string[] {
  const entry = (id: string): AnswerEntry | undefined => book.entries.find((known) => known.id === id);
  return told.filter((id) => {
    const said = entry(id);
    if (said === undefined || one.say.includes(id)) return false;
    if (said.kind === 'avoid' || one.avoid.includes(id)) return true;
    return one.say.some(
      (other) => said.contradicts.includes(other) || entry(other)?.contradicts.includes(id) === true,
    );
  });
}

/** The text of an entry; an id that the ward has since removed shows as itself. */
export const answerText = (book: AnswerBook, id: string): string =>
  book.entries.find((entry) => entry.id === id)?.text ?? id;
