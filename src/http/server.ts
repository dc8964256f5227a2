import type { Server as NodeServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import restify from 'restify';
import type { FrontDoor } from '../bot/front-door/adapter.ts';
import { describeFault, type Log } from '../bot/front-door/log.ts';
import { BodyRefusal, createBodyRoom, readBytes, readJson } from './body.ts';
import { createBotRoute } from './bot-route.ts';
import { createHealthRoutes, type Health } from './health-routes.ts';
import type { HttpAnswer, HttpRequest, Route } from './route.ts';
import { PROBLEM_TYPE, problemDetails, writeAnswer } from './write.ts';

/** Longer than the idle time of Azure's load balancers, so that they close first and no request is cut off. */
const KEEP_ALIVE_MS = 245_000;
const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * With every answer, unless a route says otherwise: nothing is kept, and a browser that is led to an answer shows and
 * runs nothing of it. The pages of the tab have a policy of their own.
 */
const EVERY_ANSWER = [
  ['Cache-Control', 'no-store'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
  [
    'Content-Security-Policy',
    "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ],
] as const;

export type HttpServer = {
  /**
   * @param port 0 for any free port
   * @returns the real port
   * @throws the listen error, for example EADDRINUSE
   */
  listen(host: string, port: number): Promise<number>;
  /**
   * Says that it is not ready; then takes no new connections, lets running requests end, and closes what is left
   * after the grace.
   * @param graceMs milliseconds
   * @param leaveMs milliseconds before the grace in which it goes on taking requests, so that a front end can look
   * elsewhere first; default 0. What arrives at the very moment of the closing is reset by the system, and the
   * front end cannot know whether it was taken.
   */
  stop(graceMs: number, leaveMs?: number): Promise<void>;
};

type Timed = { route: string; reference: string; startedAt: number };

/**
 * The HTTP server: the bot's address, health, and whatever further routes are given.
 * @param deps.maxBodyBytes bound of JSON bodies; default 262,144, far above a full form (Teams allows 28 KB cards)
 * @param deps.bodyRoomBytes memory for large bodies that are being read, all together; default 64 MiB
 * @param deps.routes further routes, for example the tab API
 * @param deps.newReference a short id for one request, for the caller and for the log
 */
export function createHttpServer(deps: {
  frontDoor: FrontDoor;
  health: Health;
  maxBodyBytes?: number;
  bodyRoomBytes?: number;
  routes?: readonly Route[];
  log: Log;
  newReference: () => string;
}): HttpServer {
  const { log, newReference, maxBodyBytes = 262_144 } = deps;
  const room = createBodyRoom(deps.bodyRoomBytes ?? 64 * 1_048_576);
  const server = restify.createServer({
    name: '',
    formatters: { [PROBLEM_TYPE]: (_req, res) => JSON.stringify(problemDetails({ status: res.statusCode })) },
  });
  // restify wraps the Node server without saying so in its types.
  const { server: nodeServer } = server as unknown as { server: NodeServer };
  nodeServer.keepAliveTimeout = KEEP_ALIVE_MS;
  nodeServer.headersTimeout = HEADERS_TIMEOUT_MS;
  nodeServer.requestTimeout = REQUEST_TIMEOUT_MS;
  // restify listens to these two only to emit them again. Whoever listens owns the socket, so one CONNECT or Upgrade
  // from anybody would stay open for ever, and `stop` would wait for it. Unheard, Node closes the first and takes
  // the second for the ordinary request that it is.
  for (const event of ['connect', 'upgrade']) nodeServer.removeAllListeners(event);
  let stopping = false;
  const timed = new WeakMap<object, Timed>();

  server.pre((req, res, next) => {
    const reference = newReference();
    const entry: Timed = { route: '(none)', reference, startedAt: performance.now() };
    timed.set(req, entry);
    for (const [name, value] of EVERY_ANSWER) res.setHeader(name, value);
    res.setHeader('X-Request-Id', reference);
    res.once('close', () => {
      const ms = Math.round(performance.now() - entry.startedAt);
      const { method = '' } = req;
      log.info(
        { reference, method, route: entry.route, status: res.statusCode, ms, cut: !res.writableFinished },
        'request',
      );
    });
    next();
  });

  /** Ends a connection with its answer: when we stop, and when the rest of a body would be the next request. */
  function closeIfDue(res: restify.Response): void {
    if (stopping || !res.req.complete) res.setHeader('Connection', 'close');
  }

  function send(res: restify.Response, answer: HttpAnswer): void {
    if (res.headersSent || res.destroyed) return;
    closeIfDue(res);
    writeAnswer(res, answer);
  }

  function failed(fault: unknown, { route, reference }: Timed): HttpAnswer {
    if (fault instanceof BodyRefusal) return { kind: 'problem', status: fault.status };
    log.error({ reference, route, ...describeFault(fault) }, 'request failed');
    return { kind: 'problem', status: 500, reference };
  }

  function mount(route: Route): void {
    const handler = async (req: restify.Request, res: restify.Response): Promise<void> => {
      const entry = timed.get(req) ?? { route: '', reference: newReference(), startedAt: performance.now() };
      entry.route = route.path;
      const request: HttpRequest = {
        headers: req.headers,
        params: (req.params ?? {}) as Record<string, string>,
        query: new URLSearchParams(req.getQuery()),
        reference: entry.reference,
        json: (bounds = { maxBytes: maxBodyBytes }) => readJson(req, bounds, room),
        bytes: (maxBytes) => readBytes(req, maxBytes, room),
      };
      try {
        send(res, await route.handle(request));
      } catch (fault) {
        send(res, failed(fault, entry));
      }
    };
    const verb = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'del' } as const;
    server[verb[route.method]](route.path, handler);
  }

  // restify's own refusals (no such path, no such method): it sends them itself, through the formatter above.
  server.on(
    'restifyError',
    (req: restify.Request, res: restify.Response, error: unknown, done: () => void) => {
      if (typeof Reflect.get(Object(error), 'statusCode') !== 'number') {
        const { reference } = timed.get(req) ?? {};
        log.error({ reference, ...describeFault(error) }, 'request failed outside a route');
      }
      closeIfDue(res);
      res.contentType = PROBLEM_TYPE;
      done();
    },
  );

  for (const route of [
    createBotRoute(deps.frontDoor),
    ...createHealthRoutes(deps.health, () => stopping),
    ...(deps.routes ?? []),
  ]) {
    mount(route);
  }

  return {
    listen: (host, port) =>
      new Promise((resolve, reject) => {
        // restify emits the Node server's errors again; without a listener there they end the process.
        server.once('error', reject);
        nodeServer.listen(port, host, () => {
          server.off('error', reject);
          server.on('error', (fault: unknown) => log.error(describeFault(fault), 'listener failed'));
          resolve((nodeServer.address() as AddressInfo).port);
        });
      }),

    async stop(graceMs, leaveMs = 0) {
      stopping = true;
      if (leaveMs > 0) await sleep(leaveMs);
      await new Promise<void>((resolve) => {
        const cut = setTimeout(() => nodeServer.closeAllConnections(), graceMs);
        nodeServer.close(() => {
          clearTimeout(cut);
          resolve();
        });
      });
    },
  };
}
