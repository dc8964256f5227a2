import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { createFrontDoor } from '../../src/bot/front-door/adapter.ts';
import type { TurnOutcome } from '../../src/bot/front-door/answer.ts';
import { createBotAuthentication } from '../../src/bot/front-door/authentication.ts';
import { createGuard } from '../../src/bot/front-door/guard.ts';
import { SMALL_BYTES } from '../../src/http/body.ts';
import type { Route } from '../../src/http/route.ts';
import { createHttpServer, type HttpServer } from '../../src/http/server.ts';
import { isLoopbackServiceUrl } from '../../src/teams/service-url.ts';
import { createRecordedLog } from '../bot/front-door/recorded-log.ts';
import { sendRaw } from './raw.ts';

const SERVICE_URL = 'http://127.0.0.1:9/';
const message = { type: 'message', serviceUrl: SERVICE_URL, text: '山田太郎' };
const invoke = { ...message, type: 'invoke', name: 'adaptiveCard/action' };

type Answer = (activity: unknown) => Promise<TurnOutcome>;

describe('the HTTP server', () => {
  let server: HttpServer;
  let port: number;
  let ready: () => Promise<{ ok: boolean; checks: Record<string, unknown> }>;
  let recorded: ReturnType<typeof createRecordedLog>;
  let answer: Answer;
  let agent: Agent;

  const boom: Route = {
    method: 'GET',
    path: '/boom/:name',
    handle: () => Promise.reject(new Error('山田太郎')),
  };
  const echo: Route = {
    method: 'PUT',
    path: '/echo/:name',
    handle: async ({ params, query, bytes }) => ({
      kind: 'bytes',
      status: 201,
      bytes: await bytes(10),
      headers: { 'Content-Type': 'text/plain', 'X-Name': params['name'] ?? '', 'X-Q': query.get('q') ?? '' },
    }),
  };

  beforeEach(async () => {
    recorded = createRecordedLog();
    ready = async () => ({ ok: true, checks: { store: 'ok' } });
    answer = async () => ({ kind: 'done' });
    agent = new Agent({ keepAlive: true });
    const frontDoor = createFrontDoor({
      authentication: createBotAuthentication({ kind: 'local' }),
      guard: createGuard({ appId: '', tenants: [], allowServiceUrl: isLoopbackServiceUrl, now: () => 0 }),
      answer: (activity) => answer(activity),
      log: recorded.log,
      newReference: () => 'A1B2',
    });
    server = createHttpServer({
      frontDoor,
      health: { ready: () => ready() },
      maxBodyBytes: 10_000,
      routes: [boom, echo],
      log: recorded.log,
      newReference: () => 'C3D4',
    });
    port = await server.listen('127.0.0.1', 0);
  });
  afterEach(async () => {
    agent.destroy();
    await server.stop(0);
  });

  type Reply = { status: number; headers: Record<string, unknown>; text: string };

  function call(
    method: string,
    path: string,
    body?: string | Buffer,
    headers: Record<string, string> = { 'Content-Type': 'application/json' },
  ): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const sent = request({ port, host: '127.0.0.1', method, path, headers, agent }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  function post(body: unknown, headers?: Record<string, string>): Promise<Reply> {
    return call('POST', '/api/messages', JSON.stringify(body), headers);
  }

  function assertProblem(reply: Reply, status: number): void {
    assert.equal(reply.status, status);
    assert.equal(reply.headers['content-type'], 'application/problem+json');
    const problem = JSON.parse(reply.text) as Record<string, unknown>;
    assert.equal(problem['status'], status);
    assert.equal(problem['type'], 'about:blank');
    assert.equal(typeof problem['title'], 'string');
    assert.deepEqual(
      Object.keys(problem).filter((key) => !['type', 'title', 'status', 'reference'].includes(key)),
      [],
    );
  }

  describe('at POST /api/messages', () => {
    it('answers a message by 200 without a body', async () => {
      const reply = await post(message);
      assert.deepEqual([reply.status, reply.text], [200, '']);
    });

    it('answers an invoke with the JSON of the handler', async () => {
      answer = async () => ({ kind: 'invoke', status: 200, body: { 結果: '受付' } });
      const reply = await post(invoke);
      assert.equal(reply.status, 200);
      assert.match(String(reply.headers['content-type']), /^application\/json/);
      assert.deepEqual(JSON.parse(reply.text), { 結果: '受付' });
    });

    it('does not answer 200 when a message turn throws', async () => {
      answer = () => Promise.reject(new Error('山田太郎'));
      const reply = await post(message);
      assertProblem(reply, 500);
      assert.equal(JSON.parse(reply.text).reference, 'A1B2');
      assert.equal(reply.text.includes('山田'), false);
    });

    it('answers a press that throws by 200 with an error inside', async () => {
      answer = () => Promise.reject(new Error('山田太郎'));
      const reply = await post(invoke);
      assert.equal(reply.status, 200);
      assert.equal(JSON.parse(reply.text).type, 'application/vnd.microsoft.error');
      assert.equal(reply.text.includes('山田'), false);
    });

    it('survives an answer that cannot be written as JSON', async () => {
      answer = async () => ({ kind: 'invoke', status: 200, body: { n: 1n } });
      assertProblem(await post(invoke), 500);
    });

    const json = { 'Content-Type': 'application/json' };
    const deep = `${'{"a":'.repeat(1500)}1${'}'.repeat(1500)}`;
    const refused: {
      name: string;
      body: string | Buffer;
      headers?: Record<string, string>;
      status: number;
    }[] = [
      { name: 'an empty object', body: '{}', status: 400 },
      { name: 'a number', body: '5', status: 400 },
      { name: 'null', body: 'null', status: 400 },
      { name: 'text', body: '"x"', status: 400 },
      { name: 'a list', body: '[]', status: 400 },
      { name: 'a numeric type', body: JSON.stringify({ ...message, type: 5 }), status: 400 },
      { name: 'half a document', body: '{"type":', status: 400 },
      { name: 'two documents', body: '{}{}', status: 400 },
      { name: 'no body', body: '', status: 400 },
      { name: 'bytes that are no UTF-8', body: Buffer.from([0x22, 0xff, 0x22]), status: 400 },
      { name: 'a deep body', body: deep, status: 400 },
      { name: 'a deep list', body: `${'['.repeat(4000)}${']'.repeat(4000)}`, status: 400 },
      {
        name: '__proto__',
        body: `{"type":"message","__proto__":{"serviceUrl":"${SERVICE_URL}"}}`,
        status: 400,
      },
      { name: 'a big body', body: JSON.stringify('x'.repeat(10_000)), status: 413 },
      { name: 'a huge body', body: Buffer.alloc(5_000_000, 32), status: 413 },
      {
        name: 'a form',
        body: 'a=1',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        status: 415,
      },
      { name: 'plain text', body: '{}', headers: { 'Content-Type': 'text/plain' }, status: 415 },
      { name: 'no content type', body: '{}', headers: {}, status: 415 },
      {
        name: 'another charset',
        body: '{}',
        headers: { 'Content-Type': 'application/json; charset=sjis' },
        status: 415,
      },
      { name: 'gzip', body: gzipSync('{}'), headers: { ...json, 'Content-Encoding': 'gzip' }, status: 415 },
      { name: 'broken gzip', body: 'xx', headers: { ...json, 'Content-Encoding': 'gzip' }, status: 415 },
      {
        name: 'a foreign serviceUrl',
        body: JSON.stringify({ ...message, serviceUrl: 'http://169.254.169.254/' }),
        status: 403,
      },
    ];
    for (const { name, body, headers, status } of refused) {
      it(`refuses ${name} with ${status} and goes on serving`, async () => {
        assertProblem(await call('POST', '/api/messages', body, headers), status);
        assert.equal((await post(message)).status, 200);
      });
    }

    it('takes JSON with a charset', async () => {
      const reply = await post(message, { 'Content-Type': 'application/json; charset=utf-8' });
      assert.equal(reply.status, 200);
    });

    it('stops reading a chunked body at the bound', async () => {
      const head = 'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
      const chunk = `2000\r\n${' '.repeat(0x2000)}\r\n`;
      const text = await sendRaw(port, [`${head}Transfer-Encoding: chunked\r\n\r\n`, chunk, chunk, chunk]);
      assert.match(text, /^HTTP\/1\.1 413 /);
      assert.match(text, /Connection: close/i);
    });

    it('takes a sender that goes away in the middle of its body calmly', async () => {
      const head = 'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
      await sendRaw(port, [`${head}Content-Length: 100\r\n\r\n{"type"`], 30);
      await sleep(30);
      assert.equal((await post(message)).status, 200);
      assert.equal(
        recorded.lines.some((line) => line.level === 'error'),
        false,
      );
    });
  });

  describe('in front of a door that wants a token', () => {
    let read: number;
    let guarded: HttpServer;
    beforeEach(async () => {
      read = 0;
      guarded = createHttpServer({
        frontDoor: {
          refuseToken: (authorization) =>
            authorization === 'Bearer good' ? undefined : { kind: 'problem', status: 401 },
          receive: async () => {
            read += 1;
            return { kind: 'problem', status: 429, retryAfterSeconds: 7 };
          },
        },
        health: { ready: () => ready() },
        log: recorded.log,
        newReference: () => 'C3D4',
      });
      await server.stop(0);
      port = await guarded.listen('127.0.0.1', 0);
    });
    afterEach(() => guarded.stop(0));

    it('answers 401 before it has read a body that never comes', async () => {
      const head = 'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
      const text = await sendRaw(port, [`${head}Content-Length: 900000\r\n\r\n{"type":"mess`]);
      assert.match(text, /^HTTP\/1\.1 401 /);
      assert.match(text, /Connection: close/i);
      assert.equal(read, 0);
    });

    it('answers 401 to a body of a wrong type, size or form as well: whoever has no token learns nothing', async () => {
      for (const [body, headers] of [
        ['a=1', { 'Content-Type': 'text/plain' }],
        ['{', { 'Content-Type': 'application/json' }],
        ['['.repeat(100_000), { 'Content-Type': 'application/json' }],
      ] as const) {
        assertProblem(await call('POST', '/api/messages', body, headers), 401);
      }
    });

    it('tells whoever sends too much when to come again', async () => {
      const reply = await post(message, { 'Content-Type': 'application/json', Authorization: 'Bearer good' });
      assertProblem(reply, 429);
      assert.equal(reply.headers['retry-after'], '7');
    });
  });

  describe('with little room for large bodies', () => {
    const ROOM = 200_000;
    const head = 'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
    const large = JSON.stringify({ ...message, text: 'x'.repeat(SMALL_BYTES + 100_000) });
    let tight: HttpServer;
    beforeEach(async () => {
      tight = createHttpServer({
        frontDoor: {
          refuseToken: () => undefined,
          receive: async () => ({ kind: 'answer', status: 200, body: {} }),
        },
        health: { ready: () => ready() },
        maxBodyBytes: 1_000_000,
        bodyRoomBytes: ROOM,
        log: recorded.log,
        newReference: () => 'C3D4',
      });
      await server.stop(0);
      port = await tight.listen('127.0.0.1', 0);
    });
    afterEach(() => tight.stop(0));

    const sendLarge = () => call('POST', '/api/messages', large);

    it('refuses a large body with 503 while others hold the room, and takes every small one', async () => {
      const part = `${head}Content-Length: 900000\r\n\r\n{"text":"${'x'.repeat(SMALL_BYTES + 90_000)}`;
      const held = [sendRaw(port, [part], 400), sendRaw(port, [part], 400)];
      await sleep(100);
      assertProblem(await sendLarge(), 503);
      for (let n = 0; n < 10; n += 1) assert.equal((await post(message)).status, 200);
      await Promise.all(held);
    });

    it('has the room again when the others are done, gone or refused', async () => {
      for (let n = 0; n < 10; n += 1) {
        assert.equal((await sendLarge()).status, 200);
        await sendRaw(port, [`${head}Content-Length: 900000\r\n\r\n${'x'.repeat(SMALL_BYTES + 90_000)}`], 20);
        await call('POST', '/api/messages', Buffer.alloc(2_000_000, 32));
      }
      assert.equal((await sendLarge()).status, 200);
    });
  });

  describe('elsewhere', () => {
    for (const [method, path, status] of [
      ['GET', '/', 404],
      ['GET', '/api', 404],
      ['POST', '/api/messages/', 404],
      ['POST', '/api/messages/x', 404],
      ['GET', '/../etc/passwd', 404],
      ['GET', '/%E0%A4%A', 404],
      ['GET', `/${'a'.repeat(5000)}`, 404],
      ['GET', '/%3Cscript%3E', 404],
      ['GET', '/api/messages', 405],
      ['PUT', '/api/messages', 405],
      ['DELETE', '/api/messages', 405],
      ['OPTIONS', '/api/messages', 405],
      ['POST', '/health/live', 405],
    ] as const) {
      it(`answers ${method} ${path.slice(0, 30)} by ${status}`, async () => {
        assertProblem(await call(method, path), status);
      });
    }

    it('says which method is allowed', async () => {
      assert.equal((await call('GET', '/api/messages')).headers['allow'], 'POST');
    });

    it('answers 500 with a reference, which the log has too, when a route throws', async () => {
      const reply = await call('GET', '/boom/x');
      assertProblem(reply, 500);
      assert.equal(JSON.parse(reply.text).reference, 'C3D4');
      const line = recorded.lines.find((entry) => entry.level === 'error');
      assert.equal(line?.fields['reference'], 'C3D4');
    });

    it('hands parameters, query and raw bytes to a route', async () => {
      const reply = await call('PUT', '/echo/a%20b?q=1', 'bytes');
      assert.deepEqual([reply.status, reply.text], [201, 'bytes']);
      assert.deepEqual([reply.headers['x-name'], reply.headers['x-q']], ['a b', '1']);
      assertProblem(await call('PUT', '/echo/a', '12345678901'), 413);
    });

    for (const text of [
      'GARBAGE\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      `GET / HTTP/1.1\r\nX: ${'a'.repeat(70_000)}\r\n\r\n`,
    ]) {
      it(`closes on ${JSON.stringify(text.slice(0, 20))} and goes on serving`, async () => {
        assert.match(await sendRaw(port, [text]), /^(?:HTTP\/1\.1 4\d\d .*)?/);
        assert.equal((await post(message)).status, 200);
      });
    }
  });

  describe('its headers', () => {
    for (const [method, path] of [
      ['GET', '/health/live'],
      ['GET', '/nope'],
      ['GET', '/api/messages'],
      ['POST', '/api/messages'],
      ['GET', '/boom/x'],
    ] as const) {
      it(`name no server, forbid sniffing, storing, showing and framing at ${method} ${path}`, async () => {
        const { headers, text } = await call(method, path, method === 'POST' ? '{}' : undefined);
        assert.equal(headers['server'], undefined);
        assert.equal(headers['x-powered-by'], undefined);
        assert.equal(headers['x-content-type-options'], 'nosniff');
        assert.equal(headers['cache-control'], 'no-store');
        assert.equal(headers['referrer-policy'], 'no-referrer');
        assert.match(String(headers['strict-transport-security']), /^max-age=31536000; includeSubDomains$/);
        assert.match(
          String(headers['content-security-policy']),
          /^default-src 'none';.* frame-ancestors 'none'$/,
        );
        assert.equal(/restify|node_modules|\.ts:|Error:/.test(text), false);
      });
    }
  });

  describe('health', () => {
    it('is live', async () => {
      assert.deepEqual(JSON.parse((await call('GET', '/health/live')).text), { ok: true });
    });

    it('is ready when the checks are', async () => {
      const reply = await call('GET', '/health/ready');
      assert.equal(reply.status, 200);
      assert.deepEqual(JSON.parse(reply.text), { ok: true, checks: { store: 'ok' } });
    });

    it('is not ready when a check fails', async () => {
      ready = async () => ({ ok: false, checks: { store: 'down' } });
      const reply = await call('GET', '/health/ready');
      assert.equal(reply.status, 503);
      assert.deepEqual(JSON.parse(reply.text), { ok: false, checks: { store: 'down' } });
    });

    it('answers 500 when a check throws', async () => {
      ready = () => Promise.reject(new Error('x'));
      assertProblem(await call('GET', '/health/ready'), 500);
    });
  });

  describe('its log', () => {
    it('has one line per request, with the route and without query, body or values', async () => {
      await post(message, { 'Content-Type': 'application/json', authorization: 'Bearer secret' });
      await call('GET', `/boom/${encodeURIComponent('山田')}?name=${encodeURIComponent('太郎')}`);
      await call('GET', '/nope/secret?token=secret');
      await sleep(10);
      const lines = recorded.lines.filter((line) => line.message === 'request').map((line) => line.fields);
      assert.deepEqual(
        lines.map(({ method, route, status }) => [method, route, status]),
        [
          ['POST', '/api/messages', 200],
          ['GET', '/boom/:name', 500],
          ['GET', '(none)', 404],
        ],
      );
      for (const line of lines) {
        assert.deepEqual(Object.keys(line), ['reference', 'method', 'route', 'status', 'ms', 'cut']);
        assert.equal(typeof line['ms'], 'number');
      }
      const everything = JSON.stringify(recorded.lines);
      for (const word of ['secret', '山田', '%E5', 'token'])
        assert.equal(everything.includes(word), false, word);
    });
  });

  describe('when it stops', () => {
    it('lets a running request end, refuses new ones, and then is gone', async () => {
      answer = async () => {
        await sleep(150);
        return { kind: 'done' };
      };
      const running = post(message);
      await sleep(50);
      const stopped = server.stop(5000);
      await assert.rejects(sendNew());
      assert.equal((await running).status, 200);
      const startedAt = performance.now();
      await stopped;
      assert.ok(performance.now() - startedAt < 1000, 'an idle kept-alive connection delayed the stop');
    });

    function sendNew(): Promise<Reply> {
      agent = new Agent({ keepAlive: false });
      return call('GET', '/health/live');
    }

    it('takes requests while it leaves: says that it is not ready, and closes each connection with its answer', async () => {
      await call('GET', '/health/live');
      const stopped = server.stop(5000, 1000);
      const kept = await post(message);
      assert.equal(kept.status, 200);
      assert.equal(kept.headers['connection'], 'close');
      agent = new Agent({ keepAlive: false });
      assert.equal((await call('GET', '/health/ready')).status, 503);
      assert.equal((await post(message)).status, 200);
      await stopped;
      await assert.rejects(sendNew());
    });

    it('closes idle kept-alive connections at once', async () => {
      await call('GET', '/health/live');
      const startedAt = performance.now();
      await server.stop(5000);
      assert.ok(performance.now() - startedAt < 500);
    });

    it('is not held up by sockets that somebody asked to have for something else', async () => {
      const tunnel = await sendRaw(port, ['CONNECT 169.254.169.254:80 HTTP/1.1\r\nHost: x\r\n\r\n']);
      assert.match(tunnel, /^(?:HTTP\/1\.1 4\d\d .*)?$/);
      const head = 'GET /health/live HTTP/1.1\r\nHost: x\r\n';
      const upgraded = await sendRaw(port, [`${head}Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n`], 200);
      assert.match(upgraded, /^HTTP\/1\.1 200 /);
      await server.stop(100);
    });

    it('cuts what is still running after the grace, and says so in the log', async () => {
      answer = () => sleep(3000, { kind: 'done' } as const, { ref: false });
      const running = post(message);
      await sleep(30);
      const startedAt = performance.now();
      await Promise.all([server.stop(100), assert.rejects(running)]);
      const ms = performance.now() - startedAt;
      assert.ok(ms >= 90 && ms < 1000, `took ${ms} ms`);
      await sleep(10);
      assert.equal(recorded.lines.find((line) => line.message === 'request')?.fields['cut'], true);
    });

    it('can be told twice', async () => {
      await Promise.all([server.stop(100), server.stop(100)]);
    });
  });

  it('says when its port is taken', async () => {
    const frontDoor = {
      refuseToken: () => undefined,
      receive: async () => ({ kind: 'problem', status: 500 }) as const,
    };
    const { log } = recorded;
    const second = createHttpServer({ frontDoor, health: { ready }, log, newReference: () => 'x' });
    await assert.rejects(second.listen('127.0.0.1', port), { code: 'EADDRINUSE' });
  });
});
