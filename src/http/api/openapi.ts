import { z } from 'zod';
import { type Operation, type OperationName, operations } from '../../api/operations.ts';
import { problemSchema } from '../../api/problem.ts';
import { paramSchemas, paramsIn } from './params.ts';

/** Where every operation of the table begins. */
export const API_ROOT = '/api/v1';

/** Where this document is; below {@link API_ROOT}. */
export const OPENAPI_PATH = '/openapi.json';

/** What a refusal means, by status; every one of them is a problem. */
const refusals = {
  400: 'The request is not of the form; `errors` says where',
  401: 'No valid sign-in',
  403: 'Not entitled, or a person who never met the bot',
  404: 'Not there, or not for this person',
  412: 'Somebody was faster; `current` says what holds now, and ETag names it',
  413: 'The body is too large',
  415: 'The body is no JSON',
  422: 'The form is right but the content is refused; `errors` says why',
  428: '`If-Match` is missing',
  429: 'Too many requests; `Retry-After` says when',
  500: 'A fault; `reference` names it in the log',
  503: 'The store or the keys of the sign-in do not answer; `Retry-After` says when',
} as const;
type Status = keyof typeof refusals;

/** Refusals that every call can meet. */
const ALWAYS: readonly Status[] = [401, 403, 429, 500, 503];
const OF_A_BODY: readonly Status[] = [400, 413, 415, 422];
const OF_A_VERSION: readonly Status[] = [412, 428];
const WITH_RETRY_AFTER: ReadonlySet<Status> = new Set([429, 503]);

const ref = (part: string, name: string) => ({ $ref: `#/components/${part}/${name}` });

/** Without the mark of its dialect, which the document as a whole has. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io });
  return rest;
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const bodyName = (name: OperationName): string => `${capital(name)}Body`;
const answerName = (name: OperationName): string => `${capital(name)}Answer`;

const writesVersion = (operation: Operation): boolean =>
  operation.etag === true && operation.method !== 'GET';

function refusalsOf(operation: Operation): Status[] {
  const found = new Set<Status>(ALWAYS);
  if (paramsIn(operation.path).length > 0) found.add(404);
  if (operation.body !== undefined) for (const status of OF_A_BODY) found.add(status);
  if (writesVersion(operation)) for (const status of OF_A_VERSION) found.add(status);
  // The preview from which an import starts stands in its body.
  if (operation === operations.importSettings) found.add(412);
  // A continuation that belongs to another question.
  if (operation.query?.includes('after') === true) found.add(400);
  return [...found].toSorted((one, other) => one - other);
}

const parametersOf = (operation: Operation): object[] => [
  ...paramsIn(operation.path).map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: jsonSchema(paramSchemas[name] ?? z.string(), 'input'),
  })),
  ...(operation.query ?? []).map((name) => ({ name, in: 'query', schema: { type: 'string' } })),
  ...(writesVersion(operation) ? [ref('parameters', 'IfMatch')] : []),
];

const json = (schema: object) => ({ content: { 'application/json': { schema } } });

/** What one operation is in the document. */
function describe(name: OperationName): object {
  const operation: Operation = operations[name];
  const parameters = parametersOf(operation);
  return {
    operationId: name,
    summary: operation.summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(operation.body === undefined
      ? {}
      : { requestBody: { required: true, ...json(ref('schemas', bodyName(name))) } }),
    responses: {
      200: {
        description: operation.summary,
        ...(operation.etag === true ? { headers: { ETag: ref('headers', 'ETag') } } : {}),
        ...json(ref('schemas', answerName(name))),
      },
      ...Object.fromEntries(
        refusalsOf(operation).map((status) => [status, ref('responses', `Refused${status}`)]),
      ),
    },
  };
}

const refusal = (status: Status): object => ({
  description: refusals[status],
  ...(WITH_RETRY_AFTER.has(status) ? { headers: { 'Retry-After': ref('headers', 'RetryAfter') } } : {}),
  content: { 'application/problem+json': { schema: ref('schemas', 'Problem') } },
});

const components = (names: readonly OperationName[]): object => ({
  securitySchemes: {
    entra: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'A token of Entra ID, version 2.0, for the registration of the tab, scope access_as_user',
    },
  },
  schemas: {
    Problem: jsonSchema(problemSchema, 'output'),
    ...Object.fromEntries(
      names.flatMap((name) => {
        const { body, answer }: Operation = operations[name];
        return [
          ...(body === undefined ? [] : [[bodyName(name), jsonSchema(body, 'input')]]),
          [answerName(name), jsonSchema(answer, 'output')],
        ];
      }),
    ),
  },
  parameters: {
    IfMatch: {
      name: 'If-Match',
      in: 'header',
      required: true,
      description: 'The ETag of the version that the edit starts from',
      schema: { type: 'string' },
    },
  },
  headers: {
    ETag: { description: 'Names this version, for If-Match', schema: { type: 'string' } },
    RetryAfter: { description: 'Whole seconds', schema: { type: 'integer', minimum: 1 } },
  },
  responses: Object.fromEntries(
    Object.keys(refusals).map((status) => [`Refused${status}`, refusal(Number(status) as Status)]),
  ),
});

/**
 * The OpenAPI 3.1 document of these operations, made from the schemas by which their requests are read and their
 * answers are written.
 */
export function openApiDocument(names: readonly OperationName[]): object {
  const paths = new Map<string, Record<string, object>>();
  for (const name of names) {
    const { method, path }: Operation = operations[name];
    const template = path.replaceAll(/:(\w+)/gu, '{$1}');
    paths.set(template, { ...paths.get(template), [method.toLowerCase()]: describe(name) });
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Tate: the register in a Teams tab', version: '1' },
    servers: [{ url: API_ROOT }],
    security: [{ entra: [] }],
    paths: {
      [OPENAPI_PATH]: {
        get: {
          operationId: 'openapi',
          summary: 'This document',
          responses: {
            200: { description: 'This document', ...json({ type: 'object' }) },
            ...Object.fromEntries(ALWAYS.map((status) => [status, ref('responses', `Refused${status}`)])),
          },
        },
      },
      ...Object.fromEntries(paths),
    },
    components: components(names),
  };
}
