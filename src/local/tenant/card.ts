/** Reads a card as a renderer would: which buttons and inputs are on it. Cards stay unknown JSON here. */

export type Card = Record<string, unknown>;

export type CardAction = {
  readonly type: 'Action.Execute' | 'Action.Submit';
  readonly id: string | undefined;
  readonly verb: string | undefined;
  readonly title: string | undefined;
  readonly data: Record<string, unknown>;
  readonly takesInputs: boolean;
  /** The action that a client without Action.Execute would offer instead. */
  readonly fallback: CardAction | undefined;
  /** Which nested Action.ShowCards hold it; inputs of the same or an outer card go along. */
  readonly scope: string;
};

export type CardInput = {
  readonly type: string;
  readonly id: string;
  readonly value: string | undefined;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
  readonly scope: string;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

const toAction = (node: Record<string, unknown>, scope: string): CardAction | undefined => {
  const type = node['type'];
  if (type !== 'Action.Execute' && type !== 'Action.Submit') return undefined;
  const fallback = node['fallback'];
  return {
    type,
    id: text(node['id']),
    verb: text(node['verb']),
    title: text(node['title']),
    data: isObject(node['data']) ? node['data'] : {},
    takesInputs: text(node['associatedInputs'])?.toLowerCase() !== 'none',
    fallback: isObject(fallback) ? toAction(fallback, scope) : undefined,
    scope,
  };
};

const toChoices = (node: Record<string, unknown>): CardInput['choices'] =>
  Array.isArray(node['choices'])
    ? node['choices']
        .filter(isObject)
        .map((choice) => ({ title: text(choice['title']) ?? '', value: text(choice['value']) ?? '' }))
    : [];

const toInput = (node: Record<string, unknown>, scope: string): CardInput | undefined => {
  const type = text(node['type']);
  const id = text(node['id']);
  if (type === undefined || id === undefined || !type.startsWith('Input.')) return undefined;
  const value =
    type === 'Input.Toggle'
      ? (text(node['value']) ?? text(node['valueOff']) ?? 'false')
      : text(node['value']);
  return { type, id, value, choices: toChoices(node), scope };
};

/** Buttons and inputs in the order in which they are written in the card. */
export const readCard = (card: Card): { actions: CardAction[]; inputs: CardInput[] } => {
  const actions: CardAction[] = [];
  const inputs: CardInput[] = [];
  const visit = (node: unknown, scope: string): void => {
    if (Array.isArray(node)) {
      for (const item of node) visit(item, scope);
      return;
    }
    if (!isObject(node)) return;
    const action = toAction(node, scope);
    if (action !== undefined) {
      actions.push(action);
      return;
    }
    const input = toInput(node, scope);
    if (input !== undefined) inputs.push(input);
    const inner = node['type'] === 'Action.ShowCard' ? `${scope}${actions.length}.${inputs.length}/` : scope;
    for (const [key, value] of Object.entries(node)) {
      if (key !== 'data' && key !== 'fallback' && key !== 'choices') visit(value, inner);
    }
  };
  visit(card, '/');
  return { actions, inputs };
};

/** The inputs that go along when an action of this card is pressed. */
export const inputsFor = (card: Card, action: CardAction): CardInput[] =>
  action.takesInputs ? readCard(card).inputs.filter((input) => action.scope.startsWith(input.scope)) : [];

/** The first words of a card, for a list of conversations. */
export const firstWords = (node: unknown): string | undefined => {
  if (Array.isArray(node)) {
    for (const item of node) {
      const words = firstWords(item);
      if (words !== undefined) return words;
    }
    return undefined;
  }
  if (!isObject(node)) return undefined;
  if (node['type'] === 'TextBlock') return text(node['text']);
  return firstWords(node['body'] ?? node['items'] ?? node['columns'] ?? node['inlines']);
};
