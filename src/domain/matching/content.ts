import { z } from 'zod';

/** Shapes of the tables in src/content/matching. Every table says where it comes from and who checked it. */

const origin = { source: z.string().min(1), date: z.iso.date(), checkedBy: z.string().min(1) };

export const paraphraseTableSchema = z.object({
  ...origin,
  entries: z.array(z.object({ key: z.string().min(1), words: z.array(z.string().min(1)).min(1) })),
});

/** Words that may not be kept as a feature, and longer words that merely hold their letters. */
export const refusedTableSchema = paraphraseTableSchema.extend({ spared: z.array(z.string().min(1)) });

export const readingTableSchema = z.object({
  ...origin,
  entries: z.array(
    z.object({ name: z.string().min(1), readings: z.array(z.string().regex(/^[ァ-ヺー]+$/)).min(1) }),
  ),
});

export const variantTableSchema = z.object({
  ...origin,
  entries: z.array(z.object({ from: z.string().min(1), to: z.string().min(1) })),
});

const bounds = z.object({ short: z.int(), tall: z.int() }).refine(({ short, tall }) => short < tall);

/** Words for height and build, and what a number of centimetres means. */
export const figureTableSchema = z.object({
  ...origin,
  words: z.array(
    z.object({
      words: z.array(z.string().min(1)).min(1),
      height: z.enum(['short', 'average', 'tall']).optional(),
      build: z.enum(['slim', 'average', 'heavy']).optional(),
    }),
  ),
  /** Shorter than `short` is short, taller than `tall` is tall. */
  centimetres: z.object({ male: bounds, female: bounds, unknown: bounds }),
});

const probability = z.number().gt(0).lt(1);

/** How one free-text feature of the same person varies from record to record. */
export const habitSchema = z.object({
  why: z.string(),
  /** Probability that one noted thing of a record comes back in a given place of the next record. */
  share: z.number().gt(0).max(1),
  /** … and then in the very same words. */
  exact: probability,
  /** … and then in other words for the same thing. */
  reworded: probability,
  /** Likelihood ratio of two things known to differ. */
  differs: probability,
  /** Likelihood ratio of two things of which a table does not know at least one. */
  unlike: probability,
});

export const weightsSchema = z.object({
  ...origin,
  /** Probability of agreement for the same person (m). Chance agreement (u) is learnt from the records. */
  habits: z.object({
    hair: habitSchema,
    voice: habitSchema,
    belongings: habitSchema,
    colours: habitSchema,
    garments: habitSchema,
    coloursOtherDay: habitSchema,
    garmentsOtherDay: habitSchema,
    topic: habitSchema,
    details: habitSchema,
    words: habitSchema,
  }),
  /** Probability that a closed choice is noted as it truly is. */
  choices: z.object({
    gender: probability,
    height: probability,
    build: probability,
    glasses: probability,
    scene: probability,
    department: probability,
  }),
  /** Age band noted 0, 1, 2, 3 … bands away from an earlier one. */
  ageSteps: z.array(probability).length(4),
  phone: z.object({
    same: probability,
    digit: probability,
    swap: probability,
    none: probability,
    chance: probability,
  }),
  name: z.object({
    surnameSame: probability,
    surnameSound: probability,
    surnameNear: probability,
    surnameDiffers: probability,
    givenSame: probability,
    givenSound: probability,
    givenNear: probability,
    givenDiffers: probability,
  }),
  address: z.object({ block: probability, town: probability, differs: probability }),
  /** 「さっき○○課で」: how often such words are said on the way from one department to the next. */
  cue: z.object({ saidAfter: probability, saidOtherwise: probability }),
  /** How often the person of a record is new, and how often one who was here comes back per record. */
  prior: z.object({
    newcomer: probability,
    newcomerStrength: z.number().positive(),
    todayRate: probability,
    onceRate: probability,
    oftenRate: probability,
    strength: z.number().positive(),
  }),
  /** Fields are not independent: evidence of each group counts with this exponent. */
  temper: z.number().gt(0).max(1),
  bands: z.object({
    high: probability,
    possible: probability,
    /** Independent groups that must speak for the person before 「可能性が高い」 is said. */
    groups: z.int().min(1),
  }),
});

export type MatchingWeights = z.infer<typeof weightsSchema>;
export type Habit = z.infer<typeof habitSchema>;

export const matchingContentSchema = z.object({
  variants: variantTableSchema,
  surnames: readingTableSchema,
  givenNames: readingTableSchema,
  colours: paraphraseTableSchema,
  garments: paraphraseTableSchema,
  hair: paraphraseTableSchema,
  voice: paraphraseTableSchema,
  belongings: paraphraseTableSchema,
  phrases: paraphraseTableSchema,
  topics: paraphraseTableSchema,
  details: paraphraseTableSchema,
  figure: figureTableSchema,
  demandEndings: paraphraseTableSchema,
  refused: refusedTableSchema,
  weights: weightsSchema,
});

export type MatchingContent = z.infer<typeof matchingContentSchema>;
