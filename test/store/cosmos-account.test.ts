import assert from 'node:assert/strict';
import { DefaultAzureCredential } from '@azure/identity';
import { containers } from '../../src/store/containers.ts';
import { createCosmosClient } from '../../src/store/cosmos-client.ts';
import { ensureContainers } from '../../src/store/cosmos-containers.ts';
import { createCosmosStore } from '../../src/store/cosmos-store.ts';
import { describeDocumentStore } from '../contracts/document-store.ts';

/**
 * The same contract on a real account: COSMOS_ENDPOINT, and COSMOS_KEY or a login that
 * DefaultAzureCredential finds. The documents stay there, so the database is one for tests only:
 * COSMOS_TEST_DATABASE, `tate-test` when unset. With a key its containers are created; with a login
 * they have to exist.
 */
const endpoint = process.env['COSMOS_ENDPOINT'];
const key = process.env['COSMOS_KEY'];
const database = process.env['COSMOS_TEST_DATABASE'] ?? 'tate-test';

if (endpoint === undefined || endpoint === '') {
  describe('the document port on a real Cosmos DB account', () => {
    it('was not run: COSMOS_ENDPOINT is not set', () => {
      console.log('    not run: the contract on a real Cosmos DB account (set COSMOS_ENDPOINT)');
    });
  });
} else {
  const account = {
    endpoint,
    ...(key === undefined || key === '' ? { credential: new DefaultAzureCredential() } : { key }),
  };
  describeDocumentStore(`the Cosmos DB account ${new URL(endpoint).host}, database ${database}`, async () => {
    assert.match(database, /test/, 'the database for tests must say so in its name');
    if ('key' in account) {
      const client = createCosmosClient(account);
      await ensureContainers(client, database, containers);
      client.dispose();
    }
    return createCosmosStore({ ...account, database, containers });
  });
}
