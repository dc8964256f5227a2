import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import { type House, openHouse } from './tenant-house.ts';

type Seen = { method: string; url: string; headers: IncomingHttpHeaders; body: string };

describe('the way to the tab and its API through the local tenant', () => {
  let house: House;
  let seen: Seen[];

  beforeEach(async () => {
    house = await openHouse();
    seen = [];
    house.bot.web = async (request, response) => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body: await text(request) });
      response.writeHead(200, {
        'content-type': 'application/json',
        etag: '"ward-3"',
        'content-security-policy': "default-src 'none'; frame-ancestors http://127.0.0.1:*",
        'set-cookie': 'a=b',
      });
      response.end('{"ok":true}');
    };
  });
  afterEach(() => house.close());

  const at = (
    path: string,
    init: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<Response> =>
    fetch(new URL(path, house.tenant.url), { ...init, headers: { connection: 'close', ...init.headers } });

  /** A path as it is, which `fetch` would put right before it goes out. */
  const raw = async (
    path: string,
    options: { method?: string; host?: string } = {},
  ): Promise<{ status: number | undefined; body: string }> => {
    const url = new URL(house.tenant.url);
    const asked = send({
      host: url.hostname,
      port: url.port,
      path,
      method: options.method ?? 'GET',
      headers: { connection: 'close', ...(options.host === undefined ? {} : { host: options.host }) },
    }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    return { status: answer.statusCode, body: await text(answer) };
  };

  it('passes on what belongs to the call, with body and query, and no cookie', async () => {
    const answer = await at('/api/v1/settings/sections/ward?x=%E8%AA%B2', {
      method: 'PUT',
      headers: {
        authorization: 'Bearer a.b.c',
        'if-match': '"ward-2"',
        'content-type': 'application/json',
        cookie: 'secret=1',
        'x-forwarded-for': '10.0.0.1',
      },
      body: '{"note":"課"}',
    });
    assert.equal(answer.status, 200);
    const [call] = seen;
    assert.ok(call);
    assert.equal(`${call.method} ${call.url}`, 'PUT /api/v1/settings/sections/ward?x=%E8%AA%B2');
    assert.equal(call.body, '{"note":"課"}');
    assert.equal(call.headers.authorization, 'Bearer a.b.c');
    assert.equal(call.headers['if-match'], '"ward-2"');
    assert.equal(call.headers.host, new URL(house.bot.url).host);
    assert.equal(call.headers.cookie, undefined);
    assert.equal(call.headers['x-forwarded-for'], undefined);
  });

  it('passes back what the service says, its rules for the browser too, and sets no cookie', async () => {
    const answer = await at('/tab/index.html');
    assert.deepEqual(await answer.json(), { ok: true });
    assert.equal(answer.headers.get('etag'), '"ward-3"');
    assert.match(answer.headers.get('content-security-policy') ?? '', /frame-ancestors http:\/\/127/u);
    assert.equal(answer.headers.get('set-cookie'), null);
  });

  it('passes the body on while it comes', async () => {
    let go: () => void = () => undefined;
    const wait = new Promise<void>((resolve) => {
      go = resolve;
    });
    house.bot.web = async (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.write('first');
      await wait;
      response.end('last');
    };
    const answer = await at('/tab/assets/a.js');
    const reader = answer.body?.getReader();
    const first = await reader?.read();
    assert.equal(Buffer.from(first?.value ?? []).toString(), 'first');
    go();
    const last = await reader?.read();
    assert.equal(Buffer.from(last?.value ?? []).toString(), 'last');
  });

  it('leads to the tab and its API and nowhere else', async () => {
    for (const [path, status] of [
      ['/health/ready', 404],
      ['/api/messages', 404],
      ['/tab/../health/ready', 404],
      ['/tab/%2e%2e/api/messages', 404],
      ['/tabs/index.html', 404],
    ] as const) {
      assert.equal((await raw(path)).status, status, path);
    }
    assert.equal((await raw('/api/v1/me', { method: 'DELETE' })).status, 405);
    assert.equal((await raw('/tab/index.html', { method: 'POST' })).status, 405);
    assert.equal((await raw('/tab/index.html', { host: 'evil.example' })).status, 421);
    assert.equal(seen.length, 0);
    assert.equal((await raw('http://evil.example/tab/index.html')).status, 200);
    assert.equal(seen[0]?.headers.host, new URL(house.bot.url).host);
  });

  it('says in Japanese that the service is down, as a page for people and as a problem for the page', async () => {
    await house.bot.stop();
    const page = await at('/tab/index.html', { headers: { accept: 'text/html' } });
    assert.equal(page.status, 502);
    assert.match(await page.text(), /サービスが止まっている/u);
    assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/u);
    const problem = await at('/api/v1/me');
    assert.equal(problem.status, 502);
    assert.equal(problem.headers.get('content-type'), 'application/problem+json');
    assert.match(((await problem.json()) as { detail: string }).detail, /もう一度/u);
    assert.equal((await at('/page/tab-down.css')).status, 200);
  });

  it('does not wait for ever for a service that says nothing', async () => {
    house.bot.web = () => new Promise(() => undefined);
    assert.equal((await at('/api/v1/me')).status, 504);
  });

  it('cuts an answer that breaks off, so that nobody takes half of it for all', async () => {
    house.bot.web = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    };
    const answer = await at('/tab/assets/a.js');
    await assert.rejects(answer.text());
  });
});
