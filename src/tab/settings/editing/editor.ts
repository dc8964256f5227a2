import type { FieldProblem } from '../../../api/problem.ts';
import type { Failure } from '../../api/failure.ts';
import { changesOf } from './changes.ts';
import { type Choices, merge, type Merged, type Side } from './merge.ts';
import { type Parts, partAt } from './part.ts';
import { liesIn, WHOLE, type Path, pathKey, same, withValue } from './path.ts';
import { afterRemoval, NOTE, type Placed, placed, withoutThose } from './problems.ts';

/** What the service holds: a content, and what an edit of it starts from. */
export type Held = {
  readonly content: unknown;
  readonly etag: string;
  readonly version?: number;
  readonly at?: string;
  readonly by?: string;
};

/**
 * Somebody's work on one content, from opening it to saving it. Nothing in here loses what was typed: only the person
 * takes it back.
 */
export type Editor = {
  readonly parts: Parts;
  /** What the work began from. */
  readonly base: Held;
  readonly draft: unknown;
  /** Why it is changed, for the history. */
  readonly note: string;
  readonly problems: readonly Placed[];
  readonly saving: boolean;
  /** What is on its way. */
  readonly sent?: { readonly content: unknown; readonly note: string } | undefined;
  /** What was sent and never answered: it may be stored all the same. */
  readonly unanswered: readonly unknown[];
  /** What was taken out last, in words, and how it comes back with all that went along. */
  readonly removed?: { readonly text: string; readonly undo: () => void } | undefined;
  /** What the last save made, or found made already by somebody else. */
  readonly done?: { readonly what: 'saved' | 'same'; readonly held: Held } | undefined;
  /** Why the last save brought nothing. */
  readonly failure?: Failure | undefined;
  /** Somebody saved in between; the work stands still until both are brought together. */
  readonly overtaken?: { readonly by: Held; readonly choices: Choices } | undefined;
};

/** What came back of a save. */
export type Outcome =
  | { readonly kind: 'saved'; readonly held: Held }
  | { readonly kind: 'refused'; readonly errors: readonly FieldProblem[]; readonly detail?: string }
  | { readonly kind: 'overtaken'; readonly held: Held }
  | { readonly kind: 'failed'; readonly failure: Failure };

export const openEditor = (parts: Parts, held: Held): Editor => ({
  parts,
  base: held,
  draft: held.content,
  note: '',
  problems: [],
  saving: false,
  unanswered: [],
});

export const hasChanges = ({ parts, base, draft }: Editor): boolean =>
  !same(base.content, draft) && changesOf(parts, base.content, draft).length > 0;

/** Whether leaving would lose something. */
export const isUnsaved = (editor: Editor): boolean => hasChanges(editor) || editor.note.trim() !== '';

export function edited(editor: Editor, path: Path, value: unknown): Editor {
  const draft = withValue(editor.draft, path, value);
  if (draft === editor.draft) return editor;
  return { ...editor, draft, problems: withoutThose(editor.problems, path) };
}

/** An item that is addressed by its place goes; problems of those behind it go along with them. */
export function removedAt(editor: Editor, list: Path, place: number): Editor {
  const { draft, problems } = edited(editor, [...list, place], undefined);
  return { ...editor, draft, problems: afterRemoval(problems, list, place) };
}

export const withDraft = (editor: Editor, draft: unknown): Editor => ({ ...editor, draft });

export const withNote = (editor: Editor, note: string): Editor => ({
  ...editor,
  note,
  problems: withoutThose(editor.problems, NOTE),
});

export const restarted = (editor: Editor): Editor => openEditor(editor.parts, editor.base);

export const sending = (editor: Editor): Editor => ({
  ...editor,
  saving: true,
  failure: undefined,
  problems: [],
  sent: { content: editor.draft, note: editor.note },
});

/** Whether the difference lies only in what the service adds by itself. */
const isAsSent = (parts: Parts, sent: unknown, held: unknown): boolean =>
  changesOf(parts, sent, held).every(({ path }) => partAt(parts, path).kind === 'kept');

/** What was typed while the answer was on its way stays on top of what is stored now. */
function carriedOver(editor: Editor, sent: unknown, held: Held): Editor {
  const { content } = merge(editor.parts, sent, held.content, editor.draft);
  return {
    ...editor,
    base: held,
    draft: content,
    saving: false,
    sent: undefined,
    unanswered: [],
    removed: undefined,
  };
}

/** How many sends without an answer are remembered. */
const REMEMBERED = 5;

/** What becomes of the work when the answer is there. */
export function answered(editor: Editor, outcome: Outcome): Editor {
  const sent = editor.sent ?? { content: editor.draft, note: editor.note };
  const back: Editor = { ...editor, saving: false, sent: undefined };
  switch (outcome.kind) {
    case 'saved': {
      const next = carriedOver(editor, sent.content, outcome.held);
      return {
        ...next,
        note: editor.note === sent.note ? '' : editor.note,
        done: { what: 'saved', held: outcome.held },
      };
    }
    case 'refused': {
      const found = placed(editor.parts, sent.content, outcome.errors);
      const whole = { path: WHOLE, where: '', field: false };
      return {
        ...back,
        problems:
          found.length > 0
            ? found
            : [{ ...whole, message: outcome.detail ?? 'この内容では保存できませんでした。' }],
      };
    }
    case 'overtaken': {
      const own = editor.unanswered.find((one) => isAsSent(editor.parts, one, outcome.held.content));
      if (own !== undefined) {
        const next = carriedOver(back, own, outcome.held);
        return hasChanges(next) ? next : { ...next, note: '', done: { what: 'saved', held: outcome.held } };
      }
      return { ...back, overtaken: { by: outcome.held, choices: {} } };
    }
    case 'failed': {
      const unsure = outcome.failure.kind === 'unreachable' || outcome.failure.kind === 'trouble';
      return {
        ...back,
        failure: outcome.failure,
        unanswered: unsure ? [sent.content, ...editor.unanswered].slice(0, REMEMBERED) : editor.unanswered,
      };
    }
  }
}

/** Both people's changes together, with the choices so far. Only while somebody was faster. */
export function together({ parts, base, draft, overtaken }: Editor): Merged {
  return overtaken === undefined
    ? { content: draft, conflicts: [] }
    : merge(parts, base.content, overtaken.by.content, draft, overtaken.choices);
}

export function chosen(editor: Editor, path: Path, side: Side): Editor {
  if (editor.overtaken === undefined) return editor;
  const choices = { ...editor.overtaken.choices, [pathKey(path)]: side };
  return { ...editor, overtaken: { ...editor.overtaken, choices } };
}

export function allChosen(editor: Editor, side: Side): Editor {
  return together(editor).conflicts.reduce((next, { path }) => chosen(next, path, side), editor);
}

/** Conflicts in which nobody has chosen yet. */
export function openChoices(editor: Editor): readonly Path[] {
  const choices = editor.overtaken?.choices ?? {};
  return together(editor)
    .conflicts.map(({ path }) => path)
    .filter((path) => choices[pathKey(path)] === undefined);
}

/** Goes on from what the other person saved, with both people's changes in the draft. */
export function broughtTogether(editor: Editor): Editor {
  if (editor.overtaken === undefined) return editor;
  const draft = together(editor).content;
  const { by } = editor.overtaken;
  const next = {
    ...editor,
    base: by,
    draft,
    overtaken: undefined,
    problems: [],
    unanswered: [],
  };
  // Where both did the same, nothing is left to tell.
  return hasChanges(next) ? next : { ...next, note: '', done: { what: 'same', held: by } };
}

/** Gives the own changes up for what the other person saved. */
export const givenUp = (editor: Editor): Editor =>
  editor.overtaken === undefined ? editor : openEditor(editor.parts, editor.overtaken.by);

/** Whether the page shows something that the service complained about, within this place. */
export const hasProblemIn = ({ problems }: Editor, path: Path): boolean =>
  problems.some((one) => liesIn(one.path, path));
