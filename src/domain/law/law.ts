import { z } from 'zod';
import { conductSchema, type Conduct } from '../incident/choices.ts';

/** One wording of an entry and the days on which it holds; an open end has no date. */
const lawTextSchema = z.object({
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
  /** The rule in our own words, never a quotation. */
  gist: z.string().min(1).max(300),
});

export const lawEntrySchema = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  law: z.string().min(1).max(60),
  article: z.string().min(1).max(40),
  name: z.string().min(1).max(60),
  /** 施行日 of what is shown; null where the law is older than anything we record. */
  inForce: z.iso.date().nullable(),
  source: z.string().min(1).max(200),
  /** ✓ confirmed, ◇ to be confirmed by the ward's legal staff. */
  checked: z.enum(['confirmed', 'to-confirm']),
  texts: z.array(lawTextSchema).min(1).max(20),
  /** Labels of conduct for which the entry may matter. */
  labels: z.array(conductSchema),
  /** 「…に該当の可能性」; only legal staff say more than that. */
  possible: z.string().max(80).endsWith('に該当の可能性').optional(),
  note: z.string().max(300).optional(),
});

export type LawEntry = z.infer<typeof lawEntrySchema>;

type Period = { readonly from?: string | undefined; readonly until?: string | undefined };

/** Whether there is a day on which both hold. */
const overlap = (a: Period = {}, b: Period = {}): boolean =>
  (a.from ?? '') <= (b.until ?? '9999-12-31') && (b.from ?? '') <= (a.until ?? '9999-12-31');

export const lawBookSchema = z
  .object({
    source: z.string().min(1).max(200),
    date: z.iso.date(),
    checkedBy: z.string().min(1).max(80),
    entries: z.array(lawEntrySchema).min(1).max(200),
  })
  .superRefine(({ entries }, context) => {
    const ids = entries.map(({ id }) => id);
    for (const [index, { id, texts }] of entries.entries()) {
      const path = ['entries', index];
      if (ids.indexOf(id) !== index) {
        context.addIssue({ code: 'custom', path: [...path, 'id'], message: 'ids must be unique' });
      }
      for (const [place, { from = '', until = '' }] of texts.entries()) {
        if (until !== '' && until < from) {
          const message = 'until lies before from';
          context.addIssue({ code: 'custom', path: [...path, 'texts', place, 'until'], message });
        }
        if (texts.some((other, before) => before < place && overlap(texts[place], other))) {
          const message = 'periods must not overlap';
          context.addIssue({ code: 'custom', path: [...path, 'texts', place, 'from'], message });
        }
      }
    }
  });

export type LawBook = z.infer<typeof lawBookSchema>;

/** The wording of an entry on one day (YYYY-MM-DD, Japan); undefined when it was not in force yet. */
export const textOn = (entry: LawEntry, day: string): LawEntry['texts'][number] | undefined =>
  entry.texts.find(
    ({ from, until }) => (from === undefined || from <= day) && (until === undefined || day <= until),
  );

export type LawNote = {
  id: string;
  label: Conduct;
  /** 「脅迫(刑法222条)に該当の可能性」 */
  possible: string;
  gist: string;
  /** Since when the wording shown holds; null when that was before anything we record. */
  inForce: string | null;
  source: string;
  checked: LawEntry['checked'];
  note: string;
};

/** What may matter for these labels on the day of the contact, in the order of the labels. */
export function lawFor(book: LawBook, labels: readonly Conduct[], day: string): LawNote[] {
  return labels.flatMap((label) =>
    book.entries.flatMap((entry) => {
      const text = textOn(entry, day);
      if (text === undefined || entry.possible === undefined || !entry.labels.includes(label)) return [];
      const { id, possible, source, checked, note = '' } = entry;
      const { gist, from: inForce = null } = text;
      return [{ id, label, possible, gist, inForce, source, checked, note }];
    }),
  );
}
