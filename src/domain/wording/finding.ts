import { z } from 'zod';

/** What a word of a record can be, by ANNOTATION §1. The order is the order of the page. */
export const wordingKinds = [
  'vague-abuse',
  'vague-manner',
  'feeling',
  'inference',
  'evaluation',
  'hearsay',
  'sensitive',
] as const;

export const wordingKindSchema = z.enum(wordingKinds);

export type WordingKind = z.infer<typeof wordingKindSchema>;

/**
 * One wording to replace: UTF-16 offsets into the text as typed (end excluded), its kind, and the
 * Japanese question that the staff member can answer to replace it.
 */
export type Finding = { start: number; end: number; kind: WordingKind; ask: string };
