import type { Description } from './describe.ts';
import type { NameForm } from './names.ts';
import type { Models } from './things.ts';
import { habitFields } from './things.ts';

/**
 * Which persons are worth comparing: an inverted index from keys (telephone hashes, name sounds, noted
 * things) to person numbers. A key shared by very many persons is passed over, because it cannot decide.
 */
const MOST_PER_KEY = 3000;

/** How much a shared thing of this field says, beside its rarity. */
const FIELD_WEIGHT = {
  hair: 0.7,
  voice: 0.7,
  belongings: 0.8,
  colours: 0.3,
  garments: 0.2,
  topic: 0.9,
  details: 0.9,
  words: 1,
} as const;

/** Words that no table knows are also found by their pairs of characters. */
const GRAM_FIELDS = new Set<string>(['belongings', 'topic', 'words']);

type Posting = number | number[];

/** Whether a person was the last to come under this key, or one of the few who did. */
const isAtEnd = (list: readonly number[], person: number): boolean =>
  list.at(-1) === person || (list.length < 32 && list.includes(person));

/** A list this short is copied when it grows: one that grew by pushing holds room for sixteen more. */
const SHORT = 12;

/**
 * Postings of one kind. Most keys belong to one person, which is kept without a list; a list that is too
 * long to be used grows no further.
 */
const createPostings = <Key>() => {
  const map = new Map<Key, Posting>();
  return {
    get: (key: Key): Posting | undefined => map.get(key),
    add: (key: Key, person: number): void => {
      const known = map.get(key);
      if (known === undefined) map.set(key, person);
      else if (typeof known === 'number') {
        if (known !== person) map.set(key, [known, person]);
      } else if (known.length <= MOST_PER_KEY && !isAtEnd(known, person)) {
        if (known.length < SHORT) map.set(key, known.concat(person));
        else known.push(person);
      }
    },
  };
};

/** Every reading and its forms with one letter left out: two readings with one mistake share one. */
const shortened = (sound: string): string[] => {
  if (sound.length < 3) return [];
  const keys: string[] = [];
  for (let index = 0; index < sound.length; index += 1) {
    const key = sound.slice(0, index) + sound.slice(index + 1);
    if (!keys.includes(key)) keys.push(key);
  }
  return keys;
};

type NameKey = readonly [key: string, weight: number];

/** Under which keys a name is filed and found; worked out once for all who bear it. */
const createNameKeys = () => {
  const known = new WeakMap<NameForm, readonly NameKey[]>();
  return (name: NameForm): readonly NameKey[] => {
    const ready = known.get(name);
    if (ready !== undefined) return ready;
    const keys: NameKey[] = [];
    for (const sound of name.surnameSounds) {
      keys.push([sound, 1]);
      for (const key of shortened(sound)) keys.push([`-${key}`, 0.5]);
      // A letter that was dropped or added makes one reading the shortened form of the other.
      keys.push([`-${sound}`, 0.5]);
    }
    if (name.surname !== '') keys.push([`=${name.surname}`, 1]);
    for (const sound of name.givenSounds) keys.push([`+${sound}`, 0.7]);
    if (name.given !== '') keys.push([`*${name.given}`, 0.7]);
    known.set(name, keys);
    return keys;
  };
};

export const createBlocking = (models: Models) => {
  const phones = createPostings<number>();
  const lastDigits = createPostings<string>();
  const names = createPostings<string>();
  const nameKeys = createNameKeys();
  const towns = createPostings<string>();
  const fields = Object.fromEntries(
    habitFields.map((field) => [
      field,
      { things: createPostings<number>(), keys: createPostings<number>(), grams: createPostings<number>() },
    ]),
  ) as Record<
    (typeof habitFields)[number],
    Record<'things' | 'keys' | 'grams', ReturnType<typeof createPostings<number>>>
  >;
  let persons = 0;
  // A look-up touches thousands of persons: its two lists are kept from one to the next.
  let scores = new Float64Array(1024);
  let touched = new Int32Array(1024);

  type Visit = <Key>(postings: ReturnType<typeof createPostings<Key>>, key: Key, weight: number) => void;

  /** Walks over all keys of a record; filing and looking up use the same walk and so cannot differ. */
  const walk = (record: Description, visit: Visit): void => {
    const { phone, name, address } = record;
    if (phone !== undefined) {
      if (phone.full !== 0) visit(phones, phone.full, 14);
      // One wrong digit leaves the last four or everything before them as they were.
      if (phone.last4 !== '') visit(lastDigits, phone.last4, 6);
      if (phone.head !== 0) visit(phones, phone.head, 5);
    }
    if (name !== undefined) for (const [key, weight] of nameKeys(name)) visit(names, key, weight);
    if (address !== undefined) visit(towns, `${address.town}|${address.block}`, 0.7);
    for (const field of habitFields) {
      const { things, keys, grams } = fields[field];
      const weight = FIELD_WEIGHT[field];
      for (const id of record[field]) {
        visit(things, id, weight);
        const own = models[field].keys(id);
        for (const key of own) visit(keys, key, weight * 0.7);
        if (own.length === 0 && GRAM_FIELDS.has(field))
          for (const gram of models[field].grams(id)) visit(grams, gram, weight * 0.2);
      }
    }
  };

  const add = (record: Description, person: number): void => {
    persons = Math.max(persons, person + 1);
    walk(record, (postings, key) => postings.add(key, person));
  };

  /** The `most` best of many without sorting all: a cut is found from a sample, then the rest is sorted. */
  const best = (found: Int32Array, most: number): number[] => {
    const order = (a: number, b: number): number => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b;
    if (found.length <= most * 4) return [...found].sort(order).slice(0, most);
    const stride = Math.max(1, Math.floor(found.length / 400));
    const sample = new Float64Array(Math.ceil(found.length / stride));
    for (let index = 0; index < sample.length; index += 1)
      sample[index] = scores[found[index * stride] ?? 0] ?? 0;
    // Ascending. Twice the wanted rank keeps enough above the cut although it comes from a sample.
    sample.sort();
    const rank = Math.min(sample.length - 1, Math.ceil(((most * 2) / found.length) * sample.length));
    const cut = sample[sample.length - 1 - rank] ?? 0;
    const above = found.filter((person) => (scores[person] ?? 0) >= cut);
    return [...(above.length < most ? found : above)].sort(order).slice(0, most);
  };

  /**
   * Numbers of the persons who share most with the record, best first. Who was here `today` gets the
   * head start that `headStart` gives.
   */
  const candidates = (
    record: Description,
    today: readonly number[],
    headStart: (person: number) => number,
    most: number,
  ): number[] => {
    if (scores.length < persons) {
      scores = new Float64Array(persons * 2);
      touched = new Int32Array(persons * 2);
    }
    let count = 0;
    const give = (person: number, points: number): void => {
      const before = scores[person] ?? 0;
      if (before === 0) {
        touched[count] = person;
        count += 1;
      }
      scores[person] = before + points;
    };
    const look: Visit = (postings, key, weight) => {
      const list = postings.get(key);
      if (list === undefined) return;
      if (typeof list === 'number') {
        give(list, weight * Math.log((persons + 1) / 1.5));
        return;
      }
      if (list.length > MOST_PER_KEY) return;
      const points = weight * Math.log((persons + 1) / (list.length + 0.5));
      if (points > 0) for (const person of list) give(person, points);
    };
    walk(record, look);
    for (const swapped of record.phone?.swapped ?? []) look(phones, swapped, 9);
    for (const person of today) {
      const points = headStart(person);
      if (points > 0) give(person, points);
    }
    const found = touched.subarray(0, count);
    const chosen = best(found, most);
    for (const person of found) scores[person] = 0;
    return chosen;
  };

  /** Whether a filed record is found by the keys of this one. */
  const meets = (record: Description, filed: Description): boolean => {
    const keys = new Map<unknown, Set<unknown>>();
    const note: Visit = (postings, key) => {
      const known = keys.get(postings);
      if (known === undefined) keys.set(postings, new Set<unknown>([key]));
      else known.add(key);
    };
    walk(record, note);
    for (const swapped of record.phone?.swapped ?? []) note(phones, swapped, 0);
    let met = false;
    walk(filed, (postings, key) => {
      met ||= keys.get(postings)?.has(key) === true;
    });
    return met;
  };

  return { add, candidates, meets };
};
