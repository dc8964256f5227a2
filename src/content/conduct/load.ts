import { readFileSync } from 'node:fs';
import { type ConductRules, conductRulesSchema } from '../../domain/conduct/index.ts';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8'));

/** Reads the rules of this folder once, at start; a malformed rule stops the start with its reason. */
export function loadConductRules(): ConductRules {
  return conductRulesSchema.parse({
    time: read('time'),
    repeat: read('repeat'),
    others: ['abuse', 'violence', 'threat', 'authority', 'offsite', 'sns', 'sexual', 'demand', 'record'].map(
      read,
    ),
  });
}
