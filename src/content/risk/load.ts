import { readFileSync } from 'node:fs';
import { type SeverityTable, severityTableSchema } from '../../domain/risk/severity.ts';

/** The severity table beside this file. Throws with every problem when it is not of the schema. */
export const loadSeverity = (): SeverityTable =>
  severityTableSchema.parse(JSON.parse(readFileSync(new URL('./severity.json', import.meta.url), 'utf8')));
