import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { KeysUnavailable, type TokenIssuer } from './issuers.ts';

/** Entra's tokens for one person are about 2 KB. */
const MAX_TOKEN_LENGTH = 8192;
const CLOCK_TOLERANCE_SECONDS = 60;
/** The scope that the tab's registration exposes and Teams asks for. */
const SCOPE = 'access_as_user';

/** Why somebody is not signed in; for the log, which gets nothing else of a token. */
export type SignInReason =
  | 'no-token'
  | 'malformed-token'
  | 'wrong-algorithm'
  | 'wrong-issuer'
  | 'wrong-audience'
  | 'foreign-tenant'
  | 'expired-token'
  | 'early-token'
  | 'bad-signature'
  | 'no-person'
  | 'no-scope'
  | 'wrong-client'
  | 'guest'
  | 'keys-unavailable';

export type SignInRefusal = {
  readonly kind: 'refused';
  /** 401: no valid token. 403: a valid one that is not enough. 503: could not be checked now. */
  readonly status: 401 | 403 | 503;
  readonly reason: SignInReason;
};

/** Who it is: what {@link personKey} makes a key of. Roles are asked of our own register. */
export type SignedIn = { readonly kind: 'signed-in'; readonly tenantId: string; readonly objectId: string };

/** @param authorization the Authorization header */
export type SignIn = (authorization: string | undefined) => Promise<SignedIn | SignInRefusal>;

const refused = (status: SignInRefusal['status'], reason: SignInReason): SignInRefusal => ({
  kind: 'refused',
  status,
  reason,
});

/** The claims that are read. Entra writes `acct` as a number; a text is a value like any other. */
const claimsSchema = z.object({
  tid: z.string().min(1).max(100),
  oid: z.string().min(1).max(100),
  scp: z.string().optional(),
  ver: z.string().optional(),
  azp: z.string().optional(),
  acct: z.union([z.number(), z.string()]).optional(),
  idp: z.string().optional(),
  upn: z.string().optional(),
  preferred_username: z.string().optional(),
});
type Claims = z.infer<typeof claimsSchema>;

type Look = { issuer: TokenIssuer; token: string } | SignInRefusal;

/** The sign in the principal name of everybody who was invited into a directory from outside. */
const INVITED = '#ext#';

/**
 * Whether the person is a guest of the directory: said by `acct` (an optional claim of the registration), by an
 * identity provider other than the tenant itself, or by the principal name.
 */
function isGuest(claims: Claims, issuer: TokenIssuer): boolean {
  if (claims.acct !== undefined && String(claims.acct) !== '0') return true;
  if (claims.idp !== undefined && !issuer.ownProviders.includes(claims.idp.toLowerCase())) return true;
  return [claims.upn, claims.preferred_username].some((name) => name?.toLowerCase().includes(INVITED));
}

/**
 * The first look, without a key: junk must not make us ask anybody for keys. Nothing is believed yet; every claim is
 * looked at again under a signature.
 */
function look(authorization: string | undefined, issuers: readonly TokenIssuer[], now: number): Look {
  if (authorization === undefined || authorization === '') return refused(401, 'no-token');
  if (authorization.length > MAX_TOKEN_LENGTH) return refused(401, 'malformed-token');
  const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization) ?? [];
  if (token === undefined) return refused(401, 'malformed-token');
  let alg: unknown;
  let kid: unknown;
  let claims: JWTPayload;
  try {
    ({ alg, kid } = decodeProtectedHeader(token));
    claims = decodeJwt(token);
  } catch {
    // What jose says of it quotes nothing, and the reason below is all that anybody needs.
    return refused(401, 'malformed-token');
  }
  const issuer = issuers.find(({ iss }) => iss === claims.iss);
  if (issuer === undefined) return refused(401, 'wrong-issuer');
  if (alg !== issuer.algorithm) return refused(401, 'wrong-algorithm');
  if (typeof kid !== 'string' || kid === '') return refused(401, 'malformed-token');
  if (typeof claims.aud !== 'string' || !issuer.audiences.includes(claims.aud)) {
    return refused(401, 'wrong-audience');
  }
  if (issuer.tenantId !== undefined && claims['tid'] !== issuer.tenantId)
    return refused(401, 'foreign-tenant');
  const late = typeof claims.exp !== 'number' || (claims.exp + CLOCK_TOLERANCE_SECONDS) * 1000 <= now;
  return late ? refused(401, 'expired-token') : { issuer, token };
}

/** What jose threw, in our words. A fault that is not about the token is not the person's. */
function reasonOf(fault: unknown): SignInRefusal {
  if (fault instanceof KeysUnavailable) return refused(503, 'keys-unavailable');
  if (fault instanceof errors.JWTExpired) return refused(401, 'expired-token');
  if (fault instanceof errors.JWTClaimValidationFailed && fault.claim === 'nbf') {
    return refused(401, 'early-token');
  }
  if (fault instanceof errors.JOSEAlgNotAllowed) return refused(401, 'wrong-algorithm');
  if (fault instanceof errors.JOSEError) return refused(401, 'bad-signature');
  throw fault;
}

/** What a token with a good signature must say beside issuer, audience and time. */
function judge(payload: JWTPayload, issuer: TokenIssuer): SignedIn | SignInRefusal {
  const parsed = claimsSchema.safeParse(payload);
  if (!parsed.success) return refused(401, 'no-person');
  const claims = parsed.data;
  if (issuer.version !== undefined && claims.ver !== issuer.version) return refused(401, 'wrong-issuer');
  const guid = z.guid().safeParse(claims.oid);
  if (!guid.success && issuer.personIsGuid) return refused(401, 'no-person');
  if (isGuest(claims, issuer)) return refused(403, 'guest');
  if (!(claims.scp ?? '').split(' ').includes(SCOPE)) return refused(403, 'no-scope');
  if (issuer.clients !== undefined && !issuer.clients.includes(claims.azp?.toLowerCase() ?? '')) {
    return refused(403, 'wrong-client');
  }
  // As the front door of the bot has it, so that both come to the same key.
  const objectId = guid.success ? guid.data.toLowerCase() : claims.oid;
  return { kind: 'signed-in', tenantId: claims.tid.toLowerCase(), objectId };
}

/**
 * Checks the tab's token: form, issuer, audience, tenant, signature, time, client, scope, member of the tenant.
 * Never rejects for anything that a caller can send.
 * @param deps.issuers whose tokens are taken; production and local mode differ in nothing else
 * @param deps.now epoch milliseconds
 */
export function createSignIn(deps: { issuers: readonly TokenIssuer[]; now: () => number }): SignIn {
  const { issuers, now } = deps;
  return async (authorization) => {
    const seen = look(authorization, issuers, now());
    if ('kind' in seen) return seen;
    const { issuer, token } = seen;
    try {
      const { payload } = await jwtVerify(token, issuer.keys, {
        algorithms: [issuer.algorithm],
        issuer: issuer.iss,
        audience: [...issuer.audiences],
        requiredClaims: ['exp'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(now()),
      });
      return judge(payload, issuer);
    } catch (fault) {
      return reasonOf(fault);
    }
  };
}
