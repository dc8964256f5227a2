import { z } from 'zod';
import { conductSchema } from '../incident/choices.ts';
import { originShape } from './origin.ts';

/** The ward's own words for one kind of conduct, beside the word list that comes with Tate. */
const conductEntrySchema = z.object({
  label: conductSchema,
  ...originShape,
  /** 施行日: from this day on the ward uses them. */
  inForce: z.iso.date().optional(),
  /** Taken letter by letter, never as a pattern. */
  phrases: z
    .array(z.object({ words: z.string().trim().min(2).max(40), why: z.string().trim().min(1).max(60) }))
    .max(100),
});

export const wardConductSchema = z
  .object({ entries: z.array(conductEntrySchema) })
  .refine(({ entries }) => new Set(entries.map(({ label }) => label)).size === entries.length, {
    message: 'each kind of conduct stands once',
  });
export type WardConduct = z.infer<typeof wardConductSchema>;
