import { Body1, Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { fullMoment } from '../shell/format.ts';
import { PageFrame } from '../shell/frame.tsx';
import { PageLink } from '../shell/link.tsx';
import { EmptyState, ErrorState, Loading } from '../shell/states.tsx';
import { useLoaded } from '../shell/use-loaded.ts';
import { useSettingsStyles } from './work/styles.ts';

const useStyles = makeStyles({
  change: {
    display: 'grid',
    gap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

/** 変更の記録: who changed what, newest first. */
export function ChangesPage(): ReactNode {
  const shared = useSettingsStyles();
  const styles = useStyles();
  const { loaded, reload } = useLoaded('settingsChanges', {});
  return (
    <PageFrame title="変更の記録" up={{ path: 'settings', label: '設定へ' }}>
      {loaded.state === 'loading' ? <Loading /> : null}
      {loaded.state === 'failed' ? <ErrorState failure={loaded.failure} onReload={reload} /> : null}
      {loaded.state === 'loaded' && loaded.value.changes.length === 0 ? (
        <EmptyState title="変更はまだありません">
          設定・承認者・チャネルを変えると、だれがいつ変えたかが、ここに残ります。
        </EmptyState>
      ) : null}
      {loaded.state === 'loaded' && loaded.value.changes.length > 0 ? (
        <>
          <Body1 as="p" className={shared.soft}>
            新しい順に、最大100件を出しています。
          </Body1>
          <ol className={shared.list}>
            {loaded.value.changes.map(({ at, by, what, note, section, version }, index) => (
              <li key={`${at} ${index}`} className={styles.change}>
                <Caption1 className={shared.soft}>
                  {fullMoment(at)}・{by}
                </Caption1>
                {section === undefined || version === undefined ? (
                  <Body1Strong>{what}</Body1Strong>
                ) : (
                  // What was changed in it stands on the page of the version.
                  <Body1Strong>
                    <PageLink to={`settings/${section}/versions/${version}`}>
                      {what}(第{version}版)
                    </PageLink>
                  </Body1Strong>
                )}
                {note === undefined || note === '' ? null : <Body1 className={shared.text}>「{note}」</Body1>}
              </li>
            ))}
          </ol>
        </>
      ) : null}
    </PageFrame>
  );
}
