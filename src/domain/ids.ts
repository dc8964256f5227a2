import { z } from 'zod';
import { wallClock } from './time.ts';

/** SHA-256 of UTF-8 text as lower-case hex; handed in because this room does no I/O. */
export type Digest = (text: string) => string;

/**
 * One per form handed out, made on the server: the day it was handed out (YYMMDD, Japan) and 16
 * random characters. It makes a submission recognisable however often it is pressed or re-sent.
 */
export const nonceSchema = z.string().regex(/^\d{6}-[0-9a-f]{16}$/);

/** 「261121-7K3F9Q」: the day of the form and six characters without I, L, O, U. */
export const recordNumberSchema = z.string().regex(/^\d{6}-[0-9A-HJKMNP-TV-Z]{6}$/);

export type RecordNumber = z.infer<typeof recordNumberSchema>;

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `random` is 16 lower-case hex digits. */
export function newNonce(now: Date, random: string): string {
  return `${wallClock(now).date.slice(2).replaceAll('-', '')}-${random}`;
}

/**
 * The number a submission gets. The same person and nonce give the same number, so a submission
 * that arrives twice meets its own record. `attempt` counts up when two submissions of one day
 * meet in the same six characters (30 bits).
 */
export function recordNumber(
  nonce: string,
  personKey: string,
  attempt: number,
  digest: Digest,
): RecordNumber {
  const hex = digest(`record|${personKey}|${nonce}|${attempt}`);
  let tail = '';
  for (let i = 0; i < 6; i += 1) {
    tail += CROCKFORD.charAt(Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16) % 32);
  }
  return `${nonce.slice(0, 6)}-${tail}`;
}

/** What {@link personKey} gives; a key that comes back from a client is held against it. */
export const personKeySchema = z.string().regex(/^p[0-9a-f]{24}$/);

/** Key of a person: tenant and Entra object id, hashed so that ids may carry it anywhere. */
export const personKey = (tenantId: string, objectId: string, digest: Digest): string =>
  `p${digest(`person|${tenantId}|${objectId}`).slice(0, 24)}`;

/** Key of a channel conversation. */
export const channelKey = (tenantId: string, conversationId: string, digest: Digest): string =>
  `c${digest(`channel|${tenantId}|${conversationId}`).slice(0, 24)}`;
