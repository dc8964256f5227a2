import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { containers } from '../../src/store/containers.ts';
import type { Query } from '../../src/store/document-store.ts';
import { planQuery } from '../../src/store/documents-query.ts';
import { createRepositories } from '../../src/store/repositories.ts';
import { KNOWN, selectPage } from '../../src/store/sqlite-query.ts';
import { ensureSchema } from '../../src/store/sqlite-schema.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import type { IncidentFilter, IncidentQuery } from '../../src/workflow/ports.ts';
import { NOW } from '../builders/records.ts';

const choices: Required<{ [F in keyof IncidentFilter]: readonly IncidentFilter[F][] }> = {
  state: [undefined, 'pending', 'approved', 'filed'],
  department: [undefined, 'fukushi'],
  severity: [undefined, 'emergency', 'caution', 'none'],
  scene: [undefined, 'visit', 'phone'],
  reporterKey: [undefined, 'p1'],
  ordinary: [undefined, '', 'zeimu'],
};

/** Every combination of filters. */
function filters(): IncidentFilter[] {
  let all: Record<string, string>[] = [{}];
  for (const [field, values] of Object.entries(choices)) {
    all = all.flatMap((filter) =>
      values.map((value) => (value === undefined ? filter : { ...filter, [field]: value })),
    );
  }
  return all;
}

const day = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000);

describe('a page of records', () => {
  const db = new DatabaseSync(':memory:');
  db.function(KNOWN, (version) => Number(version === null));
  ensureSchema(db, containers);
  after(() => db.close());

  const asked: Query[] = [];
  const store = createSqliteStore({ file: ':memory:', containers });
  const { incidents } = createRepositories({
    ...store,
    query: async (container, query) => {
      asked.push(query);
      return store.query(container, query);
    },
  });
  after(() => store.close());

  /** The plans of the queries that one page takes. */
  async function plansOf(query: IncidentQuery): Promise<{ query: Query; plan: string }[]> {
    asked.length = 0;
    await incidents.page(query);
    return asked.map((one) => {
      const { sql, params, needs } = selectPage('incidents', planQuery(containers, 'incidents', one));
      if (needs !== undefined) db.exec(needs);
      const lines = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...params);
      return { query: one, plan: lines.map((row) => String(row['detail'])).join('; ') };
    });
  }

  for (const sort of ['occurred', 'filed'] as const) {
    for (const order of ['newest', 'oldest'] as const) {
      it(`by ${sort}, ${order} first, seeks in an index and sorts nothing, whatever is filtered`, async () => {
        const place = Buffer.from(JSON.stringify([day(-1).toISOString(), 'x'])).toString('base64url');
        for (const filter of filters()) {
          for (const period of [{}, { from: day(-9), before: day(0) }]) {
            for (const after of [undefined, place]) {
              const plans = await plansOf({ any: [filter], sort, order, limit: 50, after, ...period });
              assert.equal(plans.length, 1);
              for (const { plan } of plans) {
                assert.match(plan, /^SEARCH incidents USING INDEX /u, JSON.stringify({ filter, plan }));
                assert.doesNotMatch(plan, /TEMP B-TREE|;/u, plan);
              }
            }
          }
        }
      });
    }
  }

  it('seeks by the filter that finds least', async () => {
    const first = async (filter: IncidentFilter): Promise<string | undefined> => {
      const [found] = await plansOf({ any: [filter], sort: 'occurred', order: 'newest', limit: 50 });
      return found?.query.where?.[0]?.field;
    };
    assert.equal(await first({ department: 'zeimu', state: 'pending' }), 'state');
    assert.equal(await first({ department: 'zeimu', state: 'filed' }), 'department');
    assert.equal(await first({ department: 'zeimu', severity: 'emergency' }), 'severity');
    assert.equal(await first({ severity: 'none', department: 'zeimu' }), 'department');
    assert.equal(await first({ severity: 'none', scene: 'visit' }), 'scene');
    assert.equal(await first({ ordinary: '', reporterKey: 'p1' }), 'reporterKey');
    assert.equal(await first({ ordinary: '', state: 'approved' }), 'state');
  });

  it('by filing walks over no more than what can have been filed about the period', async () => {
    const period = { from: day(-9), before: day(0) };
    const [found] = await plansOf({ any: [{}], sort: 'filed', order: 'newest', limit: 50, ...period });
    const bounds = found?.query.where?.filter(({ field }) => field === 'filedAt').map(({ value }) => value);
    assert.deepEqual(bounds, [day(-9 - 366).toISOString(), day(366).toISOString()]);
  });

  it('refuses a continuation that no page gave', async () => {
    for (const place of [null, {}, [], [1], ['a', 'b', 'c'], ['a', 2], 'a']) {
      const after = Buffer.from(JSON.stringify(place)).toString('base64url');
      const query = { any: [{}], sort: 'occurred', order: 'newest', limit: 5, after } as const;
      await assert.rejects(incidents.page(query), TypeError, JSON.stringify(place));
    }
  });
});
