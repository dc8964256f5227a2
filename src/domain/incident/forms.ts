import { z } from 'zod';
import { nonceSchema, recordNumberSchema } from '../ids.ts';
import { conductSchema } from './choices.ts';

/** What people typed, by input id, exactly as it came. */
export const typedValuesSchema = z.record(z.string(), z.string());

export type TypedValues = z.infer<typeof typedValuesSchema>;

/** One form handed out to one person. */
export const formSchema = z.object({
  nonce: nonceSchema,
  personKey: z.string(),
  issuedAt: z.iso.datetime(),
  /** Message that shows the form, once the channel has said its id. */
  messageId: z.string().optional(),
  /** What was typed when the form was last sent back with errors or with more rows. */
  typed: typedValuesSchema.optional(),
  /** The 速報 that the form completes, and the version that it was drawn from. */
  completes: z.object({ number: recordNumberSchema, base: z.int().min(1) }).optional(),
  /** What the person was told about the words and has not answered yet. */
  advised: z
    .object({
      advice: z.array(z.object({ field: z.string(), words: z.string(), kind: z.string(), ask: z.string() })),
      labels: z.array(conductSchema),
    })
    .optional(),
});

export type Form = z.infer<typeof formSchema>;
