import { squeeze } from './normalise.ts';

export type Found = { key: string; word: string; at: number };

/**
 * Finds the words of a paraphrase table inside free text, longest word first at every place, without
 * overlaps: 「白髪まじりの短髪」 gives 白髪まじり and 短髪, not 白髪.
 */
export const createLexicon = (entries: readonly { key: string; words: readonly string[] }[]) => {
  const byFirst = new Map<string, { key: string; word: string }[]>();
  for (const entry of entries) {
    for (const written of entry.words) {
      const word = squeeze(written);
      const first = word[0];
      if (first === undefined) continue;
      const list = byFirst.get(first) ?? [];
      list.push({ key: entry.key, word });
      byFirst.set(first, list);
    }
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.word.length - a.word.length);

  const find = (text: string): Found[] => {
    const found: Found[] = [];
    let at = 0;
    while (at < text.length) {
      const here = byFirst.get(text[at] ?? '')?.find((entry) => text.startsWith(entry.word, at));
      if (here === undefined) {
        at += 1;
      } else {
        found.push({ key: here.key, word: here.word, at });
        at += here.word.length;
      }
    }
    return found;
  };
  return { find };
};

export type Lexicon = ReturnType<typeof createLexicon>;
