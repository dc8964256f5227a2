import { type Contact, type Deed, MOST_TAPS } from './contact.ts';
import { type ContactState, foldContact } from './fold.ts';

export type TapRefusal =
  /** The contact is over; it can be taken up again, and a reason may still be given. */
  | 'ended'
  /** The same is asked for already and not decided. */
  | 'pending'
  /** Somebody was first. */
  | 'already-decided'
  /** It was taken back, or never was. */
  | 'nothing'
  | 'full';

const AFTER_THE_END: ReadonlySet<Deed['what']> = new Set(['undone', 'reason']);

function refusalOf(state: ContactState, did: Deed): TapRefusal | undefined {
  if (state.ended !== undefined) {
    if (!AFTER_THE_END.has(did.what)) return 'ended';
    // The timeline of what is over stays as it was handed out; only the end itself is taken back.
    if (did.what === 'undone' && state.undoable?.seq !== did.of) return 'nothing';
  }
  if (did.what === 'ask') {
    const waits = state.asked.some(({ ask, decision }) => ask === did.ask && decision === undefined);
    return waits ? 'pending' : undefined;
  }
  if (did.what === 'decided') {
    const asked = state.asked.find(({ seq }) => seq === did.of);
    if (asked === undefined) return 'nothing';
    return asked.decision === undefined ? undefined : 'already-decided';
  }
  if (did.what === 'undone') return state.revocable.has(did.of) ? undefined : 'nothing';
  if (did.what === 'reason' && state.emergency === undefined) return 'nothing';
  return undefined;
}

/**
 * The contact with one tap more, stamped with the server's time. A tap whose id is known changes nothing and
 * is no error. A clock that was set back does not turn the order round.
 */
export function addTap(
  contact: Contact,
  tap: { id: string; did: Deed },
  now: Date,
): { next: Contact } | { refused: TapRefusal } {
  if (contact.taps.some(({ id }) => id === tap.id)) return { next: contact };
  if (contact.taps.length >= MOST_TAPS) return { refused: 'full' };
  const refused = refusalOf(foldContact(contact), tap.did);
  if (refused !== undefined) return { refused };
  const at = [now.toISOString(), contact.taps.at(-1)?.at ?? contact.startedAt].toSorted().at(-1) ?? '';
  return {
    next: {
      ...contact,
      taps: [...contact.taps, { ...tap, seq: contact.taps.length + 1, at }],
      revision: contact.revision + 1,
    },
  };
}
