import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { containers } from '../../src/store/containers.ts';
import { type DocumentStore, StoreFault } from '../../src/store/document-store.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { readAll, storedIncident, temporaryFolder } from '../builders/store.ts';

describe('writes that wait for the disk together', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let store: DocumentStore;
  beforeEach(() => {
    folder = temporaryFolder();
    store = createSqliteStore({ file: folder.file, containers, together: true });
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });

  /** What became of each call: its fault's code, or that it was done. */
  const outcomes = async (calls: readonly Promise<unknown>[]): Promise<string[]> =>
    (await Promise.allSettled(calls)).map((call) => {
      if (call.status === 'fulfilled') return 'done';
      return call.reason instanceof StoreFault ? call.reason.code : String(call.reason);
    });

  it('are each kept or refused by themselves', async () => {
    const { doc, version } = await store.create('incidents', storedIncident());
    const [one, other] = [storedIncident(), storedIncident()];
    assert.deepEqual(
      await outcomes([
        store.create('incidents', one),
        store.create('incidents', one),
        store.replace('incidents', { ...doc, open: false }, version),
        store.replace('incidents', { ...doc, open: true }, version),
        store.remove('incidents', 'nobody', 'nobody', version),
        store.create('incidents', other),
      ]),
      ['done', 'conflict', 'done', 'changed', 'missing', 'done'],
    );
    const kept = await readAll(store, 'incidents', { limit: 10 });
    assert.deepEqual(new Set(kept.map(({ doc: { id } }) => id)), new Set([doc.id, one.id, other.id]));
  });

  it('are not seen by anybody before they are on the disk, and then all at once', async () => {
    const reader = new DatabaseSync(folder.file);
    const seen = (): unknown => reader.prepare('SELECT count(*) AS n FROM incidents').get()?.['n'];
    const calls = [storedIncident(), storedIncident(), storedIncident()].map((doc) =>
      store.create('incidents', doc).then(seen),
    );
    await Promise.resolve();
    assert.equal(seen(), 0);
    assert.deepEqual(await Promise.all(calls), [3, 3, 3]);
    reader.close();
  });

  it('lose only the one that is broken', async () => {
    const other = new DatabaseSync(folder.file);
    other.exec('DROP TABLE alerts');
    other.close();
    const doc = storedIncident();
    const [first, broken, last] = await outcomes([
      store.create('incidents', doc),
      store.create('alerts', storedIncident()),
      store.create('incidents', storedIncident()),
    ]);
    assert.deepEqual([first, last], ['done', 'done']);
    assert.match(broken ?? '', /no such table/u);
    assert.equal((await store.read('incidents', doc.pk, doc.id))?.doc.id, doc.id);
  });

  it('are on the disk when the store closes before their turn came', async () => {
    const calls = [storedIncident(), storedIncident()].map((doc) => store.create('incidents', doc));
    await store.close();
    assert.deepEqual(await outcomes(calls), ['done', 'done']);
    const later = createSqliteStore({ file: folder.file, containers });
    assert.equal((await readAll(later, 'incidents', { limit: 10 })).length, 2);
    await later.close();
  });

  it('are all refused as unavailable once the store is closed', async () => {
    await store.close();
    const calls = [storedIncident(), storedIncident()].map((doc) => store.create('incidents', doc));
    assert.deepEqual(await outcomes(calls), ['unavailable', 'unavailable']);
  });
});
