import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';

/** The issuer's keys could not be had: nobody's token can be judged now. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/** Whose tokens are taken, and what they must say. */
export type TokenIssuer = {
  readonly iss: string;
  readonly audiences: readonly string[];
  /** What `tid` must be; absent in local mode, where the issuer's own ward may call itself anything. */
  readonly tenantId?: string;
  readonly algorithm: 'RS256' | 'ES256';
  readonly version?: '2.0';
  /** Client applications to which the token may have been given (`azp`). */
  readonly clients?: readonly string[];
  /** Values of `idp` that mean the tenant itself, lower case. */
  readonly ownProviders: readonly string[];
  /** `oid` must be a GUID. */
  readonly personIsGuid: boolean;
  /** @throws KeysUnavailable when the keys cannot be had; a JOSEError when none of them fits */
  readonly keys: JWTVerifyGetKey;
};

/** Microsoft's guidance is to look for new keys every 24 hours; an unknown key is looked for at once. */
const KEYS_MAX_AGE_MS = 6 * 3_600_000;
/** Junk with an unknown key makes us ask Entra twice a minute at most. */
const KEYS_COOLDOWN_MS = 30_000;
/** And so long nobody is asked again after an answer that was none. */
const KEYS_REST_MS = 5_000;
const KEYS_TIMEOUT_MS = 5_000;

/** Faults of a token; every other one comes from the keys. */
const isAboutToken = (fault: unknown): boolean =>
  fault instanceof errors.JWKSNoMatchingKey || fault instanceof errors.JWKSMultipleMatchingKeys;

/**
 * Keys of an issuer over HTTPS, kept and fetched anew in bounds. A key that names another issuer fits no token: keys
 * of other directories stand in the same document, and one of those has signed for a directory that was not its own.
 * @param address the JWKS document
 * @param iss what `issuer` beside a key must be where it is there; `{tenantid}` stands for any tenant
 */
function createRemoteKeys(address: URL, iss: string, now: () => number): JWTVerifyGetKey {
  let restsUntil = Number.NEGATIVE_INFINITY;
  const set = createRemoteJWKSet(address, {
    cacheMaxAge: KEYS_MAX_AGE_MS,
    cooldownDuration: KEYS_COOLDOWN_MS,
    timeoutDuration: KEYS_TIMEOUT_MS,
    async [customFetch](url, init) {
      if (now() < restsUntil) throw new Error('the keys could not be had a moment ago');
      restsUntil = now() + KEYS_REST_MS;
      const response = await fetch(url, init);
      if (response.ok) restsUntil = Number.NEGATIVE_INFINITY;
      return response;
    },
  });
  const belongs = (kid: string | undefined): boolean => {
    const named: unknown = Reflect.get(set.jwks()?.keys.find((key) => key.kid === kid) ?? {}, 'issuer');
    return named === undefined || named === iss || named === iss.replace(/[\da-f-]{36}/u, '{tenantid}');
  };
  return async (header, token) => {
    try {
      const key = await set(header, token);
      if (belongs(header?.kid)) return key;
    } catch (fault) {
      if (isAboutToken(fault)) throw fault;
      throw new KeysUnavailable('the keys of the issuer could not be had', { cause: fault });
    }
    throw new errors.JWKSNoMatchingKey();
  };
}

/** Teams on desktops and phones, and Teams on the web. The tab's registration names the same two (RUNBOOK.md). */
const TEAMS_CLIENTS = ['1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346'];

const ENTRA = 'https://login.microsoftonline.com';

/**
 * Entra ID for one tenant, tokens of version 2.0 for the tab's own registration.
 * @param tab.tenantId lower case
 * @param tab.host host name of the service, part of the registration's `api://<host>/<id>`
 * @param tab.keysAt where the keys are; tests hand in their own
 * @param tab.now epoch milliseconds
 */
export function entraIssuer(tab: {
  tenantId: string;
  appId: string;
  host: string;
  keysAt?: (tenantId: string) => URL;
  now: () => number;
}): TokenIssuer {
  const { tenantId, appId, host, now } = tab;
  const { keysAt = (tenant: string) => new URL(`${ENTRA}/${tenant}/discovery/v2.0/keys`) } = tab;
  const iss = `${ENTRA}/${tenantId}/v2.0`;
  return {
    iss,
    audiences: [appId, `api://${host}/${appId}`],
    tenantId,
    algorithm: 'RS256',
    version: '2.0',
    clients: TEAMS_CLIENTS,
    ownProviders: [iss, `https://sts.windows.net/${tenantId}/`],
    personIsGuid: true,
    keys: createRemoteKeys(keysAt(tenantId), iss, now),
  };
}

/**
 * The local tenant, which signs for its personas with a key that it made at its start. Whether it may be believed is
 * a matter of who hands the key in: production refuses to start beside such a setting.
 *
 * Its tokens: `{alg: ES256, kid}` and `{iss: 'urn:tate:local', aud: 'tate-local-tab', tid, oid, scp:
 * 'access_as_user', exp}`, where `tid` and `oid` are the tenant and object id that the persona's activities carry.
 */
export function localIssuer(keys: { readonly keys: readonly object[] }): TokenIssuer {
  return {
    iss: 'urn:tate:local',
    audiences: ['tate-local-tab'],
    algorithm: 'ES256',
    ownProviders: [],
    personIsGuid: false,
    keys: createLocalJWKSet(keys as JSONWebKeySet),
  };
}
