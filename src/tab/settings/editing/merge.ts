import { orderOf, type Part, type Parts, partOf } from './part.ts';
import { item, keyOf, listOf, ORDER, type Path, pathKey, recordOf, same } from './path.ts';

export type Side = 'theirs' | 'mine';

/** A place that both changed, each to something else. What is undefined is not there on that side. */
export type Conflict = {
  readonly path: Path;
  readonly part: Part;
  readonly base: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
};

export type Merged = {
  readonly content: unknown;
  /** Every place of the result in which a side had to be chosen. */
  readonly conflicts: readonly Conflict[];
};

/** What was chosen for a conflict, by the key of its path. */
export type Choices = Readonly<Record<string, Side>>;

type Three = { readonly base: unknown; readonly theirs: unknown; readonly mine: unknown };

/** The keys of the items, or undefined where they do not tell the items apart. */
export function keysOf(part: Part, value: unknown): readonly string[] | undefined {
  if (part.kind !== 'list' || part.key === undefined || !Array.isArray(value)) return undefined;
  const { key } = part;
  const keys = value.map((one) => keyOf(one, key));
  const known = keys.filter((one) => typeof one === 'string');
  return known.length === value.length && new Set(known).size === known.length ? known : undefined;
}

/** Those of the first list that are in the second as well, in the order of the first. */
export const shared = (keys: readonly string[], others: readonly string[]): string[] => {
  const known = new Set(others);
  return keys.filter((key) => known.has(key));
};

/** Whether items that both have stand in another order. */
export const moved = (before: readonly string[], after: readonly string[]): boolean =>
  !same(shared(before, after), shared(after, before));

/** The first order, with what only the second has put behind what it follows there. */
export function woven(
  first: readonly string[],
  second: readonly string[],
  wanted: ReadonlySet<string>,
): string[] {
  const order = first.filter((key) => wanted.has(key));
  const placed = new Set(order);
  let place = 0;
  for (const key of second) {
    if (placed.has(key)) place = order.indexOf(key) + 1;
    else if (wanted.has(key)) {
      order.splice(place, 0, key);
      placed.add(key);
      place += 1;
    }
  }
  return order;
}

/** Whether all that has changed places on one side, as far as it is left, stands like that in the order. */
function keepsMoves(order: readonly string[], base: readonly string[], side: readonly string[]): boolean {
  if (!moved(base, side)) return true;
  const [before, now] = [placesIn(base), placesIn(order)];
  const left = shared(shared(side, base), order);
  return left.every((one, index) =>
    left
      .slice(index + 1)
      .every((two) => placeIn(before, one) < placeIn(before, two) || placeIn(now, one) < placeIn(now, two)),
  );
}

const placesIn = (keys: readonly string[]): ReadonlyMap<string, number> =>
  new Map(keys.map((key, place) => [key, place]));

const placeIn = (places: ReadonlyMap<string, number>, key: string): number => places.get(key) ?? -1;

/**
 * Brings the changes of two people together, who both began from the same content. What only one of them changed is
 * taken over; where both changed the same place to something else, the chosen side counts, and mine until one is
 * chosen, so that nothing typed goes away by itself. Items of lists are followed by their key, so that adding,
 * removing and moving items elsewhere in a list never meets a change within another item.
 */
export function merge(
  parts: Parts,
  base: unknown,
  theirs: unknown,
  mine: unknown,
  choices: Choices = {},
): Merged {
  const conflicts: Conflict[] = [];

  const choose = (path: Path, part: Part, three: Three): unknown => {
    conflicts.push({ path, part, ...three });
    return three[choices[pathKey(path)] ?? 'mine'];
  };

  const mergeGroup = (path: Path, inner: Parts, three: Three): unknown => {
    const [base, theirs, mine] = [recordOf(three.base), recordOf(three.theirs), recordOf(three.mine)];
    const keys = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
    return Object.fromEntries(
      [...keys].flatMap((key) => {
        const sides = { base: base[key], theirs: theirs[key], mine: mine[key] };
        const value = mergePart([...path, key], partOf(inner, key), sides);
        return value === undefined ? [] : [[key, value]];
      }),
    );
  };

  const mergeList = (
    path: Path,
    part: Extract<Part, { kind: 'list' }>,
    three: Three,
    keys: {
      readonly base: readonly string[];
      readonly theirs: readonly string[];
      readonly mine: readonly string[];
    },
  ): unknown => {
    const by = part.key ?? 'id';
    const inList = (value: unknown, all: readonly string[]): ReadonlyMap<string, unknown> =>
      new Map(all.map((key, place) => [key, listOf(value)[place]]));
    const [base, theirs, mine] = [
      inList(three.base, keys.base),
      inList(three.theirs, keys.theirs),
      inList(three.mine, keys.mine),
    ];
    const whole: Part = { kind: 'group', label: part.label, parts: part.parts };
    const result = new Map<string, unknown>();
    for (const key of new Set([...keys.mine, ...keys.theirs])) {
      const sides = { base: base.get(key), theirs: theirs.get(key), mine: mine.get(key) };
      const value = mergePart([...path, item(key, by)], whole, sides);
      if (value !== undefined) result.set(key, value);
    }
    const order = mergeOrder([...path, ORDER], part, keys, new Set(result.keys()));
    return order.map((key) => result.get(key));
  };

  const mergeOrder = (
    path: Path,
    part: Extract<Part, { kind: 'list' }>,
    keys: {
      readonly base: readonly string[];
      readonly theirs: readonly string[];
      readonly mine: readonly string[];
    },
    wanted: ReadonlySet<string>,
  ): readonly string[] => {
    const mine = woven(keys.mine, keys.theirs, wanted);
    if (keepsMoves(mine, keys.base, keys.theirs)) return mine;
    const theirs = woven(keys.theirs, keys.mine, wanted);
    if (keepsMoves(theirs, keys.base, keys.mine)) return theirs;
    const within = (all: readonly string[]): string[] => all.filter((key) => wanted.has(key));
    const sides = { base: within(keys.base), theirs: within(keys.theirs), mine: within(keys.mine) };
    return choose(path, orderOf(part, path.slice(0, -1)), sides) === sides.theirs ? theirs : mine;
  };

  const mergePart = (path: Path, part: Part, three: Three): unknown => {
    const { base, theirs, mine } = three;
    if (sameIn(part, theirs, mine) || sameIn(part, base, theirs)) return mine;
    if (sameIn(part, base, mine)) return theirs;
    const bothThere = theirs !== undefined && mine !== undefined;
    if (part.kind === 'group' && bothThere) return mergeGroup(path, part.parts, three);
    if (part.kind === 'set' && bothThere) return mergeSet(three);
    if (part.kind === 'list' && bothThere) {
      const keys = {
        base: base === undefined ? [] : keysOf(part, base),
        theirs: keysOf(part, theirs),
        mine: keysOf(part, mine),
      };
      if (keys.base !== undefined && keys.theirs !== undefined && keys.mine !== undefined) {
        return mergeList(path, part, three, { base: keys.base, theirs: keys.theirs, mine: keys.mine });
      }
    }
    return choose(path, part, three);
  };

  const content = mergePart([], { kind: 'group', label: '', parts }, { base, theirs, mine });
  return { content, conflicts };
}

/** Two values of a part that say the same. */
export function sameIn(part: Part, a: unknown, b: unknown): boolean {
  if (part.kind !== 'set' || !Array.isArray(a) || !Array.isArray(b)) return same(a, b);
  return a.length === b.length && a.every((one) => b.includes(one)) && b.every((one) => a.includes(one));
}

const mergeSet = ({ base, theirs, mine }: Three): unknown => {
  const [before, others, own] = [new Set(listOf(base)), new Set(listOf(theirs)), listOf(mine)];
  return [
    ...own.filter((one) => others.has(one) || !before.has(one)),
    ...[...others].filter((one) => !before.has(one) && !own.includes(one)),
  ];
};
