import { type CompanionBook, sentenceOf, situationOf } from '../../domain/companion/book.ts';
import {
  askSchema,
  type Contact,
  type Deed,
  deedSchema,
  LINE_LIMIT,
  reasonSchema,
  shownIn,
  tapId,
} from '../../domain/companion/contact.ts';
import { foldContact } from '../../domain/companion/fold.ts';
import { practiceState } from '../../domain/companion/practice.ts';
import { addTap, type TapRefusal } from '../../domain/companion/tap.ts';
import { stepSchema } from '../../domain/incident/choices.ts';
import { textProblem } from '../../domain/incident/read-form.ts';
import type { Person } from '../../domain/people/person.ts';
import type { House } from '../ports.ts';

export type Tapping =
  | { kind: 'tapped'; contact: Contact; repeated: boolean }
  | { kind: 'refused'; contact: Contact; why: TapRefusal }
  /** What was written cannot be taken as it is. */
  | { kind: 'invalid'; contact: Contact; problem: string }
  /** Not a contact of this person: said in the same words as one that does not exist. */
  | { kind: 'unknown' };

/** What a button says it did: a word, and to which entry it refers. */
export type Pressed = { readonly what: string; readonly which: string };

/** The deed behind a button, checked against content and state; undefined when there is none such. */
function deedOf(book: CompanionBook, contact: Contact, { what, which }: Pressed): Deed | undefined {
  const { language } = foldContact(contact);
  switch (what) {
    case 'situation':
      return situationOf(book, which)?.scenes.includes(contact.scene) === true
        ? { what, situation: which }
        : undefined;
    case 'said': {
      const sentence = sentenceOf(book, which);
      if (sentence === undefined) return undefined;
      // To say that the line records is to announce it.
      return sentence.recording === 'announce'
        ? { what: 'announced', sentence: which, language }
        : { what, sentence: which, language };
    }
    case 'skipped':
      return sentenceOf(book, which) === undefined ? undefined : { what, sentence: which };
    case 'step': {
      const step = stepSchema.safeParse(which);
      return step.success ? { what, step: step.data, language } : undefined;
    }
    case 'announced':
      return { what, sentence: '', language };
    case 'reason': {
      const reason = reasonSchema.safeParse(which);
      return reason.success ? { what, reason: reason.data } : undefined;
    }
    case 'ask': {
      const ask = askSchema.safeParse(which);
      return ask.success ? { what, ask: ask.data } : undefined;
    }
    case 'undone': {
      const parsed = deedSchema.safeParse({ what, of: Number(which) });
      return parsed.success ? parsed.data : undefined;
    }
    default: {
      // What needs nothing but its one word, and what names a language or a line.
      const parsed = deedSchema.safeParse({ what, language: which, line: which });
      return parsed.success && PLAIN.has(parsed.data.what) ? parsed.data : undefined;
    }
  }
}

const PLAIN: ReadonlySet<Deed['what']> = new Set(['language', 'line', 'support', 'emergency', 'ended']);

type Own = { person: Person; contact: string; nonce: string; messageId: string | undefined };

async function take(
  house: House,
  own: Own,
  kind: Contact['kind'],
  deed: (contact: Contact) => Deed | undefined,
): Promise<Tapping> {
  const now = house.now();
  const changed = await house.contacts.change<'unknown' | TapRefusal | 'tapped' | 'repeated'>(
    own.person.key,
    own.contact,
    (stored) => {
      const did = stored.kind === kind ? deed(stored) : undefined;
      if (did === undefined) return { result: 'unknown' };
      const known = own.messageId === undefined ? stored : shownIn(stored, own.messageId);
      const step = addTap(known, { id: tapId(stored.id, own.nonce, did, house.digest), did }, now);
      if ('refused' in step) return { result: step.refused };
      return { next: step.next, result: step.next.revision === stored.revision ? 'repeated' : 'tapped' };
    },
  );
  if (!changed.found || changed.result === 'unknown') return { kind: 'unknown' };
  const { item: contact, result } = changed;
  if (result !== 'tapped' && result !== 'repeated') return { kind: 'refused', contact, why: result };
  // Others wait for this at once: a colleague runs, a supervisor decides.
  house.outbox.nudge();
  return { kind: 'tapped', contact, repeated: result === 'repeated' };
}

/** One tap on the person's own card, exactly once however often it arrives. */
export const tapContact = (house: House, own: Own, pressed: Pressed): Promise<Tapping> =>
  take(house, own, 'real', (contact) => deedOf(house.companion, contact, pressed));

/** 「言われた言葉」 and what was seen: one line, kept as it was typed but for outer white space. */
export async function writeLine(
  house: House,
  own: Own,
  line: { kind: 'caller' | 'companion' | 'note'; text: string },
): Promise<Tapping> {
  const words = line.text.trim().replaceAll(/\s*[\r\n]+\s*/gu, ' ');
  const problem = words === '' ? '言葉を書いてから押してください。' : textProblem(words, LINE_LIMIT);
  if (problem !== undefined) {
    const contact = await house.contacts.read(own.person.key, own.contact);
    return contact?.kind === 'real' ? { kind: 'invalid', contact, problem } : { kind: 'unknown' };
  }
  return take(house, own, 'real', () =>
    line.kind === 'note' ? { what: 'note', words } : { what: 'words', who: line.kind, words },
  );
}

/** An answer to the scripted caller of a 練習; the first one to each turn counts. */
export const chooseAnswer = (
  house: House,
  own: Omit<Own, 'nonce'>,
  answer: { turn: number; choice: number },
): Promise<Tapping> =>
  take(house, { ...own, nonce: 'practice' }, 'practice', (contact) => {
    const turn = practiceState(house.companion, contact)?.scenario.turns[answer.turn];
    return turn?.choices[answer.choice] === undefined ? undefined : { what: 'chose', ...answer };
  });
