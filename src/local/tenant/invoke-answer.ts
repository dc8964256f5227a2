import { z } from 'zod';
import type { Outcome } from './wire.ts';

type Answer = Extract<Outcome, { delivered: true }>['answer'];

const answerSchema = z.object({ statusCode: z.number(), type: z.string(), value: z.unknown() });
const errorSchema = z.object({ code: z.string().default('Error'), message: z.string() });

/**
 * Reads the body that answers an Action.Execute, as Teams would.
 * Null when there is none or it cannot be understood; Teams then says that the app did not respond.
 */
export const readInvokeAnswer = (body: unknown): Answer | null => {
  const parsed = answerSchema.safeParse(body);
  if (!parsed.success) return null;
  const { type, value, statusCode } = parsed.data;
  if (type === 'application/vnd.microsoft.card.adaptive') {
    const card = z.record(z.string(), z.unknown()).safeParse(value);
    return card.success ? { kind: 'card', card: card.data } : null;
  }
  if (type === 'application/vnd.microsoft.activity.message') {
    return typeof value === 'string' ? { kind: 'toast', text: value } : null;
  }
  if (type === 'application/vnd.microsoft.error') {
    const error = errorSchema.safeParse(value);
    return error.success
      ? { kind: 'error', code: error.data.code, text: error.data.message }
      : { kind: 'error', code: String(statusCode), text: 'エラーが返りました' };
  }
  return null;
};
