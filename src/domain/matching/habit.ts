import type { Habit } from './content.ts';

/**
 * How likely one noted thing is beside another of the same person, against chance: the likelihood ratio
 * of a pair of things (two hair styles, two phrases …).
 *
 * Chance (u) is the share of the thing among everything noted so far. Agreement (m) starts from readable
 * priors: the same words, other words of one paraphrase table, or similar characters. Staff's
 * confirmations then teach which words stand for the same thing, table or not: for every pair the number
 * of confirmed persons in whose records both occur is set against the number expected by chance, and
 * shrunk towards the prior (gamma–Poisson, as in pharmacovigilance: DuMouchel 1999).
 */
export type Pair = {
  kind: 'exact' | 'reworded' | 'differs' | 'unlike';
  /** Shared table key with the smallest share, or -1. */
  key: number;
  /** Similarity 0..1 inside the kind. */
  similarity: number;
  /** Confirmed persons with both. */
  seen: number;
};

const SHRINK = { exact: 1, other: 0.3 } as const;
const MAX_PAIRS = 400_000;
const CONTENT = /[\p{Script=Han}\p{Script=Katakana}a-z0-9ー]+/gu;

/** Character pairs of the content words; kana endings say little about what is meant. */
const gramsOf = (text: string): string[] => {
  const grams = new Set<string>();
  for (const [run] of text.matchAll(CONTENT)) {
    for (let index = 0; index + 1 < run.length; index += 1) grams.add(run.slice(index, index + 2));
    if (run.length === 1) grams.add(run);
    for (const letter of run) if (/\p{Script=Han}/u.test(letter)) grams.add(letter);
  }
  if (grams.size === 0) {
    for (let index = 0; index + 1 < text.length; index += 1) grams.add(text.slice(index, index + 2));
  }
  return [...grams];
};

/** One thing as it is looked up: its words, and the keys of the paraphrase table it falls under. */
export type Noted = { text: string; keys: readonly string[] };

export const createHabitModel = (habit: Habit) => {
  const ids = new Map<string, number>();
  const texts: string[] = [];
  const keysOf: number[][] = [];
  const grams: number[][] = [];
  const counts: number[] = [];
  const keyIds = new Map<string, number>();
  const keyNames: string[] = [];
  const keyCounts: number[] = [];
  const gramIds = new Map<string, number>();
  const gramCounts: number[] = [];
  /** How often the thing stood beside something in a confirmed comparison. */
  const compared: number[] = [];
  let total = 0;
  let pairs: Map<number, Pair>[] = [];
  let pairCount = 0;

  const keyId = (name: string): number => {
    const known = keyIds.get(name);
    if (known !== undefined) return known;
    const id = keyNames.length;
    keyIds.set(name, id);
    keyNames.push(name);
    keyCounts.push(0);
    return id;
  };

  const gramId = (gram: string): number => {
    const known = gramIds.get(gram);
    if (known !== undefined) return known;
    const id = gramCounts.length;
    gramIds.set(gram, id);
    gramCounts.push(0);
    return id;
  };

  /** Number of the thing; makes one when it is new. */
  const intern = (noted: Noted): number => {
    const known = ids.get(noted.text);
    if (known !== undefined) return known;
    const id = texts.length;
    ids.set(noted.text, id);
    texts.push(noted.text);
    keysOf.push([...new Set(noted.keys)].sort().map(keyId));
    const own = gramsOf(noted.text).map(gramId);
    grams.push(own);
    for (const gram of own) gramCounts[gram] = (gramCounts[gram] ?? 0) + 1;
    counts.push(0);
    compared.push(0);
    return id;
  };

  const count = (id: number, by: 1 | -1): void => {
    counts[id] = (counts[id] ?? 0) + by;
    for (const key of keysOf[id] ?? []) keyCounts[key] = (keyCounts[key] ?? 0) + by;
    total += by;
  };

  /** Share of the thing, smoothed: something never seen counts half, among at least 20 things. */
  const share = (id: number): number => ((counts[id] ?? 0) + 0.5) / (total + 20);
  const keyShare = (key: number): number => ((keyCounts[key] ?? 0) + 1) / (total + 20);

  const textSimilarity = (left: number, right: number): number => {
    const a = grams[left] ?? [];
    const b = grams[right] ?? [];
    let shared = 0;
    let all = 0;
    const rarity = (gram: number): number => Math.log((texts.length + 2) / ((gramCounts[gram] ?? 0) + 1));
    for (const gram of a) {
      const weight = rarity(gram);
      all += weight;
      if (b.includes(gram)) shared += weight;
    }
    for (const gram of b) if (!a.includes(gram)) all += rarity(gram);
    return all <= 0 ? 0 : shared / all;
  };

  const relate = (left: number, right: number): Pair => {
    if (left === right) return { kind: 'exact', key: -1, similarity: 1, seen: 0 };
    const a = keysOf[left] ?? [];
    const b = keysOf[right] ?? [];
    const common = a.filter((key) => b.includes(key));
    const text = textSimilarity(left, right);
    if (common.length > 0) {
      common.sort((x, y) => keyShare(x) - keyShare(y));
      const all = new Set([...a, ...b]).size;
      return { kind: 'reworded', key: common[0] ?? -1, similarity: common.length / all, seen: 0 };
    }
    const kind = a.length > 0 && b.length > 0 ? 'differs' : 'unlike';
    return { kind, key: -1, similarity: text, seen: 0 };
  };

  const pair = (left: number, right: number): Pair => {
    const [low, high] = left <= right ? [left, right] : [right, left];
    const known = pairs[low]?.get(high);
    if (known !== undefined) return known;
    if (pairCount > MAX_PAIRS) {
      // What was learnt stays; what can be worked out again goes.
      pairs = pairs.map((row) => new Map([...row].filter(([, entry]) => entry.seen > 0)));
      pairCount = pairs.reduce((sum, row) => sum + (row?.size ?? 0), 0);
    }
    const made = relate(low, high);
    const row = pairs[low] ?? new Map<number, Pair>();
    row.set(high, made);
    pairs[low] = row;
    pairCount += 1;
    return made;
  };

  const prior = (entry: Pair, right: number): number => {
    const { exact, reworded, differs, unlike } = habit;
    const lift = (probability: number, chance: number): number =>
      1 + habit.share * Math.max(probability / chance - 1, -0.9);
    if (entry.kind === 'exact') {
      let rarest = Infinity;
      for (const key of keysOf[right] ?? []) rarest = Math.min(rarest, keyShare(key));
      const byKey = (exact + reworded) / rarest;
      return 1 + habit.share * (Math.max(exact / share(right), byKey) - 1);
    }
    if (entry.kind === 'reworded') {
      const whole = lift(reworded, keyShare(entry.key));
      return entry.similarity >= 1 ? whole : differs ** (1 - entry.similarity) * whole ** entry.similarity;
    }
    const base = entry.kind === 'differs' ? differs : unlike;
    const likeness = Math.min(1, Math.max(0, (entry.similarity - 0.12) / 0.4));
    if (likeness === 0) return base;
    // Similar words of an unknown thing: taken for one of about three ways to say it.
    const similar = lift(reworded, Math.min(0.5, 3 * share(right) + 2 / (total + 20)));
    return base ** (1 - likeness) * Math.max(base, similar) ** likeness;
  };

  /** Likelihood ratio of `right` being noted for the person for whom `left` was noted. Symmetric enough. */
  const ratio = (left: number, right: number): number => {
    const entry = pair(left, right);
    const before = prior(entry, right);
    const expected =
      left === right
        ? (compared[left] ?? 0) * share(right)
        : (compared[left] ?? 0) * share(right) + (compared[right] ?? 0) * share(left);
    const strength = entry.kind === 'exact' ? SHRINK.exact : SHRINK.other;
    return (entry.seen + strength) / (expected + strength / before);
  };

  /**
   * Learns from two records confirmed to be of one person. Things found in both words are taken out
   * first, so that only what is left over is learnt as another way to say the same.
   */
  const learn = (left: readonly number[], right: readonly number[], weight: number): void => {
    if (left.length === 0 || right.length === 0) return;
    for (const id of left) compared[id] = (compared[id] ?? 0) + weight * right.length * 0.5;
    for (const id of right) compared[id] = (compared[id] ?? 0) + weight * left.length * 0.5;
    const restLeft = left.filter((id) => !right.includes(id));
    const restRight = right.filter((id) => !left.includes(id));
    for (const id of left) if (right.includes(id)) pair(id, id).seen += weight;
    const each = weight / Math.max(1, Math.max(restLeft.length, restRight.length));
    for (const a of restLeft) for (const b of restRight) pair(a, b).seen += each;
  };

  return {
    intern,
    count,
    ratio,
    learn,
    pair,
    keys: (id: number): readonly number[] => keysOf[id] ?? [],
    grams: (id: number): readonly number[] => grams[id] ?? [],
    text: (id: number): string => texts[id] ?? '',
  };
};

export type HabitModel = ReturnType<typeof createHabitModel>;
