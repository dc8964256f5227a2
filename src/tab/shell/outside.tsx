import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect } from 'react';
import { ReloadIcon, ShieldIcon, WarningIcon } from './icons.tsx';
import { Notice } from './states.tsx';

const useStyles = makeStyles({
  whole: {
    minHeight: '100vh',
    display: 'grid',
    placeItems: 'center',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  button: { minHeight: '44px' },
  steps: { margin: 0, paddingLeft: '1.4em', textAlign: 'left', lineHeight: 2 },
});

/** In a browser of its own there is no sign-in, and nothing to see; in a frame that does not answer neither. */
export function OutsideTeams({ silent }: { silent: boolean }): ReactNode {
  const styles = useStyles();
  const title = silent ? 'Teamsから返事がありません' : 'Teamsの中で開いてください';
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main className={styles.whole}>
      <div>
        <h1 hidden>記録台帳</h1>
        {silent ? (
          <Notice
            icon={<WarningIcon />}
            title={title}
            actions={
              <Button
                className={styles.button}
                appearance="primary"
                icon={<ReloadIcon />}
                onClick={() => globalThis.location.reload()}
              >
                再読み込み
              </Button>
            }
          >
            ネットワークを確かめて「再読み込み」を押してください。続くときは、Teamsを開き直してください。
          </Notice>
        ) : (
          <Notice
            icon={<ShieldIcon />}
            title={title}
            actions={
              <ol className={styles.steps}>
                <li>Microsoft Teamsを開きます。</li>
                <li>「アプリ」からTateを選びます。</li>
                <li>上に出る「記録台帳」を押します。</li>
              </ol>
            }
          >
            記録台帳は、Teamsのサインインで守られています。ブラウザだけでは開けません。
          </Notice>
        )}
      </div>
    </main>
  );
}
