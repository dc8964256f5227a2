import { readFileSync } from 'node:fs';
import { type CompanionBook, companionBookSchema } from '../../domain/companion/book.ts';

const entriesOf = (file: string): unknown =>
  (JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as { entries: unknown }).entries;

/** Situations, sentences and practices beside this file. Throws with every problem when they do not fit. */
export const loadCompanion = (): CompanionBook =>
  companionBookSchema.parse({
    situations: entriesOf('./situations.json'),
    sentences: entriesOf('./sentences.json'),
    scenarios: entriesOf('./practice.json'),
  });
