import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useCallback, useState } from 'react';
import { useMe } from '../shell/context.ts';
import { dayOf } from '../shell/format.ts';
import { CloseIcon } from '../shell/icons.tsx';
import { hasProblemIn } from './editing/editor.ts';
import { item, type Path, same, valueAt, withValue } from './editing/path.ts';
import { warningOf } from './parts/conduct.ts';
import type { SectionDraft } from './parts/sections.ts';
import { useWork } from './work/context.ts';
import { PartField } from './work/fields.tsx';
import { Group } from './work/group.tsx';
import { type Item, MasterDetail } from './work/master-detail.tsx';
import { OriginFields } from './work/origin.tsx';
import { SectionPage } from './work/section-page.tsx';
import { useSettingsStyles } from './work/styles.ts';

const useStyles = makeStyles({
  phrase: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: tokens.spacingHorizontalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingTop: tokens.spacingVerticalS,
    alignItems: 'start',
  },
});

type Entry = SectionDraft<'conduct'>['entries'][number];

const entriesOf = (draft: unknown): readonly Entry[] => (draft as SectionDraft<'conduct'>).entries;

function Phrases({ label, entry }: { label: string; entry: Entry | undefined }): ReactNode {
  const shared = useSettingsStyles();
  const styles = useStyles();
  const { editing } = useWork();
  const path: Path = ['entries', item(label, 'label')];
  const list: Path = [...path, 'phrases'];
  const phrases = entry?.phrases ?? [];

  const add = (): void => {
    editing.change((draft) => {
      const empty = { label, source: '', date: dayOf(new Date()), checkedBy: '', phrases: [] };
      const before = (valueAt(draft, path) ?? empty) as Entry;
      return withValue(draft, path, { ...before, phrases: [...before.phrases, { words: '', why: '' }] });
    });
  };
  const remove = (place: number): void => {
    // With its last word the kind of conduct needs no source of its own any more.
    const undo =
      phrases.length === 1
        ? editing.change((draft) => withValue(draft, path, undefined))
        : editing.removeAt(list, place);
    editing.offerBack('言葉を外しました', undo);
  };

  return (
    <Group
      title="区の言葉"
      about="ここに書いたとおりの言葉が記録にあると、この行為を示します。Tateに入っている言葉の一覧は、そのまま使い続けます。"
      actions={
        <Button className={shared.button} onClick={add}>
          言葉を加える
        </Button>
      }
    >
      {phrases.length === 0 ? <Body1 className={shared.soft}>区の言葉は、まだありません。</Body1> : null}
      <ul className={shared.list}>
        {phrases.map(({ words }, place) => (
          // Words are typed, so only the place tells one from the other.
          <li key={place} className={styles.phrase}>
            <div className={shared.twoColumns}>
              <PartField
                path={[...list, place, 'words']}
                placeholder="例: ここから動かないぞ"
                warning={warningOf(words)}
              />
              <PartField path={[...list, place, 'why']} placeholder="例: 帰らない意思を示している" />
            </div>
            <Button
              className={shared.iconButton}
              appearance="subtle"
              icon={<CloseIcon />}
              aria-label={`${place + 1}番目の言葉を外す`}
              onClick={() => remove(place)}
            />
          </li>
        ))}
      </ul>
      {entry === undefined ? null : (
        <>
          <OriginFields path={path} />
          <PartField path={[...path, 'inForce']} />
        </>
      )}
    </Group>
  );
}

function Content({
  chosen,
  onChoose,
}: {
  chosen: string | undefined;
  onChoose: (label: string | undefined) => void;
}): ReactNode {
  const { editor } = useWork();
  const { choices } = useMe();
  const entries = entriesOf(editor.draft);
  const items = choices.conduct.map(({ id, name }): Item => {
    const path = ['entries', item(id, 'label')];
    const words = entries.find(({ label }) => label === id)?.phrases ?? [];
    const changed = !same(valueAt(editor.base.content, path), valueAt(editor.draft, path));
    return {
      key: id,
      title: name,
      sub: words.length === 0 ? '区の言葉なし' : `区の言葉 ${words.length}件`,
      words: words.map((one) => one.words).join(' '),
      mark: hasProblemIn(editor, path) ? 'problem' : changed ? 'changed' : undefined,
    };
  });
  return (
    <MasterDetail items={items} what="行為" chosen={chosen} onChoose={onChoose}>
      {chosen === undefined ? null : (
        <Phrases key={chosen} label={chosen} entry={entries.find(({ label }) => label === chosen)} />
      )}
    </MasterDetail>
  );
}

/** 行為の言葉 */
export function ConductPage(): ReactNode {
  const [chosen, setChosen] = useState<string>();
  const reveal = useCallback(([, step]: Path) => {
    if (typeof step === 'object') setChosen(step.is);
  }, []);
  return (
    <SectionPage section="conduct" reveal={reveal}>
      <Content chosen={chosen} onChoose={setChosen} />
    </SectionPage>
  );
}
