import type { CosmosClient, IndexingPolicy } from '@azure/cosmos';
import { PARTITION_KEY_PATH } from './containers.ts';
import type { Containers } from './documents-guard.ts';

/**
 * What Cosmos DB must index for the queries of one container: the partition key and the declared
 * fields, nothing else (`id` is always indexed). The Azure templates have to say the same.
 */
const indexingPolicy = (indexed: readonly string[]): IndexingPolicy => ({
  indexingMode: 'consistent',
  automatic: true,
  includedPaths: [`${PARTITION_KEY_PATH}/?`, ...indexed.map((field) => `/${field}/?`)].map((path) => ({
    path,
  })),
  excludedPaths: [{ path: '/*' }],
});

/**
 * Creates the database and its containers where they are missing. For tests and for a local emulator
 * only: in Azure the templates do it, and an Entra identity may not (it has no right to the control
 * plane).
 */
export const ensureContainers = async (
  client: CosmosClient,
  databaseName: string,
  containers: Containers,
): Promise<void> => {
  const { database } = await client.databases.createIfNotExists({ id: databaseName });
  for (const [id, { indexed }] of Object.entries(containers)) {
    await database.containers.createIfNotExists({
      id,
      partitionKey: { paths: [PARTITION_KEY_PATH] },
      indexingPolicy: indexingPolicy(indexed),
    });
  }
};
