import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, extname, join } from 'node:path';
import { type OperationName, operations } from '../../src/api/operations.ts';
import type { Problem } from '../../src/api/problem.ts';
import { ensureTab } from '../../src/local/build-tab.ts';
import { hostPage, hostScript, hostStyle } from './host-page.ts';
import { fileOf, found, meOf, type Persona, recordOf, searchRecords } from './stand-in.ts';

const built = join(import.meta.dirname, '../../dist/tab');
const font = dirname(createRequire(import.meta.url).resolve('@fontsource/biz-udpgothic/package.json'));

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** The policy that the service sends with the page. */
const policy = (nonce: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`;

/** One call as the stand-in sees it. */
export type Asked = {
  readonly persona: Persona;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly ifMatch: string | undefined;
};
export type Told = { readonly status: number; readonly body: unknown; readonly etag?: string };
export type Answering = (asked: Asked) => Told | Promise<Told>;

export const ok = (body: unknown, etag?: string): Told => ({
  status: 200,
  body,
  ...(etag === undefined ? {} : { etag }),
});
export const problem = (status: number, more: Partial<Problem> = {}): Told => ({
  status,
  body: { type: 'about:blank', title: 'x', status, ...more },
});

const standard: Partial<Record<OperationName, Answering>> = {
  me: ({ persona }) => ok(meOf(persona)),
  searchRecords: ({ body, persona }) => ok(searchRecords(body, persona)),
  record: ({ params, persona }) => {
    const record = recordOf(params['number'] ?? '', persona);
    return record === undefined ? problem(404) : ok(record);
  },
  searchSubjects: () => ok(found()),
  subject: ({ params, persona }) => ok(fileOf(params['subject'] ?? '', persona)),
};

const matchers = Object.entries(operations).map(([name, { method, path }]) => ({
  name: name as OperationName,
  method: method as string,
  pattern: new RegExp(`^/api/v1${path.replaceAll(/:([a-z]+)/gu, '(?<$1>[^/]+)')}$`, 'u'),
}));

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

const personaOf = (request: IncomingMessage): Persona => {
  const payload = (request.headers.authorization ?? '').split('.')[1] ?? '';
  const { as } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { as: Persona };
  return as;
};

/**
 * The built page on loopback under the service's policy, framed by a stand-in for Teams, with a stand-in for the
 * API. Settings pages bring their own answers with `answer`.
 */
export async function openHarness() {
  await ensureTab();
  let answers: Partial<Record<OperationName, Answering>> = { ...standard };
  const calls: string[] = [];

  const sendFile = async (response: ServerResponse, path: string): Promise<void> => {
    const body = await readFile(path);
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' });
    response.end(body);
  };

  const sendIndex = async (response: ServerResponse): Promise<void> => {
    const nonce = randomBytes(16).toString('base64url');
    const html = (await readFile(join(built, 'index.html'), 'utf8'))
      .replace('__TATE_NONCE__', nonce)
      // A bare machine has no Japanese letters.
      .replace(
        '</head>',
        '<link rel="stylesheet" href="/font/400.css"><link rel="stylesheet" href="/font/700.css"></head>',
      );
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(nonce),
      'x-content-type-options': 'nosniff',
    });
    response.end(html);
  };

  const sendAnswer = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const matched = matchers
      .filter(({ method }) => method === request.method)
      .map(({ name, pattern }) => ({ name, groups: pattern.exec(url.pathname)?.groups, pattern }))
      .find(({ pattern }) => pattern.test(url.pathname));
    const answer = matched === undefined ? undefined : answers[matched.name];
    if (matched === undefined || answer === undefined) throw new Error(`no answer for ${url.pathname}`);
    calls.push(matched.name);
    const text = await textOf(request);
    const told = await answer({
      persona: personaOf(request),
      params: Object.fromEntries(
        Object.entries(matched.groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)]),
      ),
      query: url.searchParams,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
      ifMatch: request.headers['if-match']?.replaceAll('"', ''),
    });
    response.writeHead(told.status, {
      'content-type': told.status < 400 ? 'application/json' : 'application/problem+json',
      'cache-control': 'no-store',
      ...(told.etag === undefined ? {} : { etag: `"${told.etag}"` }),
    });
    response.end(JSON.stringify(told.body));
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const { pathname } = url;
    if (pathname.startsWith('/api/v1/')) return sendAnswer(request, response, url);
    if (pathname === '/tab/index.html') return sendIndex(response);
    const file = /^\/(tab\/assets|font|font\/files)\/([\w.-]+)$/u.exec(pathname);
    if (file !== null) {
      const folder = file[1] === 'tab/assets' ? join(built, 'assets') : join(font, (file[1] ?? '').slice(5));
      return sendFile(response, join(folder, file[2] ?? ''));
    }
    const own: Readonly<Record<string, readonly [string, string]>> = {
      '/': [hostPage, 'text/html; charset=utf-8'],
      '/host.js': [hostScript, 'text/javascript'],
      '/host.css': [hostStyle, 'text/css'],
    };
    const page = own[pathname];
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': page?.[1] ?? 'text/plain' });
    response.end(page?.[0] ?? '');
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((fault: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(String(fault));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    /** Names of the operations that were called, in order. */
    calls,
    /** Takes the place of the standard answer of an operation, until `reset`. */
    answer: (name: OperationName, answering: Answering): void => {
      answers[name] = answering;
    },
    reset: (): void => {
      answers = { ...standard };
      calls.length = 0;
    },
    close: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Harness = Awaited<ReturnType<typeof openHarness>>;
