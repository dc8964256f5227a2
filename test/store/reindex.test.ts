import { describeReindex } from '../contracts/reindex.ts';
import { containers } from '../../src/store/containers.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { startCosmos } from '../builders/store-cosmos.ts';
import { temporaryFolder } from '../builders/store.ts';

describeReindex('a SQLite file', async () => {
  const folder = temporaryFolder();
  const store = createSqliteStore({ file: folder.file, containers });
  return {
    store,
    async stop() {
      await store.close();
      folder.remove();
    },
  };
});

describeReindex('the Cosmos driver, over TLS,', async () => {
  const cosmos = await startCosmos();
  return { store: cosmos.store(), stop: () => cosmos.stop() };
});
