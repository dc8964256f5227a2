import { z } from 'zod';
import { liveSceneSchema } from './contact.ts';

/** Who wrote an entry from what, when, and who of the ward has checked it. */
const origin = {
  source: z.string().min(1).max(200),
  date: z.iso.date(),
  checkedBy: z.string().min(1).max(80),
};

const id = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/);

/** A sentence that is spoken to the person, in every language in which staff may need it. */
const spokenSchema = z.object({
  ja: z.string().min(1).max(90),
  /** やさしい日本語 */
  easy: z.string().min(1).max(90),
  en: z.string().min(1).max(200),
  zh: z.string().min(1).max(90),
  ko: z.string().min(1).max(110),
});

/**
 * What is known of recording at this line in this contact.
 * - `known`: it records, and the person was told
 * - `announce`: it records, and the person was not told yet
 * - `not-recording`: it does not record
 * - `unknown`: nobody has said which line it is, so nothing is claimed
 */
export const recordingStateSchema = z.enum(['known', 'announce', 'not-recording', 'unknown']);

const sentenceSchema = z.object({
  id,
  text: spokenSchema,
  /** Scenes in which it can be said. */
  scenes: z.array(liveSceneSchema).min(1),
  /** Set on a sentence about recording: the one state in which it is true. */
  recording: recordingStateSchema.optional(),
  /** Set on the sentence of a step of the manual. */
  step: z.enum(['warning', 'stop', 'leave', 'final', 'end']).optional(),
  ...origin,
});

export type Sentence = z.infer<typeof sentenceSchema>;

/** Stands in a situation where the recording sentence that is true at this moment belongs. */
export const RECORDING = 'recording';

const situationSchema = z.object({
  id,
  /** On a button: short. */
  title: z.string().min(1).max(14),
  scenes: z.array(liveSceneSchema).min(1),
  /** Ids of sentences, or `recording`; said in this order. */
  say: z.array(id).min(2).max(3),
  avoid: z
    .array(z.object({ words: z.string().min(1).max(60), instead: z.string().min(1).max(80) }))
    .min(1)
    .max(2),
  /** What to note. */
  record: z.array(z.string().min(1).max(80)).min(1).max(3),
  next: z.string().min(1).max(120),
  /** The steps of the manual are offered; never for an ordinary complaint. */
  ladder: z.boolean(),
  /** How much the words said in it matter when not all fit the form. */
  weight: z.int().min(0).max(3),
  /** What happened, as a record may say it: no verdict, no measure without a number. */
  fact: z.string().min(1).max(60),
  /** Entries of the law book. */
  law: z.array(z.string()).max(3),
  ...origin,
});

export type Situation = z.infer<typeof situationSchema>;

const choiceSchema = z.object({
  text: z.string().min(1).max(120),
  good: z.boolean(),
  /** Why, in the words of somebody who teaches. */
  feedback: z.string().min(1).max(160),
});

const scenarioSchema = z.object({
  id,
  title: z.string().min(1).max(24),
  scene: liveSceneSchema,
  about: z.string().min(1).max(120),
  /** What is true of recording in it: shown, so that the answers can be judged. */
  recording: recordingStateSchema,
  /** The situation whose sentences are the hint. */
  situation: id,
  turns: z
    .array(
      z.object({
        caller: z.string().min(1).max(120),
        choices: z
          .array(choiceSchema)
          .min(2)
          .max(3)
          .refine((choices) => choices.filter(({ good }) => good).length === 1, {
            message: 'one choice of a turn is good',
          }),
      }),
    )
    .min(2)
    .max(4),
  /** What to take along. */
  lesson: z.string().min(1).max(160),
  ...origin,
});

export type Scenario = z.infer<typeof scenarioSchema>;

/** Everything that the companion says. Throws where an entry points to one that is not there. */
export const companionBookSchema = z
  .object({
    sentences: z.array(sentenceSchema).min(1),
    situations: z.array(situationSchema).min(18),
    scenarios: z.array(scenarioSchema).min(8),
  })
  .superRefine((book, context) => {
    const { sentences, situations, scenarios } = book;
    const problem = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    for (const list of ['sentences', 'situations', 'scenarios'] as const) {
      const ids = book[list].map((entry) => entry.id);
      for (const [index, one] of ids.entries()) {
        if (ids.indexOf(one) !== index) problem([list, index, 'id'], `${one} is there twice`);
      }
    }
    for (const [index, { id, say, scenes }] of situations.entries()) {
      for (const [place, wanted] of say.entries()) {
        if (wanted === RECORDING) continue;
        const path = ['situations', index, 'say', place];
        const found = sentences.find((sentence) => sentence.id === wanted);
        if (found === undefined) problem(path, `${id} says ${wanted}, which is not there`);
        else if (!scenes.every((scene) => found.scenes.includes(scene))) {
          problem(path, `${wanted} cannot be said in every scene of ${id}`);
        }
      }
    }
    for (const [index, { id, situation }] of scenarios.entries()) {
      if (situations.some((one) => one.id === situation)) continue;
      problem(['scenarios', index, 'situation'], `${id} practises ${situation}`);
    }
  });

export type CompanionBook = z.infer<typeof companionBookSchema>;

export const situationOf = (book: CompanionBook, wanted: string | undefined): Situation | undefined =>
  book.situations.find(({ id }) => id === wanted);

export const sentenceOf = (book: CompanionBook, wanted: string): Sentence | undefined =>
  book.sentences.find(({ id }) => id === wanted);

export const scenarioOf = (book: CompanionBook, wanted: string | undefined): Scenario | undefined =>
  book.scenarios.find(({ id }) => id === wanted);
