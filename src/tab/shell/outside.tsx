import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect } from 'react';
import { ShieldIcon } from './icons.tsx';
import { Notice } from './states.tsx';

const useStyles = makeStyles({
  whole: {
    minHeight: '100vh',
    display: 'grid',
    placeItems: 'center',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  steps: { margin: 0, paddingLeft: '1.4em', textAlign: 'left', lineHeight: 2 },
});

/** For whoever opens the address in a browser: there is no sign-in here, and nothing to see. */
export function OutsideTeams(): ReactNode {
  const styles = useStyles();
  useEffect(() => {
    document.title = 'Teamsの中で開いてください';
  }, []);
  return (
    <main className={styles.whole}>
      <div>
        <h1 hidden>記録台帳</h1>
        <Notice
          icon={<ShieldIcon />}
          title="Teamsの中で開いてください"
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
      </div>
    </main>
  );
}
