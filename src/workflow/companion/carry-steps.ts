import { type Contact, contactOfForm } from '../../domain/companion/contact.ts';
import { foldContact } from '../../domain/companion/fold.ts';
import { timelineOf, typedFrom } from '../../domain/companion/timeline.ts';
import type { TypedValues } from '../../domain/incident/forms.ts';
import type { Person } from '../../domain/people/person.ts';
import type { House } from '../ports.ts';

/**
 * What was typed into a form that came from a contact, with what the form does not ask for: warnings and
 * requests with their times, and the reason of an emergency that was given after the form was handed out. A
 * form of any other origin stays as it is.
 */
export async function withContact(
  house: Pick<House, 'contacts' | 'companion' | 'ward'>,
  person: Person,
  nonce: string,
  typed: TypedValues,
): Promise<TypedValues> {
  const contact = await house.contacts.read(person.key, contactOfForm(nonce));
  if (contact?.kind !== 'real' || foldContact(contact).ended === undefined) return typed;
  const filled = typedFrom(house.companion, house.ward(), contact);
  const steps = Object.entries(filled).filter(([field]) => /^step\d/u.test(field));
  const { taken = '' } = typed;
  const late = lateReasons(house, contact).filter((line) => !taken.includes(line));
  return {
    ...Object.fromEntries(steps),
    ...typed,
    taken: [taken, ...late].filter((part) => part.trim() !== '').join('\n'),
  };
}

function lateReasons(house: Pick<House, 'companion'>, contact: Contact): string[] {
  const { taps } = foldContact(contact);
  const end = taps.find(({ did }) => did.what === 'ended')?.seq ?? Number.POSITIVE_INFINITY;
  const late = new Set(taps.flatMap(({ seq, did }) => (did.what === 'reason' && seq > end ? [seq] : [])));
  return timelineOf(house.companion, contact).flatMap(({ seq, at, text }) =>
    late.has(seq) ? [`${at} ${text}。`] : [],
  );
}
