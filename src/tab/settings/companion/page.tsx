import { Body1, Tab, TabList } from '@fluentui/react-components';
import { type ReactNode, useCallback, useState } from 'react';
import { PageLink } from '../../shell/link.tsx';
import { hasProblemIn } from '../editing/editor.ts';
import { item, type Path, same, valueAt } from '../editing/path.ts';
import { nameOf, sceneNames } from '../parts/names.ts';
import { useWork } from '../work/context.ts';
import { type Item, MasterDetail } from '../work/master-detail.tsx';
import { SectionPage } from '../work/section-page.tsx';
import { useSettingsStyles } from '../work/styles.ts';
import type { Book, List, Place } from './place.ts';
import { Sentence } from './sentence.tsx';
import { Situation } from './situation.tsx';

const lists: readonly { readonly id: List; readonly name: string }[] = [
  { id: 'situations', name: '場面' },
  { id: 'sentences', name: '言い方' },
];

const scenesOf = (scenes: readonly string[]): string =>
  scenes.map((scene) => nameOf(sceneNames, scene)).join('・');

const itemsOf = (book: Book, list: List): Item[] =>
  list === 'situations'
    ? book.situations.map(({ id, title, scenes, record, next }) => ({
        key: id,
        title,
        sub: scenesOf(scenes),
        words: [...record, next].join(' '),
      }))
    : book.sentences.map(({ id, text, scenes }) => ({
        key: id,
        title: text.ja,
        sub: scenesOf(scenes),
        words: Object.values(text).join(' '),
      }));

function Content({ place, onPlace }: { place: Place; onPlace: (place: Place) => void }): ReactNode {
  const styles = useSettingsStyles();
  const { editor } = useWork();
  const { list, id } = place;
  const items = itemsOf(editor.draft as Book, list).map((one): Item => {
    const path = [list, item(one.key)];
    const changed = !same(valueAt(editor.base.content, path), valueAt(editor.draft, path));
    return { ...one, mark: hasProblemIn(editor, path) ? 'problem' : changed ? 'changed' : undefined };
  });
  const onChoose = useCallback((next: string | undefined) => onPlace({ list, id: next }), [list, onPlace]);
  return (
    <>
      <Body1 as="p" className={`${styles.text} ${styles.soft}`}>
        ここでは文を直せます。場面や言い方を増やす・減らす、組み合わせを変える、練習を変えるときは、
        <PageLink to="settings/transfer">書き出しと取り込み</PageLink>を使ってください。
      </Body1>
      <TabList
        className={styles.tabs}
        selectedValue={list}
        onTabSelect={(_, { value }) => onPlace({ list: value as List })}
        aria-label="対応中の言い方の中の移動"
      >
        {lists.map((one) => (
          <Tab key={one.id} value={one.id} className={styles.button}>
            {one.name}
          </Tab>
        ))}
      </TabList>
      <MasterDetail
        key={list}
        items={items}
        what={lists.find((one) => one.id === list)?.name ?? ''}
        chosen={id}
        onChoose={onChoose}
      >
        {id === undefined ? null : list === 'situations' ? (
          <Situation key={id} id={id} onPlace={onPlace} />
        ) : (
          <Sentence key={id} id={id} onPlace={onPlace} />
        )}
      </MasterDetail>
    </>
  );
}

/** 対応中の言い方 */
export function CompanionPage(): ReactNode {
  const [place, setPlace] = useState<Place>({ list: 'situations' });
  const reveal = useCallback(([list, step]: Path) => {
    if ((list === 'situations' || list === 'sentences') && typeof step === 'object') {
      setPlace({ list, id: step.is });
    }
  }, []);
  return (
    <SectionPage section="companion" reveal={reveal}>
      <Content place={place} onPlace={setPlace} />
    </SectionPage>
  );
}
