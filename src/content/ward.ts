import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Ward, wardSchema } from '../domain/people/departments.ts';

/** Editors of Windows begin a file with this mark, which JSON does not know. */
const textOf = (file: string | URL): string => readFileSync(file, 'utf8').replace(/^\uFEFF/u, '');

/** The ward's departments from a JSON file. Throws with every problem when the file is not of the schema. */
export function loadWard(file: string | URL): Ward {
  return wardSchema.parse(JSON.parse(textOf(file)));
}

/** The fictitious ward of the local mode. */
export const demoWardFile = new URL('./ward.json', import.meta.url);

export type WardRead = { ok: true; ward: Ward } | { ok: false; problems: readonly string[] };

/**
 * The same for a file that an operator wrote: a setting is wrong, nothing is broken. Problems say where and what,
 * one line each, never a value.
 */
export function readWard(file: string | URL): WardRead {
  try {
    return { ok: true, ward: loadWard(file) };
  } catch (fault) {
    if (fault instanceof z.ZodError) return { ok: false, problems: fault.issues.map(problemOf) };
    if (fault instanceof SyntaxError) {
      return { ok: false, problems: [`is not JSON from line ${lineOfFault(textOf(file))} on`] };
    }
    if (isFileFault(fault)) return { ok: false, problems: [`cannot be read (${fault.code})`] };
    throw fault;
  }
}

/** `departments[3].name: Too small: expected string to have >=1 characters` */
function problemOf({ path, message }: z.core.$ZodIssue): string {
  const where = path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./u, '');
  return where === '' ? message : `${where}: ${message}`;
}

/** Whether a text that is no JSON could become some by going on. The rest of the engine's message quotes the text. */
function mayGoOn(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (fault) {
    const { message } = fault as SyntaxError;
    const position = /at position (\d+)/u.exec(message)?.[1];
    return position === undefined ? message.includes('end of JSON') : Number(position) >= text.length;
  }
}

/** The line, counted from 1, with which a text stops to be the beginning of JSON; the last one where it just ends. */
function lineOfFault(text: string): number {
  const lines = text.split('\n');
  let good = 0;
  let bad = lines.length;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (mayGoOn(lines.slice(0, middle).join('\n').trimEnd())) good = middle;
    else bad = middle;
  }
  return bad;
}

const isFileFault = (fault: unknown): fault is Error & { code: string } =>
  fault instanceof Error && 'code' in fault && typeof fault.code === 'string';
