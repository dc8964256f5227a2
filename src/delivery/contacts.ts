import type { Cards } from '../cards/cards.ts';
import type { CardMessage } from '../cards/template.ts';
import type { Contact, Tap } from '../domain/companion/contact.ts';
import { formNonce } from '../domain/companion/contact.ts';
import { counts, foldContact, type ContactState } from '../domain/companion/fold.ts';
import { screenOf } from '../domain/companion/screen.ts';
import { typedFrom } from '../domain/companion/timeline.ts';
import { recordNumber } from '../domain/ids.ts';
import { rowsOf } from '../domain/incident/form-fields.ts';
import type { Debt, OwedMessage, Recipient } from '../domain/owed.ts';
import { channelsFor, contactView, entitledFor } from '../workflow/views/contact.ts';
import type { Rooms } from './rooms.ts';

/** Row of the card that a contact begun from another conversation was given. */
const STARTED_ELSEWHERE = 'card-start';

type Failed = (about: string, fault: unknown) => void;

/** Grows with every tap that changes what others were asked for, and with no other: nothing else rings or wipes. */
const versionForOthers = ({ taps }: Contact): number =>
  1 + taps.filter(({ did }) => ['ended', 'undone', 'decided'].includes(did.what)).length;

/** Writes down what the taps of contacts owe to whom. Every step can be repeated. */
export function createContactExpansion(house: Rooms) {
  const cardDebts = ({ id, personKey, messages, revision }: Contact): Debt[] =>
    messages.map((messageId) => ({
      id: `card-${house.digest(messageId).slice(0, 16)}`,
      about: id,
      to: { kind: 'person', person: personKey },
      shows: { kind: 'contact', owner: personKey, contact: id },
      wanted: revision,
      messageId,
    }));

  /** Whoever was told of a request before is told what became of it; a new one goes to those who are there now. */
  async function requestDebts(
    contact: Contact,
    state: ContactState,
    known: readonly OwedMessage[],
    tap: Tap,
  ): Promise<Debt[]> {
    const kind = tap.did.what === 'ask' ? ('contact-ask' as const) : ('contact-support' as const);
    const wanted = versionForOthers(contact);
    const told = known.filter(({ shows }) => shows.kind === kind && shows.tap === tap.seq);
    if (told.length > 0) return told.map(({ id, about, to, shows }) => ({ id, about, to, shows, wanted }));
    if (!counts(state, tap.seq) || state.ended !== undefined) return [];
    const approvers = (await entitledFor(house, contact)).map(
      ({ key }): Recipient => ({ kind: 'person', person: key }),
    );
    const channels =
      kind === 'contact-ask'
        ? []
        : (await channelsFor(house, contact)).map((channel): Recipient => ({ kind: 'channel', channel }));
    return [...channels, ...approvers].map((to) => ({
      id: `${kind}-${tap.seq}-${to.kind === 'channel' ? to.channel : to.person}`,
      about: contact.id,
      to,
      shows: { kind, owner: contact.personKey, contact: contact.id, tap: tap.seq },
      wanted,
    }));
  }

  /**
   * The form that the contact became, with its values kept where 下書き lie. What the person has typed since is
   * not written over; a contact that was taken up again and ended anew fills in what is new.
   */
  async function formDebts(contact: Contact, state: ContactState): Promise<Debt[]> {
    if (state.ended === undefined) return [];
    const nonce = formNonce(contact);
    const { personKey } = contact;
    const record = await house.incidents.read(recordNumber(nonce, personKey, 0, house.digest));
    if (record?.submission.nonce === nonce) return [];
    const form = await house.forms.read(personKey, nonce);
    if (form === undefined || form.issuedAt < state.ended) {
      const typed = typedFrom(house.companion, house.ward(), contact);
      await house.forms.keep({
        ...form,
        nonce,
        personKey,
        issuedAt: state.ended,
        typed: { ...form?.typed, ...typed },
      });
    }
    return [
      {
        id: 'form',
        about: contact.id,
        to: { kind: 'person', person: personKey },
        shows: { kind: 'contact-form', owner: personKey, nonce },
        wanted: contact.taps.filter(({ did }) => did.what === 'ended').length,
      },
    ];
  }

  async function expand(contact: Contact): Promise<void> {
    const state = foldContact(contact);
    const known = await house.owed.about(contact.id);
    const debts = [
      ...cardDebts(contact),
      // A card that came because the contact began elsewhere (a channel, a search) is one of its cards as well.
      ...known
        .filter(({ id }) => id === STARTED_ELSEWHERE)
        .map(({ id, about, to, shows }) => ({ id, about, to, shows, wanted: contact.revision })),
    ];
    if (contact.kind === 'real') {
      for (const tap of contact.taps) {
        if (!['support', 'emergency', 'ask'].includes(tap.did.what)) continue;
        debts.push(...(await requestDebts(contact, state, known, tap)));
      }
      debts.push(...(await formDebts(contact, state)));
    }
    await house.owed.owe(debts, house.now());
    await house.contacts.change(contact.personKey, contact.id, (current) => ({
      next: { ...current, expanded: Math.max(current.expanded, contact.revision) },
      result: undefined,
    }));
  }

  return {
    /** Returns how many contacts it opened; one that fails is named and holds up no other. */
    async sweep(limit: number, failed: Failed): Promise<number> {
      const contacts = await house.contacts.unexpanded(limit);
      for (const contact of contacts) {
        await expand(contact).catch((fault: unknown) => failed(contact.id, fault));
      }
      return contacts.length;
    },
  };
}

type ContactMessage = Extract<
  OwedMessage['shows'],
  { kind: 'contact' | 'contact-form' | 'contact-support' | 'contact-ask' }
>;

/** Draws what a message about a contact must show now; undefined when there is nothing to show. */
export async function drawContact(
  house: Rooms,
  cards: Cards,
  shows: ContactMessage,
  to: Recipient,
): Promise<CardMessage | undefined> {
  if (shows.kind === 'contact-form') return drawForm(house, cards, shows);
  const contact = await house.contacts.read(shows.owner, shows.contact);
  if (contact === undefined) return undefined;
  const screen = screenOf(house.companion, house.ward(), contact, house.now());
  switch (shows.kind) {
    case 'contact':
      return contact.kind === 'practice'
        ? cards.practice({ book: house.companion, contact })
        : cards.contact({ ...(await contactView(house, contact)), page: 'main' });
    case 'contact-support':
      return cards.contactSupport({ screen, tap: shows.tap, audience: to.kind });
    case 'contact-ask':
      return cards.contactAsk({ screen, of: shows.tap, typed: '', problem: '' });
  }
}

async function drawForm(
  house: Rooms,
  cards: Cards,
  { owner, nonce }: Extract<ContactMessage, { kind: 'contact-form' }>,
): Promise<CardMessage | undefined> {
  const typed = (await house.forms.read(owner, nonce))?.typed;
  if (typed === undefined) return undefined;
  return cards.incidentForm({
    nonce,
    rows: rowsOf(typed),
    typed,
    errors: {},
    note: '対応中の経過を写してあります。足りないところを書いて、「記録する」を押してください。中止や退去の要請は、時刻と回数がそのまま記録に入ります。',
  });
}
