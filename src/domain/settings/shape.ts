/**
 * How screens name the parts of a section: a tree of labels beside its schema. Whatever stands in a content and not
 * in its tree is named by its own key, so that no change can go unseen.
 */
export type Shape =
  | { readonly kind: 'value'; readonly label: string; readonly show?: Show }
  /** A list of ids, words or numbers. */
  | { readonly kind: 'values'; readonly label: string; readonly show?: Show }
  | { readonly kind: 'group'; readonly label: string; readonly fields: Fields }
  | {
      readonly kind: 'list';
      readonly label: string;
      /** The property by which an item is the same in two versions; without one its place is. */
      readonly key?: string;
      /** What the item is called, from the property that names it. */
      readonly title: string;
      readonly titleOf?: Show;
      readonly fields: Fields;
    };

export type Fields = Readonly<Record<string, Shape>>;

/** One value in words; `content` is the whole section, in which ids are looked up. */
export type Show = (value: unknown, content: unknown) => string;

export const partOf = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

const plain = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return '';
  if (typeof value === 'boolean') return value ? 'はい' : 'いいえ';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
};

/** The name of an id by a table of names. */
export const named =
  (names: Readonly<Record<string, string>>): Show =>
  (value) =>
    names[String(value)] ?? plain(value);

/** The name of an id by the item of a list of the content. */
export const namedIn =
  (list: string, name: string): Show =>
  (value, content) => {
    const items = partOf(content, list);
    const found = Array.isArray(items) ? items.find((item) => partOf(item, 'id') === value) : undefined;
    return plain(
      found === undefined ? value : name.split('.').reduce<unknown>((part, key) => partOf(part, key), found),
    );
  };

export const value = (label: string, show?: Show): Shape => ({
  kind: 'value',
  label,
  ...(show === undefined ? {} : { show }),
});
export const values = (label: string, show?: Show): Shape => ({
  kind: 'values',
  label,
  ...(show === undefined ? {} : { show }),
});
export const group = (label: string, fields: Fields): Shape => ({ kind: 'group', label, fields });

const fieldsOf = (shape: Shape): Fields =>
  shape.kind === 'group' || shape.kind === 'list' ? shape.fields : {};

/** The shape of a property, or one that names it by its key. */
export const fieldOf = (fields: Fields, key: string): Shape => fields[key] ?? { kind: 'value', label: key };

/** What an item of a list is called: 「税務課」, or 「3番目」 where it has no name. */
export function titleOf(
  shape: Extract<Shape, { kind: 'list' }>,
  item: unknown,
  place: number,
  content: unknown,
): string {
  const name = shape.title.split('.').reduce<unknown>((part, key) => partOf(part, key), item);
  const shown = (shape.titleOf ?? plain)(name, content);
  return shown === '' || shape.title === '' ? `${place + 1}番目` : shorten(shown, 40);
}

const shorten = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/u, '')}…`;

/** More than a table of changes can show. */
const MOST = 300;

/** A value of this shape in words, in one line. Nothing there is an empty text. */
export function shown(shape: Shape, value: unknown, content: unknown): string {
  const text = (): string => {
    if (value === undefined || value === null) return '';
    switch (shape.kind) {
      case 'value':
        return typeof value === 'object' ? plain(value) : (shape.show ?? plain)(value, content);
      case 'values':
        return Array.isArray(value)
          ? value.map((one) => (shape.show ?? plain)(one, content)).join('、')
          : plain(value);
      case 'list':
        return Array.isArray(value)
          ? value.map((item, place) => titleOf(shape, item, place, content)).join('、')
          : plain(value);
      case 'group':
        return summary(shape.fields, value, content);
    }
  };
  return shorten(text().replaceAll(/\s*\n\s*/gu, ' '), MOST);
}

/** 「名前: 税務課、録音する: はい」 */
export const summary = (fields: Fields, item: unknown, content: unknown): string =>
  typeof item !== 'object' || item === null
    ? plain(item)
    : Object.entries(item)
        .filter(([key]) => key !== 'id')
        .map(([key, part]) => [fieldOf(fields, key), part] as const)
        .map(([shape, part]) => [shape.label, shown(shape, part, content)] as const)
        .filter(([, text]) => text !== '')
        .map(([label, text]) => `${label}: ${text}`)
        .join('、');

const ARROW = ' › ';

/** The place of a path in words: 「課 › 税務課 › 名前」. */
export function placeName(fields: Fields, path: readonly PropertyKey[], content: unknown): string {
  const words: string[] = [];
  let here: Fields = fields;
  let value: unknown = content;
  for (let index = 0; index < path.length; index += 1) {
    const key = String(path[index]);
    const shape = fieldOf(here, key);
    value = partOf(value, key);
    words.push(shape.label);
    const place = Number(path[index + 1]);
    if (shape.kind === 'list' && path[index + 1] !== undefined && Number.isInteger(place)) {
      value = partOf(value, place);
      words.push(titleOf(shape, value, place, content));
      index += 1;
    }
    here = fieldsOf(shape);
  }
  return words.join(ARROW);
}

export const below = (where: string, label: string): string =>
  where === '' ? label : `${where}${ARROW}${label}`;
