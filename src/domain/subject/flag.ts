import { z } from 'zod';

/** Longest time to the review of a 注意の印, in days. */
export const REVIEW_DAYS = 365;

export const flagSchema = z.object({
  id: z.string().regex(/^f[0-9a-f]{16}$/),
  state: z.enum(['asked', 'active', 'rejected', 'ended']),
  /** Why: for the approvers' eyes, never in a channel. */
  reason: z.string(),
  askedAt: z.iso.datetime(),
  askedByKey: z.string(),
  askedByName: z.string(),
  department: z.string(),
  /** Day on which it ends by itself unless somebody asks anew (YYYY-MM-DD, Japan). */
  reviewOn: z.iso.date(),
  decision: z
    .object({ at: z.iso.datetime(), byKey: z.string(), byName: z.string(), reason: z.string() })
    .optional(),
});

export type Flag = z.infer<typeof flagSchema>;
