import { z } from 'zod';
import { patternProblem } from '../wording/pattern.ts';
import { sceneSchema } from './context.ts';
import { conductLabelSchema } from './label.ts';

const pattern = z.string().superRefine((value, ctx) => {
  const unknown = /\{[a-z]/.test(value) ? 'a word class in it is not in the list' : null;
  const problem = unknown ?? patternProblem(value);
  if (problem !== null) ctx.addIssue({ code: 'custom', message: `${value.slice(0, 60)}: ${problem}` });
});

/**
 * The word classes of a list: `{family}` in a pattern of its rules stands for all words of the class,
 * so that one pattern holds for every person, place or post that the ward adds to the class.
 */
const CLASS = /\{([a-z][A-Za-z]*)\}/g;

function expandClasses(value: unknown, classes: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(CLASS, (mark, name: string) => {
      const words = classes[name];
      return words === undefined ? mark : `(?:${words})`;
    });
  }
  if (Array.isArray(value)) return value.map((one) => expandClasses(one, classes));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, expandClasses(one, classes)]));
}

const classesSchema = z.object({ classes: z.record(z.string(), z.string()).default({}), rules: z.unknown() });

/** The list with every class of it written out; what is no list at all is left to the schema of the list. */
function withClasses(raw: unknown): unknown {
  const read = classesSchema.safeParse(raw);
  if (!read.success || typeof raw !== 'object' || raw === null) return raw;
  const classes: Record<string, string> = {};
  for (const [name, words] of Object.entries(read.data.classes)) {
    classes[name] = String(expandClasses(words, classes));
  }
  return { ...raw, rules: expandClasses(read.data.rules, classes) };
}

/**
 * One rule of a label. `any` must be found in a sentence in which no `unless` is found; `harmless`
 * phrases are taken out first; `need` and `needAlso` must be found somewhere in the whole text,
 * and `never` nowhere in words and note together.
 */
const ruleSchema = z.object({
  /** The family of expressions that the rule stands for, for the people who keep the list. */
  family: z.string().min(1).optional(),
  of: z.enum(['words', 'note']).default('words'),
  scene: z.array(sceneSchema).optional(),
  any: z.array(pattern).min(1),
  need: pattern.optional(),
  needAlso: pattern.optional(),
  unless: z.array(pattern).default([]),
  never: z.array(pattern).default([]),
  harmless: z.array(pattern).default([]),
  /** The rule is silent when one of these labels holds: authority takes vague special treatment with it. */
  yields: z.array(conductLabelSchema).default([]),
  why: z.string().min(1),
});

const listSchema = z.object({
  label: conductLabelSchema,
  name: z.string().min(1),
  source: z.string().min(1),
  date: z.iso.date(),
  checkedBy: z.string().min(1),
  classes: z.record(z.string().regex(/^[a-z][A-Za-z]*$/), z.string()).default({}),
  rules: z.array(ruleSchema),
});

/** `minutes` and the three note patterns belong to the rule of time, the rest to that of repeat. */
const timeListSchema = listSchema.extend({
  label: z.literal('time'),
  minutes: z.number().positive(),
  answerPending: pattern,
  answered: pattern,
  workGoingOn: pattern,
});

const repeatListSchema = listSchema.extend({
  label: z.literal('repeat'),
  visits: z.number().positive(),
  calls: z.number().positive(),
  otherErrand: pattern,
  errandList: pattern,
  sameErrand: pattern,
});

/** All that the conduct judge knows, as the ward's people keep it in src/content/conduct. */
export const conductRulesSchema = z.object({
  time: z.preprocess(withClasses, timeListSchema),
  repeat: z.preprocess(withClasses, repeatListSchema),
  others: z.array(z.preprocess(withClasses, listSchema)),
});

export type ConductRules = z.infer<typeof conductRulesSchema>;
export type ConductRule = z.infer<typeof ruleSchema>;
