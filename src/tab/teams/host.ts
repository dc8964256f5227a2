import { app, authentication, pages } from '@microsoft/teams-js';
import { createTokens, type Tokens } from './tokens.ts';

export type ThemeName = 'light' | 'dark' | 'contrast';

/** What the page needs of Teams, and nothing else of it. */
export type Host = {
  readonly tokens: Tokens;
  /** The theme now; `onTheme` tells of every change. */
  readonly theme: ThemeName;
  readonly onTheme: (listener: (theme: ThemeName) => void) => void;
  /** The page that a deep link asked for, as our addresses have it; also later, while the tab is open. */
  readonly page: string | undefined;
  readonly onPage: (listener: (page: string) => void) => void;
  /** The back button of Teams on phones; `goBack` answers whether there was somewhere to go. */
  readonly onBackButton: (goBack: () => boolean) => void;
  /** Opens an address in Teams or, where Teams does not know it, in a browser. */
  readonly open: (address: string) => Promise<void>;
  /** Teams takes its own waiting picture away. */
  readonly ready: () => void;
};

/** Teams answers within a second; a phone on a bad line takes longer. */
const PATIENCE_MS = 15_000;

const themeOf = (name: string): ThemeName =>
  name === 'dark' || name === 'contrast' ? name : name === 'glass' ? 'dark' : 'light';

const within = async <T>(promise: Promise<T>, milliseconds: number): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Teams did not answer')), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};

const pageOf = (context: app.Context): string | undefined => {
  const page = context.page.subPageId;
  return page === undefined || page === '' ? undefined : page;
};

/**
 * - `outside` this page stands in a browser of its own
 * - `silent` it stands in a frame whose owner does not answer, or not as Teams does
 */
export async function meetHost(): Promise<Host | 'outside' | 'silent'> {
  if (globalThis.self === globalThis.top && !('nativeInterface' in globalThis)) return 'outside';
  let context: app.Context;
  try {
    await within(app.initialize(), PATIENCE_MS);
    context = await within(app.getContext(), PATIENCE_MS);
  } catch {
    return 'silent';
  }
  return {
    tokens: createTokens({ ask: () => authentication.getAuthToken(), now: () => Date.now() }),
    theme: themeOf(context.app.theme),
    onTheme: (listener) => app.registerOnThemeChangeHandler((name) => listener(themeOf(name))),
    page: pageOf(context),
    onPage: (listener) =>
      app.registerOnContextChangeHandler((next) => {
        const page = pageOf(next);
        if (page !== undefined) listener(page);
      }),
    onBackButton: (goBack) => {
      if (pages.backStack.isSupported()) pages.backStack.registerBackButtonHandler(goBack);
    },
    open: (address) => app.openLink(address),
    // Older hosts do not answer this, and nothing hangs on it.
    ready: () => void app.notifySuccess().catch(() => undefined),
  };
}
