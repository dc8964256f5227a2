import type { Theme } from '@fluentui/react-components';
import { AdaptiveCard, HostConfig } from 'adaptivecards';
import './card.css';
import { hostConfigOf } from './host-config.ts';

// No markdown: what stands in a card is shown as it was written, and never becomes part of the page.
AdaptiveCard.onProcessMarkdown = (_text, result) => {
  result.didProcess = false;
};

/** Draws a card with Microsoft's own library, for reading only. Undefined when it is no card that can be drawn. */
export function renderCard(json: Readonly<Record<string, unknown>>, theme: Theme): HTMLElement | undefined {
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(hostConfigOf(theme));
  try {
    card.parse(json);
    return card.render();
  } catch {
    // The library throws on what it cannot read; the page says so in its own words.
    return undefined;
  }
}
