import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';

export const APP_ID = '0f5b9a3e-6f0b-4d2a-9c55-3f5c7b1f7a10';
export const TENANT = '8a1b2c3d-1111-4222-8333-444455556666';
const ISSUER = 'https://api.botframework.com';
export const SERVICE_URL = 'http://127.0.0.1:9/';

export type Claims = Record<string, unknown>;

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** A bearer header; signed when a key is given. */
export function bearer(claims: Claims, key?: KeyObject, header: Claims = {}): string {
  const signed = `${encode({ alg: 'RS256', typ: 'JWT', kid: 'k1', ...header })}.${encode(claims)}`;
  const signature =
    key === undefined ? 'c2ln' : createSign('RSA-SHA256').update(signed).sign(key, 'base64url');
  return `Bearer ${signed}.${signature}`;
}

/** Claims of a channel token as the Bot Connector service makes it. */
export function channelClaims(nowMs: number, overrides: Claims = {}): Claims {
  const now = Math.floor(nowMs / 1000);
  return {
    iss: ISSUER,
    aud: APP_ID,
    serviceurl: SERVICE_URL,
    nbf: now - 60,
    exp: now + 3600,
    ...overrides,
  };
}

export type KeyServer = {
  authentication: ConfigurationBotFrameworkAuthentication;
  privateKey: KeyObject;
  strangersKey: KeyObject;
  /** What everybody may read of the channel's key. */
  publicPem: string;
  /** HTTP status of the key documents. */
  status: number;
  /** Milliseconds until each of them comes. */
  delayMs: number;
  requests: number;
  close(): Promise<void>;
};

/** The channel's signing keys on loopback, and the SDK's authentication pointed at them. */
export async function openKeyServer(): Promise<KeyServer> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', endorsements: ['msteams'] };
  const server = createServer((request, response) => {
    keys.requests += 1;
    setTimeout(() => {
      response.writeHead(keys.status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(request.url === '/keys' ? { keys: [key] } : { jwks_uri: `${url}/keys` }));
    }, keys.delayMs);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keys: KeyServer = {
    authentication: new ConfigurationBotFrameworkAuthentication({
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppId: APP_ID,
      MicrosoftAppTenantId: TENANT,
      MicrosoftAppPassword: 'not-a-secret',
      ToBotFromChannelTokenIssuer: ISSUER,
      ToBotFromChannelOpenIdMetadataUrl: `${url}/openid`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${url}/openid-emulator`,
      ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${TENANT}`,
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      OAuthUrl: url,
      CallerId: 'urn:botframework:azure',
      ValidateAuthority: true,
    }),
    privateKey,
    strangersKey: stranger.privateKey,
    publicPem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    status: 200,
    delayMs: 0,
    requests: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return keys;
}
