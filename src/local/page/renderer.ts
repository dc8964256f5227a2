import type * as Library from 'adaptivecards';
import { hostConfig } from './host-config.ts';
import { followLink } from './links.ts';

type Markdown = { render(text: string): string };

/** Both libraries are plain scripts of the page and leave one global each. */
type Globals = {
  AdaptiveCards: typeof Library;
  markdownit: (options: { html: boolean; linkify: boolean; breaks: boolean }) => Markdown;
};

const { AdaptiveCards, markdownit } = globalThis as unknown as Globals;

// Real markdown on purpose: a card that lets somebody's markdown through must be seen to do so here.
const markdown = markdownit({ html: false, linkify: false, breaks: true });

AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};
AdaptiveCards.Strings.defaults.overflowButtonTooltip = () => 'ほかの操作';
AdaptiveCards.Strings.defaults.inlineActionTitle = () => '操作';

export type PressedAction = {
  readonly type: 'Action.Execute' | 'Action.Submit';
  readonly id?: string;
  readonly verb?: string;
  readonly data: Record<string, unknown>;
  /** The button on the screen, when the action has one. */
  readonly element: HTMLElement | undefined;
};

export type RenderedCard = {
  readonly element: HTMLElement;
  /** What each input holds now. */
  values(): Map<string, string>;
  /** Text or boxes that warn of something, in the order of the card. */
  warnings(): { text: string; element: HTMLElement }[];
};

type Handlers = { onPress: (action: PressedAction) => void };

const isWarning = (source: unknown): boolean => {
  if (typeof source !== 'object' || source === null) return false;
  const { color, style } = source as { color?: unknown; style?: unknown };
  return [color, style].some((value) => typeof value === 'string' && value.toLowerCase() === 'attention');
};

const valueOf = (input: Library.Input): string => {
  const value: unknown = input.value;
  if (typeof value === 'string') return value;
  return typeof value === 'number' && !Number.isNaN(value) ? String(value) : '';
};

const openLink = (url: string | undefined): void => {
  if (url !== undefined) followLink(url);
};

/** Draws a card with Microsoft's own library. Returns null when the card cannot be drawn. */
export const renderCard = (json: Record<string, unknown>, handlers: Handlers): RenderedCard | null => {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(hostConfig);
  const context = new AdaptiveCards.SerializationContext();
  const suspects: { text: string; part: Library.CardElement }[] = [];
  context.onParseElement = (part, source: unknown) => {
    if (isWarning(source)) suspects.push({ text: JSON.stringify(source), part });
  };
  card.onExecuteAction = (action) => {
    if (action instanceof AdaptiveCards.OpenUrlAction) {
      openLink(action.url);
      return;
    }
    const isExecute = action instanceof AdaptiveCards.ExecuteAction;
    if (!isExecute && !(action instanceof AdaptiveCards.SubmitAction)) return;
    handlers.onPress({
      type: isExecute ? 'Action.Execute' : 'Action.Submit',
      ...(action.id === undefined ? {} : { id: action.id }),
      ...(isExecute && action.verb !== '' ? { verb: action.verb } : {}),
      data: (action.data ?? {}) as Record<string, unknown>,
      element: action.renderedElement,
    });
  };
  card.onAnchorClicked = (_element, anchor) => {
    openLink(anchor.href);
    return true;
  };
  card.parse(json, context);
  const element = card.render();
  if (element === undefined) return null;
  return {
    element,
    values: () =>
      new Map(
        card.getAllInputs().flatMap((input) => (input.id ? [[input.id, valueOf(input)] as const] : [])),
      ),
    warnings: () =>
      suspects.flatMap(({ text, part }) =>
        part.renderedElement === undefined ? [] : [{ text, element: part.renderedElement }],
      ),
  };
};
