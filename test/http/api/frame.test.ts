import assert from 'node:assert/strict';
import { operations, type OperationName } from '../../../src/api/operations.ts';
import { problemSchema } from '../../../src/api/problem.ts';
import { createApi } from '../../../src/http/api/create-api.ts';
import type { ApiAnswer, Call, Handlers } from '../../../src/http/api/operation.ts';
import { createSignIn } from '../../../src/http/api/sign-in.ts';
import { StoreFault } from '../../../src/store/document-store.ts';
import { openHouse, type OpenHouse } from '../../builders/house.ts';
import { approver, person } from '../../builders/records.ts';
import { type Reply, serve } from './tab-service.ts';

type Present =
  | 'section'
  | 'saveSection'
  | 'searchRecords'
  | 'record'
  | 'subject'
  | 'people'
  | 'sectionVersion';

const NUMBER = '261121-7K3F9Q';
const section = { section: 'ward', version: 3, content: { name: '区' }, history: [] } as const;
const page = { rows: [], lookedAt: 0 };

describe('the frame of the API', () => {
  let open: OpenHouse;
  let service: Awaited<ReturnType<typeof serve>>;
  let calls: { name: OperationName; call: Call<OperationName> }[];
  let answers: Partial<Record<Present, unknown>>;
  let clock: number;

  beforeEach(async () => {
    open = openHouse();
    // Coordinators, so that each of them reaches every operation; the bystander is the one who does not.
    await open.settlePeople(
      person({ coordinator: true }),
      approver({ coordinator: true }),
      person({ id: 'bystander', approverOf: ['fukushi'] }),
    );
    calls = [];
    answers = {};
    clock = 0;
    const answering =
      <N extends Present>(name: N, usual: unknown) =>
      async (call: Call<N>): Promise<ApiAnswer<N>> => {
        calls.push({ name, call });
        const answer = answers[name] ?? { kind: 'ok', body: usual };
        if (answer instanceof Error) throw answer;
        return answer as ApiAnswer<N>;
      };
    const handlers: Handlers<Present> = {
      section: answering('section', section),
      saveSection: answering('saveSection', section),
      sectionVersion: answering('sectionVersion', { ...section, changes: [] }),
      searchRecords: answering('searchRecords', page),
      record: answering('record', {}),
      subject: answering('subject', {}),
      people: answering('people', { people: [] }),
    };
    service = await serve(({ issuers, log }) =>
      createApi({
        signIn: createSignIn({ issuers, now: Date.now }),
        handlers,
        house: open.house,
        now: () => clock,
        log,
      }),
    );
  });
  afterEach(async () => {
    await service.close();
    await open.close();
  });

  const search = (body: unknown, headers: Record<string, string> = {}) =>
    service.call({ method: 'POST', path: '/records/search', as: 'sato', body, headers });

  const save = (headers: Record<string, string>, body: unknown = { content: {} }) =>
    service.call({ method: 'PUT', path: '/settings/sections/ward', as: 'sato', body, headers });

  function assertProblem(reply: Reply, status: number): Record<string, unknown> {
    assert.equal(reply.status, status, reply.text);
    assert.equal(reply.headers.get('content-type'), 'application/problem+json');
    assert.equal(reply.headers.get('cache-control'), 'no-store');
    const problem = problemSchema.parse(reply.json());
    assert.deepEqual([problem.type, problem.status], ['about:blank', status]);
    return problem;
  }

  describe('lets nobody pass who is not signed in', () => {
    for (const [method, path] of Object.values(operations).map((one) => [one.method, one.path] as const)) {
      it(`at ${method} ${path}`, async () => {
        const reply = await service.call({
          method,
          path: path.replace(':number', NUMBER).replaceAll(/:\w+/gu, 'ward'),
          ...(method === 'GET' ? {} : { body: {} }),
        });
        assert.ok([401, 404, 405].includes(reply.status));
        if (reply.status === 401) {
          assert.match(String(assertProblem(reply, 401)['detail']), /サインイン/u);
          assert.equal(reply.headers.get('www-authenticate'), 'Bearer');
        }
        assert.deepEqual(calls, []);
      });
    }

    it('and says nothing to junk that it does not say to no token', async () => {
      const none = await service.call({ path: '/people' });
      const junk = await service.call({ path: '/people', headers: { authorization: 'Bearer a.b.c' } });
      assert.equal(junk.text, none.text);
    });

    it('nor somebody whom Tate never met', async () => {
      assertProblem(await service.call({ path: '/people', as: 'stranger' }), 403);
      assert.deepEqual(calls, []);
    });
  });

  it('tells the handler who asks, as our register has them at this moment', async () => {
    await service.call({ path: '/people', as: 'kacho' });
    await open.house.people.change(approver().key, (one) => ({
      next: { ...one, approverOf: [] },
      result: undefined,
    }));
    await service.call({ path: '/people', as: 'kacho' });
    assert.deepEqual(
      calls.map(({ call }) => call.person.approverOf),
      [['fukushi'], []],
    );
  });

  describe('answers 404 to what cannot be there, without asking anybody', () => {
    for (const path of [
      '/records/261121-7K3F9',
      '/records/261121-7K3F9QX',
      '/records/261121-7k3f9q',
      '/records/..%2f..%2fpeople',
      `/records/${encodeURIComponent("' OR 1=1 --")}`,
      `/records/${'9'.repeat(300)}`,
      '/subjects/261121-7K3F9Q',
      '/subjects/s-261121-7K3F9Q-0',
      '/settings/sections/secrets',
      '/settings/sections/__proto__',
      '/settings/sections/ward/versions/-1',
      '/settings/sections/ward/versions/01',
      '/settings/sections/ward/versions/1e3',
      '/nothing',
      '/',
      '/records',
      '/people/../me',
    ]) {
      it(`at ${path.slice(0, 50)}`, async () => {
        const { status } = await service.call({ path, as: 'sato' });
        assert.ok(status === 404 || status === 405, String(status));
        assert.deepEqual(calls, []);
      });
    }
  });

  it('answers 405 to another method, and says which there is', async () => {
    const reply = await service.call({ method: 'DELETE', path: '/people', as: 'sato' });
    assertProblem(reply, 405);
    assert.equal(reply.headers.get('allow'), 'GET');
  });

  it('hands over parameters and only the query that the operation has', async () => {
    await service.call({ path: `/records/${NUMBER}?as=admin`, as: 'sato' });
    await service.call({ path: '/people?department=fukushi&role=coordinator', as: 'sato' });
    assert.deepEqual(calls[0]?.call.params, { number: NUMBER });
    assert.deepEqual([...(calls[0]?.call.query ?? [])], []);
    assert.deepEqual([...(calls[1]?.call.query ?? [])], [['department', 'fukushi']]);
  });

  describe('of what is for coordinators', () => {
    const settings = Object.entries(operations).filter(([, { path }]) =>
      /^\/(?:settings|people|channels)/u.test(path),
    );

    it('says so in the table', () => {
      assert.deepEqual(
        Object.entries(operations).filter(([, operation]) => 'for' in operation),
        settings,
      );
    });

    for (const [what, body] of [
      ['an empty', ''],
      ['a broken', '{"content":'],
      ['a wrong', '{"contents":{}}'],
      ['a good', '{"content":{}}'],
      ['a too deep', '['.repeat(100)],
      ['a 2 MB', JSON.stringify({ content: 'x'.repeat(2_000_000) })],
      ['a 3 MB', JSON.stringify({ content: 'x'.repeat(3_000_000) })],
    ] as const) {
      it(`refuses others with 403, whatever they send: ${what} body, with and without If-Match`, async () => {
        for (const headers of [{}, { 'if-match': '*' }, { 'if-match': '"ward-3"' }]) {
          const reply = await service.call({
            method: 'PUT',
            path: '/settings/sections/ward',
            as: 'bystander',
            body,
            headers,
          });
          const problem = assertProblem(reply, 403);
          assert.match(String(problem['detail']), /調整担当/u);
          assert.equal(problem['errors'], undefined);
        }
        assert.deepEqual(calls, []);
      });
    }

    it('refuses others before it says whether there is such a section', async () => {
      for (const section of ['ward', 'secrets']) {
        const reply = await service.call({ path: `/settings/sections/${section}`, as: 'bystander' });
        assertProblem(reply, 403);
      }
    });

    it('asks the register anew for every call', async () => {
      const people = () => service.call({ path: '/people', as: 'bystander' });
      assert.equal((await people()).status, 403);
      await open.house.people.change(person({ id: 'bystander' }).key, (one) => ({
        next: { ...one, coordinator: true },
        result: undefined,
      }));
      assert.equal((await people()).status, 200);
    });
  });

  describe('of a body', () => {
    it('hands over what the schema makes of it', async () => {
      assert.equal((await search({ words: ' 怒鳴った ' })).status, 200);
      assert.deepEqual(calls[0]?.call.body, { words: '怒鳴った', sort: 'occurred', order: 'newest' });
    });

    const bad: readonly [what: string, body: string, paths: string[]][] = [
      ['no object', '[]', ['']],
      ['null', 'null', ['']],
      ['a field that nobody knows', '{"role":"coordinator"}', ['']],
      ['an unknown field named like a person', '{"山田太郎":1}', ['']],
      ['a __proto__', '{"__proto__":{"isAdmin":true}}', ['']],
      ['a wrong day', '{"from":"2026-02-30"}', ['from']],
      ['another type', '{"words":{"$ne":""}}', ['words']],
      ['too many letters', JSON.stringify({ words: '山'.repeat(101) }), ['words']],
      ['a choice that is none', '{"scene":"山田"}', ['scene']],
      ['two mistakes', '{"scene":"x","order":"x"}', ['scene', 'order']],
    ];
    for (const [what, body, paths] of bad) {
      it(`refuses ${what}, says where, and says no value again`, async () => {
        const reply = await search(body);
        const problem = problemSchema.parse(assertProblem(reply, 400));
        assert.deepEqual(
          problem.errors?.map(({ path }) => path),
          paths,
        );
        for (const { message } of problem.errors ?? []) assert.match(message, /[ぁ-ん].*。$/u);
        assert.doesNotMatch(reply.text, /山|isAdmin|coordinator|\$ne/u);
        assert.deepEqual(calls, []);
      });
    }

    for (const [what, body] of [
      ['no JSON', '{"words":'],
      ['nothing', ''],
      ['depth', `{"words":${'['.repeat(50)}${']'.repeat(50)}}`],
      ['30,000 values', `{"words":[${'0,'.repeat(30_000)}0]}`],
    ] as const) {
      it(`refuses ${what} without reading on`, async () => {
        assertProblem(await search(body), 400);
        assert.deepEqual(calls, []);
      });
    }

    /** What a page of another site can send without asking first. */
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      it(`takes no ${type}`, async () => {
        assertProblem(await search('{}', { 'content-type': type }), 415);
        assert.deepEqual(calls, []);
      });
    }

    it('takes 256 KB in general, and 2 MB with 60,000 values where a file of settings may come', async () => {
      assertProblem(await search(JSON.stringify({ words: 'x'.repeat(262_144) })), 413);
      const lines = Array.from({ length: 5000 }, (_, n) => ({ id: `l${n}`, name: `窓口${n}`, kind: 'line' }));
      const etag = { 'if-match': '"ward-3"' };
      assert.equal((await save(etag, { content: { lines, pad: 'x'.repeat(1_500_000) } })).status, 200);
      assertProblem(await save(etag, { content: { values: Array.from({ length: 60_001 }, () => 0) } }), 400);
      assertProblem(await save(etag, { content: 'x'.repeat(2_097_153) }), 413);
      assert.equal(calls.length, 1);
    });
  });

  describe('of versions', () => {
    it('gives the ETag of an answer in quotes', async () => {
      answers.section = { kind: 'ok', body: section, etag: 'ward-3' };
      const reply = await service.call({ path: '/settings/sections/ward', as: 'sato' });
      assert.equal(reply.headers.get('etag'), '"ward-3"');
    });

    for (const [header, tag] of [
      ['"ward-3"', 'ward-3'],
      ['W/"ward-3"', 'ward-3'],
      [' "ward-3" ', 'ward-3'],
    ] as const) {
      it(`takes ${header} as ${tag}`, async () => {
        assert.equal((await save({ 'if-match': header })).status, 200);
        assert.equal(calls[0]?.call.ifMatch, tag);
      });
    }

    for (const [header, status] of [
      [undefined, 428],
      ['', 428],
      ['*', 400],
      ['ward-3', 400],
      ['"ward-3", "ward-4"', 400],
      ['"', 400],
      ['""', 400],
      ['"ward 3"', 400],
      [`"${'x'.repeat(201)}"`, 400],
    ] as const) {
      it(`refuses an edit with If-Match ${header?.slice(0, 30) ?? 'left out'} by ${status}`, async () => {
        assertProblem(await save(header === undefined ? {} : { 'if-match': header }), status);
        assert.deepEqual(calls, []);
      });
    }

    it('shows the second of two editors what the first has written', async () => {
      answers.saveSection = {
        kind: 'refused',
        status: 412,
        detail: 'ほかの人が先に保存しました。',
        current: { ...section, version: 4, secret: 'x' },
        etag: 'ward-4',
      };
      const reply = await save({ 'if-match': '"ward-3"' });
      const problem = assertProblem(reply, 412);
      assert.deepEqual(problem['current'], { ...section, version: 4 });
      assert.equal(reply.headers.get('etag'), '"ward-4"');
    });
  });

  describe('of what leaves', () => {
    it('lets out only what the schema names, however deep', async () => {
      const named = { id: 'x', name: 'x', secret: 'geheim' };
      answers.people = {
        kind: 'ok',
        body: {
          people: [
            {
              key: 'p1',
              name: '佐藤',
              department: named,
              approverOf: [],
              deputyOf: [],
              coordinator: false,
              fixed: false,
              etag: 'e',
              reach: { serviceUrl: 'geheim' },
            },
          ],
          token: 'geheim',
        },
      };
      const reply = await service.call({ path: '/people', as: 'sato' });
      assert.equal(reply.status, 200);
      assert.match(reply.text, /佐藤/u);
      assert.doesNotMatch(reply.text, /geheim|reach|token|secret/u);
    });

    it('sends no answer that is not of its form; the log says where, without values', async () => {
      answers.people = { kind: 'ok', body: { people: [{ name: '佐藤', key: 7 }] } };
      const reply = await service.call({ path: '/people', as: 'sato' });
      const { reference } = assertProblem(reply, 500);
      const line = service.lines.find(({ level }) => level === 'error');
      assert.deepEqual([line?.fields['reference'], line?.fields['operation']], [reference, 'people']);
      assert.match(JSON.stringify(line?.fields['places']), /"people\.0\.key invalid_type"/u);
      assert.doesNotMatch(JSON.stringify(service.lines), /佐藤/u);
    });

    it('hands on the refusal of a handler with its reasons', async () => {
      const errors = [{ path: 'departments.0.name', message: '名前を入れてください。' }];
      answers.saveSection = { kind: 'refused', status: 422, detail: '直すところがあります。', errors };
      const problem = assertProblem(await save({ 'if-match': '"x"' }), 422);
      assert.deepEqual([problem['detail'], problem['errors']], ['直すところがあります。', errors]);
    });
  });

  describe('of faults', () => {
    it('answers 503 and when to come back while the store does not answer', async () => {
      answers.people = new StoreFault('unavailable', '佐藤 みどり');
      const reply = await service.call({ path: '/people', as: 'sato' });
      const { reference } = assertProblem(reply, 503);
      assert.equal(reply.headers.get('retry-after'), '5');
      assert.equal(service.lines.find(({ level }) => level === 'error')?.fields['reference'], reference);
      assert.doesNotMatch(reply.text + JSON.stringify(service.lines), /佐藤/u);
    });

    it('answers 500 with a reference to everything else, and quotes nothing', async () => {
      answers.people = new Error('佐藤 みどり');
      const reply = await service.call({ path: '/people', as: 'sato' });
      const { reference } = assertProblem(reply, 500);
      assert.equal(service.lines.find(({ level }) => level === 'error')?.fields['reference'], reference);
      assert.doesNotMatch(reply.text + JSON.stringify(service.lines), /佐藤/u);
    });
  });

  describe('of pace', () => {
    it('lets one person ask 60 times at once and ten times a second, and nobody else wait for it', async () => {
      const ask = (as: string) => service.call({ path: '/people', as });
      const replies = await Promise.all(Array.from({ length: 61 }, () => ask('sato')));
      const late = replies.filter(({ status }) => status === 429);
      assert.equal(late.length, 1);
      assertProblem(late[0] as Reply, 429);
      assert.equal(late[0]?.headers.get('retry-after'), '1');
      assert.equal((await ask('kacho')).status, 200);
      clock += 100;
      assert.deepEqual([(await ask('sato')).status, (await ask('sato')).status], [200, 429]);
      assert.equal(service.lines.filter(({ message }) => message === 'a person asks too much').length, 2);
    });
  });

  describe('of the log', () => {
    it('has one line per call: the route, never what was asked, and the id that the answer carries', async () => {
      const reply = await service.call({ path: `/records/${NUMBER}?q=geheim`, as: 'sato' });
      await search({ words: '山田太郎' });
      await service.call({ path: '/people', headers: { authorization: 'Bearer geheim.geheim.geheim' } });
      await new Promise((resolve) => {
        setTimeout(resolve, 10);
      });
      const lines = service.lines.filter(({ message }) => message === 'request').map(({ fields }) => fields);
      assert.deepEqual(
        lines.map(({ method, route }) => [method, route]),
        [
          ['GET', '/api/v1/records/:number'],
          ['POST', '/api/v1/records/search'],
          ['GET', '/api/v1/people'],
        ],
      );
      assert.equal(reply.headers.get('x-request-id'), lines[0]?.['reference']);
      assert.doesNotMatch(JSON.stringify(service.lines), /geheim|山田|7K3F9Q|sato|Bearer/u);
    });

    it('says why somebody was not signed in, by code', async () => {
      await service.call({ path: '/people', headers: { authorization: 'Bearer a.b.c' } });
      const line = service.lines.find(({ message }) => message === 'sign-in refused');
      assert.deepEqual([line?.fields['reason'], line?.fields['status']], ['malformed-token', 401]);
    });
  });
});
