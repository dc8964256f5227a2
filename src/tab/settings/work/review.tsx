import { Button, Field, Input } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { changesOf, takenBack } from '../editing/changes.ts';
import { placeName, shown } from '../editing/part.ts';
import { pathKey } from '../editing/path.ts';
import { NOTE, problemsIn } from '../editing/problems.ts';
import { ChangeList } from './change-list.tsx';
import { useWork } from './context.ts';
import { Group } from './group.tsx';
import { useSettingsStyles } from './styles.ts';

/** At the end of a page: what a save would change, each to be taken back, and why. */
export function Review({ memo }: { memo: boolean }): ReactNode {
  const styles = useSettingsStyles();
  const { editing, editor } = useWork();
  const [open, setOpen] = useState(false);
  const changes = changesOf(editor.parts, editor.base.content, editor.draft);
  const problem = problemsIn(editor.problems, NOTE)[0];
  return (
    <Group title="保存する前に">
      <div>
        <Button
          className={styles.button}
          aria-expanded={open}
          disabledFocusable={changes.length === 0}
          onClick={() => setOpen((before) => !before)}
        >
          {open ? '変えたところを閉じる' : `変えたところを見る(${changes.length}か所)`}
        </Button>
      </div>
      {open && changes.length > 0 ? (
        <ChangeList
          changes={changes.map((change) => ({
            key: pathKey(change.path),
            where: placeName(editor.parts, change.path, editor.draft, editor.base.content),
            before: shown(change.part, change.before, editor.base.content),
            after: shown(change.part, change.after, editor.draft),
            action: {
              label: '元に戻す',
              onPress: () =>
                editing.change((draft) => takenBack(editor.parts, editor.base.content, draft, change)),
            },
          }))}
        />
      ) : null}
      {memo ? (
        <Field
          label="変更のメモ"
          hint={`なぜ変えたか。履歴に残ります。${problem === undefined ? '(なくてもよい)' : ''} ${editor.note.length}/200字`}
          {...(problem === undefined
            ? editor.note.length > 200
              ? {
                  validationState: 'error',
                  validationMessage: `200字までです(いま${editor.note.length}字)。`,
                }
              : {}
            : { validationState: 'error', validationMessage: problem.message })}
        >
          <Input
            className={styles.control}
            data-path={pathKey(NOTE)}
            value={editor.note}
            onChange={(_, { value }) => editing.note(value)}
          />
        </Field>
      ) : null}
    </Group>
  );
}
