/**
 * Text from people goes into TextRun elements, which know no markdown. One thing is left that a
 * renderer may act on: `{{DATE(…)}}`. A word joiner between the braces shows the same and does nothing.
 */
export const inert = (text: string): string => text.replaceAll('{{', '{⁠{');

export type Line = { text: string };
export type Fact = { label: string; lines: Line[] };

/** A label of ours over text of theirs, one block per line because a TextRun drops line breaks. */
export function fact(label: string, text: string): Fact {
  const lines = inert(text)
    .split(/\r\n|\r|\n/u)
    .filter((line) => line.trim() !== '');
  return { label, lines: lines.map((line) => ({ text: line })) };
}

/** Only the facts that say something. */
export const present = (facts: readonly Fact[]): Fact[] => facts.filter((item) => item.lines.length > 0);

/** At most this many characters, with a mark where something was left out. */
export const shorten = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
