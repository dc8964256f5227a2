import { z } from 'zod';

/** A witness's own account: stands beside the record and is never merged into it. */
export const accountSchema = z.object({
  byKey: z.string(),
  byName: z.string(),
  department: z.string(),
  at: z.iso.datetime(),
  nonce: z.string(),
  text: z.string(),
});

export type Account = z.infer<typeof accountSchema>;

/** One question about one field. */
const questionSchema = z.object({ field: z.string(), question: z.string() });

export type Question = z.infer<typeof questionSchema>;

/** A record sent back with questions; answered by a new version. */
export const reviewSchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  byKey: z.string(),
  byName: z.string(),
  questions: z.array(questionSchema).min(1),
  /** Version that answered it. */
  answeredBy: z.int().optional(),
});

export type Review = z.infer<typeof reviewSchema>;
