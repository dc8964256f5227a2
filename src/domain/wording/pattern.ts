import { factorsOf } from './factors.ts';

/**
 * The notation of the word lists: a regular expression without unbounded repeats, plus `<ら>`-style
 * marks that stand for the endings of a verb class. Unbounded repeats are refused so that no entry
 * can make judging slow on a long text.
 */

/** Godan endings by the row of the stem; 受身・使役・否定 rows are left to the tail. */
const ROWS: Readonly<Record<string, string>> = {
  か: '(?:か(?=れ|せ|な|ず|さ|ん)|き|く|け|こ(?=う)|い(?=[てた]))',
  が: '(?:が(?=れ|せ|な|ず)|ぎ|ぐ|げ|ご(?=う)|い(?=[でだ]))',
  さ: '(?:さ(?=れ|せ|な|ず)|し|す|せ|そ(?=う))',
  た: '(?:た(?=れ|せ|な|ず)|ち|つ|て|と(?=う)|っ)',
  な: '(?:な(?=れ|せ|な|ず)|に|ぬ|ね|ん)',
  ば: '(?:ば(?=れ|せ|な|ず|さ)|び|ぶ|べ|ぼ(?=う)|ん)',
  ま: '(?:ま(?=れ|せ|な|ず)|み|む|め|も(?=う)|ん)',
  ら: '(?:ら(?=れ|せ|な|ず|さ|ん)|り|る|れ|ろ|っ)',
  わ: '(?:わ(?=れ|せ|な|ず|さ)|い|う|え|お(?=う)|っ)',
  する: '(?:さ(?=れ|せ)|し|す(?=る|れ)|せ(?=ず|ら))',
};

const MARK = /<([ぁ-ん]{1,2})>/g;
const UNBOUNDED = /(?<!\\)(?:[*+](?![^[]*\])|\{\d*,\})/;

/** Whether an entry of a word list is well formed; the reason is for the person who owns the list. */
export function patternProblem(pattern: string): string | null {
  for (const mark of pattern.matchAll(MARK)) {
    const name = mark[1] ?? '';
    if (ROWS[name] === undefined) return `<${name}> is no verb class`;
  }
  if (UNBOUNDED.test(pattern.replaceAll(MARK, ''))) return 'unbounded repeats (*, +, {n,}) are not allowed';
  try {
    compilePattern(pattern);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'not a pattern';
  }
}

const expand = (pattern: string): string => pattern.replaceAll(MARK, (_, name: string) => ROWS[name] ?? name);

/** One pattern as a global expression. */
export function compilePattern(pattern: string): RegExp {
  return new RegExp(expand(pattern), 'g');
}

/** Several patterns as one expression: tried in the order given at each place. */
export function compileAny(patterns: readonly string[], suffix = ''): RegExp {
  return new RegExp(`(?:${patterns.map((p) => `(?:${expand(p)})`).join('|')})${suffix}`, 'g');
}

/** Where in a text a pattern was found: from, and just past it. */
export type Hit = { start: number; end: number };

/**
 * Every place in which a global expression is found, empty ones left out. The same places as `matchAll`, which
 * copies the expression at every call: with hundreds of patterns for each sentence that was most of the judging.
 */
export function hitsOf(find: RegExp, text: string): Hit[] {
  const hits: Hit[] = [];
  find.lastIndex = 0;
  for (let hit = find.exec(text); hit !== null; hit = find.exec(text)) {
    if (hit[0].length === 0) find.lastIndex += 1;
    else hits.push({ start: hit.index, end: hit.index + hit[0].length });
  }
  return hits;
}

/** A character, or two that follow one another, as one number. */
const keyOf = (text: string, at: number, two: boolean): number =>
  two ? text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1) : text.charCodeAt(at);

/**
 * Tells which rules may be found in a text, in their order, by the strings that every match must contain: one walk
 * over the text instead of a search for each of hundreds of patterns. The others are certainly not there.
 * @param sourceOf the pattern of a rule as its list says it
 */
export function createSieve<T>(
  rules: readonly T[],
  sourceOf: (rule: T) => string,
): (text: string) => readonly T[] {
  const always: number[] = [];
  const byKey = new Map<number, { factor: string; rules: number[] }[]>();
  for (const [index, rule] of rules.entries()) {
    const factors = factorsOf(expand(sourceOf(rule)));
    if (factors === undefined) always.push(index);
    for (const factor of factors ?? []) {
      const key = keyOf(factor, 0, factor.length > 1);
      const beginning = byKey.get(key) ?? [];
      byKey.set(key, beginning);
      const known = beginning.find((one) => one.factor === factor);
      if (known === undefined) beginning.push({ factor, rules: [index] });
      else known.rules.push(index);
    }
  }
  const collect = (text: string, at: number, two: boolean, found: Set<number>): void => {
    for (const { factor, rules: those } of byKey.get(keyOf(text, at, two)) ?? []) {
      if (!text.startsWith(factor, at)) continue;
      for (const index of those) found.add(index);
    }
  };
  return (text) => {
    const found = new Set(always);
    for (let at = 0; at < text.length; at += 1) {
      collect(text, at, false, found);
      collect(text, at, true, found);
    }
    return [...found].sort((a, b) => a - b).flatMap((index) => rules[index] ?? []);
  };
}
