import { keysOf, merge, moved, sameIn, shared, woven } from './merge.ts';
import { orderOf, type Part, type Parts, partAt, partOf } from './part.ts';
import { item, listOf, ORDER, type Path, pathKey, recordOf, valueAt, withValue } from './path.ts';

/** One place in which two contents differ. An item that is not on one side is undefined there. */
export type ChangedPlace = {
  readonly path: Path;
  readonly part: Part;
  readonly before: unknown;
  readonly after: unknown;
};

/** Every place in which the second content differs from the first; none exactly when they say the same. */
export function changesOf(parts: Parts, before: unknown, after: unknown): ChangedPlace[] {
  return changesIn([], { kind: 'group', label: '', parts }, before, after);
}

function changesIn(path: Path, part: Part, before: unknown, after: unknown): ChangedPlace[] {
  if (sameIn(part, before, after)) return [];
  const bothThere = before !== undefined && after !== undefined;
  if (part.kind === 'group' && bothThere) {
    const [old, now] = [recordOf(before), recordOf(after)];
    return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((key) =>
      changesIn([...path, key], partOf(part.parts, key), old[key], now[key]),
    );
  }
  const [old, now] = [keysOf(part, before), keysOf(part, after)];
  if (part.kind === 'list' && old !== undefined && now !== undefined) {
    const by = part.key ?? 'id';
    const whole: Part = { kind: 'group', label: part.label, parts: part.parts };
    const [oldItems, nowItems] = [byKey(old, before), byKey(now, after)];
    const within = [...new Set([...old, ...now])].flatMap((key) =>
      changesIn([...path, item(key, by)], whole, oldItems.get(key), nowItems.get(key)),
    );
    if (!moved(old, now)) return within;
    return [
      ...within,
      {
        path: [...path, ORDER],
        part: orderOf(part, path),
        before: shared(old, now),
        after: shared(now, old),
      },
    ];
  }
  return [{ path, part, before, after }];
}

const byKey = (keys: readonly string[], list: unknown): ReadonlyMap<string, unknown> =>
  new Map(keys.map((key, place) => [key, listOf(list)[place]]));

/** The draft with one of its changes taken back; everything else that was changed stays. */
export function takenBack(parts: Parts, base: unknown, draft: unknown, { path }: ChangedPlace): unknown {
  const last = path.at(-1);
  const list = path.slice(0, -1);
  if (last === ORDER) {
    const part = partAt(parts, list);
    const [keys, now] = [keysOf(part, valueAt(base, list)), keysOf(part, valueAt(draft, list))];
    return keys === undefined || now === undefined
      ? draft
      : withValue(draft, list, arranged(part, valueAt(draft, list), woven(keys, now, new Set(now))));
  }
  const put = withValue(draft, path, valueAt(base, path));
  if (typeof last !== 'object') return put;
  // An item that comes back stands where it stood.
  const part = partAt(parts, list);
  const [keys, now] = [keysOf(part, valueAt(base, list)), keysOf(part, valueAt(draft, list))];
  if (keys === undefined || now === undefined || valueAt(put, path) === undefined) return put;
  const order = woven(now, keys, new Set([...now, last.is]));
  return withValue(put, list, arranged(part, valueAt(put, list), order));
}

function arranged(part: Part, list: unknown, order: readonly string[]): unknown {
  const items = byKey(keysOf(part, list) ?? [], list);
  return order.map((key) => items.get(key));
}

/**
 * The draft as if one step had not been taken: whatever was typed before and after it stays. For the undo of a
 * removal that took several things along.
 */
export const undone = (parts: Parts, before: unknown, after: unknown, draft: unknown): unknown =>
  merge(parts, after, before, draft).content;

/** What one side's changes bring into the other content, without the places that are in question. */
export const broughtIn = (
  parts: Parts,
  from: unknown,
  to: unknown,
  inQuestion: readonly { readonly path: Path }[],
): ChangedPlace[] => {
  const questions = new Set(inQuestion.map(({ path }) => pathKey(path)));
  return changesOf(parts, from, to).filter(
    ({ path }) => !path.some((_, index) => questions.has(pathKey(path.slice(0, index + 1)))),
  );
};
