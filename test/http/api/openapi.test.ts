import assert from 'node:assert/strict';
import type { Route } from '../../../src/http/route.ts';
import { cards, openHouse, type OpenHouse } from '../../builders/house.ts';
import { person } from '../../builders/records.ts';
import { type Operation, operations } from '../../../src/api/operations.ts';
import { openApiDocument } from '../../../src/http/api/openapi.ts';
import { createTab } from '../../../src/http/tab.ts';
import { CHAT_URL, serve } from './tab-service.ts';

type Node = Record<string, unknown>;
type Described = {
  operationId: string;
  summary: string;
  parameters?: { name?: string; in?: string; required?: boolean; schema?: Node; $ref?: string }[];
  requestBody?: { required: boolean; content: Record<string, { schema: Node }> };
  responses: Record<string, { $ref?: string; headers?: Node; content?: Record<string, { schema: Node }> }>;
};
type Document = {
  openapi: string;
  servers: { url: string }[];
  security: Node[];
  paths: Record<string, Record<string, Described>>;
  components: Record<string, Record<string, Node>>;
};

const names = Object.keys(operations) as (keyof typeof operations)[];

/** `GET /a/{b}` of every operation. */
const callsOf = ({ paths }: Document): string[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );

/** Everything below a value, itself included. */
function* parts(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  yield value as Node;
  for (const one of Object.values(value)) yield* parts(one);
}

describe('the OpenAPI document', () => {
  describe('of the service', () => {
    let open: OpenHouse;
    let service: Awaited<ReturnType<typeof serve>>;
    let routes: readonly Route[] = [];
    let document: Document;

    before(async () => {
      open = openHouse();
      await open.settlePeople(person());
      service = await serve(({ issuers, log }) => {
        const { house, settings } = open;
        routes = createTab({
          issuers,
          files: undefined,
          house,
          cards,
          settings,
          chatUrl: CHAT_URL,
          local: true,
          now: Date.now,
          log,
        });
        return routes;
      });
      const reply = await service.call({ path: '/openapi.json', as: 'sato' });
      assert.equal(reply.status, 200);
      document = reply.json() as Document;
    });
    after(async () => {
      await service.close();
      await open.close();
    });

    it('is for those who are signed in', async () => {
      assert.equal((await service.call({ path: '/openapi.json' })).status, 401);
    });

    it('has every route of the API that the server has, and no other', () => {
      const real = routes
        .filter(({ path }) => path.startsWith('/api/'))
        .map(
          ({ method, path }) => `${method} ${path.slice('/api/v1'.length).replaceAll(/:(\w+)/gu, '{$1}')}`,
        );
      assert.deepEqual(callsOf(document).toSorted(), real.toSorted());
      assert.deepEqual(document.servers, [{ url: '/api/v1' }]);
    });

    it('has every operation of the table: none is without a handler', () => {
      const table = names.map((name) => {
        const { method, path } = operations[name];
        return `${method} /api/v1${path}`;
      });
      const real = new Set(routes.map(({ method, path }) => `${method} ${path}`));
      assert.deepEqual(
        table.filter((one) => !real.has(one)),
        [],
      );
    });

    it('tells the truth over the wire: what it names is there, and wants a sign-in', async () => {
      for (const call of callsOf(document)) {
        const [method = '', path = ''] = call.split(' ');
        const filled = path.replaceAll(/\{\w+\}/gu, 'x');
        const reply = await service.call({ method, path: filled, ...(method === 'GET' ? {} : { body: {} }) });
        assert.equal(reply.status, 401, call);
      }
    });
  });

  describe('of the whole table', () => {
    const document = openApiDocument(names) as Document;
    const described = Object.values(document.paths).flatMap((methods) => Object.values(methods));

    it('is OpenAPI 3.1 with one way to sign in, for everything', () => {
      assert.equal(document.openapi, '3.1.0');
      const [scheme = ''] = Object.keys(document.security[0] ?? {});
      assert.equal(document.components['securitySchemes']?.[scheme]?.['scheme'], 'bearer');
      for (const one of described) assert.ok(!('security' in one), one.operationId);
    });

    it('has every operation once, by its name', () => {
      const ids = described.map(({ operationId }) => operationId);
      assert.deepEqual(ids.toSorted(), [...names, 'openapi'].toSorted());
    });

    it('points at nothing that is not there, and holds nothing at which nothing points', () => {
      const refs = new Set(
        [...parts(document)].map(({ $ref }) => $ref).filter((one): one is string => typeof one === 'string'),
      );
      assert.ok(refs.size > 30);
      for (const one of refs) {
        const [, , group = '', name = ''] = one.split('/');
        assert.ok(document.components[group]?.[name] !== undefined, one);
      }
      const held = Object.entries(document.components)
        .filter(([group]) => group !== 'securitySchemes')
        .flatMap(([group, entries]) => Object.keys(entries).map((name) => `#/components/${group}/${name}`));
      assert.deepEqual(
        held.filter((one) => !refs.has(one)),
        [],
      );
    });

    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, one] of Object.entries(methods)) {
        it(`declares every parameter, body, answer and refusal of ${method.toUpperCase()} ${path}`, () => {
          const operation: Operation | undefined =
            one.operationId === 'openapi'
              ? undefined
              : operations[one.operationId as keyof typeof operations];
          const inPath = (one.parameters ?? []).filter((parameter) => parameter.in === 'path');
          assert.deepEqual(
            inPath.map(({ name }) => name),
            Array.from(path.matchAll(/\{(\w+)\}/gu), ([, name]) => name),
          );
          // Without a form of its own a parameter would be taken for anything.
          for (const { required, schema = {} } of inPath) {
            assert.ok(required === true && ('pattern' in schema || 'enum' in schema), path);
          }
          const inQuery = (one.parameters ?? []).filter((parameter) => parameter.in === 'query');
          assert.deepEqual(
            inQuery.map(({ name }) => name),
            [...(operation?.query ?? [])],
          );
          assert.equal(one.requestBody !== undefined, operation?.body !== undefined);
          const ok = one.responses['200'];
          assert.ok(ok?.content?.['application/json'], 'no answer');
          assert.equal(ok.headers !== undefined, operation?.etag === true);
          const wantsVersion = operation?.etag === true && operation.method !== 'GET';
          const ifMatch = (one.parameters ?? []).some(({ $ref }) => $ref?.endsWith('/IfMatch'));
          assert.deepEqual([ifMatch, '428' in one.responses], [wantsVersion, wantsVersion]);
          for (const status of ['401', '403', '429', '500', '503']) assert.ok(one.responses[status], status);
        });
      }
    }

    it('gives every refusal as problem details', () => {
      for (const [name, response] of Object.entries(document.components['responses'] ?? {})) {
        assert.deepEqual(Object.keys(response['content'] as Node), ['application/problem+json'], name);
      }
    });

    it('says of bodies what the schemas say: fields, bounds, and that there are no others', () => {
      const body = document.components['schemas']?.['SearchRecordsBody'] as {
        additionalProperties: unknown;
        required?: string[];
        properties: Record<string, Node>;
      };
      assert.equal(body.additionalProperties, false);
      assert.equal(body.properties['words']?.['maxLength'], 100);
      // What has a default need not be sent.
      assert.deepEqual(body.required ?? [], []);
    });
  });
});
