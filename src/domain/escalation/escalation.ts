import { z } from 'zod';

/** What a reporter may ask a superior for. */
export const askedNames = {
  'second-line': '二次対応',
  'stop-contact': '対応中止',
  police: '警察相談',
  ban: '出入禁止の検討',
} as const;
export const askedSchema = z.enum(['second-line', 'stop-contact', 'police', 'ban']);
export type Asked = z.infer<typeof askedSchema>;

export const outcomeNames = { approved: '承認', returned: '差し戻し', rejected: '却下' } as const;
export const outcomeSchema = z.enum(['approved', 'returned', 'rejected']);
export type Outcome = z.infer<typeof outcomeSchema>;

export const escalationSchema = z.object({
  id: z.string(),
  askedAt: z.iso.datetime(),
  asked: z.array(askedSchema).min(1),
  reason: z.string(),
  state: z.enum(['pending', 'approved', 'returned', 'rejected']),
  decision: z
    .object({ at: z.iso.datetime(), byKey: z.string(), byName: z.string(), reason: z.string() })
    .optional(),
});

export type Escalation = z.infer<typeof escalationSchema>;

export const decisionActions = ['approve', 'return', 'reject'] as const;
export type DecisionAction = (typeof decisionActions)[number];

type Step = { next: Outcome; needsReason: boolean; label: string };

/** role → state → action. The card draws its buttons from this table and the workflow checks against it. */
export const decisionTable: { approver: { pending: Record<DecisionAction, Step> } } = {
  approver: {
    pending: {
      approve: { next: 'approved', needsReason: false, label: '承認' },
      return: { next: 'returned', needsReason: true, label: '差し戻し' },
      reject: { next: 'rejected', needsReason: true, label: '却下' },
    },
  },
};

/** Longest reason, in characters. */
export const REASON_LIMIT = 500;
