import { readFileSync } from 'node:fs';
import { type Ward, wardSchema } from '../domain/people/departments.ts';

/** The ward's departments from a JSON file. Throws with every problem when the file is not of the schema. */
export function loadWard(file: string | URL): Ward {
  return wardSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** The fictitious ward of the local mode. */
export const demoWardFile = new URL('./ward.json', import.meta.url);
