import { z } from 'zod';
import { patternProblem } from '../wording/pattern.ts';
import { sceneSchema } from './context.ts';
import { conductLabelSchema } from './label.ts';

const pattern = z.string().superRefine((value, ctx) => {
  const problem = patternProblem(value);
  if (problem !== null) ctx.addIssue({ code: 'custom', message: `${value.slice(0, 60)}: ${problem}` });
});

/**
 * One rule of a label. `any` must be found in a sentence in which no `unless` is found; `harmless`
 * phrases are taken out first; `need` and `needAlso` must be found somewhere in the whole text.
 */
const ruleSchema = z.object({
  of: z.enum(['words', 'note']).default('words'),
  scene: z.array(sceneSchema).optional(),
  any: z.array(pattern).min(1),
  need: pattern.optional(),
  needAlso: pattern.optional(),
  unless: z.array(pattern).default([]),
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
  time: timeListSchema,
  repeat: repeatListSchema,
  others: z.array(listSchema),
});

export type ConductRules = z.infer<typeof conductRulesSchema>;
export type ConductRule = z.infer<typeof ruleSchema>;
