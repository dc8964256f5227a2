import { toKatakana } from '../matching/normalise.ts';

const fold = (text: string): string => toKatakana(text).replaceAll(/[\p{P}\p{S}]/gu, '');

function pairsOf(text: string): Set<string> {
  const letters = Array.from(fold(text));
  const pairs = letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`);
  return new Set(pairs.length === 0 ? letters : pairs);
}

/**
 * Share of the pairs of characters of the first text that the second holds as well, 0 to 1. Width, kana and
 * marks make no difference. 0 when the first holds nothing.
 */
export function sharedPairs(part: string, whole: string): number {
  const asked = pairsOf(part);
  const [letter] = asked;
  // One letter alone (杖) is in no pair.
  if (asked.size === 1 && letter !== undefined && Array.from(letter).length === 1) {
    return fold(whole).includes(letter) ? 1 : 0;
  }
  if (asked.size === 0) return 0;
  const said = pairsOf(whole);
  let shared = 0;
  for (const pair of asked) if (said.has(pair)) shared += 1;
  return shared / asked.size;
}
