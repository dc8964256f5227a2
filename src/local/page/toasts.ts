import { byId, h } from './dom.ts';

const shownMs = 5000;

/** Short messages at the lower edge. Problems stay until they are closed or something new is tried. */
export const toast = (kind: 'info' | 'problem', text: string): void => {
  const place = byId('toasts');
  if (kind === 'problem') for (const old of place.querySelectorAll('.toast.problem')) old.remove();
  const close = h('button', { type: 'button', class: 'toast-close', 'aria-label': '閉じる' }, '×');
  const element = h(
    'div',
    { class: `toast ${kind}`, role: kind === 'problem' ? 'alert' : 'status' },
    h('span', {}, text),
    close,
  );
  close.addEventListener('click', () => element.remove());
  place.append(element);
  if (kind === 'info') setTimeout(() => element.remove(), shownMs);
};

/** Takes away what a new attempt has made old. */
export const clearToasts = (): void => byId('toasts').replaceChildren();

/** Says something to a screen reader only. */
export const announce = (text: string): void => {
  byId('announcer').textContent = text;
};
