import { createHmac, generateKeyPairSync } from 'node:crypto';
import { TENANT } from '../../bot/front-door/channel-keys.ts';
import { type Attack, footprint, leaksInsides, type Scene } from '../attack.ts';
import { activityOf, TEAMS_URL } from '../people.ts';

const VICTIM = 'e0000000-0000-4000-8000-000000000001';
const message = (rest: object = {}): object => activityOf(VICTIM, { type: 'message', text: '記録', ...rest });

type Forgery = {
  name: string;
  sent: string;
  /** The Authorization header; undefined sends none. */
  header: (scene: Scene) => string | undefined;
  body?: object;
  path?: (scene: Scene) => string;
};

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token whose three parts are the attacker's own. */
function forge(claims: object, header: object, sign: (input: string) => string): string {
  const input = `${base64({ typ: 'JWT', kid: 'k1', ...header })}.${base64(claims)}`;
  return `Bearer ${input}.${sign(input)}`;
}

/** The claims of a good token, with a few of the attacker's. */
function goodClaims(scene: Scene, more: object = {}): object {
  const payload = scene.client.token().split('.')[1] ?? '';
  return { ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object), ...more };
}

const seconds = (): number => Math.floor(Date.now() / 1000);

const forgeries: Forgery[] = [
  { name: 'no token', sent: 'no Authorization', header: () => undefined },
  { name: 'empty token', sent: 'Bearer and nothing', header: () => 'Bearer ' },
  { name: 'password instead of a token', sent: 'Basic …', header: () => 'Basic YWRtaW46YWRtaW4=' },
  { name: 'junk token', sent: 'Bearer aaa.bbb.ccc', header: () => 'Bearer aaa.bbb.ccc' },
  {
    name: 'unsigned token',
    sent: 'alg none, no signature',
    header: (scene) => forge(goodClaims(scene), { alg: 'none' }, () => ''),
  },
  {
    name: 'unsigned token with a dummy signature',
    sent: 'alg none, signature c2ln',
    header: (scene) => forge(goodClaims(scene), { alg: 'none' }, () => 'c2ln'),
  },
  {
    name: 'forged token',
    sent: "right claims, a stranger's signature",
    header: ({ client, service }) => client.token({}, service.keys.strangersKey),
  },
  {
    name: 'altered token',
    sent: 'claims changed under a good signature',
    header: (scene) => {
      const [head, , signature] = scene.client.token().split('.');
      return `${head}.${base64(goodClaims(scene, { exp: seconds() + 86_400 }))}.${signature}`;
    },
  },
  {
    name: 'signature by the public key as a password',
    sent: 'alg HS256 (key confusion)',
    header: (scene) =>
      forge(goodClaims(scene), { alg: 'HS256' }, (input) =>
        createHmac('sha256', scene.service.keys.publicPem).update(input).digest('base64url'),
      ),
  },
  {
    name: 'key brought along in the token',
    sent: 'jwk in the header, signed by it',
    header: (scene) => {
      const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const jwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'own', endorsements: ['msteams'] };
      return scene.client.token({}, pair.privateKey, { kid: 'own', jwk });
    },
  },
  {
    name: 'key named by an address',
    sent: 'jku and x5u to a listener',
    header: (scene) => {
      const url = `http://127.0.0.1:${scene.service.canary.port}/keys`;
      return scene.client.token({}, scene.service.keys.strangersKey, { kid: 'own', jku: url, x5u: url });
    },
  },
  {
    name: 'key named by a path',
    sent: 'kid ../../../../etc/passwd',
    header: ({ client }) => client.token({}, undefined, { kid: '../../../../etc/passwd' }),
  },
  {
    name: 'unknown key',
    sent: 'kid k2',
    header: ({ client }) => client.token({}, undefined, { kid: 'k2' }),
  },
  {
    name: 'expired token',
    sent: 'good signature, exp ten minutes ago',
    header: ({ client }) => client.token({ exp: seconds() - 600, nbf: seconds() - 4000 }),
  },
  {
    name: 'token of tomorrow',
    sent: 'good signature, nbf in an hour',
    header: ({ client }) => client.token({ nbf: seconds() + 3600, exp: seconds() + 7200 }),
  },
  {
    name: 'token without an end',
    sent: 'good signature, no exp',
    header: ({ client }) => client.token({ exp: undefined }),
  },
  {
    name: 'token for another bot',
    sent: 'good signature, foreign audience',
    header: ({ client }) => client.token({ aud: '11111111-2222-4333-8444-555555555555' }),
  },
  {
    name: 'token for a list of bots',
    sent: 'good signature, audience is a list with ours',
    header: (scene) => scene.client.token({ aud: [Reflect.get(goodClaims(scene), 'aud')] }),
  },
  {
    name: 'token of a tab for the same app',
    sent: 'good signature, issuer Entra v2',
    header: ({ client }) => client.token({ iss: `https://login.microsoftonline.com/${TENANT}/v2.0` }),
  },
  {
    name: 'token of the emulator',
    sent: 'issuer sts.windows.net, own tid',
    header: ({ client }) =>
      client.token({ iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', ver: '1.0' }),
  },
  {
    name: 'token of another tenant',
    sent: 'good signature, foreign tid',
    header: ({ client }) => client.token({ tid: '99999999-9999-4999-8999-999999999999' }),
  },
  {
    name: 'token for another address',
    sent: 'good signature, serviceurl claim of another region',
    header: ({ client }) => client.token({ serviceurl: 'https://smba.trafficmanager.net/emea/' }),
  },
  {
    name: 'token for no address',
    sent: 'good signature, no serviceurl claim',
    header: ({ client }) => client.token({ serviceurl: undefined }),
  },
  {
    name: 'token of another channel',
    sent: 'good signature, channelId webchat (not endorsed)',
    header: ({ client }) => client.token(),
    body: { channelId: 'webchat' },
  },
  {
    name: 'token that the body says to need no check',
    sent: 'stranger, channelId AseChannel',
    header: ({ client, service }) => client.token({}, service.keys.strangersKey),
    body: { channelId: 'AseChannel' },
  },
  {
    name: 'token that the body says to come from the emulator',
    sent: 'stranger, channelId emulator',
    header: ({ client, service }) => client.token({}, service.keys.strangersKey),
    body: { channelId: 'emulator' },
  },
  {
    name: 'oversize token',
    sent: 'a token of 12 KB',
    header: ({ client }) => client.token({ pad: 'x'.repeat(9000) }),
  },
  {
    name: 'token in the address',
    sent: '?access_token=… with a good token',
    header: () => undefined,
    path: ({ client }) => `/api/messages?access_token=${client.token().slice(7)}`,
  },
];

const fromForgery = ({ name, sent, header, body = {}, path }: Forgery): Attack => ({
  family: 'token',
  name,
  sent,
  expected: '401, nobody met, nothing posted',
  async run(scene) {
    const before = await footprint(scene, [VICTIM]);
    const authorization = header(scene);
    const reply = await scene.client.call({
      path: path?.(scene) ?? '/api/messages',
      headers: {
        'Content-Type': 'application/json',
        ...(authorization === undefined ? {} : { Authorization: authorization }),
      },
      body: JSON.stringify(message({ serviceUrl: TEAMS_URL, ...body })),
    });
    const silent = (await footprint(scene, [VICTIM])) === before;
    const visited = scene.service.canary.hits() > 0;
    return {
      held: reply.status === 401 && silent && !visited && !leaksInsides(reply),
      happened: `${reply.status}${silent ? '' : ', a turn was taken'}${visited ? ', a foreign address was visited' : ''}`,
    };
  },
});

export const tokenAttacks: readonly Attack[] = [
  ...forgeries.map(fromForgery),
  {
    family: 'token',
    name: 'two tokens at once',
    sent: 'a forged Authorization before a good one',
    expected: '400 or 401, no turn',
    async run(scene) {
      const body = JSON.stringify(message());
      const before = await footprint(scene, [VICTIM]);
      const lines = [scene.client.token({}, scene.service.keys.strangersKey), scene.client.token()]
        .map((token) => `Authorization: ${token}\r\n`)
        .join('');
      const head = 'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
      const text = await scene.client.raw([
        `${head}${lines}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
      ]);
      const silent = (await footprint(scene, [VICTIM])) === before;
      return { held: /^HTTP\/1\.1 40[01] /u.test(text) && silent, happened: text.slice(9, 12) };
    },
  },
];
