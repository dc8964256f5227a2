import { Body1, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { type ReactNode, useCallback, useState } from 'react';
import type { ChannelView } from '../../../api/settings.ts';
import { usePlace, useShell } from '../../shell/context.ts';
import { PageFrame } from '../../shell/frame.tsx';
import { EmptyState, ErrorState, Loading } from '../../shell/states.tsx';
import { useUnsavedGuard } from '../../shell/unsaved.ts';
import { useLoaded } from '../../shell/use-loaded.ts';
import { useSettingsStyles } from '../work/styles.ts';
import { Channel } from './channel.tsx';

/** What waits for somebody first, what is gone last. */
const rank = ({ state, department }: ChannelView): number =>
  state === 'removed' ? 2 : department === undefined ? 0 : 1;

const byNeed = (a: ChannelView, b: ChannelView): number =>
  rank(a) - rank(b) || a.name.localeCompare(b.name, 'ja');

/** チャネル */
export function ChannelsPage(): ReactNode {
  const shared = useSettingsStyles();
  const { me, reloadMe } = useShell();
  const { query } = usePlace();
  const { loaded, reload } = useLoaded('channels', {});
  const [unsaved, setUnsaved] = useState<ReadonlySet<string>>(new Set());
  useUnsavedGuard(unsaved.size > 0);
  const onUnsaved = useCallback((key: string, is: boolean) => {
    setUnsaved((before) => {
      if (before.has(key) === is) return before;
      const next = new Set(before);
      if (is) next.add(key);
      else next.delete(key);
      return next;
    });
  }, []);
  const wanted = new URLSearchParams(query).get('department');
  const missing = me.gaps.find(
    ({ department, missing: what }) => department.id === wanted && what.includes('channel'),
  );
  const channels = loaded.state === 'loaded' ? [...loaded.value.channels].sort(byNeed) : [];
  return (
    <PageFrame title="チャネル" up={{ path: 'settings', label: '設定へ' }}>
      <div className={shared.stack}>
        <Body1 as="p" className={`${shared.text} ${shared.soft}`}>
          アラートは、課に結び付けたチャネルに届きます。Teamsでチームにアプリを追加したチャネルが、ここに出ます。
        </Body1>
        {missing === undefined ? null : (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
              {missing.department.name}
              には、アラートの届くチャネルがありません。下のチャネルから選んで「{missing.department.name}
              」に結び付けてください。なければ、課のチームにアプリを追加してください。
            </MessageBarBody>
          </MessageBar>
        )}
        {loaded.state === 'loading' ? <Loading /> : null}
        {loaded.state === 'failed' ? <ErrorState failure={loaded.failure} onReload={reload} /> : null}
        {loaded.state === 'loaded' && channels.length === 0 ? (
          <EmptyState title="チャネルはまだありません">
            Teamsで、課のチームにTateのアプリを追加してください。追加すると、ここに出ます。
          </EmptyState>
        ) : null}
        <ul className={shared.list}>
          {channels.map((channel) => (
            <Channel key={channel.key} channel={channel} onUnsaved={onUnsaved} onSaved={reloadMe} />
          ))}
        </ul>
      </div>
    </PageFrame>
  );
}
