/**
 * Text from people goes into TextRun elements, which know no markdown. One thing is left that a
 * renderer may act on: `{{DATE(…)}}`. A word joiner after every brace that another one follows shows the
 * same and does nothing. Half of a surrogate pair, which some clients refuse, shows as U+FFFD.
 */
export const inert = (text: string): string => text.toWellFormed().replaceAll(/\{(?=\{)/gu, '{\u2060');

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

/** At most this many UTF-16 units, with a mark where something was left out; no character is cut in two. */
export const shorten = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/u, '')}…`;
