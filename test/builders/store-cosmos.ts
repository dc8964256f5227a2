import { once } from 'node:events';
import { Agent, createServer, request, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpsServer } from '@vercel/cosmosdb-server';
import { generate } from 'selfsigned';
import { containers } from '../../src/store/containers.ts';
import type { Time } from '../../src/store/cosmos-budget.ts';
import { createCosmosClient } from '../../src/store/cosmos-client.ts';
import { ensureContainers } from '../../src/store/cosmos-containers.ts';
import { type CosmosStoreDeps, createCosmosStore } from '../../src/store/cosmos-store.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';

/**
 * What the wire does to one request:
 * - an answer that the database gives without doing anything
 * - `reset-before`: the connection breaks before the request arrives
 * - `reset-after` and `hang-after`: the request is carried out, its answer is lost or never comes
 * - an answer in place of the true one after the request was carried out (`committed`)
 */
export type WireFault =
  | 'reset-before'
  | 'reset-after'
  | 'hang-after'
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly committed?: boolean;
      /** Sent as it is instead of JSON. */
      readonly text?: string;
    };

export type WireRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
};

/** The SDK asks for a query plan beside every query; those requests meet no fault and are not counted. */
const isData = ({ headers }: WireRequest): boolean =>
  headers['x-ms-cosmos-is-query-plan-request'] === undefined;

const DATABASE = 'tate-test';

/** The emulator takes any key; this one says that it is none. */
const KEY = Buffer.from('not a key').toString('base64');

const listen = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

const stop = async (server: Server): Promise<void> => {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
};

/** Time that passes only in sleeps, which return at once and are remembered. */
export const createQuickTime = (): Time & { readonly sleeps: number[] } => {
  const sleeps: number[] = [];
  let skipped = 0;
  return {
    sleeps,
    now: () => performance.now() + skipped,
    sleep: async (ms) => {
      sleeps.push(ms);
      skipped += ms;
    },
    random: () => 0.5,
  };
};

/**
 * A Cosmos DB stand-in in this process, and in front of it a wire that breaks on demand; both speak
 * TLS with a certificate made here, which the agent of the client trusts and nobody else does.
 * @param wish.keepAlive connections stay open between requests, as in Azure; else each request shakes hands anew
 */
export const startCosmos = async ({ keepAlive = false }: { keepAlive?: boolean } = {}) => {
  const pems = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  const tls = { cert: pems.cert, key: pems.private };
  const agent = new Agent({ ca: pems.cert, keepAlive: true });
  const emulator = createHttpsServer({ ...tls, keepAlive, keepAliveTimeout: 60_000 });
  const emulatorPort = await listen(emulator);

  const seen: WireRequest[] = [];
  let nextFault: (request: WireRequest) => WireFault | undefined = () => undefined;

  let interruption: { matches: (request: WireRequest) => boolean; work: () => Promise<unknown> } | undefined;

  const forward = (
    incoming: IncomingMessage,
    body: Buffer,
  ): Promise<{ response: IncomingMessage; text: Buffer }> =>
    new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: '127.0.0.1',
          port: emulatorPort,
          method: incoming.method,
          path: incoming.url,
          headers: incoming.headers,
          agent,
        },
        (response) => {
          response
            .toArray()
            .then((parts) => resolve({ response, text: Buffer.concat(parts as Buffer[]) }), reject);
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });

  const serve = async (incoming: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const body = Buffer.concat((await incoming.toArray()) as Buffer[]);
    const asked: WireRequest = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
    };
    if (interruption && isData(asked) && interruption.matches(asked)) {
      const { work } = interruption;
      interruption = undefined;
      await work();
    }
    const fault = isData(asked) ? nextFault(asked) : undefined;
    if (isData(asked)) seen.push(asked);
    if (fault === 'reset-before') {
      incoming.socket.destroy();
      return;
    }
    if (typeof fault === 'object' && fault.committed !== true) {
      answer.writeHead(fault.status, { ...fault.headers });
      answer.end(fault.text ?? JSON.stringify({ code: String(fault.status), message: 'injected' }));
      return;
    }
    const { response, text } = await forward(incoming, body);
    if (fault === 'hang-after') return;
    if (fault === 'reset-after') {
      incoming.socket.destroy();
      return;
    }
    if (typeof fault === 'object') {
      answer.writeHead(fault.status, { ...fault.headers });
      answer.end(fault.text ?? JSON.stringify({ code: String(fault.status), message: 'injected' }));
      return;
    }
    if (asked.path === '/') {
      // The account names the addresses to use from now on; whoever came by the wire stays on it.
      const account = text.toString('utf8').replaceAll(`:${emulatorPort}/`, `:${wirePort}/`);
      const { 'content-length': _, ...headers } = response.headers;
      answer.writeHead(response.statusCode ?? 500, headers);
      answer.end(account);
      return;
    }
    answer.writeHead(response.statusCode ?? 500, response.headers);
    answer.end(text);
  };

  const wire = createServer(tls, (incoming, answer) => {
    serve(incoming, answer).catch(() => {
      incoming.socket.destroy();
    });
  });
  if (keepAlive) wire.keepAliveTimeout = 60_000;
  const wirePort = await listen(wire);
  const direct = { endpoint: `https://127.0.0.1:${emulatorPort}/`, key: KEY, agent };

  const client = createCosmosClient({ ...direct, endpointDiscovery: false });
  await ensureContainers(client, DATABASE, containers);
  client.dispose();

  return {
    /** What another process needs to reach the stand-in through the wire with the settings of production. */
    account: {
      endpoint: `https://127.0.0.1:${wirePort}/`,
      database: DATABASE,
      key: KEY,
      certificate: pems.cert,
    },
    /** A store that reaches the stand-in through the wire. */
    store: (overrides: Partial<CosmosStoreDeps> = {}): DocumentStore =>
      createCosmosStore({
        ...direct,
        endpoint: `https://127.0.0.1:${wirePort}/`,
        endpointDiscovery: false,
        database: DATABASE,
        containers,
        ...overrides,
      }),
    /** A store that proves itself with a login instead of a key. */
    storeWithLogin: (
      credential: NonNullable<CosmosStoreDeps['credential']>,
      overrides: Partial<CosmosStoreDeps>,
    ) =>
      createCosmosStore({
        endpoint: `https://127.0.0.1:${wirePort}/`,
        agent,
        endpointDiscovery: false,
        database: DATABASE,
        containers,
        credential,
        ...overrides,
      }),
    /** A store without the wire, which follows the addresses that the account names, as in Azure. */
    discoveringStore: (): DocumentStore => createCosmosStore({ ...direct, database: DATABASE, containers }),
    /** The given faults befall the next requests that `matches`, one each; undefined lets one through. */
    breakNext: (
      faults: readonly (WireFault | undefined)[],
      matches: (request: WireRequest) => boolean = () => true,
    ) => {
      const left = [...faults];
      nextFault = (asked) => (left.length > 0 && matches(asked) ? left.shift() : undefined);
    },
    /** Every request that matches meets this fault until {@link heal}. */
    breakAll: (fault: WireFault, matches: (request: WireRequest) => boolean = () => true) => {
      nextFault = (asked) => (matches(asked) ? fault : undefined);
    },
    /** Does something else before the next request that matches reaches the database. */
    interrupt: (matches: (request: WireRequest) => boolean, work: () => Promise<unknown>) => {
      interruption = { matches, work };
    },
    heal: () => {
      nextFault = () => undefined;
      interruption = undefined;
    },
    /** The requests since the last call, in order. */
    takeRequests: (): WireRequest[] => seen.splice(0),
    stop: async () => {
      agent.destroy();
      await stop(wire);
      await stop(emulator);
    },
  };
};

export type TestCosmos = Awaited<ReturnType<typeof startCosmos>>;

export const isRead = ({ method, path }: WireRequest): boolean => method === 'GET' && path.includes('/docs/');
export const isWrite = ({ method, path, headers }: WireRequest): boolean =>
  path.includes('/docs') && method !== 'GET' && headers['x-ms-documentdb-isquery'] === undefined;
