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

/** Measured on the word lists of the ward: smaller groups ask too often, larger ones too slowly. */
const TOGETHER = 12;

/** A pattern that refers to its own groups by number or name would mean others beside its neighbours. */
const REFERS = /\\[1-9k]|\(\?<[A-Za-z]/;

/**
 * Rules with one question before each dozen of them: whether any of their patterns is in the text at all.
 * Nearly always the answer is no, and the dozen is done with.
 * @param sourceOf the pattern of a rule as its list says it
 * @returns the rules that may be found in a text, in their order
 */
export function createSieve<T>(
  rules: readonly T[],
  sourceOf: (rule: T) => string,
): (text: string) => readonly T[] {
  const groups = Array.from({ length: Math.ceil(rules.length / TOGETHER) }, (_, index) => {
    const of = rules.slice(index * TOGETHER, (index + 1) * TOGETHER);
    const says = of.map(sourceOf);
    const any = says.some((say) => REFERS.test(say)) ? null : new RegExp(compileAny(says).source);
    return { of, any };
  });
  return (text) => groups.flatMap(({ of, any }) => (any === null || any.test(text) ? of : []));
}
