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

export const saidNames = { said: '言った', 'not-said': '言っていない', otherwise: '言い方が違う' } as const;
export const saidSchema = z.enum(['said', 'not-said', 'otherwise']);
export type SaidChoice = z.infer<typeof saidSchema>;

/** A question to the reporter whether they said what the person now says they said. */
export const followUpSchema = z.object({
  id: z.string().regex(/^k[0-9a-f]{16}$/),
  askedByKey: z.string(),
  askedByName: z.string(),
  /** Of the asker. */
  department: z.string(),
  at: z.iso.datetime(),
  /** What the person says was said: for the reporter and the asker, in their own chats only. */
  claim: z.string(),
  answer: z.object({ choice: saidSchema, text: z.string(), at: z.iso.datetime() }).optional(),
});

export type FollowUp = z.infer<typeof followUpSchema>;
