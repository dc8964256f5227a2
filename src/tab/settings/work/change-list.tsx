import { Body1Strong, Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { onPhone } from '../../shell/theme.ts';
import { count } from '../../shell/format.ts';
import { useSettingsStyles } from './styles.ts';

const useStyles = makeStyles({
  change: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { borderTop: 'none' },
  },
  sides: {
    gridColumn: '1 / -1',
    display: 'grid',
    gridTemplateColumns: '1fr 1fr',
    gap: tokens.spacingHorizontalM,
    margin: 0,
    [onPhone]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  side: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderLeft: `3px solid ${tokens.colorNeutralStroke1}`,
  },
  after: { borderLeft: `3px solid ${tokens.colorBrandStroke1}` },
  label: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  value: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

export type ShownChange = {
  readonly key: string;
  readonly where: string;
  /** In words; an empty side says that nothing stands there. */
  readonly before: string;
  readonly after: string;
  readonly action?: { readonly label: string; readonly onPress: () => void };
};

/** A file may change everything at once. */
const AT_FIRST = 30;

/** Changes in words, before and after; told apart by their labels, not by colour. */
export function ChangeList({ changes }: { changes: readonly ShownChange[] }): ReactNode {
  const shared = useSettingsStyles();
  const styles = useStyles();
  const [most, setMost] = useState(AT_FIRST);
  const more = changes.length - most;
  return (
    <div className={shared.close}>
      <ul className={shared.list}>
        {changes.slice(0, most).map(({ key, where, before, after, action }) => (
          <li key={key} className={styles.change}>
            <Body1Strong className={styles.value}>{where}</Body1Strong>
            {action === undefined ? (
              <span />
            ) : (
              <Button
                className={shared.button}
                appearance="subtle"
                aria-label={`${where}を${action.label}`}
                onClick={action.onPress}
              >
                {action.label}
              </Button>
            )}
            <dl className={styles.sides}>
              <div className={styles.side}>
                <dt className={styles.label}>前</dt>
                <dd className={styles.value}>{before === '' ? '(なし)' : before}</dd>
              </div>
              <div className={`${styles.side} ${styles.after}`}>
                <dt className={styles.label}>後</dt>
                <dd className={styles.value}>{after === '' ? '(なし)' : after}</dd>
              </div>
            </dl>
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <Button className={shared.button} onClick={() => setMost((now) => now + 100)}>
          さらに表示(あと{count(more)}か所)
        </Button>
      ) : null}
    </div>
  );
}
