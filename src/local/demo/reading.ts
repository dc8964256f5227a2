/** Everything that a card shows, in reading order: texts, labels, choices, values and button titles. */
export function textsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsOf);
  if (typeof node !== 'object' || node === null) return [];
  const texts: string[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (['text', 'title', 'label', 'value'].includes(key) && typeof value === 'string') texts.push(value);
    else if (key !== 'data' && key !== 'fallback') texts.push(...textsOf(value));
  }
  return texts;
}

/** The present value of each input of a card, by id. */
export function valuesOf(node: unknown): Record<string, string> {
  if (Array.isArray(node)) return Object.assign({}, ...node.map(valuesOf)) as Record<string, string>;
  if (typeof node !== 'object' || node === null) return {};
  const { type, id, value } = node as { type?: unknown; id?: unknown; value?: unknown };
  if (typeof type === 'string' && type.startsWith('Input.') && typeof id === 'string') {
    return { [id]: typeof value === 'string' ? value : '' };
  }
  return valuesOf(Object.values(node));
}

export const says = (card: unknown, words: string): boolean => textsOf(card).join('\n').includes(words);
