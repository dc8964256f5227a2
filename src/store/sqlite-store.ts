import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type DocumentStore, type Query, StoreFault, type Versioned } from './document-store.ts';
import {
  checkContainer,
  checkDeclaration,
  checkKeys,
  type Containers,
  decodeDocument,
  encodeDocument,
} from './documents-guard.ts';
import { planQuery } from './documents-query.ts';
import { type Commit, commitAtOnce, createGroupCommit } from './sqlite-commit.ts';
import { toFault } from './sqlite-faults.ts';
import { EXCEPTED, keyOf, KNOWN, selectPage } from './sqlite-query.ts';
import { createRecentDocuments } from './sqlite-recent.ts';
import { ensureSchema } from './sqlite-schema.ts';

/** How long a process waits for another one to finish writing, in milliseconds. */
const BUSY_TIMEOUT_MS = 5000;

/** Pages of the file that are kept in memory; SQLite's own would be 2,000. */
const CACHE_KIB = 8_192;

const open = (file: string, containers: Containers): DatabaseSync => {
  if (file !== ':memory:') {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // SQLite would create it readable by everyone, and gives -wal and -shm the same mode.
    closeSync(openSync(file, 'a', 0o600));
  }
  const db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.exec('PRAGMA journal_mode = WAL');
    // WAL alone would lose the last acknowledged writes when the power goes.
    db.exec('PRAGMA synchronous = FULL');
    db.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
    ensureSchema(db, containers);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

/** What was just written; read from the text only by those who want it, and hardly anybody does. */
const written = (text: string, version: string): Versioned => ({
  get doc() {
    return decodeDocument(text);
  },
  version,
});

const rowToDocument = (row: Record<string, unknown>): Versioned => ({
  doc: decodeDocument(String(row['doc'])),
  version: String(row['version']),
});

/**
 * The document port on one SQLite file. Several stores, also in several processes of one machine,
 * may use the same file; a network drive may not hold it (WAL needs shared memory).
 *
 * @param deps.file path of the database file, created with its folder when missing; `:memory:` keeps
 *   nothing.
 * @param deps.containers the containers with their indexed fields; other names are refused.
 *
 * @param deps.together whether the writes of one turn of the event loop wait for the disk together, which many at
 *   once need; otherwise each is on the disk before anything else runs.
 *
 * Calls run synchronously inside: one write waits for the disk (a few milliseconds), and for up to
 * 5 s when another process holds the lock, then throws StoreFault `unavailable`.
 */
export const createSqliteStore = (deps: {
  readonly file: string;
  readonly containers: Containers;
  readonly together?: boolean;
}): DocumentStore => {
  const { file, containers, together = false } = deps;
  checkDeclaration(containers);
  const db = open(file, containers);
  const prepared = new Map<string, StatementSync>();

  // The statements differ by container, fields and operators only, so the cache stays small.
  const prepare = (sql: string, needs?: string): StatementSync => {
    const known = prepared.get(sql);
    if (known) return known;
    if (needs !== undefined) db.exec(needs);
    const fresh = db.prepare(sql);
    prepared.set(sql, fresh);
    return fresh;
  };

  const recent = createRecentDocuments();
  db.function(KNOWN, (version) => Number(recent.knows(String(version))));
  /** Of the query that runs: the driver answers it before anything else does. */
  let except: Query['except'];
  db.function(EXCEPTED, (version) => Number(except?.has(String(version)) ?? false));
  const group = together ? createGroupCommit(db) : undefined;
  const commit: Commit = group?.commit ?? commitAtOnce;

  // async so that refusals arrive as rejections, like those of every other driver.
  const guarded = async <T>(work: () => T): Promise<T> => {
    try {
      return work();
    } catch (error) {
      throw toFault(error);
    }
  };

  /** `ready` checks what is to be written and returns the write itself, which throws when it is refused. */
  const saved = async <T>(ready: () => () => T): Promise<T> => {
    try {
      return await commit(ready());
    } catch (error) {
      throw toFault(error);
    }
  };

  const missingOrChanged = (container: string, pk: string, id: string): StoreFault => {
    const row = prepare(`SELECT 1 FROM "${container}" WHERE pk = ? AND id = ?`).get(pk, id);
    return new StoreFault(row ? 'changed' : 'missing', `${container}/${pk}/${id}`);
  };

  return {
    read: (container, pk, id) =>
      guarded(() => {
        checkContainer(containers, container);
        checkKeys(pk, id);
        const row = prepare(`SELECT doc, version FROM "${container}" WHERE pk = ? AND id = ?`).get(pk, id);
        return row && rowToDocument(row);
      }),

    create: (container, doc) =>
      saved(() => {
        checkContainer(containers, container);
        const text = encodeDocument(doc);
        const version = randomUUID();
        return () => {
          const { changes } = prepare(
            `INSERT INTO "${container}" (pk, id, version, doc) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
          ).run(doc.pk, doc.id, version, text);
          if (changes === 0) throw new StoreFault('conflict', `${container}/${doc.pk}/${doc.id}`);
          return written(text, version);
        };
      }),

    replace: (container, doc, version) =>
      saved(() => {
        checkContainer(containers, container);
        const text = encodeDocument(doc);
        const next = randomUUID();
        return () => {
          const { changes } = prepare(
            `UPDATE "${container}" SET doc = ?, version = ? WHERE pk = ? AND id = ? AND version = ?`,
          ).run(text, next, doc.pk, doc.id, version);
          if (changes === 0) throw missingOrChanged(container, doc.pk, doc.id);
          return written(text, next);
        };
      }),

    remove: (container, pk, id, version) =>
      saved(() => {
        checkContainer(containers, container);
        checkKeys(pk, id);
        return () => {
          const sql = `DELETE FROM "${container}" WHERE pk = ? AND id = ? AND version = ?`;
          const { changes } = prepare(sql).run(pk, id, version);
          if (changes === 0) throw missingOrChanged(container, pk, id);
        };
      }),

    query: (container, query) =>
      guarded(() => {
        const plan = planQuery(containers, container, query);
        ({ except } = query);
        const { sql, params, needs } = selectPage(container, plan, except !== undefined);
        const rows = prepare(sql, needs)
          .all(...params)
          .map((row) => ({
            version: String(row['version']),
            text: row['doc'] === null ? undefined : String(row['doc']),
          }));
        const docs = recent.read(rows.slice(0, plan.limit));
        const items = docs.map((doc, index) => ({ doc, version: rows[index]?.version ?? '' }));
        const last = items.at(-1);
        return rows.length > plan.limit && last
          ? { items, next: plan.continuation(keyOf(last.doc, plan)) }
          : { items };
      }),

    ping: () =>
      guarded(() => {
        // Of the schema table, so that the file is really read.
        prepare('SELECT count(*) FROM sqlite_schema').get();
      }),

    close: async () => {
      group?.flush();
      prepared.clear();
      if (db.isOpen) db.close();
    },
  };
};
