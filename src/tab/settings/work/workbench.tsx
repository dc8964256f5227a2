import {
  makeStyles,
  mergeClasses,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useUnsavedGuard } from '../../shell/unsaved.ts';
import type { Editing } from '../editing/editing.ts';
import { type Held, isUnsaved } from '../editing/editor.ts';
import { type Path, pathKey } from '../editing/path.ts';
import { NOTE, type Placed } from '../editing/problems.ts';
import { useEditor, WorkContext } from './context.ts';
import { focusPath } from './focus.ts';
import { Overtaken } from './overtaken.tsx';
import { ProblemSummary } from './problem-summary.tsx';
import { Review } from './review.tsx';
import { isRefusedToAll, ROLE_GONE, ROLE_GONE_ABOUT } from './role-gone.ts';
import { SaveBar } from './save-bar.tsx';
import { useSettingsStyles } from './styles.ts';

const useStyles = makeStyles({
  // What takes the focus comes out from under the bars at the top and at the bottom.
  clear: {
    '& :is(input, select, textarea, button, a)': { scrollMarginTop: '64px', scrollMarginBottom: '180px' },
  },
});

type Props = {
  readonly editing: Editing;
  /** Opens whatever hides the place: a tab, an item of a list. */
  readonly reveal?: (path: Path, draft: unknown) => void;
  /** What to say of what is saved. */
  readonly savedText: (held: Held) => string;
  /** What else hangs on a save. */
  readonly onSaved?: () => void;
  /** A memo of the change goes into the history. */
  readonly memo?: boolean;
  readonly children: ReactNode;
};

/** Where the focus goes once it is on the screen; each is a new one, also for the same place. */
type Aim = { readonly path: Path } | { readonly summary: true };

/**
 * Around the fields of a content: what is wrong, what somebody else saved, what is not saved yet, and the way to
 * save it.
 */
export function Workbench({ editing, reveal, savedText, onSaved, memo = true, children }: Props): ReactNode {
  const shared = useSettingsStyles();
  const styles = useStyles();
  const editor = useEditor(editing);
  const [aim, setAim] = useState<Aim>();
  const summary = useRef<HTMLDivElement>(null);
  useUnsavedGuard(isUnsaved(editor));

  const aimAt = useCallback(
    ({ path, field }: Placed) => {
      if (!field) {
        setAim({ summary: true });
        return;
      }
      // The memo stands below every part of a page: nothing has to be opened for it.
      if (pathKey(path) !== pathKey(NOTE)) reveal?.(path, editing.state().draft);
      setAim({ path });
    },
    [reveal, editing],
  );

  useEffect(() => {
    if (aim === undefined) return;
    if ('path' in aim && focusPath(aim.path)) return;
    summary.current?.focus();
    summary.current?.scrollIntoView({ block: 'center' });
  }, [aim]);

  const save = useCallback(async (): Promise<void> => {
    const outcome = await editing.save();
    if (outcome?.kind === 'saved') onSaved?.();
    const first = editing.state().problems[0];
    if (outcome?.kind === 'refused' && first !== undefined) aimAt(first);
  }, [editing, onSaved, aimAt]);

  const isOvertaken = editor.overtaken !== undefined;
  const wasOvertaken = useRef(false);
  useEffect(() => {
    // The panel with the focus has gone, and the fields are back.
    if (wasOvertaken.current && !isOvertaken) summary.current?.focus();
    wasOvertaken.current = isOvertaken;
  }, [isOvertaken]);

  const work = useMemo(() => ({ editing, editor }), [editing, editor]);
  const { failure, overtaken, problems } = editor;
  const done =
    editor.done === undefined
      ? undefined
      : editor.done.what === 'same'
        ? '相手が保存した内容と同じです。'
        : savedText(editor.done.held);
  return (
    <WorkContext value={work}>
      {overtaken === undefined ? <ProblemSummary ref={summary} problems={problems} onGo={aimAt} /> : null}
      <div className={mergeClasses(shared.stack, styles.clear)}>
        {overtaken === undefined ? (
          <>
            {children}
            {isUnsaved(editor) ? <Review memo={memo} /> : null}
            {failure === undefined ? null : (
              <MessageBar intent="error" layout="multiline">
                {isRefusedToAll(failure) ? (
                  <MessageBarBody>
                    <MessageBarTitle>{ROLE_GONE}</MessageBarTitle>
                    {ROLE_GONE_ABOUT}
                    入力はこの画面に残っています。必要なところを写してから、ほかのページへ移ってください。
                  </MessageBarBody>
                ) : (
                  <MessageBarBody>
                    <MessageBarTitle>保存できませんでした</MessageBarTitle>
                    {failure.detail ?? 'つながりを確かめて、もう一度保存してください。'}
                    入力はこの画面に残っています。
                    {failure.reference === undefined ? '' : `(問い合わせ番号: ${failure.reference})`}
                  </MessageBarBody>
                )}
              </MessageBar>
            )}
            <SaveBar
              done={done}
              onSave={() => void save()}
              onBack={() => summary.current?.focus({ preventScroll: true })}
            />
          </>
        ) : (
          <Overtaken onSave={() => void save()} />
        )}
      </div>
    </WorkContext>
  );
}
