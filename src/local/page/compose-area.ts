import type { SearchOutcome, SearchResult } from './api.ts';
import { type Sayer, createComposer } from './composer.ts';
import { h } from './dom.ts';
import { createFoundCard } from './found-card.ts';
import { type SearchPanel, createSearchPanel } from './search-panel.ts';

/**
 * Everything below the messages: the field for words, the search above it, and a found card in place of
 * the field until it is sent or laid aside. Words that were being written stay meanwhile.
 */
export const createComposeArea = (deps: {
  as: string;
  conversationId: string;
  /** A channel: words mention the bot, and everybody reads along. */
  shared: boolean;
  bot: string;
  say: Sayer;
  ask: (query: string) => Promise<SearchOutcome>;
  /** Posts the card; true when it was taken. */
  sendFound: (result: SearchResult) => Promise<boolean>;
}) => {
  const name = `${deps.bot}で調べる`;
  const tool = h(
    'button',
    { type: 'button', class: 'tool', 'aria-label': name, title: name, 'aria-expanded': 'false' },
    h('img', { src: '/page/search.svg', alt: '', width: '22', height: '22' }),
  );
  const composer = createComposer({
    as: deps.as,
    conversationId: deps.conversationId,
    mentions: deps.shared,
    bot: deps.bot,
    say: deps.say,
    tool,
  });
  const element = h('div', { class: 'compose' }, composer);
  let panel: SearchPanel | undefined;

  const closePanel = (): void => {
    panel?.end();
    panel?.element.remove();
    panel = undefined;
    tool.setAttribute('aria-expanded', 'false');
  };

  const confirm = (result: SearchResult): void => {
    closePanel();
    const found = createFoundCard({
      result,
      audience: deps.shared ? 'このチャネルの全員に見えます。' : `${deps.bot}とのチャットに入ります。`,
      send: () => deps.sendFound(result),
      onEnd: () => {
        found.element.remove();
        composer.hidden = false;
        tool.focus();
      },
    });
    composer.hidden = true;
    element.append(found.element);
    found.focus();
  };

  tool.addEventListener('click', () => {
    if (panel !== undefined) {
      closePanel();
      return;
    }
    panel = createSearchPanel({
      bot: deps.bot,
      ask: deps.ask,
      onChoose: confirm,
      onClose: () => {
        closePanel();
        tool.focus();
      },
    });
    tool.setAttribute('aria-expanded', 'true');
    composer.before(panel.element);
    panel.open();
  });

  return {
    element,
    /** The conversation is left: nothing is asked any more. */
    close: closePanel,
  };
};
