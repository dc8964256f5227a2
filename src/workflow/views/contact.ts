import { type Contact, drawingNonce } from '../../domain/companion/contact.ts';
import { type Screen, screenOf } from '../../domain/companion/screen.ts';
import type { Person } from '../../domain/people/person.ts';
import type { House } from '../ports.ts';

type Needs = Pick<House, 'companion' | 'ward' | 'now' | 'digest' | 'people' | 'channels' | 'owed'>;

/** Who may decide about this contact now: the approvers of its department, never whoever has it. */
export async function entitledFor(house: Pick<House, 'people'>, contact: Contact): Promise<Person[]> {
  const approvers = await house.people.approversOf(contact.department);
  return approvers.filter(({ key }) => key !== contact.personKey);
}

/** Channels of the department that has the contact. */
export async function channelsFor(house: Pick<House, 'channels'>, contact: Contact): Promise<string[]> {
  const active = await house.channels.active();
  return active.flatMap(({ key, department }) => (department === contact.department ? [key] : []));
}

/** What the card of a contact needs; whom a request reaches is looked up only when there is one. */
export async function contactView(
  house: Needs,
  contact: Contact,
): Promise<{
  screen: Screen;
  nonce: string;
  reach: { channel: boolean; approver: boolean; undelivered: boolean };
}> {
  const screen = screenOf(house.companion, house.ward(), contact, house.now());
  const asks = screen.state.taps.some(({ did }) => ['support', 'emergency', 'ask'].includes(did.what));
  return {
    screen,
    nonce: drawingNonce(contact, house.digest),
    reach: asks ? await reachOf(house, contact) : { channel: true, approver: true, undelivered: false },
  };
}

async function reachOf(
  house: Needs,
  contact: Contact,
): Promise<{ channel: boolean; approver: boolean; undelivered: boolean }> {
  const [channels, approvers, rows] = await Promise.all([
    channelsFor(house, contact),
    entitledFor(house, contact),
    house.owed.about(contact.id),
  ]);
  return {
    channel: channels.length > 0,
    approver: approvers.length > 0,
    undelivered: rows.some(
      ({ state, shown, shows }) =>
        state === 'parked' && shown === 0 && ['contact-support', 'contact-ask'].includes(shows.kind),
    ),
  };
}
