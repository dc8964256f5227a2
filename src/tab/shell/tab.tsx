import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import type { Api } from '../api/client.ts';
import { tellingOfRefusals } from '../api/refused.ts';
import { FIRST_PATH, pages, parts } from '../pages.tsx';
import type { Host, ThemeName } from '../teams/host.ts';
import { Boundary } from './boundary.tsx';
import { ConfirmProvider } from './confirm.tsx';
import { type Shell, ShellContext, usePlace, useShell } from './context.ts';
import { PageFrame } from './frame.tsx';
import { SearchIcon } from './icons.tsx';
import { matchPath } from './match.ts';
import { BAR_HEIGHT, Navigation } from './navigation.tsx';
import type { Router } from './router.ts';
import { ErrorState, Loading, NoPermission, Notice } from './states.tsx';
import { onPhone } from './theme.ts';
import { ToastProvider, useToast } from './toasts.tsx';
import { useAsked } from './use-loaded.ts';

const useStyles = makeStyles({
  whole: { minHeight: '100vh', backgroundColor: tokens.colorNeutralBackground1 },
  main: {
    [onPhone]: { paddingBottom: `calc(${BAR_HEIGHT} + env(safe-area-inset-bottom))` },
    ':focus': { outlineStyle: 'none' },
  },
  skip: {
    position: 'absolute',
    left: tokens.spacingHorizontalS,
    top: '-80px',
    zIndex: 20,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    border: `2px solid ${tokens.colorStrokeFocus2}`,
    borderRadius: tokens.borderRadiusMedium,
    ':focus': { top: tokens.spacingVerticalS },
  },
  alone: { maxWidth: '720px', margin: '0 auto', padding: tokens.spacingHorizontalXXL },
});

/** The page for the path, or a page that says that there is none. */
function Pages(): ReactNode {
  const { me } = useShell();
  const { path, key } = usePlace();
  const found = pages
    .map((page) => ({ page, params: matchPath(page.path, path === '' ? FIRST_PATH : path) }))
    .find(({ params }) => params !== undefined);
  // Whoever loses a role over a page loses nothing of what they typed there: what it asks for is refused to it, and
  // says so itself. It cannot be opened again.
  const opens = found?.page.opensFor(me) === true;
  const [opened, setOpened] = useState<string>();
  const stays = opens || opened === key;
  const next = stays ? key : undefined;
  if (next !== opened) setOpened(next);

  if (found?.params === undefined) {
    return (
      <PageFrame title="見つかりません" up={{ path: FIRST_PATH, label: '台帳へ' }}>
        <Notice icon={<SearchIcon />} title="このページはありません" urgent>
          リンクが古いか、アドレスが途中で切れているようです。上の「台帳」から入り直してください。
        </Notice>
      </PageFrame>
    );
  }
  const { page, params } = found;
  if (!stays) {
    return (
      <PageFrame title={parts.find(({ part }) => part === page.part)?.name ?? ''}>
        <NoPermission />
      </PageFrame>
    );
  }
  return (
    <Boundary key={key}>
      <Suspense
        fallback={
          <PageFrame title="読み込み中">
            <Loading />
          </PageFrame>
        }
      >
        <page.Page params={params} />
      </Suspense>
    </Boundary>
  );
}

function Signed({ trying }: { trying: boolean }): ReactNode {
  const styles = useStyles();
  const { me } = useShell();
  const { path } = usePlace();
  const toast = useToast();
  const selected = pages.find((page) => matchPath(page.path, path === '' ? FIRST_PATH : path) !== undefined);

  useEffect(() => {
    if (trying) toast({ title: 'つながりにくいようです', text: 'もう一度ためしています…', intent: 'info' });
  }, [trying, toast]);

  return (
    <>
      <a
        className={styles.skip}
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.querySelector<HTMLElement>('#main')?.focus();
        }}
      >
        本文へ移動
      </a>
      <Navigation
        selected={selected?.part}
        parts={parts.filter(({ part }) => pages.some((page) => page.part === part && page.opensFor(me)))}
      />
      <main id="main" tabIndex={-1} className={styles.main}>
        <Pages />
      </main>
    </>
  );
}

type Props = {
  readonly host: Host;
  readonly api: Api;
  readonly router: Router;
  readonly theme: ThemeName;
  readonly trying: boolean;
};

/** The whole tab for somebody who is signed in to Teams: asks the service who it is, then shows the pages. */
export function Tab({ host, api: calls, router, theme, trying }: Props): ReactNode {
  const styles = useStyles();
  const { loaded, latest: me, reload: reloadMe } = useAsked(calls, 'me', {});
  useEffect(() => {
    if (loaded.state !== 'loading') host.ready();
  }, [host, loaded.state]);
  const api = useMemo(() => tellingOfRefusals(calls, reloadMe), [calls, reloadMe]);
  const chat = me?.links.chat;
  const openChat = useCallback(() => {
    if (chat === undefined) return;
    // A host that opens no links leaves it to the browser.
    void host.open(chat).catch(() => globalThis.open(chat, '_blank', 'noopener,noreferrer'));
  }, [host, chat]);
  const shell = useMemo<Shell | undefined>(
    () => (me === undefined ? undefined : { api, router, me, theme, reloadMe, openChat }),
    [api, router, me, theme, reloadMe, openChat],
  );

  return (
    <div className={styles.whole}>
      {shell !== undefined ? (
        <ShellContext value={shell}>
          <ToastProvider>
            <ConfirmProvider>
              <Signed trying={trying} />
            </ConfirmProvider>
          </ToastProvider>
        </ShellContext>
      ) : loaded.state !== 'failed' ? (
        <main className={styles.alone}>
          <Loading what="サインインを確かめています" />
        </main>
      ) : (
        <main className={styles.alone}>
          <h1 hidden>記録台帳</h1>
          <ErrorState
            failure={loaded.failure}
            onReload={reloadMe}
            {...(loaded.failure.kind === 'not-entitled' ? { title: '台帳をまだ開けません' } : {})}
          />
        </main>
      )}
    </div>
  );
}
