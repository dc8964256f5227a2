import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Editing } from '../editing/editing.ts';
import type { Editor } from '../editing/editor.ts';
import { type Part, partAt } from '../editing/part.ts';
import { type Path, pathKey, valueAt } from '../editing/path.ts';
import { problemsIn } from '../editing/problems.ts';

export type Work = { readonly editing: Editing; readonly editor: Editor };

export const WorkContext = createContext<Work | undefined>(undefined);

/** Only within a content that is being edited. */
export function useWork(): Work {
  const work = useContext(WorkContext);
  if (work === undefined) throw new Error('this part stands outside of a content that is edited');
  return work;
}

export const useEditor = (editing: Editing): Editor => useSyncExternalStore(editing.subscribe, editing.state);

export type FieldOf = {
  readonly part: Part;
  readonly value: unknown;
  readonly set: (value: unknown) => void;
  /** What the service says about it. */
  readonly message: string | undefined;
  /** For the element that takes the focus when something is wrong here. */
  readonly place: { readonly 'data-path': string };
};

/** One place of the content that is edited. */
export function useField(path: Path): FieldOf {
  const { editing, editor } = useWork();
  const messages = [...new Set(problemsIn(editor.problems, path).map(({ message }) => message))];
  return {
    part: partAt(editor.parts, path),
    value: valueAt(editor.draft, path),
    set: (value) => editing.edit(path, value),
    message: messages.length === 0 ? undefined : messages.join(' '),
    place: { 'data-path': pathKey(path) },
  };
}
