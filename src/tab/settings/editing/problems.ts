import type { FieldProblem } from '../../../api/problem.ts';
import { keysOf } from './merge.ts';
import { type Parts, partAt, placeName } from './part.ts';
import { item, liesIn, listOf, type Path, type Step } from './path.ts';

/** What the service says is wrong, at its place in the content that was sent. */
export type Placed = {
  readonly path: Path;
  /** 「課 › 税務課 › 名前」; empty when it is about the whole. */
  readonly where: string;
  readonly message: string;
  /** Whether the page has a field for it. What has none stands above all fields. */
  readonly field: boolean;
};

/** The memo of a change is no part of the content. */
export const NOTE: Path = ['#note'];

/** `departments.3.name`, as the service counts, as a path that stays right when items come, go and move. */
export function pathFrom(parts: Parts, content: unknown, dotted: string): Path {
  const steps: Step[] = [];
  let value: unknown = content;
  for (const word of dotted.split('.').filter((one) => one !== '')) {
    const part = partAt(parts, steps);
    if (part.kind === 'group') {
      value = (value as Record<string, unknown> | undefined)?.[word];
      steps.push(word);
      continue;
    }
    const place = Number(word);
    if (!Number.isInteger(place)) break;
    const keys = part.kind === 'list' && part.byPlace !== true ? keysOf(part, value) : undefined;
    const key = keys?.[place];
    steps.push(key === undefined || part.kind !== 'list' ? place : item(key, part.key));
    value = listOf(value)[place];
  }
  return steps;
}

/** Sorts what the service says to the fields of the page. */
export function placed(parts: Parts, content: unknown, errors: readonly FieldProblem[]): Placed[] {
  return errors.map(({ path: dotted, message }) => {
    if (dotted === 'note') return { path: NOTE, where: '変更のメモ', message, field: true };
    const path = pathFrom(parts, content, dotted);
    const part = partAt(parts, path);
    const field = !['group', 'list', 'kept'].includes(part.kind);
    return { path, where: placeName(parts, path, content), message, field };
  });
}

/** What stands beside a field: what is about it, or about a part of its value. */
export const problemsIn = (problems: readonly Placed[], path: Path): readonly Placed[] =>
  problems.filter((one) => one.field && liesIn(one.path, path));

/** Without what is about a place that was just changed, or about something around or within it. */
export const withoutThose = (problems: readonly Placed[], path: Path): readonly Placed[] =>
  problems.filter((one) => !liesIn(one.path, path) && !(one.field && liesIn(path, one.path)));

/** Problems of items that are addressed by their place, after one of them has gone. */
export const afterRemoval = (problems: readonly Placed[], list: Path, gone: number): readonly Placed[] =>
  problems.flatMap((one) => {
    const place = one.path[list.length];
    if (!liesIn(one.path, list) || typeof place !== 'number' || place < gone) return [one];
    return place === gone ? [] : [{ ...one, path: [...list, place - 1, ...one.path.slice(list.length + 1)] }];
  });
