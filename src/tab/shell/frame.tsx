import { Button, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';
import { usePlace, useRouter } from './context.ts';
import { BackIcon } from './icons.tsx';
import { onPhone } from './theme.ts';

const useStyles = makeStyles({
  page: {
    maxWidth: '1180px',
    margin: '0 auto',
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalXXXL}`,
    [onPhone]: {
      padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXL}`,
    },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    marginBottom: tokens.spacingVerticalM,
  },
  back: { minHeight: '44px', marginLeft: `calc(${tokens.spacingHorizontalM} * -1)` },
  title: { ...typographyStyles.title3, margin: 0, minWidth: 0, ':focus': { outlineStyle: 'none' } },
  aside: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  actions: { marginLeft: 'auto', display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

type Props = {
  readonly title: string;
  /** Of the window, which the browser writes down; the title where there is nobody's name in it. */
  readonly windowTitle?: string;
  /** Beside the title: badges and the like. */
  readonly aside?: ReactNode;
  /** At the right end. */
  readonly actions?: ReactNode;
  /** Goes back, or there (「台帳へ」) when the person came in by a link; without it there is no such button. */
  readonly up?: { readonly path: string; readonly label: string };
  /** False when the page puts the focus somewhere itself, after going back. */
  readonly focusTitle?: boolean;
  readonly children: ReactNode;
};

/** Title, actions and content of one page, drawn anew for each step. After a step the title has the focus, and the window its name. */
export function PageFrame(props: Props): ReactNode {
  const { title, windowTitle = title, aside, actions, up, focusTitle = true, children } = props;
  const styles = useStyles();
  const router = useRouter();
  const { by } = usePlace();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${windowTitle} - 記録台帳`;
  }, [windowTitle]);

  useEffect(() => {
    if (by === 'start' || !focusTitle) return;
    heading.current?.focus({ preventScroll: true });
    if (by === 'step') globalThis.scrollTo(0, 0);
  }, [by, focusTitle]);

  return (
    <div className={styles.page}>
      {up === undefined ? null : (
        <Button
          className={styles.back}
          appearance="transparent"
          icon={<BackIcon />}
          onClick={() => {
            if (!router.back()) router.go(up.path);
          }}
        >
          {router.hasBack() ? 'もどる' : `${up.label}もどる`}
        </Button>
      )}
      <header className={styles.head}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {aside === undefined ? null : <div className={styles.aside}>{aside}</div>}
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
