import { Button, makeStyles, ProgressBar, Spinner, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';
import { count, dayText } from '../shell/format.ts';
import { ErrorState } from '../shell/states.tsx';
import { isSearching, type Walk } from './walk.ts';

const useStyles = makeStyles({
  foot: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    justifyItems: 'center',
    textAlign: 'center',
    padding: `${tokens.spacingVerticalL} 0`,
  },
  bar: { width: 'min(320px, 100%)' },
  button: { minHeight: '44px', minWidth: '160px' },
  soft: { color: tokens.colorNeutralForeground2 },
});

/** 「4月12日まで調べました(1,200件)」 */
export const lookedText = ({ reached, lookedAt }: Walk, now: Date): string =>
  `${reached === undefined ? '' : `${dayText(reached, now)}まで`}調べました(${count(lookedAt)}件)`;

type Props = {
  readonly walk: Walk;
  readonly now: Date;
  readonly onMore: () => void;
  readonly onStop: () => void;
};

/** What stands below the rows: how far the search is, and what can be done about it. */
export function WalkFoot({ walk, now, onMore, onStop }: Props): ReactNode {
  const styles = useStyles();
  const end = useRef<HTMLSpanElement>(null);
  const { phase } = walk;
  const asked = walk.before > 0;
  useEffect(() => {
    // The button that was pressed has gone: the focus does not go with it.
    if (phase === 'through' && asked && document.activeElement === document.body) end.current?.focus();
  }, [phase, asked]);
  if (walk.phase === 'failed' && walk.failure !== undefined) {
    return <ErrorState failure={walk.failure} onReload={onMore} />;
  }
  if (isSearching(walk)) {
    return (
      <div className={styles.foot}>
        <ProgressBar className={styles.bar} aria-label="さがしています" />
        <Text>{lookedText(walk, now)}</Text>
        <Button className={styles.button} onClick={onStop}>
          止める
        </Button>
      </div>
    );
  }
  if (walk.phase === 'stopped') {
    return (
      <div className={styles.foot}>
        <Text>{lookedText(walk, now)}。まだ先があります。</Text>
        <Button className={styles.button} onClick={onMore}>
          続きを調べる
        </Button>
      </div>
    );
  }
  if (walk.phase === 'through') {
    return walk.rows.length === 0 ? null : (
      <div className={styles.foot}>
        <span className={styles.soft} tabIndex={-1} ref={end}>
          ここまでです({count(walk.rows.length)}件)
        </span>
      </div>
    );
  }
  if (walk.rows.length === 0) return null;
  const busy = walk.phase === 'asking';
  return (
    <div className={styles.foot}>
      <Button
        className={styles.button}
        disabledFocusable={busy}
        icon={busy ? <Spinner size="tiny" /> : null}
        onClick={onMore}
      >
        {busy ? '読み込んでいます' : 'さらに表示'}
      </Button>
    </div>
  );
}
