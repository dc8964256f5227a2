import type { MessageView } from './api.ts';
import { botAvatar, personAvatar } from './avatar.ts';
import { type CardView, type Presser, createCardView } from './card-view.ts';
import { h } from './dom.ts';
import { timeOf } from './format.ts';

const quoted = 60;

/** The first words a person would read in a message. */
export const wordsOf = (message: MessageView): string => {
  const words = message.summary ?? message.text ?? 'カード';
  return words.length > quoted ? `${words.slice(0, quoted)}…` : words;
};

/** One message of the conversation. An older revision than the shown one is ignored. */
export const createMessageElement = (deps: {
  as: string;
  press: Presser;
  scroller: () => HTMLElement;
  first: MessageView;
  /** Whether other people see this conversation too. */
  shared: boolean;
}) => {
  const own = deps.first.personaId === deps.as;
  const note = h('p', { class: 'message-note' });
  const content = h('div', { class: 'message-content' });
  const edited = h('span', { class: 'edited' });
  const element = h(
    'li',
    { class: `message${own ? ' own' : ''}`, 'data-id': deps.first.id },
    own ? null : deps.first.fromBot ? botAvatar() : personAvatar(deps.first.from),
    h(
      'article',
      { class: 'message-body', 'aria-label': `${deps.first.from} ${timeOf(deps.first.at)}` },
      h(
        'header',
        { class: 'message-head' },
        own ? null : h('span', { class: 'author' }, deps.first.from),
        h('time', { datetime: deps.first.at }, timeOf(deps.first.at)),
        edited,
      ),
      content,
      note,
    ),
  );
  let shown: MessageView | undefined;
  let waiting: MessageView | undefined;
  let card: CardView | undefined;

  const plainParts = (message: MessageView): HTMLElement[] => [
    ...(message.text === null ? [] : [h('p', { class: 'text' }, message.text)]),
    ...message.otherAttachments.map((type) =>
      h('p', { class: 'text' }, `この画面では表示できない添付です(${type})`),
    ),
  ];

  /** Draws what came in while a press was on its way. */
  function settle(): void {
    const late = waiting;
    waiting = undefined;
    if (late !== undefined) update(late);
  }

  const draw = (message: MessageView, how: 'show' | 'replaceBy'): void => {
    shown = message;
    edited.textContent = message.editedAt === null ? '' : `更新 ${timeOf(message.editedAt)}`;
    note.textContent =
      message.onlyForYou && deps.shared ? 'あなたの操作の結果です。ほかの人には見えません。' : '';
    const json = message.cards[0];
    if (json === undefined) {
      card = undefined;
      content.replaceChildren(...plainParts(message));
      return;
    }
    if (card === undefined) {
      card = createCardView({ as: deps.as, press: deps.press, scroller: deps.scroller, onIdle: settle });
      content.replaceChildren(...plainParts(message), card.element);
    }
    card[how](message, json);
  };

  /** While a press is on its way, the card must not change under the finger. */
  const update = (message: MessageView): void => {
    if (shown !== undefined && message.revision <= shown.revision) return;
    if (card?.isBusy() === true) {
      if (waiting === undefined || waiting.revision < message.revision) waiting = message;
      return;
    }
    draw(message, 'show');
  };
  update(deps.first);

  return {
    element,
    seq: deps.first.seq,
    own,
    update,
    /** Draws the answer to this person's own press. */
    answered: (message: MessageView): void => {
      const newest = waiting !== undefined && waiting.revision > message.revision ? waiting : message;
      waiting = undefined;
      if (shown !== undefined && newest.revision <= shown.revision) return;
      draw(newest, 'replaceBy');
    },
  };
};

export type MessageElement = ReturnType<typeof createMessageElement>;
