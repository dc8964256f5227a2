/** The issuer of tokens from the Bot Connector service; a tab token of the same registration has another one. */
const CHANNEL_ISSUER = 'https://api.botframework.com';

const MAX_TOKEN_LENGTH = 8192;

/** Those of the SDK's own check; it prints a line for each other one that it gets. */
const ALGORITHMS: readonly unknown[] = ['RS256', 'RS384', 'RS512'];

/** The tolerance of the SDK's own check. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;

/** Tenants of the Bot Framework itself, which the SDK knows from the start. */
const BOT_FRAMEWORK_TENANTS = [
  'd6d49420-f39b-4df7-a1dc-d59a935871db',
  'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
];

export type TokenRefusal =
  | 'no-token'
  | 'malformed-token'
  | 'wrong-algorithm'
  | 'wrong-issuer'
  | 'wrong-audience'
  | 'expired-token'
  | 'foreign-tenant-in-token';

function decodePart(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    // Not JSON: a refusal like the others, said by the undefined.
    return undefined;
  }
}

/** What a token says of itself, unverified. */
type TokenParts = {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
};

/** The parts of `Bearer <token>`, or undefined when it is none. */
function readToken(authorization: string): TokenParts | undefined {
  if (authorization.length > MAX_TOKEN_LENGTH) return undefined;
  const parts = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(authorization);
  const header = decodePart(parts?.[1] ?? '');
  const claims = decodePart(parts?.[2] ?? '');
  return header === undefined || claims === undefined ? undefined : { header, claims };
}

/** More than the channel uses at the same time. */
const TOKENS_REMEMBERED = 8;

/** Reads tokens, the last few of them once: the channel sends the same one with every press for about an hour. */
export function createTokenReader(): (authorization: string) => TokenParts | undefined {
  const known = new Map<string, TokenParts>();
  return (authorization) => {
    const seen = known.get(authorization);
    if (seen !== undefined) return seen;
    const parts = readToken(authorization);
    if (parts === undefined) return undefined;
    known.set(authorization, parts);
    if (known.size > TOKENS_REMEMBERED) known.delete(known.keys().next().value as string);
    return parts;
  };
}

/**
 * A first look at the bearer token, before the SDK sees it. Nothing is verified here: the SDK checks signature,
 * issuer, audience, expiry and the serviceUrl claim. This look only keeps junk away from it, because its
 * emulator check appends four entries to a global array for each new `tid`, for ever.
 * @param authorization the Authorization header
 * @param expected our app id and the tenants that a token may name
 * @param now epoch milliseconds
 * @param read from `createTokenReader`
 * @returns why not, or undefined when the SDK may look at it
 */
export function refuseToken(
  authorization: string | undefined,
  expected: { appId: string; tenants: readonly string[] },
  now: number,
  read: (authorization: string) => TokenParts | undefined,
): TokenRefusal | undefined {
  if (authorization === undefined || authorization === '') return 'no-token';
  const parts = read(authorization);
  if (parts === undefined) return 'malformed-token';
  const { header, claims } = parts;
  if (!ALGORITHMS.includes(header['alg'])) return 'wrong-algorithm';
  if (claims['iss'] !== CHANNEL_ISSUER) return 'wrong-issuer';
  if (claims['aud'] !== expected.appId) return 'wrong-audience';
  const expiry = claims['exp'];
  if (typeof expiry !== 'number' || expiry * 1000 + CLOCK_SKEW_MS <= now) return 'expired-token';
  // Channel tokens carry no `tid` today. Issuer and audience are no secrets, so a forged token can pass so far
  // and still grow the array: only tenants that we know, which bounds it.
  const tenant = claims['tid'];
  if (tenant === undefined) return undefined;
  const known = [...expected.tenants, ...BOT_FRAMEWORK_TENANTS];
  return typeof tenant === 'string' && known.includes(tenant) ? undefined : 'foreign-tenant-in-token';
}
