import { Body1, Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Section, SettingsSection } from '../../../api/settings.ts';
import { fullMoment } from '../../shell/format.ts';
import { PageFrame } from '../../shell/frame.tsx';
import { PageLink } from '../../shell/link.tsx';
import { ErrorState, Loading } from '../../shell/states.tsx';
import { useLoaded } from '../../shell/use-loaded.ts';
import { sectionNames } from '../parts/sections.ts';
import { useSettingsStyles } from '../work/styles.ts';

const useStyles = makeStyles({
  version: {
    display: 'grid',
    gap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

type Head = SettingsSection['history'][number];

export const versionName = (version: number): string => (version === 0 ? 'はじめの設定' : `第${version}版`);

function Version({ section, head, now }: { section: Section; head: Head; now: boolean }): ReactNode {
  const shared = useSettingsStyles();
  const styles = useStyles();
  const { version, at, by, note } = head;
  return (
    <li className={styles.version}>
      <div className={shared.row}>
        {version === 0 ? (
          <Body1Strong>{versionName(version)}</Body1Strong>
        ) : (
          <PageLink to={`settings/${section}/versions/${version}`}>{versionName(version)}の変更点</PageLink>
        )}
        {now ? <Body1>(いまの内容)</Body1> : null}
        {now || version !== 0 ? null : (
          <PageLink to={`settings/${section}?from=0`}>はじめの設定の内容に戻す</PageLink>
        )}
      </div>
      <Caption1 className={shared.soft}>
        {at === undefined ? 'Tateを入れたときの内容' : `${fullMoment(at)}・${by ?? ''}`}
      </Caption1>
      {note === undefined || note === '' ? null : <Body1 className={shared.text}>「{note}」</Body1>}
    </li>
  );
}

/** The versions of one section, newest first. */
export function HistoryPage({ section }: { section: Section }): ReactNode {
  const shared = useSettingsStyles();
  const { loaded, reload } = useLoaded('section', { params: { section } });
  const all =
    loaded.state === 'loaded'
      ? [loaded.value, ...loaded.value.history].toSorted((a, b) => b.version - a.version)
      : [];
  return (
    <PageFrame
      title={`${sectionNames[section]}の変更の履歴`}
      up={{ path: `settings/${section}`, label: `${sectionNames[section]}へ` }}
    >
      {loaded.state === 'loading' ? <Loading /> : null}
      {loaded.state === 'failed' ? <ErrorState failure={loaded.failure} onReload={reload} /> : null}
      {loaded.state === 'loaded' ? (
        <ol className={shared.list}>
          {all.map((head) => (
            <Version
              key={head.version}
              section={section}
              head={head}
              now={head.version === loaded.value.version}
            />
          ))}
        </ol>
      ) : null}
    </PageFrame>
  );
}
