/**
 * What was typed into cards and not sent yet, kept while the page is open: a card that is drawn anew,
 * or a look into another conversation, must not cost a word.
 */
export type Draft = ReadonlyMap<string, string>;

const drafts = new Map<string, Draft>();
const texts = new Map<string, string>();

const keyOf = (as: string, id: string): string => `${as} ${id}`;

export const cardDrafts = {
  get: (as: string, messageId: string): Draft => drafts.get(keyOf(as, messageId)) ?? new Map(),
  set: (as: string, messageId: string, draft: Draft): void => {
    if (draft.size === 0) drafts.delete(keyOf(as, messageId));
    else drafts.set(keyOf(as, messageId), draft);
  },
};

export const textDrafts = {
  get: (as: string, conversationId: string): string => texts.get(keyOf(as, conversationId)) ?? '',
  set: (as: string, conversationId: string, text: string): void => {
    texts.set(keyOf(as, conversationId), text);
  },
};

/** A copy of a card in which the named inputs already hold what was typed. */
export const withTyped = (card: Record<string, unknown>, typed: Draft): Record<string, unknown> => {
  const fill = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(fill);
    if (typeof node !== 'object' || node === null) return node;
    const copy: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(node)) copy[key] = key === 'data' ? value : fill(value);
    const { type, id } = copy;
    if (typeof type === 'string' && type.startsWith('Input.') && typeof id === 'string') {
      const value = typed.get(id);
      if (value !== undefined)
        copy['value'] = type === 'Input.Number' && value !== '' ? Number(value) : value;
    }
    return copy;
  };
  return typed.size === 0 ? card : (fill(card) as Record<string, unknown>);
};
