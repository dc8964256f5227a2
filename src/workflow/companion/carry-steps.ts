import { contactOfForm } from '../../domain/companion/contact.ts';
import { foldContact } from '../../domain/companion/fold.ts';
import { typedFrom } from '../../domain/companion/timeline.ts';
import type { TypedValues } from '../../domain/incident/forms.ts';
import type { Person } from '../../domain/people/person.ts';
import type { House } from '../ports.ts';

/**
 * Warnings and requests of the contact from which a form came. The form has no inputs for them, so they come
 * from the timeline when it is submitted; nothing for a form of any other origin.
 */
export async function stepsOfContact(
  house: Pick<House, 'contacts' | 'companion' | 'ward'>,
  person: Person,
  nonce: string,
): Promise<TypedValues> {
  const contact = await house.contacts.read(person.key, contactOfForm(nonce));
  if (contact?.kind !== 'real' || foldContact(contact).ended === undefined) return {};
  const typed = typedFrom(house.companion, house.ward(), contact);
  return Object.fromEntries(Object.entries(typed).filter(([field]) => /^step\d/u.test(field)));
}
