import { TeamsFault, type TeamsFaultCode } from '../workflow/teams-port.ts';

/**
 * Errors of name lookup, connecting and certificate checks: all of them happen before a byte of the request
 * is sent, so nothing was posted.
 */
const BEFORE_SENDING: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const CODE_OF_STATUS: ReadonlyMap<number, TeamsFaultCode> = new Map([
  [401, 'blocked'],
  [403, 'blocked'],
  [404, 'gone'],
  [408, 'ambiguous'],
  [412, 'busy'],
  [413, 'too-large'],
  [429, 'throttled'],
]);

/** A property of something thrown, without trusting its type. */
function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function codeOfStatus(status: number): TeamsFaultCode {
  const known = CODE_OF_STATUS.get(status);
  if (known !== undefined) return known;
  // 2xx lands here only when the answer could not be read: the message is there, its id is not.
  return status >= 300 && status < 500 ? 'refused' : 'ambiguous';
}

/**
 * Retry-After as RFC 9110 has it: whole seconds, or a date.
 * @param value the header, or undefined
 * @param now epoch milliseconds, for the date form
 * @returns milliseconds ≥ 0, or undefined when the header is missing or unreadable; not capped
 */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1000;
  // Only the IMF-fixdate form: Date.parse would also read "-5" or "1" as years.
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

function retryAfterOf(error: unknown, now: number): number | undefined {
  const headers = property(property(error, 'response'), 'headers');
  const get = property(headers, 'get');
  if (typeof get !== 'function') return undefined;
  const value: unknown = Reflect.apply(get, headers, ['retry-after']);
  return typeof value === 'string' ? parseRetryAfter(value, now) : undefined;
}

/**
 * The only place that reads errors of the connector SDK.
 *
 * The result carries a code, a status and a waiting time and nothing else: `RestError.request.body` is the card,
 * so the error is never kept as `cause`.
 * @param error whatever the SDK threw
 * @param sent whether the request had left for the network. When not (token trouble, say), nothing was posted.
 * @param now epoch milliseconds, to read a Retry-After date
 */
export function toTeamsFault(error: unknown, sent: boolean, now: number): TeamsFault {
  if (error instanceof TeamsFault) return error;
  if (!sent) return new TeamsFault('unreachable');
  const status = property(error, 'statusCode');
  if (typeof status === 'number') {
    const code = codeOfStatus(status);
    return new TeamsFault(code, status, code === 'throttled' ? retryAfterOf(error, now) : undefined);
  }
  const code = property(error, 'code');
  return new TeamsFault(typeof code === 'string' && BEFORE_SENDING.has(code) ? 'unreachable' : 'ambiguous');
}
