import { Body1, Caption1, Card, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { moment } from '../shell/format.ts';
import { PageFrame } from '../shell/frame.tsx';
import { ErrorState, Loading } from '../shell/states.tsx';
import { useLoaded } from '../shell/use-loaded.ts';

const useStyles = makeStyles({
  sections: { display: 'grid', gap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyleType: 'none' },
  soft: { color: tokens.colorNeutralForeground3 },
});

/** 設定: every section with its version, and who changed it last. */
export function SettingsPages(): ReactNode {
  const styles = useStyles();
  const { loaded, reload } = useLoaded('settings', {});
  return (
    <PageFrame title="設定">
      {loaded.state === 'loading' ? <Loading /> : null}
      {loaded.state === 'failed' ? <ErrorState failure={loaded.failure} onReload={reload} /> : null}
      {loaded.state === 'loaded' ? (
        <ul className={styles.sections}>
          {loaded.value.sections.map(({ section, name, version, at, by }) => (
            <li key={section}>
              <Card>
                <Subtitle2 as="h2">{name}</Subtitle2>
                <Body1>{version === 0 ? 'はじめの設定のまま' : `第${version}版`}</Body1>
                {at === undefined ? null : (
                  <Caption1 className={styles.soft}>
                    {moment(at, new Date())} {by}
                  </Caption1>
                )}
              </Card>
            </li>
          ))}
        </ul>
      ) : null}
    </PageFrame>
  );
}
