import type { ConversationView, PersonaView } from './api.ts';
import { botAvatar, channelAvatar, personAvatar } from './avatar.ts';
import { h } from './dom.ts';
import { shortWhen } from './format.ts';
import { type Place, addressOf } from './place.ts';
import { type ThemeSwitch, themes } from './theme.ts';

/** The left side: as whom one looks, and that person's conversations. */
export const createRail = (deps: {
  personas: readonly PersonaView[];
  ward: string;
  onPersona: (id: string) => void;
  onOpen: (place: Place) => void;
  theme: ThemeSwitch;
}) => {
  const face = h('span', { class: 'face' });
  const select = h(
    'select',
    { id: 'persona' },
    ...deps.personas.map((one) =>
      h('option', { value: one.id }, `${one.name}(${one.department} ${one.title})`),
    ),
  );
  const tab = h('a', { class: 'new-tab', target: '_blank', rel: 'noopener' }, '別のタブでも開く');
  const colours = h(
    'select',
    { id: 'theme' },
    ...themes.map((one) => h('option', { value: one.id }, one.name)),
  );
  const apps = h('ul', { class: 'entries' });
  const chats = h('ul', { class: 'entries' });
  const channels = h('ul', { class: 'entries' });
  const element = h(
    'div',
    { class: 'rail-inner' },
    h(
      'div',
      { class: 'persona' },
      h('label', { for: 'persona' }, 'だれとして見る'),
      h('div', { class: 'persona-row' }, face, select),
      tab,
      h('label', { for: 'theme' }, '画面の色'),
      h('div', { class: 'persona-row' }, colours),
    ),
    h('h2', {}, 'アプリ'),
    apps,
    h('h2', {}, 'チャット'),
    chats,
    h('h2', {}, `チャネル: ${deps.ward}`),
    channels,
  );
  select.addEventListener('change', () => deps.onPersona(select.value));
  const showTheme = (): void => {
    colours.value = deps.theme.current();
  };
  colours.addEventListener('change', () => deps.theme.set(themes[colours.selectedIndex]?.id ?? 'default'));
  deps.theme.onChange(showTheme);
  showTheme();

  const linkTo = (
    as: string,
    place: Place,
    attributes: { class: string; 'data-id': string; 'aria-current': string | undefined },
    ...inside: (Node | null)[]
  ): HTMLElement => {
    const link = h('a', { ...attributes, href: addressOf(as, place) }, ...inside);
    link.addEventListener('click', (event) => {
      // With Ctrl or the middle button the browser opens its own tab.
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      deps.onOpen(place);
    });
    return h('li', {}, link);
  };

  const register = (as: string, current: boolean): HTMLElement =>
    linkTo(
      as,
      { kind: 'tab', page: undefined },
      { class: 'entry', 'data-id': 'tab', 'aria-current': current ? 'page' : undefined },
      botAvatar(),
      h(
        'span',
        { class: 'entry-text' },
        h('span', { class: 'entry-top' }, h('span', { class: 'entry-name' }, '記録台帳')),
        h('span', { class: 'entry-preview' }, '記録をさがす、くわしく見る'),
      ),
    );

  const entry = (as: string, one: ConversationView, current: boolean): HTMLElement =>
    linkTo(
      as,
      { kind: 'conversation', id: one.id },
      {
        class: `entry${one.unread > 0 ? ' unread' : ''}`,
        'data-id': one.id,
        'aria-current': current ? 'page' : undefined,
      },
      one.kind === 'personal' ? botAvatar() : channelAvatar(),
      h(
        'span',
        { class: 'entry-text' },
        h(
          'span',
          { class: 'entry-top' },
          h('span', { class: 'entry-name' }, one.name),
          one.own ? h('span', { class: 'own-mark' }, '所属') : null,
          one.last === null ? null : h('time', { datetime: one.last.at }, shortWhen(one.last.at)),
        ),
        h('span', { class: 'entry-preview' }, one.last?.preview ?? ''),
      ),
      one.unread > 0
        ? h(
            'span',
            { class: 'badge' },
            String(one.unread),
            h('span', { class: 'visually-hidden' }, '件の未読'),
          )
        : null,
    );

  return {
    element,
    show: (persona: PersonaView, conversations: readonly ConversationView[], current: Place | undefined) => {
      const currentId = current?.kind === 'conversation' ? current.id : undefined;
      const focused = element.contains(document.activeElement)
        ? document.activeElement?.getAttribute('data-id')
        : undefined;
      select.value = persona.id;
      face.replaceChildren(personAvatar(persona.name));
      tab.href = addressOf(persona.id, current);
      const entries = (kind: ConversationView['kind']) =>
        conversations
          .filter((one) => one.kind === kind)
          .map((one) => entry(persona.id, one, one.id === currentId));
      apps.replaceChildren(register(persona.id, current?.kind === 'tab'));
      chats.replaceChildren(...entries('personal'));
      channels.replaceChildren(...entries('channel'));
      if (typeof focused === 'string') {
        element.querySelector<HTMLElement>(`[data-id="${CSS.escape(focused)}"]`)?.focus();
      }
    },
  };
};
