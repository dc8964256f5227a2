import { keyOf, listOf, ORDER, type Path, recordOf, valueAt } from './path.ts';

/** A value in words; `content` is the whole section, in which ids are looked up. */
export type Show = (value: unknown, content: unknown) => string;

type Told = {
  readonly label: string;
  /** What it does, or how it is written, in one sentence. */
  readonly hint?: string;
};

/**
 * What a section is made of, as the page needs it: how each part is called, how it is typed, and how two people's
 * changes of it are brought together. What the service refuses stays the service's to say.
 */
export type Part =
  | (Told & {
      readonly kind: 'text';
      readonly most?: number;
      readonly long?: boolean;
      /** May stay empty. */
      readonly optional?: boolean;
    })
  | (Told & { readonly kind: 'number'; readonly unit: string; readonly least: number; readonly most: number })
  | (Told & {
      readonly kind: 'date' | 'time';
      /** Empty is stored as absent, or as null. */
      readonly empty?: 'absent' | 'null';
    })
  | (Told & { readonly kind: 'flag' })
  | (Told & { readonly kind: 'choice'; readonly names: Readonly<Record<string, string>> })
  /** A list that is one value: its order says something. */
  | (Told & { readonly kind: 'values'; readonly show?: Show })
  /** A list in which only matters what is in it. */
  | (Told & { readonly kind: 'set'; readonly show?: Show })
  | (Told & { readonly kind: 'group'; readonly parts: Parts })
  | (Told & {
      readonly kind: 'list';
      /** The property by which an item is the same in two versions; without one the list is one value. */
      readonly key?: string;
      /** Items are addressed by their place while they are edited, because their key is typed. */
      readonly byPlace?: boolean;
      readonly title: (item: Readonly<Record<string, unknown>>, place: number) => string;
      readonly parts: Parts;
    })
  /** Kept and compared, but not to be changed on the page. */
  | (Told & { readonly kind: 'kept'; readonly show?: Show });

export type Parts = Readonly<Record<string, Part>>;

/** A part that no table names: kept as it is. */
export const partOf = (parts: Parts, key: string): Part => parts[key] ?? { kind: 'kept', label: key };

/** The part at a path; an item of a list is a group. */
export function partAt(parts: Parts, path: Path): Part {
  return path.reduce<Part>(
    (part, step) => {
      if (typeof step === 'string') return part.kind === 'group' ? partOf(part.parts, step) : kept(step);
      return part.kind === 'list' ? { kind: 'group', label: part.label, parts: part.parts } : part;
    },
    { kind: 'group', label: '', parts },
  );
}

const kept = (label: string): Part => ({ kind: 'kept', label });

type List = Extract<Part, { kind: 'list' }>;

/** The order of a list, as a value of its own: the items by what they are called. */
export const orderOf = (list: List, path: Path): Part => ({
  kind: 'values',
  label: `${list.label}の並び順`,
  show: (key, content) => {
    const { key: by = 'id' } = list;
    const place = listOf(valueAt(content, path)).findIndex((one) => keyOf(one, by) === key);
    const title = list.title(recordOf(listOf(valueAt(content, path))[place]), place);
    return title === '' ? String(key) : title;
  },
});

const plain: Show = (value) => {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'はい' : 'いいえ';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
};

/** A value of this part in words; nothing there is an empty text. */
export function shown(part: Part, value: unknown, content: unknown): string {
  if (value === undefined || value === null) return '';
  switch (part.kind) {
    case 'choice':
      return part.names[plain(value, content)] ?? plain(value, content);
    case 'number':
      return `${plain(value, content)}${part.unit}`;
    case 'values':
    case 'set':
      return listOf(value)
        .map((one) => (part.show ?? plain)(one, content))
        .join('、');
    case 'list':
      return listOf(value)
        .map((one) => summary(part.parts, one, content))
        .join(' / ');
    case 'group':
      return summary(part.parts, value, content);
    case 'kept':
      return (part.show ?? plain)(value, content);
    case 'text':
    case 'date':
    case 'time':
    case 'flag':
      return plain(value, content);
  }
}

/** 「名前: 税務課、次に行くことの多い課: 国保年金課」 */
const summary = (parts: Parts, value: unknown, content: unknown): string =>
  Object.entries(recordOf(value))
    .filter(([key]) => key !== 'id')
    .map(([key, one]) => [partOf(parts, key), one] as const)
    .map(([part, one]) => [part.label, shown(part, one, content)] as const)
    .filter(([, text]) => text !== '')
    .map(([label, text]) => `${label}: ${text}`)
    .join('、');

/** The name of an id by the item of a list of the content; the id itself where there is none. */
export const namedIn =
  (list: string, name: Path): Show =>
  (id, content) => {
    const found = listOf(recordOf(content)[list]).find((one) => recordOf(one)['id'] === id);
    const title = valueAt(found, name);
    return typeof title === 'string' && title !== '' ? title : String(id);
  };

const ARROW = ' › ';

/** A place in words: 「課 › 税務課 › 名前」. Of two contents the first that has an item names it. */
export function placeName(parts: Parts, path: Path, ...contents: readonly unknown[]): string {
  const words = path.map((step, index) => {
    const until = path.slice(0, index + 1);
    if (step === ORDER) return '並び順';
    if (typeof step === 'string') return partAt(parts, until).label;
    const list = partAt(parts, path.slice(0, index));
    const found = contents.map((content) => valueAt(content, until)).find((one) => one !== undefined);
    const place = typeof step === 'number' ? step : 0;
    const title = list.kind === 'list' ? list.title(recordOf(found), place) : '';
    return title === '' ? (typeof step === 'number' ? `${step + 1}番目` : '名前のないもの') : title;
  });
  return words.filter((word) => word !== '').join(ARROW);
}
