import assert from 'node:assert/strict';
import { startCosmos, type TestCosmos } from '../builders/store-cosmos.ts';
import { storedIncident } from '../builders/store.ts';
import { describeDocumentStore } from '../contracts/document-store.ts';

let cosmos: TestCosmos;
before(async () => {
  cosmos = await startCosmos();
});
after(() => cosmos.stop());

// The stand-in rebuilds query results key by key and so drops a key named __proto__; point reads keep it.
describeDocumentStore('a Cosmos DB stand-in over TLS', async () => cosmos.store(), {
  protoKeysInQueries: false,
});

describe('the Cosmos driver', () => {
  it('follows the addresses that the account names', async () => {
    const store = cosmos.discoveringStore();
    const { doc, version } = await store.create('incidents', storedIncident());
    assert.deepEqual(await store.read('incidents', doc.pk, doc.id), { doc, version });
    await store.ping();
    await store.close();
  });

  it('keeps the fields of the database out of the documents', async () => {
    const store = cosmos.store();
    const { doc } = await store.create('incidents', storedIncident());
    const { items } = await store.query('incidents', { pk: doc.pk, limit: 1 });
    const read = await store.read('incidents', doc.pk, doc.id);
    for (const shown of [doc, items[0]?.doc, read?.doc]) {
      assert.deepEqual(
        Object.keys(shown ?? {}).filter((key) => key.startsWith('_')),
        [],
      );
    }
    await store.close();
  });

  it('wants exactly one way to prove itself', () => {
    const credential = { getToken: async () => null };
    assert.throws(() => cosmos.store({ credential }), TypeError);
  });
});
