/**
 * What a text must contain for a pattern to be found in it: a few short strings, one of which is part of every
 * match. Looking for those first saves looking for hundreds of patterns, hardly any of which is there.
 */

/** Strings one of which is part of every match, and about how often ordinary text holds one. */
type Factors = { readonly strings: readonly string[]; readonly cost: number };

/** What is known of one part of a pattern. */
type Part = {
  /** Every string that it may match, if those are few. */
  readonly all: readonly string[] | undefined;
  readonly factors: Factors | undefined;
};

/** More strings than that are not put together. */
const MOST_STRINGS = 16;
const MOST_SIGNS = 40;

const UNKNOWN: Part = { all: undefined, factors: undefined };
/** Anchors and looks to the side take no character. */
const EMPTY: Part = { all: [''], factors: undefined };

/** A group and what its opening says; for `<=`, `<!`, `=` and `!` it only looks. */
const OPENING = /\?(?:[:=!]|<[=!]|<[A-Za-z]\w*>)/y;
const QUANTIFIER = /(?:[?*+]|\{(\d+)(,\d*)?\})\??/y;

const isKana = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return (code >= 0x3041 && code <= 0x3096) || code === 0x30fc || code === 0x3001 || code === 0x3002;
};

/** About how many ordinary sentences of a hundred thousand hold this string; its beginning and its length decide. */
function commonness(text: string): number {
  if (text === '') return Number.POSITIVE_INFINITY;
  if (text.length === 1) return isKana(text, 0) ? 30_000 : 1500;
  const rarer = text.length === 2 ? 1 : 5;
  return (isKana(text, 0) && isKana(text, 1) ? 2000 : 60) / rarer;
}

function factorsFrom(strings: readonly string[] | undefined): Factors | undefined {
  if (strings === undefined) return undefined;
  let cost = 0;
  for (const text of strings) cost += commonness(text);
  return cost === Number.POSITIVE_INFINITY ? undefined : { strings, cost };
}

const better = (one: Factors | undefined, other: Factors | undefined): Factors | undefined =>
  one === undefined || (other !== undefined && other.cost < one.cost) ? other : one;

/** The best of what is known: the strings themselves, or what they hold. */
const bestOf = ({ all, factors }: Part): Factors | undefined => better(factors, factorsFrom(all));

function product(before: readonly string[], after: readonly string[]): readonly string[] | undefined {
  if (before.length * after.length > MOST_STRINGS) return undefined;
  return before.flatMap((start) => after.map((end) => start + end));
}

/** The characters of a range; undefined when they are many. */
function between(from: string, to: string): readonly string[] | undefined {
  const [first, last] = [from.charCodeAt(0), to.charCodeAt(0)];
  if (last - first >= MOST_SIGNS) return undefined;
  return Array.from({ length: last - first + 1 }, (_, step) => String.fromCharCode(first + step));
}

/**
 * Strings one of which is part of every match of a pattern; undefined when none are known. Reads a pattern without
 * flags, as JavaScript writes its source. Only what the word lists use is understood; of anything else nothing is
 * claimed.
 */
export function factorsOf(source: string): ReadonlySet<string> | undefined {
  let at = 0;
  let isUnderstood = true;

  /** What is found of the expression right here, which is stepped over. */
  function take(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = at;
    const found = expression.exec(source);
    at += found?.[0].length ?? 0;
    return found;
  }

  function alternatives(): Part {
    const first = sequence();
    if (source[at] !== '|') return first;
    const parts = [first];
    while (source[at] === '|') {
      at += 1;
      parts.push(sequence());
    }
    const strings: string[] = [];
    let cost = 0;
    let all: string[] | undefined = [];
    for (const part of parts) {
      const best = bestOf(part);
      cost += best?.cost ?? Number.POSITIVE_INFINITY;
      strings.push(...(best?.strings ?? []));
      all = all === undefined || part.all === undefined ? undefined : [...all, ...part.all];
      if (all !== undefined && all.length > MOST_STRINGS) all = undefined;
    }
    return { all, factors: cost === Number.POSITIVE_INFINITY ? undefined : { strings, cost } };
  }

  /** Parts that follow one another: what neighbours may match is put together as far as it stays few. */
  function sequence(): Part {
    let stretch = EMPTY.all;
    let best: Factors | undefined;
    let isWhole = true;
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const part = quantified();
      best = better(best, part.factors);
      const longer = stretch === undefined || part.all === undefined ? undefined : product(stretch, part.all);
      if (longer === undefined) {
        best = better(best, factorsFrom(stretch));
        isWhole = false;
      }
      stretch = longer ?? part.all;
    }
    return { all: isWhole ? stretch : undefined, factors: better(best, factorsFrom(stretch)) };
  }

  function quantified(): Part {
    const part = atom();
    const found = take(QUANTIFIER);
    if (found === null) return part;
    const sign = found[0][0];
    if (sign === '?') return { all: part.all && [...part.all, ''], factors: undefined };
    const least = sign === '+' ? 1 : sign === '*' ? 0 : Number(found[1]);
    return least === 0 ? UNKNOWN : { all: undefined, factors: bestOf(part) };
  }

  function atom(): Part {
    const sign = source[at] ?? '';
    at += 1;
    if (sign === '(') return group();
    if (sign === '[') return choice();
    if (sign === '\\') return escaped();
    if (sign === '.') return UNKNOWN;
    if (sign === '^' || sign === '$') return EMPTY;
    return { all: [sign], factors: undefined };
  }

  function group(): Part {
    const opening = take(OPENING)?.[0] ?? '';
    // A group that begins in another way.
    if (opening === '' && source[at] === '?') isUnderstood = false;
    const part = alternatives();
    at += 1;
    return opening.endsWith('=') || opening.endsWith('!') ? EMPTY : part;
  }

  /** An escaped sign stands for itself; a letter or digit may mean many things. */
  function escaped(): Part {
    const sign = source[at] ?? '';
    at += 1;
    if (sign === 'n') return { all: ['\n'], factors: undefined };
    if (!/[A-Za-z0-9]/u.test(sign)) return { all: [sign], factors: undefined };
    at += { u: 4, x: 2 }[sign] ?? 0;
    return sign === 'b' || sign === 'B' ? EMPTY : UNKNOWN;
  }

  /** `[…]`: one of its characters. */
  function choice(): Part {
    let isKnown = source[at] !== '^';
    if (!isKnown) at += 1;
    const signs = new Set<string>();
    while (at < source.length && source[at] !== ']') {
      const from = member();
      const isRange = source[at] === '-' && source[at + 1] !== ']';
      if (isRange) at += 1;
      const to = isRange ? member() : from;
      const range = from === undefined || to === undefined ? undefined : between(from, to);
      if (range === undefined) isKnown = false;
      else for (const one of range) signs.add(one);
    }
    at += 1;
    return isKnown && signs.size <= MOST_SIGNS ? { all: [...signs], factors: undefined } : UNKNOWN;
  }

  /** One character of a choice; undefined for a class such as `\d`. */
  function member(): string | undefined {
    const sign = source[at] ?? '';
    at += 1;
    if (sign !== '\\') return sign;
    const escaped = source[at] ?? '';
    at += 1;
    if (escaped === 'n') return '\n';
    if (!/[A-Za-z0-9]/u.test(escaped)) return escaped;
    at += { u: 4, x: 2 }[escaped] ?? 0;
    return undefined;
  }

  const found = bestOf(alternatives());
  return isUnderstood && at === source.length && found !== undefined ? new Set(found.strings) : undefined;
}
