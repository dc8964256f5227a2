import { createHmac } from 'node:crypto';
import { SignJWT, exportJWK, exportSPKI, generateKeyPair, importJWK } from 'jose';
import { openLocalKeys, OTHER_TENANT, TENANT, tabClaims } from '../../http/api/tab-keys.ts';
import { type Attack, leaksInsides, type Scene } from '../attack.ts';
import { CHIEF, COORDINATOR, TEAMS_URL } from '../people.ts';
import { shows } from './roles.ts';

const seconds = (): number => Math.floor(Date.now() / 1000);
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

type Forgery = {
  name: string;
  sent: string;
  /** The Authorization header; undefined sends none. */
  header: (scene: Scene) => Promise<string | undefined> | string | undefined;
  status?: 401 | 403;
  /** More headers. */
  more?: Record<string, string>;
  query?: (scene: Scene) => Promise<string>;
};

/** A good token of the coordinator but for these claims: whoever gets through sees everything. */
const but =
  (claims: Record<string, unknown>) =>
  ({ service }: Scene): Promise<string> =>
    service.tabKeys.bearer({ oid: COORDINATOR, ...claims });

const forgeries: Forgery[] = [
  { name: 'no token', sent: 'no Authorization', header: () => undefined },
  { name: 'junk', sent: 'Bearer aaa.bbb.ccc', header: () => 'Bearer aaa.bbb.ccc' },
  { name: 'password', sent: 'Basic …', header: () => 'Basic YWRtaW46YWRtaW4=' },
  {
    name: 'forged token',
    sent: "right claims, a stranger's signature",
    header: ({ service }) => service.tabKeys.bearer({ oid: COORDINATOR }, {}, service.tabKeys.strangersKey),
  },
  {
    name: 'altered token',
    sent: "the chief's token made the coordinator's",
    header: async ({ service }) => {
      const [head, , signature] = (await service.tabKeys.bearer({ oid: CHIEF })).split('.');
      return `${head}.${base64(tabClaims(Date.now(), { oid: COORDINATOR }))}.${signature}`;
    },
  },
  {
    name: 'unsigned token',
    sent: 'alg none',
    header: () =>
      `Bearer ${base64({ alg: 'none', kid: 'e1' })}.${base64(tabClaims(Date.now(), { oid: COORDINATOR }))}.c2ln`,
  },
  {
    name: 'signature by the public key as a password',
    sent: 'alg HS256 (key confusion)',
    header: async ({ service }) => {
      const input = `${base64({ alg: 'HS256', kid: 'e1' })}.${base64(tabClaims(Date.now(), { oid: COORDINATOR }))}`;
      const key = await importJWK(service.tabKeys.publicJwk, 'RS256', { extractable: true });
      const pem = key instanceof Uint8Array ? '' : await exportSPKI(key);
      return `Bearer ${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`;
    },
  },
  {
    name: 'key brought along in the token',
    sent: 'jwk, jku and x5u in the header, signed by it',
    header: async ({ service }) => {
      const own = await generateKeyPair('RS256', { extractable: true });
      const url = `http://127.0.0.1:${service.canary.port}/keys`;
      const token = await new SignJWT(tabClaims(Date.now(), { oid: COORDINATOR }))
        .setProtectedHeader({
          alg: 'RS256',
          kid: 'own',
          jwk: { ...(await exportJWK(own.publicKey)), kid: 'own' },
          jku: url,
          x5u: url,
        })
        .sign(own.privateKey);
      return `Bearer ${token}`;
    },
  },
  { name: 'expired token', sent: 'exp ten minutes ago', header: but({ exp: seconds() - 600 }) },
  { name: 'token of tomorrow', sent: 'nbf in an hour', header: but({ nbf: seconds() + 3600 }) },
  { name: 'token without an end', sent: 'no exp', header: but({ exp: undefined }) },
  {
    name: 'token of another tenant',
    sent: 'its own issuer and tid',
    header: but({ iss: `https://login.microsoftonline.com/${OTHER_TENANT}/v2.0`, tid: OTHER_TENANT }),
  },
  { name: 'foreign tid under our issuer', sent: 'tid of another tenant', header: but({ tid: OTHER_TENANT }) },
  {
    name: 'common issuer',
    sent: 'iss …/common/v2.0',
    header: but({ iss: 'https://login.microsoftonline.com/common/v2.0' }),
  },
  {
    name: 'token of version 1',
    sent: 'issuer sts.windows.net',
    header: but({ iss: `https://sts.windows.net/${TENANT}/`, ver: '1.0' }),
  },
  {
    name: 'token for the bot',
    sent: 'good signature, audience of the bot',
    header: but({ aud: '0f5b9a3e-6f0b-4d2a-9c55-3f5c7b1f7a10' }),
  },
  {
    name: 'token for Graph',
    sent: 'good signature, audience of Graph',
    header: but({ aud: '00000003-0000-0000-c000-000000000000' }),
  },
  {
    name: 'token of the channel',
    sent: 'what Teams sends to the bot',
    header: ({ client }) => client.token({ serviceurl: TEAMS_URL }),
  },
  {
    name: 'token of a local tenant',
    sent: 'signed by its own key, for its persona',
    header: async () => (await openLocalKeys()).bearer(COORDINATOR, { tid: TENANT }),
  },
  { name: 'guest by status', sent: 'acct 1', header: but({ acct: 1 }), status: 403 },
  {
    name: 'guest by home',
    sent: 'idp of another directory',
    header: but({ idp: `https://sts.windows.net/${OTHER_TENANT}/` }),
    status: 403,
  },
  { name: 'token without the scope', sent: 'scp User.Read', header: but({ scp: 'User.Read' }), status: 403 },
  {
    name: 'token of a daemon',
    sent: 'roles instead of scp, idtyp app',
    header: but({ scp: undefined, roles: ['access_as_user'], idtyp: 'app' }),
    status: 403,
  },
  {
    name: 'token given to another application',
    sent: 'azp of a stranger',
    header: but({ azp: '11111111-2222-4333-8444-555555555555' }),
    status: 403,
  },
  { name: 'oversize token', sent: 'a token of 12 KB', header: but({ pad: 'x'.repeat(9000) }) },
  {
    name: 'token in the address',
    sent: '?access_token=… with a good token',
    header: () => undefined,
    query: async ({ service }) =>
      `?access_token=${(await service.tabKeys.bearer({ oid: COORDINATOR })).slice('Bearer '.length)}`,
  },
  {
    name: 'cookie and forwarded identity',
    sent: 'Cookie, X-MS-CLIENT-PRINCIPAL-ID, X-Forwarded-User of the coordinator',
    header: () => undefined,
    more: {
      Cookie: `session=${COORDINATOR}`,
      'X-MS-CLIENT-PRINCIPAL-ID': COORDINATOR,
      'X-Forwarded-User': COORDINATOR,
    },
  },
];

const fromForgery = ({ name, sent, header, status = 401, more = {}, query }: Forgery): Attack => ({
  family: 'tab token',
  name,
  sent,
  expected: `${status} at every address of the API, no word of anybody`,
  async run(scene) {
    const authorization = await header(scene);
    const headers = { ...(authorization === undefined ? {} : { Authorization: authorization }), ...more };
    const suffix = (await query?.(scene)) ?? '';
    const paths = ['/me', `/records/${scene.stage.one.number}`, '/settings', '/people', '/openapi.json'];
    const replies = [];
    for (const path of paths) {
      replies.push(await scene.client.call({ method: 'GET', path: `/api/v1${path}${suffix}`, headers }));
    }
    const visited = scene.service.canary.hits() > 0;
    const bad = replies.find((reply) => reply.status !== status || shows(reply.text) || leaksInsides(reply));
    return {
      held: bad === undefined && !visited,
      happened: visited ? 'a foreign address was visited' : String(bad?.status ?? status),
    };
  },
});

export const tabTokenAttacks: readonly Attack[] = [
  ...forgeries.map(fromForgery),
  {
    family: 'tab token',
    name: 'token of the tab at the door of the bot',
    sent: 'a good token of the coordinator with a press to /api/messages',
    expected: '401, no turn',
    async run({ client, service }) {
      const reply = await client.call({
        headers: {
          'Content-Type': 'application/json',
          Authorization: await service.tabKeys.bearer({ oid: COORDINATOR }),
        },
        body: JSON.stringify({ type: 'message', channelId: 'msteams', serviceUrl: TEAMS_URL, text: '記録' }),
      });
      return { held: reply.status === 401, happened: String(reply.status) };
    },
  },
  {
    family: 'tab token',
    name: 'many tokens with unknown keys',
    sent: '200 tokens, each with a key id of its own',
    expected: '401 to each, at most two questions for keys, and a good token works beside them',
    async run({ client, service }) {
      const before = service.tabKeys.state.requests;
      const replies = await Promise.all(
        Array.from({ length: 200 }, (_, n) =>
          service.tabKeys
            .bearer({ oid: COORDINATOR }, { kid: `k${n}` })
            .then((Authorization) =>
              client.call({ method: 'GET', path: '/api/v1/me', headers: { Authorization } }),
            ),
        ),
      );
      const asked = service.tabKeys.state.requests - before;
      const good = await client.tab(COORDINATOR, '/me');
      const refused = replies.every(({ status }) => status === 401);
      return {
        held: refused && asked <= 2 && good.status === 200,
        happened: `${refused ? 'all 401' : 'not all 401'}, ${asked} questions, ${good.status}`,
      };
    },
  },
];
