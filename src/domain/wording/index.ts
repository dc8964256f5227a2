export { wordingKindSchema, wordingKinds } from './finding.ts';
export { createWordingJudge, type JudgeWording } from './judge.ts';
export { type WordingLexicon, wordingLexiconSchema } from './lexicon.ts';
