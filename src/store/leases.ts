import { leaseSchema } from '../domain/lease.ts';
import type { Leases } from '../workflow/ports.ts';
import { createCollection, type Report } from './collection.ts';
import type { DocumentStore } from './document-store.ts';

/** The one lease of each name. */
export function createLeases(store: DocumentStore, report: Report): Leases {
  return createCollection(
    store,
    {
      container: 'leases',
      schema: leaseSchema,
      place: (name) => ({ pk: 'leases', id: name }),
      keyOf: (lease) => lease.name,
      index: () => ({}),
    },
    report,
  );
}
