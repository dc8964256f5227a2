import { z } from 'zod';
import { conductSchema, sceneSchema } from '../domain/incident/choices.ts';
import { recordStateSchema } from '../domain/incident/state.ts';
import { severitySchema } from '../domain/risk/severity.ts';
import { continuationSchema, daySchema, instantSchema, namedSchema } from './named.ts';

export { stateNames } from '../domain/incident/state.ts';

/**
 * A question to the register. It goes as a body, because words that are searched for must not stand in an address
 * that proxies write down.
 */
export const registerQuerySchema = z.strictObject({
  /** Days on which the contact was, both included. */
  from: daySchema.optional(),
  until: daySchema.optional(),
  department: z.string().max(31).optional(),
  scene: sceneSchema.optional(),
  conduct: conductSchema.optional(),
  severity: z.union([severitySchema, z.literal('none')]).optional(),
  state: recordStateSchema.optional(),
  /** All of these words, apart by blanks, in what the reader may read of the record, or its number. */
  words: z.string().trim().max(100).optional(),
  /** By the moment of the contact, or of the filing. */
  sort: z.enum(['occurred', 'filed']).default('occurred'),
  order: z.enum(['newest', 'oldest']).default('newest'),
  after: continuationSchema.optional(),
});
export type RegisterQuery = z.input<typeof registerQuerySchema>;

export const registerRowSchema = z.object({
  number: z.string(),
  /** What the reader may read of it when opened. */
  extent: z.enum(['full', 'conduct']),
  occurredAt: instantSchema,
  filedAt: instantSchema,
  department: namedSchema,
  scene: namedSchema,
  conduct: z.array(namedSchema),
  severity: namedSchema.optional(),
  state: namedSchema,
  alerted: z.boolean(),
  /** Filed by the reader. */
  own: z.boolean(),
  /** Name of the reporter, for readers of everything. */
  reporter: z.string().optional(),
});
export type RegisterRow = z.infer<typeof registerRowSchema>;

export const registerPageSchema = z.object({
  rows: z.array(registerRowSchema),
  /** Absent on the last page. A page may hold fewer rows than others, or none, and still have a next. */
  next: continuationSchema.optional(),
  /** How many records this request looked at. */
  lookedAt: z.int(),
  /** The day up to which the search has come; absent when it is through. */
  reached: daySchema.optional(),
});
export type RegisterPage = z.infer<typeof registerPageSchema>;
