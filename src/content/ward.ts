import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Ward, wardSchema } from '../domain/people/departments.ts';

/** The ward's departments from a JSON file. Throws with every problem when the file is not of the schema. */
export function loadWard(file: string | URL): Ward {
  return wardSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** The fictitious ward of the local mode. */
export const demoWardFile = new URL('./ward.json', import.meta.url);

/** The same, or undefined when the file is not there or not of the schema: a setting is wrong, nothing is broken. */
export function readWard(file: string | URL): Ward | undefined {
  try {
    return loadWard(file);
  } catch (fault) {
    if (fault instanceof z.ZodError || fault instanceof SyntaxError || isFileFault(fault)) return undefined;
    throw fault;
  }
}

const isFileFault = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && typeof fault.code === 'string';
