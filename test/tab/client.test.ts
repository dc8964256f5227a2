import assert from 'node:assert/strict';
import { operations } from '../../src/api/operations.ts';
import { deliveryStateNames } from '../../src/api/record.ts';
import { addresses, isReading, pathOf } from '../../src/tab/api/addresses.ts';
import { createApi } from '../../src/tab/api/client.ts';
import { deliveryTexts } from '../../src/tab/record/delivery-texts.ts';
import { createTokens, endOf } from '../../src/tab/teams/tokens.ts';

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...headers },
  });

/** An API over scripted answers; what it sent, waited for and said is written down. */
function scripted(...answers: (() => Response | Promise<Response>)[]) {
  const sent: { address: string; init: RequestInit }[] = [];
  const waits: number[] = [];
  const retries: boolean[] = [];
  let tokens = 0;
  const api = createApi({
    tokens: createTokens({ ask: () => Promise.resolve(`token-${(tokens += 1)}`), now: () => 0 }),
    fetch: async (address, init) => {
      sent.push({ address, init });
      const answer = answers.shift();
      if (answer === undefined) throw new Error('nobody expected this call');
      return answer();
    },
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    onRetry: (trying) => retries.push(trying),
  });
  return { api, sent, waits, retries };
}

const header = (sent: { init: RequestInit } | undefined, name: string): string | null =>
  new Headers(sent?.init.headers).get(name);

describe("the page's way to the service", () => {
  it('names every operation of the contract as the contract does', () => {
    assert.deepEqual(
      Object.entries(addresses).map(([name, address]) => [name, ...address]),
      Object.entries(operations).map(([name, { method, path }]) => [name, method, path]),
    );
  });

  it('says of deliveries what the contract says', () => {
    assert.deepEqual(deliveryTexts, deliveryStateNames);
  });

  it('reads by GET and by the searches, and counts nothing else as reading', () => {
    const reading = Object.keys(addresses).filter((name) => isReading(name as keyof typeof addresses));
    assert.deepEqual(
      reading.filter((name) => addresses[name as keyof typeof addresses][0] !== 'GET'),
      ['searchRecords', 'searchSubjects', 'previewImport'],
    );
  });

  it('puts parameters into the path so that none can change the path', () => {
    assert.equal(pathOf('record', { number: '../me?x=1#' }), '/records/..%2Fme%3Fx%3D1%23');
    assert.equal(
      pathOf('sectionVersion', { section: 'ward', version: '3' }),
      '/settings/sections/ward/versions/3',
    );
  });

  it('carries the token, the body and the version that an edit starts from', async () => {
    const { api, sent } = scripted(() => json(200, { x: 1 }, { etag: 'W/"ward-4"' }));
    const answer = await api.call('saveSection', {
      params: { section: 'ward' },
      body: { content: {}, note: '' },
      ifMatch: 'ward-3',
    });
    assert.deepEqual(answer, { ok: true, value: { x: 1 }, etag: 'ward-4' });
    assert.equal(sent[0]?.address, '/api/v1/settings/sections/ward');
    assert.equal(header(sent[0], 'authorization'), 'Bearer token-1');
    assert.equal(header(sent[0], 'if-match'), '"ward-3"');
    assert.equal(sent[0]?.init.method, 'PUT');
  });

  it('tells kinds of refusal apart, with the words, fields and state that the service sent', async () => {
    const { api } = scripted(() =>
      json(
        412,
        {
          detail: '先に変わりました。',
          reference: 'r1',
          errors: [{ path: 'a.0', message: 'だめ' }],
          current: { v: 2 },
        },
        { etag: '"ward-5"' },
      ),
    );
    const answer = await api.call('saveSection', {
      params: { section: 'ward' },
      body: { content: {}, note: '' },
      ifMatch: 'ward-3',
    });
    assert.deepEqual(answer, {
      ok: false,
      failure: {
        kind: 'conflict',
        detail: '先に変わりました。',
        reference: 'r1',
        errors: [{ path: 'a.0', message: 'だめ' }],
        current: { v: 2 },
        etag: 'ward-5',
      },
    });
  });

  const statuses: readonly [status: number, kind: string][] = [
    [400, 'refused'],
    [403, 'not-entitled'],
    [404, 'not-found'],
    [422, 'refused'],
    [500, 'trouble'],
  ];
  for (const [status, kind] of statuses) {
    it(`takes ${status} as ${kind}, and does not try again`, async () => {
      const { api, sent } = scripted(() => json(status, {}));
      const answer = await api.call('me', {});
      assert.equal(answer.ok ? '' : answer.failure.kind, kind);
      assert.equal(sent.length, 1);
    });
  }

  it('reads again once when the service is away, and says so meanwhile', async () => {
    const { api, sent, retries } = scripted(
      () => json(503, {}, { 'retry-after': '2' }),
      () => json(200, { name: 'x' }),
    );
    assert.equal((await api.call('me', {})).ok, true);
    assert.equal(sent.length, 2);
    assert.deepEqual(retries, [true, false]);
  });

  it('waits as long as the service asks for, but not longer than somebody would', async () => {
    const short = scripted(
      () => json(429, {}, { 'retry-after': '2' }),
      () => json(200, {}),
    );
    await short.api.call('searchRecords', { body: {} });
    assert.deepEqual(short.waits, [2000]);
    const long = scripted(() => json(429, {}, { 'retry-after': '60' }));
    const answer = await long.api.call('searchRecords', { body: {} });
    assert.equal(answer.ok ? '' : answer.failure.kind, 'too-many');
    assert.deepEqual([long.sent.length, long.waits.length], [1, 0]);
  });

  it('gives up after the second fault of the network', async () => {
    const fault = (): Promise<Response> => Promise.reject(new TypeError('network'));
    const { api, sent } = scripted(fault, fault);
    const answer = await api.call('record', { params: { number: '1' } });
    assert.equal(answer.ok ? '' : answer.failure.kind, 'unreachable');
    assert.equal(sent.length, 2);
  });

  it('never writes twice by itself', async () => {
    const { api, sent } = scripted(() => json(503, {}));
    const answer = await api.call('saveChannel', {
      params: { key: 'c' },
      body: { department: null },
      ifMatch: 'e',
    });
    assert.equal(answer.ok ? '' : answer.failure.kind, 'unreachable');
    assert.equal(sent.length, 1);
  });

  it('takes a page in place of an answer, as something in between sends it, for no answer', async () => {
    const page = (): Response =>
      new Response('<html>', { status: 200, headers: { 'content-type': 'text/html' } });
    const { api } = scripted(page);
    const answer = await api.call('me', {});
    assert.equal(answer.ok ? '' : answer.failure.kind, 'trouble');
  });

  it('asks Teams for another token after a refusal, once', async () => {
    const { api, sent } = scripted(
      () => json(401, {}),
      () => json(401, {}),
    );
    const answer = await api.call('me', {});
    assert.equal(answer.ok ? '' : answer.failure.kind, 'sign-in');
    assert.deepEqual(
      sent.map((one) => header(one, 'authorization')),
      ['Bearer token-1', 'Bearer token-2'],
    );
  });

  it('says nothing about what the page itself has stopped', async () => {
    const stop = new AbortController();
    const { api } = scripted(() => {
      stop.abort();
      return Promise.reject(new Error('aborted'));
    });
    const answer = await api.call('me', { signal: stop.signal });
    assert.equal(answer.ok ? '' : answer.failure.kind, 'stopped');
  });
});

describe('the token of whoever is signed in to Teams', () => {
  const tokenUntil = (seconds: number, word = 'x'): string =>
    ['e30', Buffer.from(JSON.stringify({ exp: seconds, word })).toString('base64url'), 'x'].join('.');

  it('ends when it says so; what is no token ends at once', () => {
    assert.equal(endOf(tokenUntil(1_800_000_000, '漢字')), 1_800_000_000_000);
    for (const text of ['', 'a.b.c', 'a.e30.c']) assert.equal(endOf(text), 0, text);
  });

  it('is asked for once however many wait, kept, and asked for again a minute before its end', async () => {
    let now = 0;
    let asked = 0;
    const tokens = createTokens({
      ask: () => {
        asked += 1;
        return Promise.resolve(tokenUntil(now / 1000 + 600, String(asked)));
      },
      now: () => now,
    });
    const [first, second] = await Promise.all([tokens.token(), tokens.token()]);
    assert.equal(first, second);
    now = 539_000;
    assert.equal(await tokens.token(), first);
    now = 541_000;
    assert.notEqual(await tokens.token(), first);
    assert.equal(asked, 2);
  });

  it('is not handed out again after a refusal, while a newer one stays', async () => {
    let asked = 0;
    const tokens = createTokens({
      ask: () => {
        asked += 1;
        return Promise.resolve(tokenUntil(10_000, String(asked)));
      },
      now: () => 0,
    });
    const first = await tokens.token();
    tokens.drop(first);
    const second = await tokens.token();
    tokens.drop(first);
    assert.equal(await tokens.token(), second);
    assert.equal(asked, 2);
  });

  it('is asked for again when Teams gave none', async () => {
    const answers = [() => Promise.reject(new Error('no')), () => Promise.resolve(tokenUntil(10_000))];
    const tokens = createTokens({
      ask: () => (answers.shift() ?? (() => Promise.reject(new Error('x'))))(),
      now: () => 0,
    });
    await assert.rejects(tokens.token());
    assert.equal(await tokens.token(), tokenUntil(10_000));
  });
});
