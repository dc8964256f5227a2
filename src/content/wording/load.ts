import { readFileSync } from 'node:fs';
import { type WordingLexicon, wordingLexiconSchema } from '../../domain/wording/index.ts';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8'));

/** Reads the word lists of this folder once, at start; a malformed list stops the start with its reason. */
export function loadWordingLexicon(): WordingLexicon {
  return wordingLexiconSchema.parse({
    lists: ['vague-abuse', 'vague-manner', 'feeling', 'inference', 'evaluation'].map(read),
    sensitive: read('sensitive'),
    hearsay: read('hearsay'),
    setTerms: read('set-terms'),
    misspellings: read('misspellings'),
    asks: read('asks'),
  });
}
