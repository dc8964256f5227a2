import { z } from 'zod';
import { cardSchema, changeSchema, instantSchema, namedSchema } from './named.ts';

/** What became of one message about an alert in one channel. */
export const deliveryStateNames = {
  shown: '届きました',
  waiting: '送信待ち',
  uncertain: '届いたか確認中',
  failed: '届いていません',
} as const;
export const deliveryStateSchema = z.enum(['shown', 'waiting', 'uncertain', 'failed']);

export const alertViewSchema = z.object({
  id: z.string(),
  raisedAt: instantSchema,
  /** How the alert stands now, in words. */
  standing: z.string(),
  /** The card as the channels have it. */
  card: cardSchema,
  departments: z.array(
    z.object({
      department: namedSchema,
      /** When it pressed 確認しました. */
      confirmedAt: instantSchema.optional(),
      channels: z.array(
        z.object({
          name: z.string(),
          state: deliveryStateSchema,
          at: instantSchema.optional(),
          /** Why it did not arrive and what to do, in words. */
          note: z.string().optional(),
        }),
      ),
    }),
  ),
});
export type AlertView = z.infer<typeof alertViewSchema>;

export const decisionViewSchema = z.object({
  id: z.string(),
  askedAt: instantSchema,
  asked: z.array(namedSchema),
  state: namedSchema,
  /** Why it was asked; for readers of everything. */
  reason: z.string().optional(),
  decided: z
    .object({ at: instantSchema, by: z.string().optional(), reason: z.string().optional() })
    .optional(),
});

/** One record as the reader may see it. Reading it has left a trace in its audit chain. */
export const recordViewSchema = z.object({
  number: z.string(),
  extent: z.enum(['full', 'conduct']),
  own: z.boolean(),
  occurredAt: instantSchema,
  filedAt: instantSchema,
  department: namedSchema,
  scene: namedSchema,
  conduct: z.array(namedSchema),
  severity: namedSchema.optional(),
  state: namedSchema,
  reporter: z.string().optional(),
  /** The person's file. */
  subject: z.string(),
  /** The record as the bot shows it, drawn for this reader. */
  card: cardSchema,
  /** Newest first. For readers of the conduct alone: when, without what changed. */
  versions: z.array(
    z.object({
      version: z.int(),
      at: instantSchema,
      by: z.string().optional(),
      reason: z.string().optional(),
      changes: z.array(changeSchema),
    }),
  ),
  /** What happened to the record, oldest first, in words. */
  timeline: z.array(z.object({ at: instantSchema, what: z.string(), by: z.string().optional() })),
  alert: alertViewSchema.optional(),
  decisions: z.array(decisionViewSchema),
});
export type RecordView = z.infer<typeof recordViewSchema>;
