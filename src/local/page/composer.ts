import { h } from './dom.ts';
import { textDrafts } from './drafts.ts';

/** Sends words; true when the bot took them. */
export type Sayer = (text: string) => Promise<boolean>;

/** The field below the messages. Enter sends, except while the Japanese input method is composing. */
export const createComposer = (deps: {
  as: string;
  conversationId: string;
  mentions: boolean;
  bot: string;
  say: Sayer;
  /** A button before the field. */
  tool: HTMLElement;
}): HTMLElement => {
  const placeholder = deps.mentions ? 'メッセージを書く' : `${deps.bot} にメッセージ(例: 記録)`;
  const label = `${deps.bot} へのメッセージ`;
  const field = h('textarea', { rows: '1', placeholder, 'aria-label': label, enterkeyhint: 'send' });
  const send = h('button', { type: 'submit', class: 'send' }, '送る');
  const form = h(
    'form',
    { class: 'composer' },
    deps.tool,
    deps.mentions ? h('span', { class: 'mention', 'aria-hidden': 'true' }, `@${deps.bot}`) : null,
    field,
    send,
  );
  let busy = false;

  const grow = (): void => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight + 2, 160)}px`;
  };
  const submit = async (): Promise<void> => {
    const text = field.value.trim();
    if (busy || text === '') return;
    busy = true;
    send.setAttribute('aria-disabled', 'true');
    send.textContent = '送信中…';
    try {
      if (await deps.say(text)) {
        // Only what was sent is taken away; more may have been typed meanwhile.
        if (field.value.trim() === text) field.value = '';
        textDrafts.set(deps.as, deps.conversationId, field.value);
        grow();
      }
    } finally {
      busy = false;
      send.removeAttribute('aria-disabled');
      send.textContent = '送る';
    }
  };
  field.value = textDrafts.get(deps.as, deps.conversationId);
  field.addEventListener('input', () => {
    textDrafts.set(deps.as, deps.conversationId, field.value);
    grow();
  });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  return form;
};
