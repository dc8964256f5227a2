import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useConfirm } from '../../shell/confirm.tsx';
import { item, listOf, recordOf } from '../editing/path.ts';
import { useWork } from '../work/context.ts';
import { PartField } from '../work/fields.tsx';
import { Group } from '../work/group.tsx';
import { useSettingsStyles } from '../work/styles.ts';
import { type WardDraft, withoutDepartment } from './draft.ts';
import { Lines } from './lines.tsx';
import { NextDepartments } from './next-departments.tsx';

const useStyles = makeStyles({ id: { color: tokens.colorNeutralForeground2, userSelect: 'text' } });

type Props = {
  readonly id: string;
  /** The line that is open. */
  readonly line: string | undefined;
  readonly onLine: (line: string | undefined) => void;
  readonly onGone: () => void;
};

/** One department: its name, where people go from it, its lines and windows. */
export function Department({ id, line, onLine, onGone }: Props): ReactNode {
  const shared = useSettingsStyles();
  const styles = useStyles();
  const { editing, editor } = useWork();
  const confirm = useConfirm();
  const ward = editor.draft as WardDraft;
  const name = ward.departments.find((one) => one.id === id)?.name ?? '';
  const shown = name === '' ? 'この課' : `「${name}」`;

  const remove = async (): Promise<void> => {
    const lines = listOf(ward.lines).filter((one) => recordOf(one)['department'] === id).length;
    const sure = await confirm({
      title: `${shown}を一覧から外しますか`,
      text: `${lines === 0 ? '' : `電話・窓口${lines}件も、いっしょに外します。`}前の記録には、課の名前が残ります。保存するまでは元に戻せます。`,
      yes: '外す',
    });
    if (!sure) return;
    onGone();
    const undo = editing.change((draft) => withoutDepartment(draft, id));
    editing.offerBack(`${shown}を外しました`, undo);
  };

  return (
    <div className={shared.stack}>
      <Group
        title={name === '' ? '新しい課' : name}
        actions={
          <Button className={shared.button} onClick={() => void remove()}>
            この課を外す
          </Button>
        }
      >
        <PartField path={['departments', item(id), 'name']} />
        <Caption1 className={styles.id}>ID: {id}(変わりません)</Caption1>
        <NextDepartments id={id} />
      </Group>
      <Lines department={id} open={line} onOpen={onLine} />
    </div>
  );
}
