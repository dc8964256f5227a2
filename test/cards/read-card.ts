import { createRequire } from 'node:module';
import type * as AdaptiveCards from 'adaptivecards';
import { flags, numbers, properties, words } from './schema-1-5.ts';

/** The main entry of the package cannot be loaded in Node; its bundle can. */
const library = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as typeof AdaptiveCards;

/** One part of a drawn card, with the kind it is of. */
export type Part = { readonly kind: string; readonly at: string; readonly node: Record<string, unknown> };

const isNode = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every element, input, choice, text run and action of a card; what a button carries is not a part. */
export function partsOf(card: object): Part[] {
  const parts: Part[] = [];
  const visit = (value: unknown, at: string, kindHere: string | undefined): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, `${at}[${index}]`, kindHere);
      return;
    }
    if (!isNode(value)) return;
    const kind = typeof value['type'] === 'string' ? value['type'] : (kindHere ?? 'unknown');
    parts.push({ kind, at, node: value });
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'data') continue;
      visit(inner, `${at}.${key}`, key === 'choices' ? 'Input.Choice' : undefined);
    }
  };
  visit(card, 'card', 'AdaptiveCard');
  return parts;
}

export const inputsOf = (card: object): Part[] =>
  partsOf(card).filter(({ kind }) => kind.startsWith('Input.') && kind !== 'Input.Choice');

export type Button = {
  readonly node: Record<string, unknown>;
  readonly data: Record<string, unknown>;
  readonly at: string;
};

/** Opens and closes a part of the card on the device itself; nothing is sent. */
const FOLDS = new Set(['Action.ToggleVisibility', 'TargetElement']);

/** What the folding buttons of a card open and close, by id. */
export const foldsOf = (card: object): string[] =>
  partsOf(card)
    .filter(({ kind }) => kind === 'Action.ToggleVisibility')
    .flatMap(({ node }) => (node['targetElements'] as unknown[]).map(String));

/** Where a card leads. */
export const linksOf = (card: object): string[] =>
  partsOf(card)
    .filter(({ kind }) => kind === 'Action.OpenUrl')
    .map(({ node }) => String(node['url']));

/** The buttons that people send something with; the Action.Submit behind each belongs to it. */
export const buttonsOf = (card: object): Button[] =>
  partsOf(card)
    .filter(({ kind, at }) => kind.startsWith('Action.') && !FOLDS.has(kind) && !at.endsWith('.fallback'))
    .filter(({ kind }) => kind !== 'Action.OpenUrl')
    .map(({ node, at }) => ({ node, at, data: isNode(node['data']) ? node['data'] : {} }));

/** How many buttons stand together at most. */
export const mostButtonsTogether = (card: object): number =>
  Math.max(
    0,
    ...partsOf(card).map(({ node }) => (Array.isArray(node['actions']) ? node['actions'].length : 0)),
  );

/** Where a text stands: `TextBlock.text`, `TextRun.text`, `Input.Text.value`, … */
export type Text = { readonly where: string; readonly at: string; readonly text: string };

/** Every text of a card with its place, of keys and carried data as well. */
export function textsOf(card: object): Text[] {
  return partsOf(card).flatMap(({ kind, at, node }) =>
    Object.entries(node).flatMap(([key, value]): Text[] => {
      if (typeof value === 'string') return [{ where: `${kind}.${key}`, at, text: value }];
      if (key === 'data') return [{ where: `${kind}.data`, at, text: JSON.stringify(value) }];
      return [];
    }),
  );
}

/** Lines that people read and that hold what people wrote. */
export const runsOf = (card: object): string[] =>
  textsOf(card)
    .filter(({ where }) => where === 'TextRun.text')
    .map(({ text }) => text);

export const bytesOf = (card: object): number => Buffer.byteLength(JSON.stringify(card));

/** Everything in the card that Adaptive Cards 1.5 does not know, or that does not work everywhere. */
export function strangeTo15(card: object): string[] {
  return partsOf(card).flatMap(({ kind, at, node }) => {
    const known = properties[kind];
    if (known === undefined) return [`${at} is a ${kind}`];
    return Object.entries(node).flatMap(([key, value]) => {
      const allowed = words[`${kind}.${key}`] ?? words[key];
      if (!known.includes(key)) return [`${at}.${key} on a ${kind}`];
      if (allowed !== undefined && !allowed.includes(String(value))) {
        return [`${at}.${key} = ${String(value)}`];
      }
      if (flags.has(key) && typeof value !== 'boolean') return [`${at}.${key} is not true or false`];
      if (numbers.has(key) && typeof value !== 'number') return [`${at}.${key} is not a number`];
      return value === null || value === undefined ? [`${at}.${key} is empty`] : [];
    });
  });
}

/** The library tests `lang` with a regular expression that remembers its last match, so it errs every second time. */
const FALSE_ALARM = 'Invalid value "ja" for property "lang".';

/** What the reference library has to say against the card when it reads it as a client of 1.5. */
export function complaints(card: object): string[] {
  const context = new library.SerializationContext(library.Versions.v1_5);
  const parsed = new library.AdaptiveCard();
  parsed.parse(JSON.parse(JSON.stringify(card)), context);
  const found: string[] = [];
  for (let index = 0; index < context.eventCount; index += 1) {
    found.push(context.getEventAt(index).message);
  }
  for (const { message } of parsed.validateProperties().validationEvents) found.push(message);
  return found.filter((message) => message !== FALSE_ALARM);
}
