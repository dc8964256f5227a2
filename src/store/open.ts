import { containers } from './containers.ts';
import type { DocumentStore } from './document-store.ts';

/** Where the records lie: a file of this machine, or an account, by its key or by the identity of the process. */
export type StorePlace =
  | { readonly kind: 'file'; readonly file: string }
  | {
      readonly kind: 'cosmos';
      readonly endpoint: string;
      readonly database: string;
      readonly key: string | undefined;
    };

/** Opens the store with every container of the code. The driver that is not used is not loaded either. */
export async function openStore(place: StorePlace): Promise<DocumentStore> {
  if (place.kind === 'file') {
    const { createSqliteStore } = await import('./sqlite-store.ts');
    return createSqliteStore({ file: place.file, containers, together: true });
  }
  const { createCosmosStore } = await import('./cosmos-store.ts');
  const { endpoint, database, key } = place;
  if (key !== undefined) return createCosmosStore({ endpoint, database, containers, key });
  const { DefaultAzureCredential } = await import('@azure/identity');
  return createCosmosStore({ endpoint, database, containers, credential: new DefaultAzureCredential() });
}
