import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { generate } from 'selfsigned';
import { bearer, channelClaims } from '../../bot/front-door/channel-keys.ts';
import { TEAMS_URL } from '../../attack/people.ts';
import type { Card } from '../connector.ts';

/** What a message showed, and which process sent it. */
export type Version = { card: Card; summary: string; by: string };

export type Post = { id: string; conversation: string; versions: Version[] };

/** What becomes of a new message: its answer takes long, it appears and the answer never comes, or it is lost. */
export type Trouble = 'slow' | 'unanswered' | 'lost';

/** Six alerts take longer than an orderly stop; far below the time after which a call is given up. */
const SLOW_MS = 1_000;

const HOSTS = ['login.botframework.com', 'login.microsoftonline.com', 'smba.trafficmanager.net'];
const KEYS = 'https://login.botframework.com/v1/.well-known/keys';

const makeCertificate = () =>
  generate([{ name: 'commonName', value: 'Microsoft on this machine' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: HOSTS.map((value) => ({ type: 2, value })) },
    ],
  });

type Activity = { summary?: string; attachments?: { content: Card }[] };
type Request = { by: string; method: string; path: string; token: string; body: string };
type Answer = { status: number; body: object; slow?: boolean } | 'none';

const found = (body: object, status = 200, slow = false): Answer => ({ status, body, slow });

/**
 * The hosts of Microsoft that the service talks to, on loopback and over TLS: the channel's signing keys, the login
 * that gives the bot its token, and one Bot Connector. Every process reaches them by a port of its own, so that
 * each message is known to be this or that process's.
 */
export async function openMicrosoft() {
  const { cert, private: key } = await makeCertificate();
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', endorsements: ['msteams'] };
  const botToken = randomUUID();
  const servers: Server[] = [];
  const posts = new Map<string, Post>();
  const arrivals: { conversation: string; by: string }[] = [];
  const surprises: string[] = [];
  let troubleOf: (conversation: string) => Trouble | undefined = () => undefined;

  function logIn({ path }: Request): Answer | undefined {
    if (path.endsWith('/v1/.well-known/openidconfiguration')) {
      const rules = {
        issuer: 'https://api.botframework.com',
        id_token_signing_alg_values_supported: ['RS256'],
      };
      return found({ ...rules, jwks_uri: KEYS });
    }
    if (path === '/v1/.well-known/keys') return found({ keys: [jwk] });
    return path.endsWith('/oauth2/v2.0/token')
      ? found({ token_type: 'Bearer', expires_in: 3600, ext_expires_in: 3600, access_token: botToken })
      : undefined;
  }

  function connect({ by, method, path, token, body }: Request): Answer | undefined {
    const [, version, what, conversation, activities, id] = path
      .split('/')
      .filter(Boolean)
      .map(decodeURIComponent);
    if (version !== 'v3' || what !== 'conversations') return undefined;
    if (token !== `Bearer ${botToken}`) return found({}, 401);
    if (method === 'POST' && conversation === undefined) {
      const { members } = JSON.parse(body) as { members: { id: string }[] };
      return found({ id: `chat-${members[0]?.id.replace(/^29:/u, '')}` }, 201);
    }
    if (conversation === undefined || activities !== 'activities') return undefined;
    const { summary = '', attachments } = JSON.parse(body) as Activity;
    const shown: Version = { card: attachments?.[0]?.content ?? {}, summary, by };
    if (method === 'POST' && id === undefined) {
      const trouble = troubleOf(conversation);
      arrivals.push({ conversation, by });
      if (trouble === 'lost') return 'none';
      const post = { id: randomUUID(), conversation, versions: [shown] };
      posts.set(post.id, post);
      return trouble === 'unanswered' ? 'none' : found({ id: post.id }, 201, trouble === 'slow');
    }
    const known = posts.get(id ?? '');
    if (method !== 'PUT' || known === undefined) return found({}, 404);
    known.versions.push(shown);
    return found({ id });
  }

  async function serve(by: string, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = incoming;
    const body = Buffer.concat((await incoming.toArray()) as Buffer[]).toString();
    const path = url.split('?')[0] ?? '';
    const request = { by, method, path, token: headers.authorization ?? '', body };
    const isConnector = headers.host === 'smba.trafficmanager.net';
    const answer = isConnector ? connect(request) : logIn(request);
    if (answer === 'none') return;
    if (answer === undefined) surprises.push(`${method} ${headers.host}${path}`);
    if (answer?.slow === true) await delay(SLOW_MS);
    response.writeHead(answer?.status ?? 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer?.body ?? {}));
  }

  return {
    certificate: cert,
    posts: (): Post[] => [...posts.values()],
    sentTo: (conversation: string): Post[] =>
      [...posts.values()].filter((post) => post.conversation === conversation),
    /** Every new message that came here, whatever became of it. */
    arrivals,
    /** Requests that nobody here knows what to do with. */
    surprises,
    /** Every new message meets this from now on. */
    trouble(given: typeof troubleOf) {
      troubleOf = given;
    },
    /** The header that the channel sends with an activity. */
    channelToken: (): string => bearer(channelClaims(Date.now(), { serviceurl: TEAMS_URL }), privateKey),
    /** The port by which the process of this name reaches Microsoft. */
    async lineOf(name: string): Promise<number> {
      const server = createServer({ cert, key }, (incoming, response) => {
        serve(name, incoming, response).catch(() => incoming.socket.destroy());
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      servers.push(server);
      return (server.address() as AddressInfo).port;
    },
    async close() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
        await once(server, 'close');
      }
    },
  };
}
