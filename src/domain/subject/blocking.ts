import type { Description, Models } from './describe.ts';
import { habitFields } from './describe.ts';

/**
 * Which persons are worth comparing: an inverted index from keys (telephone hashes, name sounds, noted
 * things) to person numbers. A key shared by very many persons is passed over, because it cannot decide.
 */
const MOST_PER_KEY = 6000;
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

type Key = { key: string; weight: number };

/** Every reading and its forms with one letter left out: two readings with one mistake share one. */
const soundKeys = (sound: string): string[] => {
  const keys = [sound];
  if (sound.length >= 3) {
    for (let index = 0; index < sound.length; index += 1)
      keys.push(sound.slice(0, index) + sound.slice(index + 1));
  }
  return [...new Set(keys)];
};

export const createBlocking = (models: Models) => {
  const postings = new Map<string, number[]>();
  let scores = new Float64Array(1024);
  let persons = 0;

  const keysOf = (record: Description): Key[] => {
    const keys: Key[] = [];
    const { phone, name } = record;
    if (phone !== undefined) {
      if (phone.full !== '') keys.push({ key: `p${phone.full}`, weight: 14 });
      phone.masked.forEach((mask) => {
        if (mask !== '') keys.push({ key: `m${mask}`, weight: 9 });
      });
      if (phone.last4 !== '') keys.push({ key: `l${phone.last4}`, weight: 6 });
      if (phone.head !== '') keys.push({ key: `h${phone.head}`, weight: 3 });
    }
    if (name !== undefined) {
      for (const sound of name.surnameSounds)
        for (const key of soundKeys(sound)) keys.push({ key: `s${key}`, weight: key === sound ? 1 : 0.5 });
      if (name.surname !== '') keys.push({ key: `k${name.surname}`, weight: 1 });
      for (const sound of name.givenSounds) keys.push({ key: `g${sound}`, weight: 0.7 });
      if (name.given !== '') keys.push({ key: `G${name.given}`, weight: 0.7 });
    }
    if (record.address !== undefined)
      keys.push({ key: `a${record.address.town}|${record.address.block}`, weight: 0.7 });
    for (const field of habitFields) {
      for (const id of record[field]) {
        keys.push({ key: `${field}#${id}`, weight: FIELD_WEIGHT[field] });
        for (const key of models[field].keys(id))
          keys.push({ key: `${field}=${key}`, weight: FIELD_WEIGHT[field] * 0.7 });
      }
    }
    return keys;
  };

  const add = (record: Description, person: number): void => {
    persons = Math.max(persons, person + 1);
    for (const { key } of keysOf(record)) {
      const list = postings.get(key);
      if (list === undefined) postings.set(key, [person]);
      else if (list.at(-1) !== person && !(list.length < 32 && list.includes(person))) list.push(person);
    }
  };

  /**
   * Person numbers that share most with the record, best first. `today` adds a head start to the persons
   * who were here today.
   */
  const candidates = (record: Description, today: ReadonlyMap<number, number>, most: number): number[] => {
    if (scores.length < persons) scores = new Float64Array(persons * 2);
    const touched: number[] = [];
    const give = (person: number, points: number): void => {
      if (scores[person] === 0) touched.push(person);
      scores[person] = (scores[person] ?? 0) + points;
    };
    const keys = keysOf(record);
    for (const swapped of record.phone?.swapped ?? []) keys.push({ key: `p${swapped}`, weight: 9 });
    const seen = new Set<string>();
    for (const { key, weight } of keys) {
      if (seen.has(key)) continue;
      seen.add(key);
      const list = postings.get(key);
      if (list === undefined || list.length > MOST_PER_KEY) continue;
      const points = weight * Math.log((persons + 1) / (list.length + 0.5));
      if (points <= 0) continue;
      for (const person of list) give(person, points);
    }
    for (const [person, points] of today) give(person, points);
    const chosen = touched.length <= most ? touched : best(touched, most);
    chosen.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
    const out = [...chosen];
    for (const person of touched) scores[person] = 0;
    return out;
  };

  /** The `most` best of many without sorting all: a cut is found from a sample, then sorted. */
  const best = (touched: readonly number[], most: number): number[] => {
    const sample: number[] = [];
    const stride = Math.max(1, Math.floor(touched.length / 512));
    for (let index = 0; index < touched.length; index += stride)
      sample.push(scores[touched[index] ?? 0] ?? 0);
    sample.sort((a, b) => b - a);
    // Twice the wanted rank keeps enough above the cut although it comes from a sample.
    const cut =
      sample[Math.min(sample.length - 1, Math.ceil(((most * 2) / touched.length) * sample.length))] ?? 0;
    let above = touched.filter((person) => (scores[person] ?? 0) >= cut);
    if (above.length < most) above = [...touched];
    return above.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b).slice(0, most);
  };

  return { add, candidates };
};
