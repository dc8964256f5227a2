import { type AttemptFault, isOpen, type OwedMessage } from './owed.ts';

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
