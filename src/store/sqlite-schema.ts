import type { DatabaseSync } from 'node:sqlite';
import type { Containers } from './documents-guard.ts';

/** Column with the rank of the field's type: 1 boolean, 2 number, 3 text, null for anything else. */
export const rankColumn = (field: string): string => `"${field}:rank"`;
/** Column with the field's value; booleans are 0 and 1, told from numbers by the rank. */
export const valueColumn = (field: string): string => `"${field}:value"`;

/** What an index serves: equality on `equal` (if any), then order by `order` (if any). */
type IndexKey = { scope: 'all' | 'pk'; equal?: string | undefined; order?: string | undefined };

/**
 * The index that serves such queries, and the statement that makes it where it is missing. Indexes come with the
 * first query that needs them: one for each query that could be asked (43 on records) made every write
 * carry along dozens that nobody reads.
 */
export const indexFor = (
  container: string,
  { scope, equal, order }: IndexKey,
): { name: string; create: string } => {
  const name = `"${[container, scope, equal, order].filter((part) => part !== undefined).join(':')}"`;
  const fields = [equal, order].filter((field) => field !== undefined);
  const values = fields.flatMap((field) => [rankColumn(field), valueColumn(field)]);
  const on = scope === 'pk' ? ['pk', ...values, 'id'] : [...values, 'id', 'pk'];
  return { name, create: `CREATE INDEX IF NOT EXISTS ${name} ON "${container}" (${on.join(', ')})` };
};

/**
 * Virtual columns cost no space in the row, need no change when a document is written, and unlike
 * plain expression indexes they let SQLite seek to a row value (x, y, id) > (?, ?, ?), which is what
 * makes page 1,000 as cheap as page 1.
 */
const columns = (field: string): readonly (readonly [string, string])[] => [
  [
    rankColumn(field),
    `CASE json_type(doc, '$.${field}') WHEN 'text' THEN 3 WHEN 'integer' THEN 2 WHEN 'real' THEN 2
       WHEN 'true' THEN 1 WHEN 'false' THEN 1 END`,
  ],
  [valueColumn(field), `json_extract(doc, '$.${field}')`],
];

/**
 * Brings the file's tables and columns to what is declared. A field that is declared later gets its column at
 * the next start; nothing is ever dropped.
 */
export const ensureSchema = (db: DatabaseSync, containers: Containers): void => {
  // Immediate: two processes that start together must not both find the column missing.
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const [container, { indexed }] of Object.entries(containers)) {
      db.exec(`CREATE TABLE IF NOT EXISTS "${container}" (
        pk TEXT NOT NULL, id TEXT NOT NULL, version TEXT NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (pk, id)
      ) STRICT`);
      const present = new Set(
        db
          .prepare(`SELECT name FROM pragma_table_xinfo('${container}')`)
          .all()
          .map((row) => `"${String(row['name'])}"`),
      );
      for (const [name, expression] of indexed.flatMap(columns)) {
        if (!present.has(name)) {
          db.exec(
            `ALTER TABLE "${container}" ADD COLUMN ${name} ANY GENERATED ALWAYS AS (${expression}) VIRTUAL`,
          );
        }
      }
    }
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
};
