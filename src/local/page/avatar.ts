import { h } from './dom.ts';

const tones = 6;

/** A round picture with the first character of a name; the colour belongs to the name. */
export const personAvatar = (name: string): HTMLElement => {
  let sum = 0;
  for (const character of name) sum += character.codePointAt(0) ?? 0;
  return h('span', { class: `avatar tone-${sum % tones}`, 'aria-hidden': 'true' }, Array.from(name)[0] ?? '');
};

export const botAvatar = (): HTMLElement =>
  h(
    'span',
    { class: 'avatar bot', 'aria-hidden': 'true' },
    h('img', { src: '/page/shield.svg', alt: '', width: '36', height: '36' }),
  );

export const channelAvatar = (): HTMLElement =>
  h('span', { class: 'avatar channel', 'aria-hidden': 'true' }, '#');
