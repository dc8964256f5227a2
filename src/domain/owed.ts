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
 * Longest that one attempt may take: opening a chat and posting are two requests of 8 s each, and what
 * came of it may have to be written several times. A row found `sending` for longer belonged to a process
 * that died.
 */
export const ATTEMPT_MS = 30_000;

/** Whether a holder with this fence may take the row up now: a later holder's rows are not its own any more. */
export const mayBegin = (message: OwedMessage, now: Date, fence: number): boolean =>
  isOpen(message) && new Date(message.dueAt) <= now && (message.fence ?? 0) <= fence;

/**
 * The row as it is written before the request goes out. An earlier attempt to post that never
 * reported back makes this one a repeat.
 */
export function beginAttempt(message: OwedMessage, now: Date, fence = 0): OwedMessage {
  const unresolved = message.state === 'sending';
  const isPost = message.messageId === undefined;
  return {
    ...message,
    state: 'sending',
    attempts: message.attempts + 1,
    repeat: message.repeat || (unresolved && isPost),
    ...(unresolved && !isPost ? { confirm: true } : {}),
    dueAt: new Date(now.getTime() + ATTEMPT_MS).toISOString(),
    fence,
  };
}

/**
 * Whether the row still is in the attempt that `begun` is. A process that was held up, and whose row another
 * has taken up meanwhile, has nothing more to say about it. Rows that an earlier version of the program wrote
 * in between have lost the fence, but not the count.
 */
export const isSameAttempt = (current: OwedMessage, begun: OwedMessage): boolean =>
  current.state === 'sending' &&
  current.attempts === begun.attempts &&
  (current.fence === undefined || current.fence === begun.fence);

/** An attempt that ended before its request left: as if it had not been. */
export const withdrawAttempt = (message: OwedMessage, now: Date): OwedMessage => ({
  ...message,
  state: message.repeat ? 'uncertain' : 'owed',
  attempts: message.attempts - 1,
  dueAt: now.toISOString(),
});

/** An attempt whose process is known to be dead: it may be taken up at once. */
export const abandonAttempt = (message: OwedMessage, now: Date): OwedMessage =>
  message.state === 'sending' ? { ...message, dueAt: now.toISOString() } : message;

/** A request that was given up arrives within this time or, as far as we can know, never. */
const LATE_ARRIVAL_MS = 15_000;

/** `version` is what the message that was just accepted showed; `message` is the row as it is now. */
export function settleSent(message: OwedMessage, version: number, messageId: string, now: Date): OwedMessage {
  const shown = Math.max(message.shown, version);
  const { reason: _, goneSaid: __, confirm = false, ...rest } = message;
  const next = new Date(now.getTime() + (message.wanted > shown || !confirm ? 0 : LATE_ARRIVAL_MS));
  return {
    ...rest,
    // Kept while something newer is owed anyway: that one comes too soon to be the last word.
    ...(confirm && message.wanted > shown ? { confirm } : {}),
    shown,
    messageId,
    attempts: 0,
    repeat: false,
    state: message.wanted > shown || confirm ? 'owed' : 'sent',
    dueAt: next.toISOString(),
    since: next.toISOString(),
  };
}

/** The channel was taken away before the message could be shown there; it is owed again when the bot comes back. */
export const settleRemoved = (message: OwedMessage): OwedMessage => ({
  ...message,
  state: 'parked',
  reason: 'blocked',
});

/** The record or alert behind the message does not exist (any more): nothing to show, nothing owed. */
export const settleVoid = (message: OwedMessage): OwedMessage => ({
  ...message,
  state: 'parked',
  reason: 'nothing-to-show',
});

const MINUTE = 60_000;

/**
 * Waiting time before the next attempt, doubling from a quarter of a second to five minutes, ±25 %. `chance` is in
 * [0, 1). The first is short because a colleague waits for the warning; even so it stays far below seven a second.
 */
export function backoffMs(attempts: number, chance: number): number {
  const base = Math.min(250 * 2 ** Math.max(0, attempts - 1), 5 * MINUTE);
  return Math.round(base * (0.75 + chance / 2));
}

/** An absurd Retry-After must not silence an alert. */
export const RETRY_AFTER_CAP_MS = 2 * MINUTE;

/** 404 is spurious for about 1 % of conversations, so it counts only when it is said three times. */
const GONE_PROOFS = 3;

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

/** What becomes of the row after a failed attempt. Only `parked` stops trying, and it keeps the debt. */
export function settleFault(
  message: OwedMessage,
  fault: { code: AttemptFault; retryAfterMs?: number | undefined },
  now: Date,
  chance: number,
): OwedMessage {
  const later = (ms: number): string => new Date(now.getTime() + ms).toISOString();
  const again: OwedMessage = {
    ...message,
    state: 'owed',
    reason: fault.code,
    dueAt: later(backoffMs(message.attempts, chance)),
  };
  const parked: OwedMessage = { ...message, state: 'parked', reason: fault.code };
  switch (fault.code) {
    case 'throttled':
      return {
        ...again,
        dueAt: later(
          Math.max(
            Math.min(fault.retryAfterMs ?? 0, RETRY_AFTER_CAP_MS),
            backoffMs(message.attempts, chance),
          ),
        ),
      };
    case 'busy':
    case 'unreachable':
      return again;
    case 'ambiguous':
      // Replacing a message twice is harmless; posting it twice is not, so the second is marked.
      return message.messageId === undefined
        ? { ...again, state: 'uncertain', repeat: true }
        : { ...again, confirm: true };
    case 'gone': {
      // Counted apart from the attempts: one 404 after two 429s proves nothing.
      const goneSaid = (message.goneSaid ?? 0) + 1;
      // Three within a second would be one proof: a hiccup of Teams lasts longer than that.
      const dueAt = later(backoffMs(message.attempts + 3, chance));
      if (goneSaid < GONE_PROOFS) return { ...again, goneSaid, dueAt };
      if (message.messageId === undefined) return { ...parked, goneSaid };
      // Somebody deleted the message, but what it says is still owed: post it anew.
      const { messageId: _, goneSaid: __, ...rest } = again;
      return { ...rest, attempts: 0, repeat: true };
    }
    case 'blocked':
    case 'too-large':
    case 'refused':
      return parked;
  }
}
