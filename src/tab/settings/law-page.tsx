import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useCallback, useState } from 'react';
import { hasProblemIn } from './editing/editor.ts';
import { item, type Path, same, valueAt, withValue } from './editing/path.ts';
import { checkedNames } from './parts/law.ts';
import type { SectionDraft } from './parts/sections.ts';
import { useWork } from './work/context.ts';
import { PartField } from './work/fields.tsx';
import { Group } from './work/group.tsx';
import { type Item, MasterDetail } from './work/master-detail.tsx';
import { OriginFields } from './work/origin.tsx';
import { SectionPage } from './work/section-page.tsx';
import { useSettingsStyles } from './work/styles.ts';

const useStyles = makeStyles({
  period: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingTop: tokens.spacingVerticalM,
  },
});

type Book = SectionDraft<'law'>;
type LawDraft = Book['entries'][number];

const entriesOf = (draft: unknown): readonly LawDraft[] => (draft as Book).entries;

function Texts({ path, entry }: { path: Path; entry: LawDraft }): ReactNode {
  const shared = useSettingsStyles();
  const styles = useStyles();
  const { editing } = useWork();
  const list: Path = [...path, 'texts'];
  const add = (): void => {
    editing.change((draft) => withValue(draft, list, [...entry.texts, { gist: '' }]));
  };
  const remove = (place: number): void => {
    const undo = editing.removeAt(list, place);
    editing.offerBack('説明を外しました', undo);
  };
  return (
    <>
      <ol className={shared.list} aria-label="期間ごとの説明">
        {entry.texts.map((_, place) => (
          <li key={place} className={styles.period}>
            <div className={shared.twoColumns}>
              <PartField path={[...list, place, 'from']} />
              <PartField path={[...list, place, 'until']} />
            </div>
            <PartField path={[...list, place, 'gist']} />
            {entry.texts.length === 1 ? null : (
              <div>
                <Button
                  className={shared.button}
                  aria-label={`${place + 1}番目の説明を外す`}
                  onClick={() => remove(place)}
                >
                  この説明を外す
                </Button>
              </div>
            )}
          </li>
        ))}
      </ol>
      <div>
        <Button className={shared.button} onClick={add}>
          別の期間の説明を加える
        </Button>
      </div>
    </>
  );
}

function Entry({ id }: { id: string }): ReactNode {
  const { editor } = useWork();
  const shared = useSettingsStyles();
  const entry = entriesOf(editor.draft).find((one) => one.id === id);
  if (entry === undefined) return null;
  const path: Path = ['entries', item(id)];
  return (
    <Group
      title={entry.name}
      about={`${entry.law} ${entry.article}${entry.possible === undefined ? '' : `\n記録には「${entry.possible}」と出ます。`}`}
    >
      <Body1 as="p" className={`${shared.text} ${shared.soft}`}>
        記録には、起きた日に有効だった説明が出ます。改正があったら、前の説明に「この日まで」を入れ、新しい説明を加えてください。
      </Body1>
      <Texts path={path} entry={entry} />
      <PartField path={[...path, 'note']} />
      <PartField path={[...path, 'checked']} />
      <PartField path={[...path, 'source']} />
      <PartField path={[...path, 'inForce']} />
    </Group>
  );
}

type Choice = { readonly chosen: string | undefined; readonly onChoose: (id: string | undefined) => void };

function Content({ chosen, onChoose }: Choice): ReactNode {
  const { editor } = useWork();
  const items = entriesOf(editor.draft).map(({ id, law, article, name, checked, texts }): Item => {
    const path = ['entries', item(id)];
    const changed = !same(valueAt(editor.base.content, path), valueAt(editor.draft, path));
    return {
      key: id,
      title: name,
      sub: `${checkedNames[checked].slice(0, 1)} ${law} ${article}`,
      words: texts.map(({ gist }) => gist).join(' '),
      mark: hasProblemIn(editor, path) ? 'problem' : changed ? 'changed' : undefined,
    };
  });
  return (
    <>
      <MasterDetail items={items} what="法令" chosen={chosen} onChoose={onChoose}>
        {chosen === undefined ? null : <Entry key={chosen} id={chosen} />}
      </MasterDetail>
      <Group title="もとの資料" about="法令の説明全体を何から作り、だれがいつ確かめたか。">
        <OriginFields path={[]} />
      </Group>
    </>
  );
}

/** 法令の説明 */
export function LawPage(): ReactNode {
  const [chosen, setChosen] = useState<string>();
  const reveal = useCallback(([, step]: Path) => {
    if (typeof step === 'object') setChosen(step.is);
  }, []);
  return (
    <SectionPage section="law" reveal={reveal}>
      <Content chosen={chosen} onChoose={setChosen} />
    </SectionPage>
  );
}
