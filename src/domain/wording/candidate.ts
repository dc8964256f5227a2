import type { Sentence } from './sentences.ts';
import type { WordingKind } from './finding.ts';
import type { Dimension } from './lexicon.ts';

/** A wording that the lists know, before its sentence has had its say. Offsets are in the sentence. */
export type Candidate = {
  start: number;
  end: number;
  kind: WordingKind;
  ask: string;
  of: readonly Dimension[];
};

/** What stands before, in and after a candidate in its sentence, bracketed text blanked out. */
export type Surroundings = { before: string; matched: string; after: string };

export function surroundings(sentence: Sentence, candidate: { start: number; end: number }): Surroundings {
  return {
    before: sentence.shown.slice(0, candidate.start),
    matched: sentence.shown.slice(candidate.start, candidate.end),
    after: sentence.shown.slice(candidate.end),
  };
}
