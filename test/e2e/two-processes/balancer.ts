import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Tate } from './process.ts';

const LOOK_MS = 100;

/** How long a request waits for an instance that takes it. */
const PATIENCE_MS = 30_000;

type Answer = { status: number; headers: IncomingMessage['headers']; body: Buffer };

const codeOf = (fault: unknown): string =>
  fault instanceof Error ? String(Reflect.get(fault, 'code') ?? fault.name) : typeof fault;

/**
 * What stands before the instances: round robin among those that say they are ready, over connections that stay
 * open. A request goes to another instance only when the first never took it: its connection was refused, or
 * the answer was 503. Everything else that breaks is the caller's 502.
 */
export async function openBalancer(instances: readonly Tate[]) {
  const agent = new Agent({ keepAlive: true });
  /** The port at which an instance said last that it is ready. */
  const ready = new Map<string, number>();
  const taken = new Map<string, number>();
  const broken: string[] = [];
  const stopping = new AbortController();
  let turn = 0;

  const isReady = (instance: Tate): boolean => {
    const port = instance.port();
    return port !== undefined && ready.get(instance.name) === port;
  };

  async function ask(port: number, asked: { method: string; path: string; headers: object; body: Buffer }) {
    const { method, path, headers, body } = asked;
    const outgoing = request({
      host: '127.0.0.1',
      port,
      method,
      path,
      agent,
      headers: { ...headers, connection: 'keep-alive' },
    });
    outgoing.end(body);
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    const parts = (await response.toArray()) as Buffer[];
    return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) };
  }

  async function look(instance: Tate): Promise<void> {
    const port = instance.port();
    const asked = { method: 'GET', path: '/health/ready', headers: {}, body: Buffer.alloc(0) };
    const saysSo =
      port !== undefined &&
      (await ask(port, asked).then(
        ({ status }) => status === 200,
        () => false,
      ));
    if (saysSo) ready.set(instance.name, port);
    else ready.delete(instance.name);
  }

  async function watch(instance: Tate): Promise<void> {
    while (!stopping.signal.aborted) {
      await look(instance);
      await delay(LOOK_MS);
    }
  }

  /** The instances in the order in which this request tries them. */
  function inTurn(): Tate[] {
    const able = instances.filter(isReady);
    turn += 1;
    return able.map((_, index) => able[(turn + index) % able.length]).filter((one) => one !== undefined);
  }

  async function pass(asked: Parameters<typeof ask>[1]): Promise<Answer | undefined> {
    const end = Date.now() + PATIENCE_MS;
    while (Date.now() < end) {
      for (const instance of inTurn()) {
        const port = instance.port();
        if (port === undefined) continue;
        try {
          const answer = await ask(port, asked);
          if (answer.status === 503) continue;
          taken.set(instance.name, (taken.get(instance.name) ?? 0) + 1);
          return answer;
        } catch (fault) {
          if (codeOf(fault) !== 'ECONNREFUSED') throw fault;
        }
        ready.delete(instance.name);
      }
      await delay(LOOK_MS);
    }
    return undefined;
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = incoming;
    const body = Buffer.concat((await incoming.toArray()) as Buffer[]);
    try {
      const answer = await pass({ method, path: url, headers, body });
      response.writeHead(answer?.status ?? 503, { 'content-type': answer?.headers['content-type'] ?? '' });
      response.end(answer?.body);
    } catch (fault) {
      broken.push(codeOf(fault));
      response.writeHead(502);
      response.end();
    }
  }

  const server = createServer((incoming, response) => void serve(incoming, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const watching = instances.map(watch);

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Whether it gets its share of the requests. */
    isReady,
    /** How many requests this instance has answered since the last call. */
    takeCount({ name }: Tate): number {
      const count = taken.get(name) ?? 0;
      taken.delete(name);
      return count;
    },
    /** Why requests broke that an instance may have taken. */
    broken,
    async close() {
      stopping.abort();
      await Promise.all(watching);
      agent.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
