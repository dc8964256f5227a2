import type { MatchingContent } from './content.ts';
import { createLexicon } from './lexicon.ts';

/** A word that may not be kept as a feature: what kind of guess it is, and where it stands in the text. */
export type Refused = {
  readonly kind: string;
  readonly word: string;
  readonly start: number;
  readonly end: number;
};

/** Finds all of them, in the order of the text. Positions count UTF-16 units of the text as it was typed. */
export type FindRefused = (text: string) => readonly Refused[];

/** Stands in a feature where such a word was taken out, because an emergency could not wait. */
export const LEFT_OUT = '〔略〕';

const KATAKANA = /[ァ-ヺー]/u;

const graphemes = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** Half-width and upper-case letters as the table writes them, and for every unit where it came from. */
const plainly = (text: string): { plain: string; from: number[]; to: number[] } => {
  let plain = '';
  const from: number[] = [];
  const to: number[] = [];
  for (const { segment, index } of graphemes.segment(text)) {
    const letters = segment.normalize('NFKC').toLowerCase();
    plain += letters;
    for (let unit = 0; unit < letters.length; unit += 1) {
      from.push(index);
      to.push(index + segment.length);
    }
  }
  return { plain, from, to };
};

/**
 * Words for what nobody can see or hear (origin, illness, religion …) inside a feature. A longer word that
 * only holds such letters is none: a table names the usual ones (以外人, とぼけた), a katakana word must
 * stand alone (ハーフ, not ハーフコート), and 黒人形 is a doll.
 */
export const createRefusedFinder = ({ entries, spared }: MatchingContent['refused']): FindRefused => {
  const SPARED = '';
  const lexicon = createLexicon([...entries, { key: SPARED, words: spared }]);
  return (text) => {
    // Nearly always there is nothing, and then the places need not be worked out.
    if (lexicon.find(text.normalize('NFKC').toLowerCase()).length === 0) return [];
    const { plain, from, to } = plainly(text);
    return lexicon.find(plain).flatMap(({ key, word, at }) => {
      const first = plain[at] ?? '';
      const last = plain[at + word.length - 1] ?? '';
      const before = plain[at - 1] ?? '';
      const after = plain[at + word.length] ?? '';
      const isPart =
        (KATAKANA.test(first) && KATAKANA.test(before)) ||
        (KATAKANA.test(last) && KATAKANA.test(after)) ||
        (last === '人' && after === '形');
      if (key === SPARED || isPart) return [];
      const start = from[at] ?? 0;
      const end = to[at + word.length - 1] ?? text.length;
      return [{ kind: key, word: text.slice(start, end), start, end }];
    });
  };
};

/** The text with {@link LEFT_OUT} for every such word. */
export const withoutRefused = (text: string, found: readonly Refused[], by: string = LEFT_OUT): string => {
  let rest = '';
  let at = 0;
  for (const { start, end } of found) {
    rest += text.slice(at, start) + by;
    at = end;
  }
  return rest + text.slice(at);
};
