import { z } from 'zod';
import { cardSchema, daySchema, instantSchema, namedSchema } from './named.ts';

/** A question for persons; as a body, because what is asked is private. At least one field says something. */
export const subjectQuerySchema = z.strictObject({
  name: z.string().trim().max(80).optional(),
  phone: z.string().trim().max(40).optional(),
  looks: z.string().trim().max(200).optional(),
  words: z.string().trim().max(200).optional(),
});
export type SubjectQuery = z.infer<typeof subjectQuerySchema>;

const contactSchema = z.object({
  number: z.string(),
  extent: z.enum(['full', 'conduct', 'outline']),
  at: instantSchema,
  department: namedSchema,
  scene: namedSchema,
  conduct: z.array(namedSchema),
  severity: namedSchema.optional(),
  /** What was asked of the person there, in words and counts. */
  steps: z.array(z.string()),
  ending: namedSchema.optional(),
});

export const foundSubjectsSchema = z.object({
  found: z.array(
    z.object({
      subject: z.string(),
      /** How likely it is. */
      band: namedSchema,
      reasons: z.array(z.string()),
      contacts: z.array(z.object({ department: namedSchema, count: z.int(), newest: instantSchema })),
    }),
  ),
});
export type FoundSubjects = z.infer<typeof foundSubjectsSchema>;

/** A person's file as the reader may see it. Opening it has left a trace. */
export const subjectViewSchema = z.object({
  subject: z.string(),
  /** The newest name, where the reader may read one. */
  name: z.string().optional(),
  /** Files that were merged into this one. */
  merged: z.array(z.string()),
  /** 配慮事項 */
  needs: z.array(z.string()),
  /** 注意の印, active. */
  flag: z.object({ until: daySchema, reason: z.string().optional() }).optional(),
  /** A minor, or a place of trust: never a mark. */
  exempt: z.boolean(),
  /** Newest first. */
  contacts: z.array(contactSchema),
  /** How each record came into the file, for officials. */
  links: z.array(z.object({ number: z.string(), what: z.string(), at: instantSchema.optional() })),
  /** What waits for somebody. */
  open: z.array(
    z.object({ what: z.string(), number: z.string(), department: namedSchema, at: instantSchema }),
  ),
  card: cardSchema,
});
export type SubjectView = z.infer<typeof subjectViewSchema>;
