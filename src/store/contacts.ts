import { type Contact, contactSchema } from '../domain/companion/contact.ts';
import type { Contacts } from '../workflow/ports.ts';
import { createCollection, type Report } from './collection.ts';
import type { DocumentStore } from './document-store.ts';

const SEPARATOR = '/';

const keyOf = (personKey: string, id: string): string => `${personKey}${SEPARATOR}${id}`;

/** Contacts as they run: one document each with all its taps, beside the other contacts of the same person. */
export function createContacts(store: DocumentStore, report: Report): Contacts {
  const contacts = createCollection<Contact>(
    store,
    {
      container: 'contacts',
      schema: contactSchema,
      place: (key) => {
        const [pk = '', id = ''] = key.split(SEPARATOR);
        return { pk, id };
      },
      keyOf: (contact) => keyOf(contact.personKey, contact.id),
      index: (contact) => ({ open: contact.expanded < contact.revision, startedAt: contact.startedAt }),
    },
    report,
  );
  return {
    read: (personKey, id) => contacts.read(keyOf(personKey, id)),
    create: (contact) => contacts.create(contact),
    change: (personKey, id, step) => contacts.change(keyOf(personKey, id), step),
    newest: (personKey, limit) =>
      contacts.list({ pk: personKey, orderBy: { field: 'startedAt', direction: 'desc' }, limit }),
    unexpanded: (limit) => contacts.list({ where: [{ field: 'open', is: '=', value: true }], limit }),
  };
}
