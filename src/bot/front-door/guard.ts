import { createTokenReader, refuseToken, type TokenRefusal } from './token.ts';

/** Deeper and bigger than any activity that Teams sends, far below what hurts. */
const MAX_DEPTH = 40;
const MAX_VALUES = 20_000;

/** Names that turn a careless merge into a change of every object. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export type GuardReason =
  | TokenRefusal
  | 'not-an-object'
  | 'no-type'
  | 'no-service-url'
  | 'service-url-refused'
  | 'too-deep'
  | 'too-many-values'
  | 'forbidden-key';

export type GuardVerdict =
  | { readonly pass: true }
  | { readonly pass: false; readonly status: 400 | 401 | 403; readonly reason: GuardReason };

export type Guard = {
  /**
   * The checks of the token alone, for before the body is read.
   * @param authorization the Authorization header
   */
  checkToken(authorization: string | undefined): GuardVerdict;
  /**
   * All checks.
   * @param authorization the Authorization header
   * @param body the parsed JSON body; only read
   */
  check(authorization: string | undefined, body: unknown): GuardVerdict;
};

/** Walks without recursion, so the depth of the input cannot exhaust the stack. */
function refuseShape(body: object): GuardReason | undefined {
  const waiting: { value: object; depth: number }[] = [{ value: body, depth: 1 }];
  let seen = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.depth > MAX_DEPTH) return 'too-deep';
    for (const [key, value] of Object.entries(next.value)) {
      seen += 1;
      if (seen > MAX_VALUES) return 'too-many-values';
      if (FORBIDDEN_KEYS.has(key)) return 'forbidden-key';
      if (typeof value === 'object' && value !== null) waiting.push({ value, depth: next.depth + 1 });
    }
  }
  return undefined;
}

/**
 * Some clients send a card's data as the text of a JSON object, which the bot then parses: the rules for what was
 * sent as JSON hold for that as well. Text that is no JSON is only text.
 */
function refuseText(value: unknown): GuardReason | undefined {
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return undefined;
  let inner: unknown;
  try {
    inner = JSON.parse(value);
  } catch {
    return undefined;
  }
  return refuseShape(Object(inner) as object);
}

/**
 * The checks before the SDK sees a request: cheap, without network, and without leaving anything behind.
 * @param deps.appId the bot's app id; empty in local mode, where the token checks are off
 * @param deps.tenants the tenants that this installation serves
 * @param deps.allowServiceUrl the address rule (production or loopback); it stays on in local mode
 * @param deps.now epoch milliseconds
 */
export function createGuard(deps: {
  appId: string;
  tenants: readonly string[];
  allowServiceUrl: (url: string) => boolean;
  now: () => number;
}): Guard {
  const readToken = createTokenReader();

  function checkToken(authorization: string | undefined): GuardVerdict {
    if (deps.appId === '') return { pass: true };
    const reason = refuseToken(authorization, deps, deps.now(), readToken);
    return reason === undefined ? { pass: true } : { pass: false, status: 401, reason };
  }

  return {
    checkToken,
    check(authorization, body) {
      const token = checkToken(authorization);
      if (!token.pass) return token;
      if (typeof body !== 'object' || body === null || Array.isArray(body)) {
        return { pass: false, status: 400, reason: 'not-an-object' };
      }
      const { type, serviceUrl, value } = body as { type?: unknown; serviceUrl?: unknown; value?: unknown };
      const reason = refuseShape(body) ?? refuseText(value);
      if (reason !== undefined) return { pass: false, status: 400, reason };
      if (typeof type !== 'string' || type === '') return { pass: false, status: 400, reason: 'no-type' };
      if (typeof serviceUrl !== 'string' || serviceUrl === '') {
        return { pass: false, status: 400, reason: 'no-service-url' };
      }
      if (!deps.allowServiceUrl(serviceUrl)) {
        return { pass: false, status: 403, reason: 'service-url-refused' };
      }
      return { pass: true };
    },
  };
}
