import { z } from 'zod';
import { patternProblem } from './pattern.ts';
import { wordingKindSchema } from './finding.ts';

/** What a manner is measured in (ANNOTATION: a measure excuses only its own dimension). */
export const dimensions = ['loudness', 'duration', 'count', 'force', 'tone', 'distance', 'degree'] as const;

export type Dimension = (typeof dimensions)[number];

const pattern = z.string().superRefine((value, ctx) => {
  const problem = patternProblem(value);
  if (problem !== null) ctx.addIssue({ code: 'custom', message: `${value}: ${problem}` });
});

/** Every file of word lists says where it comes from, when, and who of the ward has checked it. */
const provenance = { source: z.string().min(1), date: z.iso.date(), checkedBy: z.string().min(1) };

const entrySchema = z.object({
  say: z.array(pattern).min(1),
  ask: z.string(),
  of: z.array(z.enum(dimensions)).optional(),
});

export const kindListSchema = z.object({
  kind: wordingKindSchema,
  ...provenance,
  entries: z.array(entrySchema).min(1),
});

export const sensitiveListSchema = z.object({
  ...provenance,
  ask: z.string(),
  topics: z.array(z.object({ about: z.string(), say: z.array(pattern).min(1) })).min(1),
  certain: z.array(pattern),
});

export const hearsayListSchema = z.object({ ...provenance, ask: z.string(), rumours: z.array(pattern) });

export const setTermsSchema = z.object({ ...provenance, terms: z.array(pattern) });

export const misspellingsSchema = z.object({
  ...provenance,
  pairs: z.array(z.tuple([z.string().min(2), z.string().min(1)])),
});

export const asksSchema = z.object({ ...provenance, asks: z.record(z.string(), z.string().min(1)) });

/** All that the wording judge knows, as the ward's people keep it in src/content/wording. */
export const wordingLexiconSchema = z
  .object({
    lists: z.array(kindListSchema),
    sensitive: sensitiveListSchema,
    hearsay: hearsayListSchema,
    setTerms: setTermsSchema,
    misspellings: misspellingsSchema,
    asks: asksSchema,
  })
  .superRefine((lexicon, ctx) => {
    const asked = [
      ...lexicon.lists.flatMap((list) => list.entries.map((entry) => entry.ask)),
      lexicon.sensitive.ask,
      lexicon.hearsay.ask,
      'guess',
    ];
    for (const ask of asked) {
      if (lexicon.asks.asks[ask] === undefined) ctx.addIssue({ code: 'custom', message: `no ask ${ask}` });
    }
  });

export type WordingLexicon = z.infer<typeof wordingLexiconSchema>;
