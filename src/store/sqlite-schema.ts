import type { DatabaseSync } from 'node:sqlite';
import type { Containers } from './documents-guard.ts';

/** Column with the rank of the field's type: 1 boolean, 2 number, 3 text, null for anything else. */
export const rankColumn = (field: string): string => `"${field}:rank"`;
/** Column with the field's value; booleans are 0 and 1, told from numbers by the rank. */
export const valueColumn = (field: string): string => `"${field}:value"`;

/** Name of the index that serves equality on `equal` (if any), then order by `order` (if any). */
export const indexName = (
  container: string,
  scope: 'all' | 'pk',
  { equal, order }: { equal?: string | undefined; order?: string | undefined },
): string => `"${[container, scope, equal, order].filter((part) => part !== undefined).join(':')}"`;

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

const indexes = (container: string, fields: readonly string[]): string[] => {
  const both = (field: string): string => `${rankColumn(field)}, ${valueColumn(field)}`;
  const index = (name: string, on: string): string =>
    `CREATE INDEX IF NOT EXISTS ${name} ON "${container}" (${on})`;
  return [
    index(indexName(container, 'all', {}), 'id, pk'),
    ...fields.flatMap((field) => [
      index(indexName(container, 'all', { order: field }), `${both(field)}, id, pk`),
      index(indexName(container, 'pk', { order: field }), `pk, ${both(field)}, id`),
      ...fields
        .filter((other) => other !== field)
        .map((other) =>
          index(
            indexName(container, 'all', { equal: field, order: other }),
            `${both(field)}, ${both(other)}, id, pk`,
          ),
        ),
    ]),
  ];
};

/**
 * Brings the file's tables, columns and indexes to what is declared. A field that is declared later
 * gets its column and indexes at the next start; nothing is ever dropped.
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
      for (const statement of indexes(container, indexed)) db.exec(statement);
    }
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
};
