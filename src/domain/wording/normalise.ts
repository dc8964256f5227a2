/**
 * A text in one spelling of its characters, with the way back: `starts[i]` and `ends[i]` are the
 * UTF-16 offsets in the text as typed that character i came from.
 */
export type NormalText = { text: string; starts: readonly number[]; ends: readonly number[] };

/** Misspelt form → intended form, applied before anything is judged (ANNOTATION: typos take the intended kind). */
export type Misspellings = ReadonlyMap<string, string>;

const SOFT_HYPHEN = 0xad;
const VOICED = 'ﾞﾟ';

/** Characters that show nothing: controls, zero-width marks, direction marks, variation selectors. */
function isInvisible(code: number): boolean {
  return (
    (code < 0x20 && code !== 0x0a) ||
    (code >= 0x7f && code < 0xa0) ||
    code === SOFT_HYPHEN ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2064) ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    code === 0xfeff
  );
}

/** Width only: full-width ASCII to half, half-width katakana to full (with its voicing mark), ｢｣ to 「」. */
function fold(text: string): NormalText {
  let out = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isInvisible(code)) continue;
    let piece = text.charAt(at);
    let end = at + 1;
    if (code >= 0xff61 && code <= 0xff9f) {
      const next = text.charAt(at + 1);
      const joined = next !== '' && VOICED.includes(next) ? (piece + next).normalize('NFKC') : '';
      if (joined.length === 1) {
        piece = joined;
        end = at + 2;
      } else piece = piece.normalize('NFKC');
    } else if ((code >= 0xff01 && code <= 0xff5e) || code === 0x3000) {
      piece = piece.normalize('NFKC');
    }
    out += piece;
    starts.push(at);
    ends.push(end);
    at = end - 1;
  }
  return { text: out, starts, ends };
}

/** Corrects the known misspellings; a corrected form points back at the whole misspelt form. */
function correct(folded: NormalText, misspellings: Misspellings, finder: RegExp | null): NormalText {
  if (finder === null || folded.text.search(finder) < 0) return folded;
  let out = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const copy = (from: number, to: number): void => {
    out += folded.text.slice(from, to);
    for (let i = from; i < to; i++) {
      starts.push(folded.starts[i] ?? 0);
      ends.push(folded.ends[i] ?? 0);
    }
  };
  let done = 0;
  for (const hit of folded.text.matchAll(finder)) {
    const wrong = hit[0];
    const right = misspellings.get(wrong) ?? wrong;
    copy(done, hit.index);
    done = hit.index + wrong.length;
    out += right;
    for (let i = 0; i < right.length; i++) {
      const from = Math.min(hit.index + i, done - 1);
      starts.push(folded.starts[from] ?? 0);
      ends.push(folded.ends[i === right.length - 1 ? done - 1 : from] ?? 0);
    }
  }
  copy(done, folded.text.length);
  return { text: out, starts, ends };
}

const escape = (literal: string): string => literal.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Builds the normaliser once; calling it is linear in the text. */
export function createNormaliser(misspellings: Misspellings): (text: string) => NormalText {
  const longestFirst = [...misspellings.keys()].sort((a, b) => b.length - a.length);
  const finder = longestFirst.length === 0 ? null : new RegExp(longestFirst.map(escape).join('|'), 'g');
  return (text) => correct(fold(text), misspellings, finder);
}
