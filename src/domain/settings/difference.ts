import { sameContent } from './canonical.ts';
import { below, fieldOf, type Fields, partOf, type Shape, shown, summary, titleOf } from './shape.ts';

/** Something that changed, in words. An empty side means that nothing stood there. */
export type Difference = { readonly where: string; readonly before: string; readonly after: string };

type Side = { readonly value: unknown; readonly content: unknown };

const listOf = ({ value }: Side): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** Two texts that differ must look different, even where their beginnings do not. */
function told(where: string, before: string, after: string): Difference {
  return before === after
    ? { where, before, after: after === '' ? '(表示されない部分の変更)' : `${after}(見えない部分の変更)` }
    : { where, before, after };
}

const inside = (side: Side, key: string | number): Side => ({
  value: partOf(side.value, key),
  content: side.content,
});

function differencesOf(shape: Shape, where: string, before: Side, after: Side): Difference[] {
  if (sameContent(before.value, after.value)) return [];
  const bothThere = before.value !== undefined && after.value !== undefined;
  if (shape.kind === 'group' && bothThere) return fieldDifferences(shape.fields, where, before, after);
  if (shape.kind === 'list' && Array.isArray(before.value) && Array.isArray(after.value)) {
    return listDifferences(shape, where, before, after);
  }
  return [told(where, shown(shape, before.value, before.content), shown(shape, after.value, after.content))];
}

function fieldDifferences(fields: Fields, where: string, before: Side, after: Side): Difference[] {
  const keys = new Set(
    [...Object.keys(fields), ...Object.keys(before.value ?? {}), ...Object.keys(after.value ?? {})].filter(
      (key) => partOf(before.value, key) !== undefined || partOf(after.value, key) !== undefined,
    ),
  );
  return [...keys].flatMap((key) => {
    const shape = fieldOf(fields, key);
    return differencesOf(shape, below(where, shape.label), inside(before, key), inside(after, key));
  });
}

function listDifferences(
  shape: Extract<Shape, { kind: 'list' }>,
  where: string,
  before: Side,
  after: Side,
): Difference[] {
  const { key } = shape;
  const ids = (side: Side): string[] =>
    listOf(side).map((item, place) => (key === undefined ? String(place) : String(partOf(item, key))));
  const [old, now] = [ids(before), ids(after)];
  const titleIn = (side: Side, place: number): string =>
    below(where, titleOf(shape, listOf(side)[place], place, side.content));
  const gone = old.flatMap((id, place) =>
    now.includes(id)
      ? []
      : [
          {
            where: titleIn(before, place),
            before: summary(shape.fields, listOf(before)[place], before.content),
            after: '',
          },
        ],
  );
  const kept = now.flatMap((id, place) => {
    const earlier = old.indexOf(id);
    if (earlier === -1) {
      const item = summary(shape.fields, listOf(after)[place], after.content);
      return [{ where: titleIn(after, place), before: '', after: item }];
    }
    return fieldDifferences(
      shape.fields,
      titleIn(before, earlier),
      inside(before, earlier),
      inside(after, place),
    );
  });
  const common = (list: readonly string[], other: readonly string[]): string[] =>
    list.filter((id) => other.includes(id));
  const moved =
    common(old, now).join('\n') === common(now, old).join('\n')
      ? []
      : [
          told(
            below(where, '並び順'),
            shown(shape, before.value, before.content),
            shown(shape, after.value, after.content),
          ),
        ];
  return [...gone, ...kept, ...moved];
}

/** Every change from one content of a section to another. None exactly when they are equal. */
export function differences(fields: Fields, before: unknown, after: unknown): Difference[] {
  const found = fieldDifferences(
    fields,
    '',
    { value: before, content: before },
    { value: after, content: after },
  );
  return found.length === 0 && !sameContent(before, after) ? [told('内容', '', '')] : found;
}
