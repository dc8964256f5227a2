import { z } from 'zod';

/** What a message shows; it is drawn from the newest state at the moment of sending. */
export const subjectOfMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('welcome'), person: z.string() }),
  z.object({ kind: z.literal('bind'), channel: z.string() }),
  z.object({ kind: z.literal('alert'), alert: z.string() }),
  z.object({ kind: z.literal('receipt'), number: z.string() }),
  /** Likely persons of a record, for whoever wrote it. */
  z.object({ kind: z.literal('match'), number: z.string() }),
  /** 統一回答, for the approvers of the department where the way began. */
  z.object({ kind: z.literal('answer'), alert: z.string() }),
  /** 確認しました is still missing from this channel's department. */
  z.object({ kind: z.literal('chase'), alert: z.string() }),
  /** Who has confirmed an alert and who has not, for the coordinators. */
  z.object({ kind: z.literal('board'), alert: z.string() }),
  /** A line that makes a sound: an edited card makes none. */
  z.object({ kind: z.literal('call'), alert: z.string(), record: z.string() }),
  z.object({ kind: z.literal('decision'), number: z.string(), escalation: z.string() }),
  z.object({ kind: z.literal('no-approver'), number: z.string(), escalation: z.string() }),
  /** Something owed could not be delivered: the coordinators must know. */
  z.object({ kind: z.literal('undelivered'), number: z.string(), channel: z.string(), reason: z.string() }),
  /** Messages wait or were given up: the state of the delivery itself, for the coordinators. */
  z.object({ kind: z.literal('trouble') }),
  z.object({ kind: z.literal('reminder'), number: z.string() }),
  z.object({ kind: z.literal('questions'), number: z.string(), review: z.string() }),
  z.object({ kind: z.literal('answered'), number: z.string(), review: z.string() }),
  z.object({
    kind: z.literal('details'),
    number: z.string(),
    extent: z.enum(['full', 'conduct', 'refused']),
  }),
  /** A person's file, drawn for the recipient as they may see it at that moment. */
  z.object({ kind: z.literal('subject'), subject: z.string() }),
  /** 注意の印: to those who decide, and to the person who asked. */
  z.object({ kind: z.literal('flag'), subject: z.string(), flag: z.string() }),
  z.object({ kind: z.literal('flag-told'), subject: z.string(), flag: z.string() }),
  /** 担当に確認する: to the reporter of the earlier record, and the answer to the person who asked. */
  z.object({ kind: z.literal('follow-up'), number: z.string(), followUp: z.string() }),
  z.object({ kind: z.literal('follow-up-answer'), number: z.string(), followUp: z.string() }),
  /** The card of a contact as it runs, for whoever has it. */
  z.object({ kind: z.literal('contact'), owner: z.string(), contact: z.string() }),
  /** The 5W1H form that a contact became. */
  z.object({ kind: z.literal('contact-form'), owner: z.string(), nonce: z.string() }),
  /** 応援要請, of the tap with this number: to the department's channels and approvers. */
  z.object({ kind: z.literal('contact-support'), owner: z.string(), contact: z.string(), tap: z.int() }),
  /** 交代・対応中止の承認, of the tap with this number: to the approvers of the department. */
  z.object({ kind: z.literal('contact-ask'), owner: z.string(), contact: z.string(), tap: z.int() }),
]);

export const recipientSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('channel'), channel: z.string() }),
  z.object({ kind: z.literal('person'), person: z.string() }),
]);

export type Recipient = z.infer<typeof recipientSchema>;

/** One message owed to one conversation. */
export const owedMessageSchema = z.object({
  /** Deterministic: the same debt is never written twice. */
  id: z.string(),
  /** What it is about: number, alert, person or channel key. */
  about: z.string(),
  to: recipientSchema,
  shows: subjectOfMessageSchema,
  /** Version that the conversation ought to see; counts up, never down. */
  wanted: z.int().min(1),
  /** Version that it is known to see; 0 = nothing yet. */
  shown: z.int().min(0),
  /** Id of the message in the conversation, once known: from then on it is replaced, not posted. */
  messageId: z.string().optional(),
  state: z.enum(['owed', 'sending', 'sent', 'uncertain', 'parked']),
  /** Attempts since the last success. */
  attempts: z.int().min(0),
  /** How often Teams has said 404 since the last success; absent = never. */
  goneSaid: z.int().min(1).optional(),
  /** A post may have appeared without our knowing: the next one is marked 再送. */
  repeat: z.boolean(),
  /** A replacement may still be on its way and arrive late: the newest state is sent once more after a while. */
  confirm: z.boolean().optional(),
  dueAt: z.iso.datetime(),
  /** Since when something is owed without a break; absent in rows of earlier versions. */
  since: z.iso.datetime().optional(),
  /** Fence of the lease under which the last attempt was begun; absent in rows of earlier versions. */
  fence: z.int().min(0).optional(),
  reason: z.string().optional(),
});

export type OwedMessage = z.infer<typeof owedMessageSchema>;

/** Warnings and calls for help: nobody has seen them yet, and somebody may be in danger. */
const WARNINGS: ReadonlySet<OwedMessage['shows']['kind']> = new Set(['alert', 'call', 'contact-support']);

/** A warning that its conversation has not seen goes before everything that is only brought up to date. */
export const isFirstWarning = (row: Pick<OwedMessage, 'shows' | 'shown'>): boolean =>
  row.shown === 0 && WARNINGS.has(row.shows.kind);

export const isOpen = (message: OwedMessage): boolean =>
  message.state === 'owed' || message.state === 'sending' || message.state === 'uncertain';

export type Debt = Pick<OwedMessage, 'id' | 'about' | 'to' | 'shows' | 'wanted'> & {
  /** Message to replace, when it is known already. */
  readonly messageId?: string | undefined;
  /** Not before this instant; at once when absent. */
  readonly notBefore?: Date | undefined;
};

/** The row for a debt that is new, or that grew. A debt that is already known changes nothing. */
export function owe(known: OwedMessage | undefined, debt: Debt, now: Date): OwedMessage {
  if (known === undefined) {
    const { messageId, notBefore = now, ...rest } = debt;
    return {
      ...rest,
      ...(messageId === undefined ? {} : { messageId }),
      shown: 0,
      state: 'owed',
      attempts: 0,
      repeat: false,
      dueAt: notBefore.toISOString(),
      since: notBefore.toISOString(),
    };
  }
  if (debt.wanted <= known.wanted) return known;
  const grown = { ...known, wanted: debt.wanted };
  const at = now.toISOString();
  return known.state === 'sent' ? { ...grown, state: 'owed', attempts: 0, dueAt: at, since: at } : grown;
}

/** A row that was given up and may be tried again, because what stood in its way is gone. */
export function reopen(message: OwedMessage, now: Date): OwedMessage {
  if (message.state !== 'parked') return message;
  const { reason: _, goneSaid: __, ...rest } = message;
  const at = now.toISOString();
  return { ...rest, state: 'owed', attempts: 0, dueAt: at, since: at };
}

/**
 * What went wrong with a send, in our own codes.
 * - `throttled`: 429; `retryAfterMs` when the channel said how long
 * - `blocked`: 401/403, the bot is not in the roster or is blocked; do not retry
 * - `gone`: 404, conversation or message not found
 * - `busy`: 412, another operation runs on this conversation; nothing was posted
 * - `too-large`: 413
 * - `refused`: another 4xx; nothing was posted
 * - `ambiguous`: 408, 5xx, reset or timeout; the message may have appeared
 * - `unreachable`: the connection was refused or the name unknown; nothing was posted
 */
export type AttemptFault =
  | 'throttled'
  | 'blocked'
  | 'gone'
  | 'busy'
  | 'too-large'
  | 'refused'
  | 'ambiguous'
  | 'unreachable';
