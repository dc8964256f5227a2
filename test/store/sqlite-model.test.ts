import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { containers } from '../../src/store/containers.ts';
import {
  type Condition,
  type Document,
  type DocumentStore,
  type Query,
  type Scalar,
  StoreFault,
} from '../../src/store/document-store.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { readAll } from '../builders/store.ts';

/** The port in its plainest form: a map, whole scans, and no page is ever cut. */
const createModel = () => {
  const docs = new Map<string, { doc: Document; version: string }>();
  const key = (pk: string, id: string): string => `${pk}/${id}`;
  const rank = (value: unknown): number => ['boolean', 'number', 'string'].indexOf(typeof value);
  const before = (a: Scalar, b: Scalar): number => rank(a) - rank(b) || (a === b ? 0 : a < b ? -1 : 1);
  const meets = (doc: Document, { field, is, value }: Condition): boolean => {
    const actual = doc[field] as Scalar;
    if (rank(actual) === -1 || rank(actual) !== rank(value)) return false;
    const order = before(actual, value);
    return (
      (is.includes('=') && order === 0) ||
      (is.startsWith('<') && order < 0) ||
      (is.startsWith('>') && order > 0)
    );
  };
  return {
    docs,
    key,
    write: (doc: Document, version: string) => docs.set(key(doc.pk, doc.id), { doc, version }),
    query: ({ pk, where = [], orderBy }: Query): Document[] => {
      const field = orderBy?.field ?? where.find(({ is }) => is !== '=')?.field;
      const sign = orderBy?.direction === 'desc' ? -1 : 1;
      return [...docs.values()]
        .map(({ doc }) => doc)
        .filter(
          (doc) => (pk === undefined || doc.pk === pk) && where.every((condition) => meets(doc, condition)),
        )
        .filter((doc) => field === undefined || rank(doc[field]) >= 0)
        .sort(
          (a, b) =>
            sign *
            ((field === undefined ? 0 : before(a[field] as Scalar, b[field] as Scalar)) ||
              before(a.id, b.id) ||
              before(a.pk, b.pk)),
        );
    },
  };
};

const key = fc.constantFrom('a', 'b', 'c', 'B', '-', '_1');
const scalar: fc.Arbitrary<Scalar> = fc.oneof(
  fc.boolean(),
  fc.constantFrom(-1, 0, 0.5, 1, 1e300),
  fc.constantFrom('', '0', 'true', 'a', 'あ', 'a\0', '\u200f'),
);
const value = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: fc.constantFrom(null, [1], {}) },
);
const field = fc.constantFrom<string>(...containers.incidents.indexed);
const body = fc.dictionary(field, value, { maxKeys: 4 });
const query: fc.Arbitrary<Query> = fc.record(
  {
    pk: key,
    where: fc.array(
      fc.record({
        field,
        is: fc.constantFrom<Condition['is']>('=', '=', '<', '<=', '>', '>='),
        value: scalar,
      }),
      { maxLength: 3 },
    ),
    orderBy: fc.record({ field, direction: fc.constantFrom<'asc' | 'desc'>('asc', 'desc') }),
    limit: fc.integer({ min: 1, max: 5 }),
  },
  { requiredKeys: ['limit'] },
);
const step = fc.oneof(
  fc.record({ verb: fc.constantFrom('create' as const), pk: key, id: key, body }),
  fc.record({ verb: fc.constantFrom('create' as const), pk: key, id: key, body }),
  fc.record({
    verb: fc.constantFrom('replace' as const, 'remove' as const),
    pk: key,
    id: key,
    body,
    stale: fc.boolean(),
  }),
  fc.record({ verb: fc.constantFrom('query' as const), query }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const outcome = async <T>(work: Promise<T>): Promise<T | string> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StoreFault) return error.code;
    throw error;
  }
};

const perform = async (
  store: DocumentStore,
  model: ReturnType<typeof createModel>,
  todo: Step,
): Promise<void> => {
  if (todo.verb === 'query') {
    const items = await readAll(store, 'incidents', todo.query);
    assert.deepEqual(
      items.map(({ doc }) => doc),
      model.query(todo.query),
    );
    return;
  }
  const doc = { ...todo.body, id: todo.id, pk: todo.pk };
  const known = model.docs.get(model.key(todo.pk, todo.id));
  if (todo.verb === 'create') {
    const result = await outcome(store.create('incidents', doc));
    assert.equal(typeof result === 'string' ? result : 'done', known ? 'conflict' : 'done');
    if (typeof result !== 'string') model.write(result.doc, result.version);
  } else {
    const version = todo.stale || !known ? 'stale' : known.version;
    const expected = !known ? 'missing' : todo.stale ? 'changed' : 'done';
    if (todo.verb === 'replace') {
      const result = await outcome(store.replace('incidents', doc, version));
      assert.equal(typeof result === 'string' ? result : 'done', expected);
      if (typeof result !== 'string') model.write(result.doc, result.version);
    } else {
      const result = await outcome(store.remove('incidents', todo.pk, todo.id, version));
      assert.equal(typeof result === 'string' ? result : 'done', expected);
      if (typeof result !== 'string') model.docs.delete(model.key(todo.pk, todo.id));
    }
  }
  const now = model.docs.get(model.key(todo.pk, todo.id));
  assert.deepEqual(await store.read('incidents', todo.pk, todo.id), now);
};

describe('the SQLite driver, under any sequence of operations,', () => {
  it('does what a plain map would do', async function () {
    this.timeout(30_000);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
        const store = createSqliteStore({ file: ':memory:', containers });
        const model = createModel();
        try {
          for (const todo of steps) await perform(store, model, todo);
        } finally {
          await store.close();
        }
      }),
      { numRuns: 150 },
    );
  });
});
