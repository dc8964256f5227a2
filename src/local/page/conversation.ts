import {
  type Change,
  type ConversationView,
  type MessageView,
  type PersonaView,
  TenantProblem,
  api,
} from './api.ts';
import { attempt } from './attempt.ts';
import { botAvatar, channelAvatar } from './avatar.ts';
import type { PressResult } from './card-view.ts';
import { createComposeArea } from './compose-area.ts';
import { h } from './dom.ts';
import { dayOf } from './format.ts';
import { type MessageElement, createMessageElement, wordsOf } from './message-view.ts';
import type { PressedAction } from './renderer.ts';
import { announce } from './toasts.ts';

const nearEnd = 120;
const typingMs = 4000;

/** The right side: one conversation of one person, kept up to date until it is closed. */
export const createConversation = (deps: {
  persona: PersonaView;
  conversation: ConversationView;
  bot: string;
  ward: string;
  onBack: () => void;
}) => {
  const { persona, conversation, bot } = deps;
  const shown = new Map<string, MessageElement>();
  let closed = false;
  let readSeq = 0;
  let typingTimer: number | undefined;

  const list = h('ol', { class: 'messages' });
  const empty = h('p', { class: 'empty', hidden: true }, 'まだメッセージはありません。');
  const scroller = h(
    'div',
    { class: 'scroller', tabindex: '0', role: 'region', 'aria-label': 'メッセージ' },
    empty,
    list,
  );
  const typing = h('p', { class: 'typing', hidden: true }, `${bot} が入力しています…`);
  const jump = h('button', { type: 'button', class: 'jump', hidden: true }, '新しいメッセージ ↓');
  const back = h('button', { type: 'button', class: 'back', 'aria-label': '会話の一覧に戻る' }, '‹');
  const isChannel = conversation.kind === 'channel';
  const subtitle = isChannel
    ? `${deps.ward} のチャネル`
    : `${persona.name}(${persona.department} ${persona.title})とのチャット`;

  const atEnd = (): boolean => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearEnd;
  const toEnd = (): void => {
    scroller.scrollTop = scroller.scrollHeight;
    jump.hidden = true;
  };
  /** A long form is read from its beginning. */
  const toMessage = (element: HTMLElement | undefined): void => {
    if (element !== undefined && element.offsetHeight > scroller.clientHeight) {
      element.scrollIntoView({ block: 'start' });
      jump.hidden = true;
    } else toEnd();
  };

  const markRead = async (): Promise<void> => {
    const newest = Math.max(0, ...[...shown.values()].map((message) => message.seq));
    if (closed || document.visibilityState !== 'visible' || newest <= readSeq) return;
    readSeq = newest;
    await api.markRead(persona.id, conversation.id, newest);
  };

  const press = (message: MessageView, action: PressedAction): Promise<PressResult> => {
    const { element: _, ...exact } = action;
    return attempt(
      () => api.press(persona.id, conversation.id, message.id, { exact }),
      (outcome) => {
        if (outcome.answer.kind !== 'card' || outcome.message === null) return;
        shown.get(message.id)?.answered(outcome.message);
        announce(`カードが変わりました。${wordsOf(outcome.message)}`);
      },
    );
  };

  const compose = createComposeArea({
    as: persona.id,
    conversationId: conversation.id,
    shared: isChannel,
    bot,
    say: async (text) => (await attempt(() => api.say(persona.id, conversation.id, text))).taken,
    ask: (query) => api.search(persona.id, conversation.id, query),
    sendFound: async ({ card }) =>
      (await attempt(() => api.sendResult(persona.id, conversation.id, card))).taken,
  });

  const dayLine = (at: string): HTMLElement => h('li', { class: 'day' }, h('span', {}, dayOf(at)));
  let lastDay = '';

  const add = (message: MessageView): MessageElement => {
    const element = createMessageElement({
      as: persona.id,
      press,
      scroller: () => scroller,
      first: message,
      shared: isChannel,
    });
    shown.set(message.id, element);
    const day = dayOf(message.at);
    if (day !== lastDay) list.append(dayLine(message.at));
    lastDay = day;
    list.append(element.element);
    empty.hidden = true;
    return element;
  };

  /** A new message moves the view only when its end was in sight; else a button offers the way. */
  const take = (message: MessageView, aloud: boolean): void => {
    const known = shown.get(message.id);
    if (known !== undefined) {
      const end = atEnd();
      known.update(message);
      if (
        end &&
        message.id === [...shown.keys()].at(-1) &&
        document.activeElement?.closest('.card') === null
      ) {
        toEnd();
      }
      return;
    }
    const end = atEnd();
    const element = add(message);
    typing.hidden = true;
    if (aloud && !element.own) announce(`${message.from}: ${wordsOf(message)}`);
    if (end || element.own) toMessage(element.element);
    else jump.hidden = false;
  };

  const load = async (): Promise<void> => {
    const messages = await api.messages(persona.id, conversation.id);
    if (closed) return;
    const first = shown.size === 0;
    const ids = new Set(messages.map((message) => message.id));
    for (const [id, element] of shown) {
      if (ids.has(id)) continue;
      element.element.remove();
      shown.delete(id);
    }
    if (!first) {
      for (const message of messages) take(message, true);
      await markRead();
      return;
    }
    empty.hidden = messages.length > 0;
    const others = messages.filter((message) => message.personaId !== persona.id);
    const unread = conversation.unread > 0 ? others.at(-conversation.unread) : undefined;
    let line: HTMLElement | undefined;
    for (const message of messages) {
      if (message.id === unread?.id) {
        line = h('li', { class: 'unread-line' }, h('span', {}, 'ここから未読'));
        list.append(line);
      }
      add(message);
    }
    if (line === undefined) toMessage([...shown.values()].at(-1)?.element);
    else line.scrollIntoView({ block: 'start' });
    await markRead();
  };

  const onChange = async (change: Change): Promise<void> => {
    if (!('conversationId' in change) || change.conversationId !== conversation.id) return;
    if (change.kind === 'typing') {
      typing.hidden = false;
      clearTimeout(typingTimer);
      typingTimer = window.setTimeout(() => {
        typing.hidden = true;
      }, typingMs);
      return;
    }
    if (change.kind === 'removed') {
      shown.get(change.messageId)?.element.remove();
      shown.delete(change.messageId);
      return;
    }
    const message = await api.message(persona.id, conversation.id, change.messageId);
    if (closed || message === null) return;
    take(message, true);
    await markRead();
  };

  // Messages are fetched one after the other, so that they stand in the order in which they came.
  let queue: Promise<void> = Promise.resolve();
  const enqueue = (work: () => Promise<void>): void => {
    queue = queue.then(work).catch((error: unknown) => {
      // The tenant is away; when it is back, everything is loaded again.
      if (!(error instanceof TenantProblem)) throw error;
    });
  };

  const onVisible = (): void => enqueue(markRead);
  document.addEventListener('visibilitychange', onVisible);
  scroller.addEventListener('scroll', () => {
    if (atEnd()) jump.hidden = true;
  });
  jump.addEventListener('click', toEnd);
  back.addEventListener('click', deps.onBack);

  const element = h(
    'div',
    { class: 'pane' },
    h(
      'header',
      { class: 'pane-head' },
      back,
      isChannel ? channelAvatar() : botAvatar(),
      h('div', { class: 'pane-title' }, h('h1', {}, conversation.name), h('p', {}, subtitle)),
    ),
    scroller,
    typing,
    h('div', { class: 'foot' }, jump, compose.element),
  );

  return {
    element,
    id: conversation.id,
    /** Loads or reloads everything; what is on the screen stays. */
    load: () => enqueue(load),
    onChange: (change: Change) => enqueue(() => onChange(change)),
    close: (): void => {
      closed = true;
      compose.close();
      clearTimeout(typingTimer);
      document.removeEventListener('visibilitychange', onVisible);
    },
  };
};

export type Conversation = ReturnType<typeof createConversation>;
