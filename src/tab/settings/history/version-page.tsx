import { Body1, Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Section } from '../../../api/settings.ts';
import { useRouter } from '../../shell/context.ts';
import { fullMoment } from '../../shell/format.ts';
import { PageFrame } from '../../shell/frame.tsx';
import { EmptyState, ErrorState, Loading } from '../../shell/states.tsx';
import { useLoaded } from '../../shell/use-loaded.ts';
import { sectionNames } from '../parts/sections.ts';
import { ChangeList } from '../work/change-list.tsx';
import { useSettingsStyles } from '../work/styles.ts';
import { versionName } from './page.tsx';

/** What one version changed, and the way back to its content. */
export function VersionPage({ section, version }: { section: Section; version: string }): ReactNode {
  const shared = useSettingsStyles();
  const router = useRouter();
  const { loaded, reload } = useLoaded('sectionVersion', { params: { section, version } });
  return (
    <PageFrame
      title={`${sectionNames[section]} ${versionName(Number(version))}`}
      up={{ path: `settings/${section}/history`, label: '変更の履歴へ' }}
    >
      {loaded.state === 'loading' ? <Loading /> : null}
      {loaded.state === 'failed' ? <ErrorState failure={loaded.failure} onReload={reload} /> : null}
      {loaded.state === 'loaded' ? (
        <div className={shared.stack}>
          <div className={shared.close}>
            <Body1 className={shared.soft}>
              {loaded.value.at === undefined ? '' : fullMoment(loaded.value.at)} {loaded.value.by}
            </Body1>
            {loaded.value.note === undefined ? null : (
              <Body1 className={shared.text}>「{loaded.value.note}」</Body1>
            )}
          </div>
          <div className={shared.close}>
            <div>
              <Button
                className={shared.button}
                onClick={() => router.go(`settings/${section}?from=${version}`)}
              >
                この内容に戻す
              </Button>
            </div>
            <Body1 className={shared.soft}>
              押すと、この版の内容を入れた画面が開きます。確かめて保存すると、新しい版になります。今の版も、履歴に残ります。
            </Body1>
          </div>
          {loaded.value.changes.length === 0 ? (
            <EmptyState title="前の版からの変更はありません">内容は前の版と同じです。</EmptyState>
          ) : (
            <section className={shared.card} aria-label="前の版からの変更">
              <ChangeList
                changes={loaded.value.changes.map((change, index) => ({ key: String(index), ...change }))}
              />
            </section>
          )}
        </div>
      ) : null}
    </PageFrame>
  );
}
