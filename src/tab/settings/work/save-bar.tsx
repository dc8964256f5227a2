import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useConfirm } from '../../shell/confirm.tsx';
import { WarningIcon } from '../../shell/icons.tsx';
import { BAR_HEIGHT } from '../../shell/navigation.tsx';
import { onPhone } from '../../shell/theme.ts';
import { hasChanges, isUnsaved } from '../editing/editor.ts';
import { useWork } from './context.ts';
import { isRefusedToAll, ROLE_GONE } from './role-gone.ts';
import { useSettingsStyles } from './styles.ts';

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    zIndex: 5,
    bottom: 0,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow8,
    [onPhone]: {
      bottom: `calc(${BAR_HEIGHT} + env(safe-area-inset-bottom))`,
      padding: tokens.spacingHorizontalS,
    },
  },
  text: { flexGrow: 1, minWidth: '140px' },
  icon: { display: 'grid', fontSize: '18px', color: tokens.colorStatusWarningForeground1 },
});

type Props = {
  /** What the last save did, while nothing was typed since. */
  readonly done: string | undefined;
  readonly onSave: () => void;
  /** After something came back, when its button has gone. */
  readonly onBack: () => void;
};

/** At the bottom while there is something to save, and until the next change says that it is saved. */
export function SaveBar({ done, onSave, onBack }: Props): ReactNode {
  const shared = useSettingsStyles();
  const styles = useStyles();
  const confirm = useConfirm();
  const { editing, editor } = useWork();
  const unsaved = isUnsaved(editor);
  if (!unsaved && done === undefined) return null;
  const again = editor.failure !== undefined;
  const gone = isRefusedToAll(editor.failure);

  const restart = async (): Promise<void> => {
    const sure = await confirm({
      title: '変更をすべて元に戻しますか',
      text: '保存していない変更が、すべてなくなります。',
      yes: 'すべて元に戻す',
    });
    if (sure) editing.restart();
  };

  return (
    <section className={styles.bar} aria-label="保存">
      {unsaved && !editor.saving ? (
        <span className={styles.icon}>
          <WarningIcon />
        </span>
      ) : null}
      <output className={styles.text}>
        {editor.saving
          ? '保存しています…'
          : !unsaved
            ? done
            : gone
              ? `${ROLE_GONE}。入力はこの画面に残っています。`
              : again
                ? '保存できませんでした。入力はこの画面に残っています。'
                : editor.removed === undefined
                  ? '保存していない変更があります'
                  : `${editor.removed.text}(まだ保存していません)`}
      </output>
      {unsaved && !gone && editor.removed !== undefined ? (
        <Button
          className={shared.button}
          onClick={() => {
            editor.removed?.undo();
            onBack();
          }}
        >
          元に戻す
        </Button>
      ) : null}
      {unsaved && !gone ? (
        <Button className={shared.button} disabledFocusable={editor.saving} onClick={() => void restart()}>
          すべて元に戻す
        </Button>
      ) : null}
      {gone ? null : (
        <Button
          className={shared.button}
          appearance="primary"
          disabledFocusable={editor.saving || !hasChanges(editor)}
          {...(editor.saving ? { icon: <Spinner size="tiny" aria-hidden /> } : {})}
          onClick={onSave}
        >
          {editor.saving ? '保存しています' : again ? 'もう一度保存' : '保存する'}
        </Button>
      )}
    </section>
  );
}
