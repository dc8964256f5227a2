import { readFileSync } from 'node:fs';
import { type LawBook, lawBookSchema } from '../../domain/law/law.ts';

/** The law entries beside this file. Throws with every problem when they are not of the schema. */
export const loadLaw = (): LawBook =>
  lawBookSchema.parse(JSON.parse(readFileSync(new URL('./law.json', import.meta.url), 'utf8')));
