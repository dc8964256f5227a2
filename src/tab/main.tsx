import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { type ReactNode, StrictMode, useEffect, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createApi } from './api/client.ts';
import { OutsideTeams } from './shell/outside.tsx';
import { createRouter, type Router } from './shell/router.ts';
import { Loading } from './shell/states.tsx';
import { Tab } from './shell/tab.tsx';
import { themes } from './shell/theme.ts';
import { type Host, meetHost, type ThemeName } from './teams/host.ts';

/** The service writes a fresh one into every page that it hands out; styles without it do not count. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="tate-nonce"]')?.content ?? '';
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });

const router: Router = createRouter(globalThis.window, () => crypto.randomUUID());

function Root(): ReactNode {
  const [meeting, setMeeting] = useState<Host | 'outside' | 'silent'>();
  const [theme, setTheme] = useState<ThemeName>(() =>
    globalThis.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  );
  const [retries, setRetries] = useState(0);

  useEffect(() => {
    let gone = false;
    const meet = async (): Promise<void> => {
      const host = await meetHost();
      if (gone) return;
      if (typeof host === 'object') {
        setTheme(host.theme);
        host.onTheme(setTheme);
        if (host.page !== undefined && router.place().path === '') router.begin(host.page);
        host.onPage((page) => router.go(page));
        host.onBackButton(() => router.back());
      }
      setMeeting(host);
    };
    void meet();
    return () => {
      gone = true;
    };
  }, []);

  useEffect(() => {
    document.documentElement.style.colorScheme = theme === 'light' ? 'light' : 'dark';
  }, [theme]);

  const host = typeof meeting === 'object' ? meeting : undefined;
  const api = useMemo(
    () =>
      host === undefined
        ? undefined
        : createApi({
            tokens: host.tokens,
            fetch: (address, init) => fetch(address, init),
            wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
            onRetry: (trying) => setRetries((before) => before + (trying ? 1 : -1)),
          }),
    [host],
  );

  return (
    <FluentProvider theme={themes[theme]}>
      {meeting === undefined ? (
        <Loading what="Teamsにつないでいます" />
      ) : host === undefined || api === undefined ? (
        <OutsideTeams silent={meeting === 'silent'} />
      ) : (
        <Tab host={host} api={api} router={router} theme={theme} trying={retries > 0} />
      )}
    </FluentProvider>
  );
}

const place = document.querySelector('#page');
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <RendererProvider renderer={renderer} targetDocument={document}>
        <Root />
      </RendererProvider>
    </StrictMode>,
  );
}
