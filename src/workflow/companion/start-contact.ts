import {
  type Contact,
  contactId,
  type LiveScene,
  newContact,
  shownIn,
} from '../../domain/companion/contact.ts';
import { scenarioOf } from '../../domain/companion/book.ts';
import { foldContact } from '../../domain/companion/fold.ts';
import { lineOf } from '../../domain/companion/sentences.ts';
import type { Debt } from '../../domain/owed.ts';
import type { Person } from '../../domain/people/person.ts';
import type { House } from '../ports.ts';

/** One card begins no more contacts than this at one line: a client that presses for ever ends here. */
const MOST_ROUNDS = 20;

/**
 * The contact that a start button begins or has begun. Each button of a card begins its own; the same button
 * pressed twice gives the same contact, until that is over: an old card in the chat begins the next one.
 */
async function idOfStart(
  house: Pick<House, 'contacts' | 'digest'>,
  { person, nonce, scene, line }: { person: Person; nonce: string; scene: LiveScene; line: string },
): Promise<string> {
  let id = '';
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    id = contactId(person.key, `${nonce}|${scene}|${line}|${round}`, house.digest);
    const known = await house.contacts.read(person.key, id);
    if (known === undefined || foldContact(known).ended === undefined) return id;
  }
  return id;
}

/**
 * Begins to accompany a contact, once per start button. A line that is not one of the department's counts as
 * unknown, so nothing is claimed of it. The person must have said where they work.
 */
export async function startContact(
  house: Pick<House, 'contacts' | 'ward' | 'now' | 'digest'>,
  start: { person: Person; nonce: string; scene: LiveScene; line: string },
): Promise<Contact> {
  const { person, nonce, scene } = start;
  const { department = '' } = person;
  const line = lineOf(house.ward(), { department, scene }, start.line)?.id ?? '';
  const { item } = await house.contacts.create(
    newContact({
      id: await idOfStart(house, { person, nonce, scene, line }),
      personKey: person.key,
      personName: person.name,
      department,
      kind: 'real',
      scene,
      line,
      now: house.now(),
    }),
  );
  return item;
}

/** Begins a 練習 with a scripted caller; undefined when there is no such script. */
export async function startPractice(
  house: Pick<House, 'contacts' | 'companion' | 'now' | 'digest'>,
  start: { person: Person; nonce: string; scenario: string },
): Promise<Contact | undefined> {
  const { person, nonce } = start;
  const scenario = scenarioOf(house.companion, start.scenario);
  if (scenario === undefined) return undefined;
  const { item } = await house.contacts.create(
    newContact({
      id: contactId(person.key, `${nonce}|${scenario.id}`, house.digest),
      personKey: person.key,
      personName: person.name,
      department: person.department ?? '',
      kind: 'practice',
      scenario: scenario.id,
      scene: scenario.scene,
      line: '',
      now: house.now(),
    }),
  );
  return item;
}

/** A message shows the contact's card: from now on it is kept up to date. */
export async function noteShown(
  house: Pick<House, 'contacts' | 'outbox'>,
  contact: Contact,
  messageId: string,
): Promise<void> {
  await house.contacts.change(contact.personKey, contact.id, (current) => ({
    next: shownIn(current, messageId),
    result: undefined,
  }));
}

/** Owes the card to the chat of whoever has the contact, once: it was begun from another conversation. */
export async function sendToOwner(
  house: Pick<House, 'owed' | 'outbox' | 'now'>,
  { id, personKey }: Contact,
): Promise<void> {
  const debt: Debt = {
    id: 'card-start',
    about: id,
    to: { kind: 'person', person: personKey },
    shows: { kind: 'contact', owner: personKey, contact: id },
    wanted: 1,
  };
  await house.owed.owe([debt], house.now());
  house.outbox.nudge();
}

/** Contacts looked through for those that still run. */
const LOOKED_THROUGH = 12;

/** A contact that nobody ended is offered for a day. */
const OFFERED_MS = 24 * 3_600_000;

/** The person's contacts that have not ended, newest first. */
export async function runningContacts(
  house: Pick<House, 'contacts' | 'now'>,
  person: Person,
): Promise<Contact[]> {
  const newest = await house.contacts.newest(person.key, LOOKED_THROUGH);
  const since = house.now().getTime() - OFFERED_MS;
  return newest.filter(
    ({ kind, taps, startedAt }) =>
      kind === 'real' && Date.parse(startedAt) > since && foldContact({ taps, line: '' }).ended === undefined,
  );
}
