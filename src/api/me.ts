import { z } from 'zod';
import { namedSchema } from './named.ts';

/** Who is signed in, what they may open, and what every page needs for its lists. */
export const meSchema = z.object({
  name: z.string(),
  department: namedSchema.optional(),
  roles: z.object({
    coordinator: z.boolean(),
    approverOf: z.array(namedSchema),
    /** Those of `approverOf` in which the person stands in for somebody. */
    deputyOf: z.array(namedSchema),
  }),
  ward: z.object({ name: z.string(), departments: z.array(namedSchema) }),
  choices: z.object({
    scenes: z.array(namedSchema),
    conduct: z.array(namedSchema),
    severities: z.array(namedSchema),
    states: z.array(namedSchema),
  }),
  /** Departments that cannot be reached or cannot decide; for coordinators, empty for everybody else. */
  gaps: z.array(z.object({ department: namedSchema, missing: z.array(z.enum(['channel', 'approver'])) })),
  links: z.object({
    /** Opens the chat with the bot. */
    chat: z.url(),
  }),
});
export type Me = z.infer<typeof meSchema>;
