import {
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as send,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Call, Route } from './http.ts';

/** What the page and its server say to each other; everything else stays here, cookies above all. */
const requestHeaders = [
  'accept',
  'accept-encoding',
  'accept-language',
  'authorization',
  'content-length',
  'content-type',
  'if-match',
  'if-none-match',
] as const;

/** Headers that belong to one connection (RFC 9110, 7.6.1), and cookies, which nobody here may set. */
const notPassedBack: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const downPage = `<!doctype html>
<html lang="ja">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>記録台帳を開けません</title>
    <link rel="stylesheet" href="/page/tab-down.css" />
  </head>
  <body>
    <main>
      <h1>記録台帳を開けません</h1>
      <p>Tate のサービスが止まっているか、答えがありません。記録は残っています。少し待ってから、もう一度開いてください。</p>
      <p><a class="again" href="/tab/index.html">もう一度開く</a></p>
    </main>
  </body>
</html>
`;

const downPolicy =
  "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'self'";

const downProblem = (status: 502 | 504): object => ({
  type: 'about:blank',
  title: status === 502 ? 'Bad Gateway' : 'Gateway Timeout',
  status,
  detail: 'Tate のサービスが止まっているか、答えがありません。少し待ってから、もう一度ためしてください。',
});

const passedOn = (request: IncomingMessage): OutgoingHttpHeaders => ({
  ...Object.fromEntries(
    requestHeaders.flatMap((name) => {
      const value = request.headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  ),
  // A kept-alive connection would make the first request after a restart of the service fail.
  connection: 'close',
});

const passedBack = (answer: IncomingMessage): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !notPassedBack.has(name)));

const answerDown = (response: ServerResponse, status: 502 | 504, asPage: boolean): void => {
  const body = asPage ? downPage : JSON.stringify(downProblem(status));
  response.writeHead(status, {
    'content-type': asPage ? 'text/html; charset=utf-8' : 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'content-security-policy': downPolicy,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    // The rest of a body that nobody reads would be taken for the next request.
    connection: 'close',
  });
  response.end(body);
};

/** The answer has begun and cannot be told to be wrong any more: it is cut, so that nobody takes half of it for all. */
const isCut = (error: unknown): boolean => error instanceof Error && 'code' in error;

/**
 * The tab's files and the API, fetched from the service as they are, so that both have this tenant's own origin:
 * TeamsJS takes messages over plain http from its own origin only.
 * @param deps.timeoutMs how long the service may say nothing at all
 */
export const createTabProxy = (deps: { serviceUrl: string; timeoutMs: number }): Route[] => {
  const fetchFrom = ({ request, response }: Call, path: string): Promise<IncomingMessage | 502 | 504> =>
    new Promise((resolve) => {
      const outbound = send(new URL(path, deps.serviceUrl), {
        method: request.method,
        headers: passedOn(request),
      });
      outbound.setTimeout(deps.timeoutMs, () => {
        resolve(504);
        outbound.destroy();
      });
      outbound.once('response', resolve);
      // Also hears of a connection that breaks later: the answer's own stream then tells of it.
      outbound.on('error', () => resolve(502));
      response.once('close', () => outbound.destroy());
      request.pipe(outbound);
    });

  const handle = async (call: Call): Promise<undefined> => {
    const { request, response } = call;
    const { pathname, search } = new URL(request.url ?? '/', deps.serviceUrl);
    const answer = await fetchFrom(call, `${pathname}${search}`);
    if (typeof answer === 'number') {
      const asPage = pathname.startsWith('/tab') && request.headers.accept?.includes('text/html') === true;
      answerDown(response, answer, asPage);
      return undefined;
    }
    response.writeHead(answer.statusCode ?? 502, passedBack(answer));
    try {
      await pipeline(answer, response);
    } catch (error) {
      if (!isCut(error)) throw error;
    }
    return undefined;
  };

  const routes: readonly [method: string, path: string][] = [
    ['GET', '/tab'],
    ['GET', '/tab/*'],
    ['GET', '/api/v1/*'],
    ['POST', '/api/v1/*'],
    ['PUT', '/api/v1/*'],
  ];
  return routes.map(([method, path]) => ({ method, path, handle }));
};
