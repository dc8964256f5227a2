import { z } from 'zod';
import type { Digest } from '../ids.ts';
import { newNonce } from '../ids.ts';
import { sceneSchema, speakerSchema, stepSchema } from '../incident/choices.ts';

export const contactIdSchema = z.string().regex(/^t[0-9a-f]{16}$/);

/** Where a contact can be accompanied while it runs. */
export const liveSceneSchema = sceneSchema.exclude(['net']);
export type LiveScene = z.infer<typeof liveSceneSchema>;

/** Languages of the sentences that are spoken to the person. */
export const languageNames = {
  ja: '日本語',
  easy: 'やさしい日本語',
  en: 'English',
  zh: '中文',
  ko: '한국어',
} as const;
export const languageSchema = z.enum(['ja', 'easy', 'en', 'zh', 'ko']);
export type Language = z.infer<typeof languageSchema>;

/** What a supervisor is asked for while the contact runs. */
export const askNames = { handover: '交代', stop: '対応中止の承認' } as const;
export const askSchema = z.enum(['handover', 'stop']);
export type Ask = z.infer<typeof askSchema>;

/** Why the order of the manual was skipped; asked right after, and answered without typing. */
export const reasonNames = {
  body: '体に危険があった',
  touched: '体をつかまれた・押された',
  thrown: '物を投げた・壊した',
  harm: '危害を加えると言われた',
  weapon: '危険な物を持っていた',
} as const;
export const reasonSchema = z.enum(['body', 'touched', 'thrown', 'harm', 'weapon']);
export type SkipReason = z.infer<typeof reasonSchema>;

/** Longest line that is noted during a contact, in characters (UTF-16 units): nine of them fit one record. */
export const LINE_LIMIT = 150;

/** Longest note of whoever decides, in characters. */
export const NOTE_LIMIT = 200;

/** What one tap did. */
export const deedSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('situation'), situation: z.string() }),
  z.object({ what: z.literal('said'), sentence: z.string(), language: languageSchema }),
  z.object({ what: z.literal('skipped'), sentence: z.string() }),
  z.object({ what: z.literal('step'), step: stepSchema, language: languageSchema }),
  /** The person was told that this line records; with the sentence when the card offered it. */
  z.object({ what: z.literal('announced'), sentence: z.string(), language: languageSchema }),
  z.object({ what: z.literal('words'), who: speakerSchema, words: z.string().min(1).max(LINE_LIMIT) }),
  z.object({ what: z.literal('note'), words: z.string().min(1).max(LINE_LIMIT) }),
  z.object({ what: z.literal('language'), language: languageSchema }),
  z.object({ what: z.literal('line'), line: z.string() }),
  z.object({ what: z.literal('support') }),
  z.object({ what: z.literal('emergency') }),
  z.object({ what: z.literal('reason'), reason: reasonSchema }),
  z.object({ what: z.literal('ask'), ask: askSchema }),
  z.object({
    what: z.literal('decided'),
    /** `seq` of the tap that asked. */
    of: z.int().min(1),
    outcome: z.enum(['approved', 'declined']),
    byKey: z.string(),
    byName: z.string(),
    note: z.string().max(NOTE_LIMIT),
  }),
  /** Takes one tap back; both stay in the list. */
  z.object({ what: z.literal('undone'), of: z.int().min(1) }),
  z.object({ what: z.literal('ended') }),
  /** 練習: what was answered to the scripted caller. */
  z.object({ what: z.literal('chose'), turn: z.int().min(0), choice: z.int().min(0) }),
]);

export type Deed = z.infer<typeof deedSchema>;

export const tapSchema = z.object({
  /** Of the button as it was drawn: a tap that arrives twice is one. */
  id: z.string().regex(/^k[0-9a-f]{16}$/),
  seq: z.int().min(1),
  /** Time of the server, never of the device; never earlier than the tap before. */
  at: z.iso.datetime(),
  did: deedSchema,
});

export type Tap = z.infer<typeof tapSchema>;

/** One contact as it runs: who has it, where, since when, and every tap. Nothing in it is overwritten. */
export const contactSchema = z.object({
  id: contactIdSchema,
  personKey: z.string(),
  personName: z.string(),
  department: z.string(),
  kind: z.enum(['real', 'practice']),
  /** The scripted caller of a practice. */
  scenario: z.string().optional(),
  scene: liveSceneSchema,
  /** Line or window at the start; empty when it is not known. A later tap may name another. */
  line: z.string(),
  startedAt: z.iso.datetime(),
  taps: z.array(tapSchema),
  /** Messages that show the card, oldest first. */
  messages: z.array(z.string()),
  /** Counts every change that the messages must show. */
  revision: z.int().min(1),
  /** Revision up to which the messages are written down as owed. */
  expanded: z.int().min(0),
});

export type Contact = z.infer<typeof contactSchema>;

/** More taps than the longest contact has; a client that repeats itself for ever ends here. */
export const MOST_TAPS = 300;

/** A card that was asked for again stands in several messages; the oldest are no longer kept up. */
const MOST_MESSAGES = 4;

/** The same start button pressed twice gives the same contact. */
export const contactId = (personKey: string, nonce: string, digest: Digest): string =>
  `t${digest(`contact|${personKey}|${nonce}`).slice(0, 16)}`;

export function newContact(
  start: Pick<Contact, 'id' | 'personKey' | 'personName' | 'department' | 'kind' | 'scene' | 'line'> & {
    scenario?: string | undefined;
    now: Date;
  },
): Contact {
  const { scenario, now, ...rest } = start;
  return {
    ...rest,
    ...(scenario === undefined ? {} : { scenario }),
    startedAt: now.toISOString(),
    taps: [],
    messages: [],
    revision: 1,
    expanded: 1,
  };
}

/**
 * The nonce of the buttons of one drawing. Two drawings of the same state carry the same one, so a press on
 * a card that a lost answer left behind meets the tap that is there already.
 */
export const drawingNonce = (contact: Contact, digest: Digest): string =>
  newNonce(new Date(contact.startedAt), digest(`drawing|${contact.id}|${contact.taps.length}`).slice(0, 16));

/** The one form that the contact becomes, however often it is ended. It names the contact, and is named by it. */
export const formNonce = (contact: Pick<Contact, 'id' | 'startedAt'>): string =>
  newNonce(new Date(contact.startedAt), contact.id.slice(1));

/** The contact that a form of this nonce would come from, if it came from one. */
export const contactOfForm = (nonce: string): string => `t${nonce.slice(-16)}`;

/** The same button of the same drawing gives the same id; other words typed beside it do not. */
export const tapId = (contact: string, nonce: string, did: Deed, digest: Digest): string =>
  `k${digest(`tap|${contact}|${nonce}|${JSON.stringify(did)}`).slice(0, 16)}`;

/** The contact with the message that shows its card. */
export const shownIn = (contact: Contact, messageId: string): Contact =>
  contact.messages.includes(messageId)
    ? contact
    : { ...contact, messages: [...contact.messages, messageId].slice(-MOST_MESSAGES) };
