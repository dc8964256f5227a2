import type { SearchResult } from './api.ts';
import { h } from './dom.ts';
import { renderCard } from './renderer.ts';

/** The card as it would look; its buttons work only once it is sent. */
const draw = (card: Record<string, unknown>): HTMLElement | null => {
  const rendered = renderCard(card, { onPress: () => undefined });
  if (rendered === null) return null;
  // What is pressed without being a button, as a container can be, is no control that a fieldset disables.
  for (const area of rendered.element.querySelectorAll('[role=button]:not(button)')) {
    area.setAttribute('aria-disabled', 'true');
    area.setAttribute('tabindex', '-1');
  }
  // A form of its own: the library names radio buttons after the input's id, and other cards may hold the same.
  return h('form', { class: 'card' }, h('fieldset', { disabled: true }, rendered.element));
};

/** The chosen result in place of the message field, until it is sent or laid aside. */
export const createFoundCard = (deps: {
  result: SearchResult;
  /** Who will see it, in a sentence. */
  audience: string;
  /** True when it was taken. */
  send: () => Promise<boolean>;
  onEnd: () => void;
}) => {
  const card = draw(deps.result.card);
  const send = h('button', { type: 'button', class: 'send' }, '送る');
  const cancel = h('button', { type: 'button', class: 'cancel' }, 'やめる');
  const element = h(
    'section',
    { class: 'found', 'aria-label': '送るカードの確認' },
    h('p', { class: 'found-head' }, h('strong', {}, 'このカードを送りますか。'), deps.audience),
    h(
      'div',
      { class: 'found-card', tabindex: '0', role: 'region', 'aria-label': 'カードの内容' },
      card ?? h('p', { class: 'card-problem' }, 'このカードは表示できませんでした。'),
    ),
    h('div', { class: 'found-actions' }, card === null ? null : send, cancel),
  );
  let busy = false;

  // The Enter that chose the result may still be held down: one press must not choose and send.
  send.addEventListener('keydown', (event) => {
    if (event.repeat) event.preventDefault();
  });
  const submit = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    send.setAttribute('aria-disabled', 'true');
    send.textContent = '送信中…';
    try {
      if (await deps.send()) deps.onEnd();
    } finally {
      busy = false;
      send.removeAttribute('aria-disabled');
      send.textContent = '送る';
    }
  };
  send.addEventListener('click', () => void submit());
  const stop = (): void => {
    if (!busy) deps.onEnd();
  };
  cancel.addEventListener('click', stop);
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') stop();
  });

  return {
    element,
    focus: (): void => (card === null ? cancel : send).focus(),
  };
};
