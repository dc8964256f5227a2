import { type Contact, contactIdSchema, NOTE_LIMIT, tapId } from '../../domain/companion/contact.ts';
import { addTap, type TapRefusal } from '../../domain/companion/tap.ts';
import { personKeySchema } from '../../domain/ids.ts';
import { textProblem } from '../../domain/incident/read-form.ts';
import type { Person } from '../../domain/people/person.ts';
import { nameAsDecider } from '../../domain/people/roles.ts';
import type { House } from '../ports.ts';

export type AskDecision = 'approve' | 'decline';

export type DecidingAsk =
  | { kind: 'decided'; contact: Contact }
  /** Somebody was first, the request was taken back, or the contact is over: the card says which. */
  | { kind: 'too-late'; contact: Contact }
  | { kind: 'invalid'; contact: Contact; problem: string }
  | { kind: 'refused'; why: 'own-contact' | 'not-approver' | 'unknown' };

type Result = 'own-contact' | 'not-approver' | 'needs-note' | 'too-long' | 'decided' | TapRefusal;

const problems = {
  'needs-note': '見送るときは、代わりにどうするかを書いてください。',
  'too-long': `${NOTE_LIMIT}字までで書いてください。`,
} as const;

/**
 * 交代・対応中止: entitlement is looked up at this moment, the first decision of somebody entitled counts, and
 * every later one is told who was first. Whoever has the contact never decides about it.
 */
export async function decideAsk(
  house: House,
  decision: {
    owner: string;
    contact: string;
    /** `seq` of the tap that asked. */
    of: number;
    action: AskDecision;
    note: string;
    person: Person;
  },
): Promise<DecidingAsk> {
  const now = house.now();
  const { person, of, action } = decision;
  if (
    !personKeySchema.safeParse(decision.owner).success ||
    !contactIdSchema.safeParse(decision.contact).success
  ) {
    return { kind: 'refused', why: 'unknown' };
  }
  const note = decision.note.trim();
  const changed = await house.contacts.change<Result>(decision.owner, decision.contact, (contact) => {
    if (contact.personKey === person.key) return { result: 'own-contact' };
    if (!person.approverOf.includes(contact.department)) return { result: 'not-approver' };
    if (textProblem(note, NOTE_LIMIT) !== undefined) return { result: 'too-long' };
    const did = {
      what: 'decided',
      of,
      outcome: action === 'approve' ? 'approved' : 'declined',
      byKey: person.key,
      byName: nameAsDecider(person, contact.department),
      note,
    } as const;
    const step = addTap(
      contact,
      { id: tapId(contact.id, `decided-${person.key}`, did, house.digest), did },
      now,
    );
    if ('refused' in step) return { result: step.refused };
    if (action === 'decline' && note === '') return { result: 'needs-note' };
    return { next: step.next, result: 'decided' };
  });
  if (!changed.found) return { kind: 'refused', why: 'unknown' };
  const { item: contact, result } = changed;
  switch (result) {
    case 'decided':
      house.outbox.nudge();
      return { kind: 'decided', contact };
    case 'needs-note':
    case 'too-long':
      return { kind: 'invalid', contact, problem: problems[result] };
    case 'own-contact':
    case 'not-approver':
      return { kind: 'refused', why: result };
    case 'ended':
    case 'pending':
    case 'already-decided':
    case 'nothing':
    case 'full':
      return { kind: 'too-late', contact };
  }
}
