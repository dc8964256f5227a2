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
