import { z } from 'zod';

export const sceneSchema = z.enum(['counter', 'phone', 'visit', 'net']);

/** What was around the words; every field may be missing. Minutes of contact, counts as the page has them. */
export const conductContextSchema = z.object({
  scene: sceneSchema.optional(),
  minutes: z.number().nonnegative().optional(),
  visitsThisWeek: z.number().nonnegative().optional(),
  callsToday: z.number().nonnegative().optional(),
  /** One line of what was seen: 「カウンターを蹴った」. */
  note: z.string().optional(),
});

export type ConductContext = z.infer<typeof conductContextSchema>;

/** The person's words without brackets (may be empty when the note carries everything) and the context. */
export const conductInputSchema = z.object({
  words: z.string().default(''),
  context: conductContextSchema.default({}),
});

export type ConductInput = z.input<typeof conductInputSchema>;
