import { type LookUp, lookUpSchema } from '../domain/subject/look-up.ts';
import type { LookUps } from '../workflow/ports.ts';
import { createCollection, type Report } from './collection.ts';
import type { DocumentStore } from './document-store.ts';

const SEPARATOR = '/';

const keyOf = (personKey: string, id: string): string => `${personKey}${SEPARATOR}${id}`;

/** Who looked at whom: one document per look, beside the other looks of the same person. */
export function createLookUps(store: DocumentStore, report: Report): LookUps {
  const looks = createCollection<LookUp>(
    store,
    {
      container: 'lookups',
      schema: lookUpSchema,
      place: (key) => {
        const [pk = '', id = ''] = key.split(SEPARATOR);
        return { pk, id };
      },
      keyOf: (look) => keyOf(look.byKey, look.id),
      index: (look) => ({ at: look.at }),
    },
    report,
  );
  return {
    read: (personKey, id) => looks.read(keyOf(personKey, id)),
    create: (look) => looks.create(look),
    change: (personKey, id, step) => looks.change(keyOf(personKey, id), step),
    newest: (personKey, limit) =>
      looks.list({ pk: personKey, orderBy: { field: 'at', direction: 'desc' }, limit }),
  };
}
