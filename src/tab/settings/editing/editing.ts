import { undone } from './changes.ts';
import {
  allChosen,
  answered,
  broughtTogether,
  chosen,
  edited,
  type Editor,
  givenUp,
  hasChanges,
  type Held,
  openEditor,
  type Outcome,
  removedAt,
  restarted,
  sending,
  withDraft,
  withNote,
} from './editor.ts';
import type { Side } from './merge.ts';
import type { Parts } from './part.ts';
import { listOf, type Path, valueAt, withValue } from './path.ts';

/** Sends a content that starts from the version of the tag. Never throws: the outcome says what became of it. */
export type Send = (content: unknown, note: string, etag: string) => Promise<Outcome>;

/**
 * One work on one content, outside of what draws it: a press that comes twice, an answer that comes late and a
 * network that goes away are handled here.
 */
export function createEditing(parts: Parts, held: Held, send: Send) {
  let editor = openEditor(parts, held);
  const listeners = new Set<() => void>();

  const become = (next: Editor): void => {
    if (next === editor) return;
    editor = next;
    for (const listener of listeners) listener();
  };

  const sendOnce = async (): Promise<Outcome> => {
    become(sending(editor));
    const { draft, note, base } = editor;
    const outcome = await send(draft, note, base.etag);
    become(answered(editor, outcome));
    return outcome;
  };

  /** undefined when there is nothing to save, or a save is under way. */
  const save = async (): Promise<Outcome | undefined> => {
    if (editor.saving || editor.overtaken !== undefined || !hasChanges(editor)) return undefined;
    const outcome = await sendOnce();
    if (outcome.kind !== 'overtaken' || editor.overtaken !== undefined) return outcome;
    // What had come first was our own, sent before without an answer: what was typed since goes on top.
    return hasChanges(editor) ? sendOnce() : { kind: 'saved', held: editor.base };
  };

  return {
    state: (): Editor => editor,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    edit: (path: Path, value: unknown): void => become(edited(editor, path, value)),
    /** Takes an item out that is addressed by its place; answers how to put it back there. */
    removeAt: (list: Path, place: number): (() => void) => {
      const gone = valueAt(editor.draft, [...list, place]);
      become(removedAt(editor, list, place));
      return () => {
        const now = listOf(valueAt(editor.draft, list));
        const items = now.toSpliced(Math.min(place, now.length), 0, gone);
        become(withDraft(editor, withValue(editor.draft, list, items)));
      };
    },
    /** Several changes as one; answers how to take exactly these back, whatever is typed afterwards. */
    change: (how: (draft: unknown) => unknown): (() => void) => {
      const before = editor.draft;
      const after = how(before);
      become(withDraft(editor, after));
      return () => become(withDraft(editor, undone(parts, before, after, editor.draft)));
    },
    /** Keeps a way back from a removal, until it is saved or something else is removed. */
    offerBack: (text: string, back: () => void): void => {
      const undo = (): void => {
        back();
        become({ ...editor, removed: undefined });
      };
      become({ ...editor, removed: { text, undo } });
    },
    note: (note: string): void => become(withNote(editor, note)),
    restart: (): void => become(restarted(editor)),
    choose: (path: Path, side: Side): void => become(chosen(editor, path, side)),
    chooseAll: (side: Side): void => become(allChosen(editor, side)),
    bringTogether: (): void => become(broughtTogether(editor)),
    giveUp: (): void => become(givenUp(editor)),
    save,
  };
}

export type Editing = ReturnType<typeof createEditing>;
