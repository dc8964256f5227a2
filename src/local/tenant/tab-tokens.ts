import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import type { Persona } from './ward.ts';

/** As in Entra ID: long enough to fetch a page with, short enough that the page has to come for another. */
const lifeSeconds = 600;

/** Issuer and audience that the service knows in local mode; production refuses both. */
const localIssuer = { iss: 'urn:tate:local', aud: 'tate-local-tab' } as const;

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * Signs the tab's tokens, as Entra ID does behind Teams' `getAuthToken`. The key is made anew at every start and
 * lives in this process only; the service is handed its public half.
 * Tenant and object id are those of the person's activities: by them the service knows who it is.
 * @param deps.now milliseconds
 */
export const createTabTokens = (deps: { tenantId: string; now: () => number }) => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = randomUUID();
  const header = part({ typ: 'JWT', alg: 'ES256', kid });

  return {
    /** JSON Web Key Set with the public key, as text for a setting. */
    jwks: JSON.stringify({
      keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' }],
    }),

    /** A token for this person, good for ten minutes. */
    issue: (persona: Persona): string => {
      const at = Math.floor(deps.now() / 1000);
      const claims = part({
        ...localIssuer,
        ver: '2.0',
        tid: deps.tenantId,
        oid: persona.aadObjectId,
        name: persona.name,
        scp: 'access_as_user',
        iat: at,
        nbf: at,
        exp: at + lifeSeconds,
      });
      const content = `${header}.${claims}`;
      const signature = sign('sha256', Buffer.from(content), {
        key: privateKey,
        dsaEncoding: 'ieee-p1363',
      });
      return `${content}.${signature.toString('base64url')}`;
    },
  };
};

export type TabTokens = ReturnType<typeof createTabTokens>;
