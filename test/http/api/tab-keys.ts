import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { entraIssuer, localIssuer, type TokenIssuer } from '../../../src/http/api/issuers.ts';

export const TENANT = '8a1b2c3d-1111-4222-8333-444455556666';
export const OTHER_TENANT = '99999999-9999-4999-8999-999999999999';
export const TAB_APP_ID = '3c9a7b10-5d2e-4c1f-8a77-0b1c2d3e4f50';
export const HOST = 'tate.example.lg.jp';
const TEAMS_CLIENT = '1fec8e78-bce4-4aaf-ab1b-5451cc387264';

type Claims = Record<string, unknown>;
export type PrivateKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

/** Claims of a token of Entra, version 2.0, as Teams hands it to the tab. */
export function tabClaims(nowMs: number, overrides: Claims = {}): Claims {
  const now = Math.floor(nowMs / 1000);
  return {
    iss: `https://login.microsoftonline.com/${TENANT}/v2.0`,
    aud: TAB_APP_ID,
    tid: TENANT,
    oid: '0f0f0f0f-1111-4222-8333-aaaaaaaaaaaa',
    sub: 'x',
    scp: 'access_as_user',
    ver: '2.0',
    azp: TEAMS_CLIENT,
    name: '佐藤 みどり',
    preferred_username: 'sato@ward.example',
    iat: now - 60,
    nbf: now - 60,
    exp: now + 3600,
    ...overrides,
  };
}

/** Entra's signing keys on loopback, and the issuer of production pointed at them: nothing else differs. */
export async function openTabKeys(now: () => number = Date.now) {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const stranger = await generateKeyPair('RS256');
  const publicJwk: JWK = { ...(await exportJWK(publicKey)), kid: 'e1', use: 'sig' };
  const state = { status: 200, requests: 0, keys: [publicJwk] as Claims[] };
  const server = createServer((_request, response) => {
    state.requests += 1;
    response.writeHead(state.status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ keys: state.keys }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const keysAt = (tenant: string): URL => new URL(`http://127.0.0.1:${port}/${tenant}/keys`);
  const issuerOf =
    (tab: { appId: string; host: string }, at = now) =>
    (tenantId: string): TokenIssuer =>
      entraIssuer({ tenantId, ...tab, keysAt, now: at });
  const issuer = (tenantId = TENANT, at = now): TokenIssuer =>
    issuerOf({ appId: TAB_APP_ID, host: HOST }, at)(tenantId);
  return {
    state,
    issuer,
    issuerOf,
    publicJwk,
    privateKey,
    strangersKey: stranger.privateKey,
    /** An Authorization header as Teams would make the tab send it. */
    bearer: async (overrides: Claims = {}, header: Claims = {}, key: PrivateKey = privateKey) =>
      `Bearer ${await new SignJWT(tabClaims(now(), overrides))
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'e1', ...header })
        .sign(key)}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type TabKeys = Awaited<ReturnType<typeof openTabKeys>>;

/** The local tenant's key, and tokens as it makes them for its personas. */
export async function openLocalKeys(now: () => number = Date.now) {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'local', use: 'sig', alg: 'ES256' }] };
  return {
    keys,
    issuer: localIssuer(keys),
    bearer: async (oid: string, overrides: Claims = {}) =>
      `Bearer ${await new SignJWT({
        iss: 'urn:tate:local',
        aud: 'tate-local-tab',
        tid: 'local',
        oid,
        scp: 'access_as_user',
        name: '佐藤 みどり',
        exp: Math.floor(now() / 1000) + 600,
        ...overrides,
      })
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: 'local' })
        .sign(privateKey)}`,
  };
}

export type LocalKeys = Awaited<ReturnType<typeof openLocalKeys>>;
