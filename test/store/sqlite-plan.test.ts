import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { containers } from '../../src/store/containers.ts';
import type { Query } from '../../src/store/document-store.ts';
import { planQuery } from '../../src/store/documents-query.ts';
import { EXCEPTED, KNOWN, selectPage } from '../../src/store/sqlite-query.ts';
import { ensureSchema } from '../../src/store/sqlite-schema.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { storedIncident, temporaryFolder } from '../builders/store.ts';

describe('a query on SQLite seeks in an index, also from the second page on', () => {
  const db = new DatabaseSync(':memory:');
  ensureSchema(db, containers);
  db.function(KNOWN, (version) => Number(version === null));
  db.function(EXCEPTED, (version) => Number(version === null));
  after(() => db.close());

  const explain = (container: string, query: Query): string => {
    const { sql, params, needs } = selectPage(
      container,
      planQuery(containers, container, query),
      query.except !== undefined,
    );
    if (needs !== undefined) db.exec(needs);
    return db
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...params)
      .map((row) => String(row['detail']))
      .join('; ');
  };

  /** The plan of the first page and of the page after a document with these values. */
  const plans = (container: string, query: Query): string[] => {
    const plan = planQuery(containers, container, query);
    const key = [...(plan.field === undefined ? [] : ['m']), 'id', ...(plan.pk === undefined ? ['pk'] : [])];
    return [explain(container, query), explain(container, { ...query, after: plan.continuation(key) })];
  };

  /** Seeks to the right place, and neither sorts nor walks: the cost is that of the page. */
  const assertSeeks = (container: string, query: Query): void => {
    const [first = '', next = ''] = plans(container, query);
    for (const detail of [first, next]) {
      assert.match(detail, /^SEARCH \w+ USING INDEX /, detail);
      assert.doesNotMatch(detail, /TEMP B-TREE/, detail);
    }
    // The place in the index where the page starts comes from the continuation, or lies within a range
    // that the index bounds on that side.
    assert.match(next, /\(.*[<>].*\)/, next);
  };

  for (const [container, { indexed }] of Object.entries(containers)) {
    for (const field of indexed) {
      for (const pk of [{}, { pk: 'p' }]) {
        const scope = 'pk' in pk ? 'in a partition' : 'everywhere';
        for (const is of ['=', '<', '>='] as const) {
          it(`${container} ${scope}: ${field} ${is} a value`, () => {
            assertSeeks(container, {
              ...pk,
              where: [{ field, is, value: is === '<' ? 'z' : is === '>=' ? 'a' : 'm' }],
              limit: 10,
            });
          });
        }
        for (const direction of ['asc', 'desc'] as const) {
          it(`${container} ${scope}: ordered by ${field}, ${direction}`, () => {
            assertSeeks(container, { ...pk, orderBy: { field, direction }, limit: 10 });
            const where = [{ field, is: '<=', value: 'z' }] as const;
            assertSeeks(container, { ...pk, where, orderBy: { field, direction }, limit: 10 });
            assertSeeks(container, {
              ...pk,
              where,
              orderBy: { field, direction },
              limit: 10,
              except: new Set(),
            });
          });
        }
      }
      for (const other of indexed.filter((name) => name !== field)) {
        it(`${container} everywhere: ${field} = a value, ordered by ${other}, with and without a bound`, () => {
          const equal = { field, is: '=', value: true } as const;
          const orderBy = { field: other, direction: 'desc' } as const;
          assertSeeks(container, { where: [equal], orderBy, limit: 10 });
          const until = { field: other, is: '<=', value: 'z' } as const;
          assertSeeks(container, { where: [equal, until], orderBy, limit: 10 });
          assertSeeks(container, { where: [equal, until], limit: 10 });
        });
      }
    }
    it(`${container}: a whole partition, and everything, by key`, () => {
      assert.match(explain(container, { pk: 'p', limit: 10 }), /^SEARCH .*\(pk=\?\)$/);
      const [first = '', next = ''] = plans(container, { limit: 10 });
      assert.match(first, /^SCAN \w+ USING INDEX/);
      assert.doesNotMatch(first, /TEMP/);
      assert.match(next, /^SEARCH \w+ USING INDEX/);
    });
  }
});

describe('the cost of a query on SQLite', () => {
  it('is the same with 200 and with 20,000 documents', async function () {
    this.timeout(30_000);
    const folder = temporaryFolder();
    const store = createSqliteStore({ file: folder.file, containers });
    // Filled behind the store's back, in one transaction, for speed only.
    const db = new DatabaseSync(folder.file);
    const insert = db.prepare(`INSERT INTO incidents (pk, id, version, doc) VALUES (?, ?, 'v', ?)`);
    const fill = (from: number, to: number): void => {
      db.exec('BEGIN');
      for (let n = from; n < to; n += 1) {
        const id = `i${String(n).padStart(6, '0')}`;
        const doc = storedIncident({
          id,
          open: n % 100 === 0,
          department: `d${n % 20}`,
          filedAt: new Date(1.79e12 + n * 1000).toISOString(),
        });
        insert.run(id, id, JSON.stringify(doc));
      }
      db.exec('COMMIT');
    };
    const queries: readonly Query[] = [
      {
        where: [{ field: 'department', is: '=', value: 'd0' }],
        orderBy: { field: 'filedAt', direction: 'desc' },
        limit: 5,
      },
      {
        where: [{ field: 'open', is: '=', value: false }],
        orderBy: { field: 'filedAt', direction: 'asc' },
        limit: 5,
      },
      { orderBy: { field: 'filedAt', direction: 'desc' }, limit: 5 },
      { limit: 5 },
    ];
    const fastest = async (query: Query): Promise<number> => {
      const times: number[] = [];
      for (let n = 0; n < 60; n += 1) {
        const start = performance.now();
        const { next } = await store.query('incidents', query);
        if (next !== undefined) await store.query('incidents', { ...query, after: next });
        times.push(performance.now() - start);
      }
      return Math.min(...times);
    };
    try {
      fill(0, 200);
      const few: number[] = [];
      for (const query of queries) few.push(await fastest(query));
      fill(200, 20_000);
      for (const [n, query] of queries.entries()) {
        const many = await fastest(query);
        // A walk over everything would take a hundred times as long.
        assert.ok(many < (few[n] ?? 0) * 5 + 0.3, `${JSON.stringify(query)}: ${few[n]} ms, then ${many} ms`);
      }
    } finally {
      db.close();
      await store.close();
      folder.remove();
    }
  });
});
