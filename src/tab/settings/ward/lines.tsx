import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { item, recordOf, valueAt, withValue } from '../editing/path.ts';
import { lineKinds } from '../parts/ward.ts';
import { useWork } from '../work/context.ts';
import { PartField } from '../work/fields.tsx';
import { Group } from '../work/group.tsx';
import { newId } from '../work/ids.ts';
import { useSettingsStyles } from '../work/styles.ts';
import type { WardDraft } from './draft.ts';

const useStyles = makeStyles({
  line: { borderTop: `1px solid ${tokens.colorNeutralStroke2}`, paddingTop: tokens.spacingVerticalXS },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  name: { flexGrow: 1, minWidth: '160px', display: 'grid', overflowWrap: 'anywhere' },
  fields: { display: 'grid', gap: tokens.spacingVerticalM, padding: `${tokens.spacingVerticalS} 0` },
});

/** Lines that stand on the page at first: a department has a few, and a call centre hundreds. */
const AT_FIRST = 40;

type LineDraft = NonNullable<WardDraft['lines']>[number];

const summaryOf = ({ kind, records, announces, eraseDays }: LineDraft): string =>
  [
    lineKinds[kind],
    records ? '録音する' : '録音しない',
    ...(records ? [announces ? '知らせている' : '知らせていない', `${eraseDays ?? '?'}日で消去`] : []),
  ].join('・');

function LineFields({ id }: { id: string }): ReactNode {
  const styles = useStyles();
  const { editor, editing } = useWork();
  const path = ['lines', item(id)];
  const line = recordOf(valueAt(editor.draft, path));
  const kind = line['kind'] === 'window' ? '掲示がある' : '案内が流れる';
  // What does not record has nothing to announce or to erase.
  const records = line['records'] === true;
  const setRecords = (next: boolean): void => {
    editing.change((draft) => {
      const set = withValue(draft, [...path, 'records'], next);
      return next
        ? set
        : withValue(withValue(set, [...path, 'announces'], false), [...path, 'eraseDays'], undefined);
    });
  };
  return (
    <div className={styles.fields}>
      <PartField path={[...path, 'name']} />
      <PartField path={[...path, 'kind']} />
      <PartField path={[...path, 'records']} onFlag={setRecords} />
      {records ? (
        <>
          <PartField path={[...path, 'announces']} label={`録音を知らせる(${kind})`} hint="" />
          <PartField path={[...path, 'eraseDays']} />
        </>
      ) : null}
    </div>
  );
}

type Props = {
  readonly department: string;
  readonly open: string | undefined;
  readonly onOpen: (line: string | undefined) => void;
};

/** Lines and windows of one department; the fields of one at a time. */
export function Lines({ department, open, onOpen }: Props): ReactNode {
  const shared = useSettingsStyles();
  const styles = useStyles();
  const { editing, editor } = useWork();
  const [most, setMost] = useState(AT_FIRST);
  const lines = ((editor.draft as WardDraft).lines ?? []).filter((one) => one.department === department);
  const place = lines.findIndex(({ id }) => id === open);
  const shownLines = lines.slice(0, Math.max(most, place + 1));

  const add = (): void => {
    const id = newId('den');
    editing.change((draft) => {
      const ward = draft as WardDraft;
      const line: LineDraft = { id, name: '', department, kind: 'line', records: false, announces: false };
      return { ...ward, lines: [...(ward.lines ?? []), line] };
    });
    onOpen(id);
  };
  const remove = ({ id, name }: LineDraft): void => {
    if (open === id) onOpen(undefined);
    const undo = editing.change((draft) => withValue(draft, ['lines', item(id)], undefined));
    editing.offerBack(name === '' ? '外しました' : `「${name}」を外しました`, undo);
  };

  return (
    <Group
      title="電話と窓口"
      about="ここにない電話と窓口は、録音していないものとして扱います。"
      actions={
        <Button className={shared.button} onClick={add}>
          電話・窓口を加える
        </Button>
      }
    >
      {lines.length === 0 ? <Body1 className={shared.soft}>まだありません。</Body1> : null}
      <ul className={shared.list}>
        {shownLines.map((line) => {
          const isOpen = line.id === open;
          const name = line.name === '' ? '(名前がまだありません)' : line.name;
          return (
            <li key={line.id} className={styles.line}>
              <div className={styles.head}>
                <span className={styles.name}>
                  <Body1>{name}</Body1>
                  <Caption1 className={shared.soft}>{summaryOf(line)}</Caption1>
                </span>
                <div className={shared.row}>
                  <Button
                    className={shared.button}
                    aria-expanded={isOpen}
                    aria-label={`${name}を${isOpen ? '閉じる' : '変える'}`}
                    onClick={() => onOpen(isOpen ? undefined : line.id)}
                  >
                    {isOpen ? '閉じる' : '変える'}
                  </Button>
                  <Button
                    className={shared.button}
                    appearance="subtle"
                    aria-label={`${name}を外す`}
                    onClick={() => remove(line)}
                  >
                    外す
                  </Button>
                </div>
              </div>
              {isOpen ? <LineFields id={line.id} /> : null}
            </li>
          );
        })}
      </ul>
      {lines.length > shownLines.length ? (
        <Button className={shared.button} onClick={() => setMost((now) => now + 100)}>
          さらに表示(あと{lines.length - shownLines.length}件)
        </Button>
      ) : null}
    </Group>
  );
}
