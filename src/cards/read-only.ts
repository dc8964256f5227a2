/** Properties under which a card does something: buttons, taps, and what a client runs by itself. */
const doing = new Set(['actions', 'selectAction', 'inlineAction', 'refresh', 'authentication', 'fallback']);

const isActing = (type: unknown): boolean =>
  typeof type === 'string' && (/^(?:Input|Action)\./u.test(type) || type === 'ActionSet');

const isRecord = (node: unknown): node is Record<string, unknown> =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

/** A box of which nothing is left. */
const isEmpty = (node: unknown): boolean =>
  isRecord(node) &&
  node['type'] === 'Container' &&
  Array.isArray(node['items']) &&
  node['items'].length === 0;

function still(node: unknown): unknown {
  if (Array.isArray(node)) {
    return node
      .filter((part) => !(isRecord(part) && isActing(part['type'])))
      .map(still)
      .filter((part) => !isEmpty(part));
  }
  if (!isRecord(node)) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !doing.has(key))
      .map(([key, value]) => [key, still(value)]),
  );
}

/**
 * The card as it can be read outside a conversation: nothing to press, to type into or to open. A press there
 * would come back through no front door, so there is none.
 */
export const readOnly = (card: object): Record<string, unknown> => still(card) as Record<string, unknown>;
