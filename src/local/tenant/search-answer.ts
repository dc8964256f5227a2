import { z } from 'zod';
import type { SearchAnswer } from './wire.ts';

const cardSchema = z.looseObject({ type: z.literal('AdaptiveCard') });

/** Teams lists a card by its preview alone; without one there is nothing to see and nothing to choose. */
const previewSchema = z.object({
  contentType: z.enum(['application/vnd.microsoft.card.thumbnail', 'application/vnd.microsoft.card.hero']),
  content: z
    .object({ title: z.string().default(''), text: z.string().default('') })
    .refine(({ title, text }) => `${title}${text}`.trim() !== '', 'neither title nor text'),
});

const answerSchema = z.object({
  composeExtension: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('result'),
      attachmentLayout: z.enum(['list', 'grid']).default('list'),
      attachments: z.array(
        z.object({
          contentType: z.literal('application/vnd.microsoft.card.adaptive'),
          content: cardSchema,
          preview: previewSchema,
        }),
      ),
    }),
    z.object({ type: z.literal('message'), text: z.string().trim().min(1) }),
  ]),
});

/**
 * Reads the body that answers a `composeExtension/query`, as Teams would (its page on search commands).
 * A body that cannot be used gives the reason, which names places in the body and none of its words.
 */
export const readSearchAnswer = (body: unknown): SearchAnswer | { kind: 'unusable'; reason: string } => {
  const parsed = answerSchema.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.join('.') ?? '';
    return {
      kind: 'unusable',
      reason: `no usable answer: ${where === '' ? '(body)' : where}: ${issue?.message ?? 'not as expected'}`,
    };
  }
  const { composeExtension: answer } = parsed.data;
  if (answer.type === 'message') return { kind: 'message', text: answer.text };
  return {
    kind: 'results',
    results: answer.attachments.map(({ content, preview }) => ({
      title: preview.content.title,
      text: preview.content.text,
      card: content,
    })),
  };
};
