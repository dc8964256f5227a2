import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { containers } from '../../src/store/containers.ts';
import { StoreFault } from '../../src/store/document-store.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { readAll, storedIncident, temporaryFolder } from '../builders/store.ts';
import { describeDocumentStore } from '../contracts/document-store.ts';

const folder = temporaryFolder();
after(() => folder.remove());

describeDocumentStore('a SQLite file', async () => createSqliteStore({ file: folder.file, containers }));

describeDocumentStore('a SQLite file whose writes wait for the disk together', async () =>
  createSqliteStore({ file: folder.file, containers, together: true }),
);

describe('the SQLite driver', () => {
  let own: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    own = temporaryFolder();
  });
  afterEach(() => own.remove());

  it('keeps every document and version over close and open', async () => {
    const first = createSqliteStore({ file: own.file, containers });
    const written = await Promise.all(
      Array.from({ length: 20 }, (_, n) => first.create('incidents', storedIncident({ n }))),
    );
    await first.close();
    const second = createSqliteStore({ file: own.file, containers });
    for (const { doc, version } of written) {
      assert.deepEqual(await second.read('incidents', doc.pk, doc.id), { doc, version });
    }
    await second.close();
  });

  it('creates the folder and lets only its own user read the file', async () => {
    const store = createSqliteStore({ file: own.file, containers });
    await store.create('incidents', storedIncident());
    for (const file of [own.file, `${own.file}-wal`]) assert.equal(statSync(file).mode & 0o077, 0, file);
    await store.close();
  });

  it('shows the writes of one store to another store on the same file, and lets only one win', async () => {
    const a = createSqliteStore({ file: own.file, containers });
    const b = createSqliteStore({ file: own.file, containers });
    const { doc, version } = await a.create('incidents', storedIncident());
    assert.deepEqual(await b.read('incidents', doc.pk, doc.id), { doc, version });
    await b.replace('incidents', { ...doc, by: 'b' }, version);
    await assert.rejects(
      a.replace('incidents', { ...doc, by: 'a' }, version),
      (error) => error instanceof StoreFault && error.code === 'changed',
    );
    await a.close();
    await b.close();
  });

  it('indexes a field that is declared later for the documents that are there already', async () => {
    const before = createSqliteStore({ file: own.file, containers: { incidents: { indexed: ['open'] } } });
    await before.create('incidents', storedIncident({ department: 'tax' }));
    await before.create('incidents', storedIncident({ department: 'welfare' }));
    await before.close();
    const later = createSqliteStore({ file: own.file, containers });
    const where = [{ field: 'department', is: '=', value: 'welfare' }] as const;
    assert.equal((await readAll(later, 'incidents', { where, limit: 10 })).length, 1);
    await later.close();
  });

  it('says «unavailable» once it is closed, and may be closed twice', async () => {
    const store = createSqliteStore({ file: own.file, containers });
    await store.close();
    await store.close();
    for (const call of [
      store.ping(),
      store.read('incidents', 'a', 'b'),
      store.query('incidents', { limit: 1 }),
    ]) {
      await assert.rejects(call, (error) => error instanceof StoreFault && error.code === 'unavailable');
    }
  });

  it('refuses a declaration that could not be SQL names', () => {
    assert.throws(
      () => createSqliteStore({ file: own.file, containers: { 'a"b': { indexed: [] } } }),
      TypeError,
    );
    assert.throws(
      () => createSqliteStore({ file: own.file, containers: { a: { indexed: ["x'"] } } }),
      TypeError,
    );
  });
});
