import { containers } from '../../src/store/containers.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { temporaryFolder } from '../builders/store.ts';
import { startCosmos, type TestCosmos } from '../builders/store-cosmos.ts';
import { settingsVersionsContract } from '../contracts/settings-versions.ts';

const opened: { folder: ReturnType<typeof temporaryFolder>; store: DocumentStore }[] = [];

settingsVersionsContract('the embedded store', async () => {
  const folder = temporaryFolder();
  const store = createSqliteStore({ file: folder.file, containers });
  opened.push({ folder, store });
  return store;
});

after(async () => {
  for (const { folder, store } of opened.splice(0)) {
    await store.close();
    folder.remove();
  }
});

describe('on Cosmos DB', function () {
  this.timeout(30_000);
  const emulators: TestCosmos[] = [];

  settingsVersionsContract('the Cosmos driver, over TLS', async () => {
    const cosmos = await startCosmos();
    emulators.push(cosmos);
    return cosmos.store();
  });

  afterEach(async () => {
    for (const cosmos of emulators.splice(0)) await cosmos.stop();
  });
});
