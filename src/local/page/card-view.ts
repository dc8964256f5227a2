import type { MessageView } from './api.ts';
import { h } from './dom.ts';
import { cardDrafts, withTyped } from './drafts.ts';
import { type PressedAction, type RenderedCard, renderCard } from './renderer.ts';

/** Presses the button; resolves when the answer is there. */
export type Presser = (message: MessageView, action: PressedAction) => Promise<PressResult>;

/** Whether the bot took a press, and if not, what to say beside the button. */
export type PressResult = { readonly taken: true } | { readonly taken: false; readonly problem: string };

const same = (a: string | undefined, b: string | undefined): boolean => (a ?? '') === (b ?? '');

/** One card inside one message: draws it, keeps what is typed, and waits visibly while a press is on its way. */
export const createCardView = (deps: {
  as: string;
  press: Presser;
  scroller: () => HTMLElement;
  /** Called when a press has ended and the card may change again. */
  onIdle: () => void;
}) => {
  // A form element of its own, because the library names radio buttons after the input's id:
  // without it, two cards with the same form would share one set of radio buttons.
  const element = h('form', { class: 'card', novalidate: true, tabindex: '-1' });
  let message: MessageView | undefined;
  let rendered: RenderedCard | null = null;
  let initial = new Map<string, string>();
  let busy = false;
  let pressed: { label: string; top: number } | undefined;

  element.addEventListener('submit', (event) => event.preventDefault());
  // Enter in a one-line field must not press the first button by accident.
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
  });

  const keepDraft = (): void => {
    if (message === undefined || rendered === null) return;
    const typed = [...rendered.values()].filter(([id, value]) => !same(initial.get(id), value));
    cardDrafts.set(deps.as, message.id, new Map(typed));
  };
  element.addEventListener('input', keepDraft);
  element.addEventListener('change', keepDraft);

  const stopWhileBusy = (event: Event): void => {
    const onButton = event.target instanceof Element && event.target.closest('button') !== null;
    if (!busy || !onButton) return;
    event.preventDefault();
    event.stopPropagation();
  };
  element.addEventListener('click', stopWhileBusy, { capture: true });

  const buttons = (): HTMLButtonElement[] => [...element.querySelectorAll('button')];

  /** The button stays where the finger and the focus are: it says 「送信中…」 and takes no second press. */
  const setBusy = (target: HTMLElement | undefined): (() => void) => {
    busy = true;
    element.setAttribute('aria-busy', 'true');
    for (const button of buttons()) button.setAttribute('aria-disabled', 'true');
    const label = target?.querySelector('div') ?? target;
    const before = label?.textContent ?? '';
    const spoken = target?.getAttribute('aria-label') ?? null;
    if (target !== undefined && label) {
      target.style.minWidth = `${target.offsetWidth}px`;
      target.classList.add('sending');
      target.setAttribute('aria-label', '送信中…');
      label.textContent = '送信中…';
    }
    return () => {
      busy = false;
      element.removeAttribute('aria-busy');
      for (const button of buttons()) button.removeAttribute('aria-disabled');
      if (target === undefined || !label || !target.isConnected) return;
      target.classList.remove('sending');
      target.style.minWidth = '';
      label.textContent = before;
      if (spoken === null) target.removeAttribute('aria-label');
      else target.setAttribute('aria-label', spoken);
    };
  };

  const onPress = async (action: PressedAction): Promise<void> => {
    if (busy || message === undefined) return;
    keepDraft();
    const { id } = message;
    const button = action.element;
    pressed = button && { label: button.textContent ?? '', top: button.getBoundingClientRect().top };
    const release = setBusy(button);
    element.querySelector('.card-failure')?.remove();
    let result: PressResult;
    try {
      result = await deps.press(message, action);
    } finally {
      release();
    }
    if (!result.taken) {
      const line = h('p', { class: 'card-failure' }, result.problem);
      element.append(line);
      line.scrollIntoView({ block: 'nearest' });
    } else {
      // What was sent is no longer a draft: a later update of the card must not bring it back.
      cardDrafts.set(deps.as, id, new Map());
      initial = rendered?.values() ?? new Map();
    }
    deps.onIdle();
  };

  const draw = (next: MessageView, card: Record<string, unknown>): void => {
    const plain = renderCard(card, { onPress: () => undefined });
    initial = plain === null ? new Map() : plain.values();
    const typed = cardDrafts.get(deps.as, next.id);
    rendered = renderCard(withTyped(card, typed), { onPress: (action) => void onPress(action) });
    message = next;
    if (rendered === null) {
      element.replaceChildren(h('p', { class: 'card-problem' }, 'このカードは表示できませんでした。'));
      return;
    }
    element.replaceChildren(rendered.element);
  };

  const focusedInput = (): { id: string; start: number | null; end: number | null } | null => {
    const active = document.activeElement;
    if (!(active instanceof HTMLElement) || !element.contains(active)) return null;
    const fields = [...element.querySelectorAll<HTMLElement>('input, textarea, select, button')];
    const index = fields.indexOf(active);
    const selectable =
      active instanceof HTMLTextAreaElement || (active instanceof HTMLInputElement && active.type === 'text');
    return index < 0
      ? null
      : {
          id: String(index),
          start: selectable ? active.selectionStart : null,
          end: selectable ? active.selectionEnd : null,
        };
  };

  const refocus = (place: ReturnType<typeof focusedInput>): void => {
    if (place === null) return;
    const field = element.querySelectorAll<HTMLElement>('input, textarea, select, button')[Number(place.id)];
    field?.focus({ preventScroll: true });
    if (place.start === null) return;
    if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) {
      field.setSelectionRange(place.start, place.end);
    }
  };

  return {
    element,
    /** Draws the message's card, also anew after a change of it; what was typed stays. */
    show: (next: MessageView, card: Record<string, unknown>): void => {
      const place = focusedInput();
      keepDraft();
      draw(next, card);
      refocus(place);
    },
    /**
     * Draws the answer to a press in place of the card that was sent, and brings into view what matters:
     * a new warning, else the same button, else the top of the new card.
     */
    replaceBy: (next: MessageView, card: Record<string, unknown>): void => {
      const before = new Set(rendered?.warnings().map((warning) => warning.text));
      cardDrafts.set(deps.as, next.id, new Map());
      draw(next, card);
      const again = buttons().find((button) => button.textContent === pressed?.label);
      (again ?? element).focus({ preventScroll: true });
      const warning = rendered?.warnings().find((one) => !before.has(one.text));
      if (warning !== undefined) {
        warning.element.scrollIntoView({ block: 'center' });
        return;
      }
      if (again !== undefined && pressed !== undefined) {
        deps.scroller().scrollTop += again.getBoundingClientRect().top - pressed.top;
        return;
      }
      const { height } = element.getBoundingClientRect();
      element.scrollIntoView({ block: height > window.innerHeight * 0.6 ? 'start' : 'nearest' });
    },
    isBusy: () => busy,
  };
};

export type CardView = ReturnType<typeof createCardView>;
