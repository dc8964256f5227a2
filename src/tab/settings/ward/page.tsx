import { Button, Tab, TabList } from '@fluentui/react-components';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { changesOf } from '../editing/changes.ts';
import { hasProblemIn } from '../editing/editor.ts';
import { item, listOf, type Path, recordOf } from '../editing/path.ts';
import { useWork } from '../work/context.ts';
import { PartField } from '../work/fields.tsx';
import { Group } from '../work/group.tsx';
import { newId } from '../work/ids.ts';
import { type Item, MasterDetail } from '../work/master-detail.tsx';
import { OriginFields } from '../work/origin.tsx';
import { SectionPage } from '../work/section-page.tsx';
import { useSettingsStyles } from '../work/styles.ts';
import { Department } from './department.tsx';
import type { WardDraft } from './draft.ts';
import { Exempt } from './exempt.tsx';

type Place = {
  readonly tab: 'departments' | 'exempt' | 'about';
  readonly department?: string | undefined;
  readonly line?: string | undefined;
};

const tabs: readonly { readonly id: Place['tab']; readonly name: string }[] = [
  { id: 'departments', name: '課と電話・窓口' },
  { id: 'exempt', name: '照合しない記録' },
  { id: 'about', name: '区の名前' },
];

/** Departments in which something is not saved yet, lines included. */
function useChanged(): ReadonlySet<string> {
  const { editor } = useWork();
  const { parts, base, draft } = editor;
  return useMemo(() => {
    const owner = new Map(
      [base.content, draft].flatMap((content) =>
        listOf(recordOf(content)['lines']).map((line) => {
          const { id, department } = recordOf(line);
          return [String(id), String(department)] as const;
        }),
      ),
    );
    const changed = changesOf(parts, base.content, draft).flatMap(({ path: [list, step] }) => {
      if (typeof step !== 'object') return [];
      return list === 'lines' ? [owner.get(step.is) ?? ''] : [step.is];
    });
    return new Set(changed);
  }, [parts, base, draft]);
}

function Departments({ place, onPlace }: { place: Place; onPlace: (place: Place) => void }): ReactNode {
  const styles = useSettingsStyles();
  const { editing, editor } = useWork();
  const ward = editor.draft as WardDraft;
  const changed = useChanged();
  const lines = useMemo(() => Map.groupBy(ward.lines ?? [], ({ department }) => department), [ward.lines]);
  const items = ward.departments.map(({ id, name }): Item => {
    const own = lines.get(id) ?? [];
    const wrong =
      hasProblemIn(editor, ['departments', item(id)]) ||
      own.some((line) => hasProblemIn(editor, ['lines', item(line.id)]));
    return {
      key: id,
      title: name,
      sub: own.length === 0 ? '電話・窓口なし' : `電話・窓口 ${own.length}件`,
      words: own.map((line) => line.name).join(' '),
      mark: wrong ? 'problem' : changed.has(id) ? 'changed' : undefined,
    };
  });
  const onChoose = useCallback(
    (department: string | undefined) => onPlace({ tab: 'departments', department }),
    [onPlace],
  );
  const add = (): void => {
    const id = newId('ka');
    editing.change((draft) => {
      const before = draft as WardDraft;
      return { ...before, departments: [...before.departments, { id, name: '' }] };
    });
    onPlace({ tab: 'departments', department: id });
  };
  return (
    <MasterDetail
      items={items}
      what="課"
      chosen={place.department}
      onChoose={onChoose}
      actions={
        <Button className={styles.button} onClick={add}>
          課を加える
        </Button>
      }
    >
      {place.department === undefined ? null : (
        <Department
          key={place.department}
          id={place.department}
          line={place.line}
          onLine={(line) => onPlace({ ...place, line })}
          onGone={() => onPlace({ tab: 'departments' })}
        />
      )}
    </MasterDetail>
  );
}

function Content({ place, onPlace }: { place: Place; onPlace: (place: Place) => void }): ReactNode {
  const styles = useSettingsStyles();
  return (
    <>
      <TabList
        className={styles.tabs}
        selectedValue={place.tab}
        onTabSelect={(_, { value }) => onPlace({ tab: value as Place['tab'] })}
        aria-label="課・電話と窓口の中の移動"
      >
        {tabs.map(({ id, name }) => (
          <Tab key={id} value={id} className={styles.button}>
            {name}
          </Tab>
        ))}
      </TabList>
      {place.tab === 'departments' ? <Departments place={place} onPlace={onPlace} /> : null}
      {place.tab === 'exempt' ? <Exempt /> : null}
      {place.tab === 'about' ? (
        <Group title="区の名前・もとの資料" about="この一覧を何から作り、だれがいつ確かめたか。">
          <PartField path={['name']} />
          <OriginFields path={[]} />
        </Group>
      ) : null}
    </>
  );
}

/** Where the page shows a place of the content. */
function placeOf(path: Path, lineOwner: (line: string) => string | undefined): Place {
  const [list, step] = path;
  if (list === 'exempt') return { tab: 'exempt' };
  if ((list !== 'departments' && list !== 'lines') || typeof step !== 'object') {
    return { tab: list === 'departments' || list === 'lines' ? 'departments' : 'about' };
  }
  return list === 'departments'
    ? { tab: 'departments', department: step.is }
    : { tab: 'departments', department: lineOwner(step.is), line: step.is };
}

/** 課・電話と窓口 */
export function WardPage(): ReactNode {
  const [place, setPlace] = useState<Place>({ tab: 'departments' });
  const reveal = useCallback((path: Path, draft: unknown) => {
    const lines = (draft as WardDraft).lines ?? [];
    setPlace(placeOf(path, (line) => lines.find(({ id }) => id === line)?.department));
  }, []);
  return (
    <SectionPage section="ward" reveal={reveal}>
      <Content place={place} onPlace={setPlace} />
    </SectionPage>
  );
}
