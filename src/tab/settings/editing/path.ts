/** An item of a list, by the property that names it: the same item in every version, wherever it stands. */
export type ItemStep = { readonly by: string; readonly is: string };

/** A property, a place in a list, or an item of a list. */
export type Step = string | number | ItemStep;

/** From the content of a section to one place in it. */
export type Path = readonly Step[];

/** Stands at the end of a path for the order of a list. */
export const ORDER = '#order';

export const item = (is: string, by = 'id'): ItemStep => ({ by, is });

/** Equal for equal paths: for maps, and for the elements of the page. */
export const pathKey = (path: Path): string => JSON.stringify(path);

export const samePath = (a: Path, b: Path): boolean => pathKey(a) === pathKey(b);

/** Whether the place lies in the other one, or is it. */
export const liesIn = (path: Path, outer: Path): boolean => samePath(path.slice(0, outer.length), outer);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const recordOf = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});

export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as readonly unknown[]) : [];

/** What names an item; one that lacks its name is the only one that may. */
export const keyOf = (item: unknown, by: string): unknown => recordOf(item)[by] ?? '';

const placeOf = (list: readonly unknown[], step: Exclude<Step, string>): number =>
  typeof step === 'number' ? step : list.findIndex((one) => keyOf(one, step.by) === step.is);

/** What stands there; undefined when nothing does. */
export const valueAt = (content: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, step) => {
    if (typeof step === 'string') return recordOf(value)[step];
    const list = listOf(value);
    return list[placeOf(list, step)];
  }, content);

/**
 * The content with another value there; all that lies beside the path stays the very same object. undefined takes a
 * property away, or an item out of its list. An item that is not there yet is put at the end. A place in a list that
 * is gone meanwhile changes nothing.
 */
export function withValue(content: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === 'string') {
    const { [step]: before, ...others } = recordOf(content);
    const next = withValue(before, rest, value);
    if (next === before && (next !== undefined || !(step in recordOf(content)))) return content;
    return next === undefined ? others : { ...recordOf(content), [step]: next };
  }
  const list = listOf(content);
  const place = placeOf(list, step);
  const next = withValue(list[place], rest, value);
  if (next === list[place]) return content;
  if (place === -1) {
    // Below an item that is not there is nothing to change.
    return rest.length > 0 || typeof step === 'number' ? content : [...list, next];
  }
  return next === undefined ? list.toSpliced(place, 1) : list.with(place, next);
}

/** Whether two contents say the same; a property that is undefined counts as absent. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((one, place) => same(one, b[place]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => same(a[key], b[key]));
}

/** The content as a whole. */
export const WHOLE: Path = [];
