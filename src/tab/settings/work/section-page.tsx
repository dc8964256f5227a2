import { Body1, makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { type ReactNode, useCallback, useState } from 'react';
import type { Section, SettingsSection, SettingsVersion } from '../../../api/settings.ts';
import { usePlace, useShell } from '../../shell/context.ts';
import { fullMoment } from '../../shell/format.ts';
import { PageFrame } from '../../shell/frame.tsx';
import { PageLink } from '../../shell/link.tsx';
import { ErrorState, Loading } from '../../shell/states.tsx';
import { useLoaded } from '../../shell/use-loaded.ts';
import { createEditing } from '../editing/editing.ts';
import type { Held } from '../editing/editor.ts';
import { type Path, same } from '../editing/path.ts';
import { sectionNames, sectionParts } from '../parts/sections.ts';
import { useEditor } from './context.ts';
import { outcomeOf, sectionHeld } from './outcome.ts';
import { Workbench } from './workbench.tsx';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    marginBottom: tokens.spacingVerticalL,
    color: tokens.colorNeutralForeground2,
  },
});

type Props = {
  readonly section: Section;
  readonly reveal?: (path: Path, draft: unknown) => void;
  readonly children: ReactNode;
};

type OpenProps = Props & {
  readonly loaded: SettingsSection;
  readonly etag: string;
  /** An earlier version, to begin with its content. */
  readonly earlier?: SettingsVersion | undefined;
};

const versionText = (version: number | undefined): string =>
  version === undefined || version === 0 ? 'はじめの設定のまま' : `第${version}版`;

const savedText = ({ version }: Held): string => `保存しました(${versionText(version)})。`;

function OpenSection({ section, loaded, etag, earlier, reveal, children }: OpenProps): ReactNode {
  const styles = useStyles();
  const { api, reloadMe } = useShell();
  const [editing] = useState(() => {
    const made = createEditing(sectionParts[section], sectionHeld(loaded, etag), async (content, note, tag) =>
      outcomeOf(
        await api.call('saveSection', { params: { section }, body: { content, note }, ifMatch: tag }),
        sectionHeld,
      ),
    );
    if (earlier !== undefined && !same(earlier.content, loaded.content)) {
      made.change(() => earlier.content);
      made.note(`${versionText(earlier.version)}の内容に戻す`);
    }
    return made;
  });
  const { base } = useEditor(editing);
  // Once something is saved, it is about an earlier day.
  const begun = base.etag === etag ? earlier : undefined;
  const onSaved = useCallback(() => {
    // Names of departments, and what is missing in them, stand in every list of the page.
    if (section === 'ward') reloadMe();
  }, [section, reloadMe]);
  return (
    <>
      <div className={styles.head}>
        <Body1>
          {versionText(base.version)}
          {base.at === undefined ? '' : `・${fullMoment(base.at)}`}
          {base.by === undefined ? '' : `・${base.by}`}
        </Body1>
        <PageLink to={`settings/${section}/history`}>変更の履歴</PageLink>
      </div>
      <Workbench
        editing={editing}
        savedText={savedText}
        onSaved={onSaved}
        {...(reveal === undefined ? {} : { reveal })}
      >
        {begun === undefined ? null : (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>
              {same(begun.content, loaded.content)
                ? `${versionText(begun.version)}の内容は、いまの内容と同じです。`
                : `${versionText(begun.version)}の内容を入れました。まだ保存していません。確かめて「保存する」を押すと、新しい版になります。`}
            </MessageBarBody>
          </MessageBar>
        )}
        {children}
      </Workbench>
    </>
  );
}

/** With the content of an earlier version in place of the present one. */
function FromVersion(props: Props & { loaded: SettingsSection; etag: string; version: string }): ReactNode {
  const { version, ...rest } = props;
  const { loaded, reload } = useLoaded('sectionVersion', { params: { section: rest.section, version } });
  if (loaded.state === 'loading') return <Loading />;
  if (loaded.state === 'failed') return <ErrorState failure={loaded.failure} onReload={reload} />;
  return <OpenSection {...rest} earlier={loaded.value} />;
}

/** A page for the fields of one section: loads it, and saves it as a new version. */
export function SectionPage(props: Props): ReactNode {
  const { section } = props;
  const { query } = usePlace();
  const { loaded, reload } = useLoaded('section', { params: { section } });
  const version = new URLSearchParams(query).get('from');
  return (
    <PageFrame title={sectionNames[section]} up={{ path: 'settings', label: '設定へ' }}>
      {loaded.state === 'loading' ? <Loading /> : null}
      {loaded.state === 'failed' ? <ErrorState failure={loaded.failure} onReload={reload} /> : null}
      {loaded.state !== 'loaded' ? null : version === null ? (
        <OpenSection {...props} loaded={loaded.value} etag={loaded.etag ?? ''} />
      ) : (
        <FromVersion {...props} loaded={loaded.value} etag={loaded.etag ?? ''} version={version} />
      )}
    </PageFrame>
  );
}
