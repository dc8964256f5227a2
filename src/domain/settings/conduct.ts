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
  .superRefine(({ entries }, context) => {
    const labels = entries.map(({ label }) => label);
    for (const [index, { label, phrases }] of entries.entries()) {
      if (labels.indexOf(label) !== index) {
        const message = 'each kind of conduct stands once';
        context.addIssue({ code: 'custom', path: ['entries', index, 'label'], message });
      }
      const words = phrases.map((phrase) => phrase.words);
      for (const [place, phrase] of words.entries()) {
        const path = ['entries', index, 'phrases', place, 'words'];
        // What is judged is cut at these marks, so words across them would never be found.
        if (/[。！？!?\r\n「」『』“”"]/u.test(phrase)) {
          context.addIssue({ code: 'custom', path, message: 'words must stand in one sentence' });
        } else if ((phrase.match(/[\p{L}\p{N}]/gu) ?? []).length < 2) {
          context.addIssue({ code: 'custom', path, message: 'words must have two letters at least' });
        } else if (words.indexOf(phrase) !== place) {
          context.addIssue({ code: 'custom', path, message: 'words stand twice' });
        }
      }
    }
  });
export type WardConduct = z.infer<typeof wardConductSchema>;
