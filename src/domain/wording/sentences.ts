/** A stretch in 「」 or 『』: offsets of the opening bracket and just past the closing one (or of the cut). */
export type Bracketed = { start: number; end: number; closed: boolean };

/** One sentence with its own offsets: `shown` has the bracketed text blanked out, same length. */
export type Sentence = { start: number; shown: string; text: string; brackets: readonly Bracketed[] };

/** Stands for a bracketed character: matches no word and no punctuation. */
export const BLANK = '\uE000';

const ENDS = '。！？!?\n．';
const isOpen = (c: string): boolean => c === '「' || c === '『';
const isClose = (c: string): boolean => c === '」' || c === '』';

/** The close of each opening bracket, by depth; an opening bracket without one is absent. */
function closings(text: string): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const c = text.charAt(at);
    if (isOpen(c)) open.push(at);
    else if (isClose(c)) {
      const start = open.pop();
      if (start !== undefined) found.set(start, at);
    }
  }
  return found;
}

/**
 * Splits a text into sentences at 。！？ and line ends outside brackets (ANNOTATION: an unclosed
 * bracket protects nothing after the end of its sentence, so it is closed there).
 */
export function splitSentences(text: string): Sentence[] {
  const close = closings(text);
  const sentences: Sentence[] = [];
  let start = 0;
  let brackets: Bracketed[] = [];
  const finish = (end: number): void => {
    if (end - start > 1) {
      const raw = text.slice(start, end);
      let shown = '';
      let done = 0;
      for (const b of brackets) {
        const inner = b.closed ? b.end - 1 : b.end;
        shown += raw.slice(done, b.start + 1) + BLANK.repeat(Math.max(0, inner - b.start - 1));
        done = inner;
      }
      sentences.push({ start, text: raw, shown: shown + raw.slice(done), brackets });
    }
    start = end;
    brackets = [];
  };
  for (let at = 0; at < text.length; at++) {
    const c = text.charAt(at);
    if (isOpen(c)) {
      const end = close.get(at);
      if (end !== undefined) {
        brackets.push({ start: at - start, end: end + 1 - start, closed: true });
        at = end;
      } else {
        let cut = at + 1;
        while (cut < text.length && !ENDS.includes(text.charAt(cut))) cut++;
        brackets.push({ start: at - start, end: cut - start, closed: false });
        at = cut - 1;
      }
    } else if (ENDS.includes(c) && !'（('.includes(text.charAt(at + 1) || ' ')) finish(at + 1);
  }
  finish(text.length);
  return sentences;
}
