import type { PersonaView } from './api.ts';
import { api, TenantProblem } from './api.ts';
import { botAvatar } from './avatar.ts';
import { h } from './dom.ts';
import { followLink } from './links.ts';
import { createTeamsHost } from './teams-host.ts';
import type { ThemeSwitch } from './theme.ts';

const address = '/tab/index.html';

/** A machine on which Teams runs has Japanese letters; one on which this page is tried out may have none. */
const bringLetters = (frame: HTMLIFrameElement): void => {
  for (const weight of [400, 700]) {
    frame.contentDocument?.head.append(h('link', { rel: 'stylesheet', href: `/font/${weight}.css` }));
  }
};

/** The register for one person: the tab in a frame, with this page as its Teams. */
export const createTabPane = (deps: {
  persona: PersonaView;
  tenantId: string;
  /** The page that the tab opens with; without one its first. */
  page: string | undefined;
  theme: ThemeSwitch;
  onBack: () => void;
  openPage: (page: string | undefined) => void;
}) => {
  const { persona, theme } = deps;
  let { page } = deps;
  const back = h('button', { type: 'button', class: 'back', 'aria-label': '会話の一覧に戻る' }, '‹');
  back.addEventListener('click', deps.onBack);
  const loading = h('p', { class: 'tab-state', role: 'status' }, '記録台帳を開いています…');
  const failure = h('p', { class: 'tab-state problem', role: 'alert', hidden: true });
  const frame = h('iframe', {
    class: 'tab-frame',
    title: '記録台帳',
    src: address,
    allow: 'clipboard-write',
  });
  // Also when the page that came is the one that says that the service is down.
  frame.addEventListener('load', () => {
    loading.hidden = true;
    bringLetters(frame);
  });

  const host = createTeamsHost({
    frame,
    context: () => ({
      user: { id: persona.aadObjectId, name: persona.name },
      tenantId: deps.tenantId,
      page,
    }),
    theme: theme.current,
    token: async () => {
      try {
        return await api.tabToken(persona.id);
      } catch (error) {
        // Teams names reasons in such words as well.
        if (error instanceof TenantProblem) throw new Error('resourceRequiresConsent', { cause: error });
        throw error;
      }
    },
    follow: followLink,
    openPage: deps.openPage,
    onReady: () => {
      failure.hidden = true;
    },
    onFailed: (reason) => {
      failure.textContent = `記録台帳を開けませんでした(${reason})。`;
      failure.hidden = false;
    },
  });
  const endTheme = theme.onChange(host.themeChanged);

  return {
    as: persona.id,
    /** Shows another page of the tab; without one, what stands there stays. */
    show: (next: string | undefined): void => {
      if (next === undefined || next === page) return;
      page = next;
      // Replaced, so that going back does not lead to the same page once more.
      if (!host.pageChanged()) frame.contentWindow?.location.replace(address);
    },
    element: h(
      'section',
      { class: 'pane tab-pane', 'aria-label': '記録台帳' },
      h(
        'header',
        { class: 'pane-head' },
        back,
        botAvatar(),
        h(
          'div',
          { class: 'pane-title' },
          h('h1', {}, '記録台帳'),
          h('p', {}, `${persona.name}(${persona.department} ${persona.title})として見ています`),
        ),
      ),
      loading,
      failure,
      frame,
    ),
    close: (): void => {
      host.close();
      endTheme();
    },
  };
};

export type TabPane = ReturnType<typeof createTabPane>;
