import type { z } from 'zod';
import { type Operation, type OperationName, operations } from '../../api/operations.ts';
import { describeFault, type Log } from '../../bot/front-door/log.ts';
import { createRateLimit } from '../../bot/front-door/rate.ts';
import { personKey } from '../../domain/ids.ts';
import type { Person } from '../../domain/people/person.ts';
import { maySet, standingOf } from '../../domain/people/standing.ts';
import type { House } from '../../workflow/ports.ts';
import { BodyRefusal, type JsonBounds } from '../body.ts';
import type { HttpAnswer, HttpRequest, Route } from '../route.ts';
import { readIfMatch } from './conditions.ts';
import { fieldProblems, placesOf } from './field-problems.ts';
import type { ApiAnswer, ApiRefusal, Call, Handlers } from './operation.ts';
import { API_ROOT, OPENAPI_PATH, openApiDocument } from './openapi.ts';
import { readParams } from './params.ts';
import { notCoordinator } from './refusals.ts';
import type { SignIn } from './sign-in.ts';
import { signInDetail, texts } from './texts.ts';

/** A page asks for little at once; a search that goes on by itself asks a few times a second. */
const BURST = 60;
const PER_SECOND = 10;
const STORE_RETRY_SECONDS = 5;

/** A ward file with 2,000 lines and windows holds about 14,000 values in 300 KB. */
const LARGE: JsonBounds = { maxBytes: 2_097_152, maxValues: 60_000 };
const TAKES_LARGE: ReadonlySet<OperationName> = new Set(['saveSection', 'previewImport', 'importSettings']);

type Problem = Extract<HttpAnswer, { kind: 'problem' }>;

const problem = (status: number, detail: string, more: Partial<Problem> = {}): Problem => ({
  kind: 'problem',
  status,
  detail,
  ...more,
});

/** The handler of some operation, after the table has said which. */
type AnyHandler = (call: Call<OperationName>) => Promise<ApiAnswer<OperationName>>;

/** The store's own fault, known by its name: this room does not see the store. */
const isStoreDown = (fault: unknown): boolean =>
  fault instanceof Error && fault.name === 'StoreFault' && Reflect.get(fault, 'code') === 'unavailable';

const bodyDetails = { 400: texts.malformed, 413: texts.tooLarge, 415: texts.wrongType, 503: texts.storeDown };

/** A refusal on the way; thrown so that the steps read in their order. */
class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly answer: Problem;
  constructor(answer: Problem) {
    super(`refused (${answer.status})`);
    this.answer = answer;
  }
}

/**
 * The tab's API: a route for every operation that has a handler. Each call is signed in, paced, told who it is by
 * our own register, read by the operation's schema, and its answer cut to what the operation's schema names, so that
 * nothing else can leave. What is for coordinators is refused to others before any of it is read.
 * @param deps.handlers what the operations do; whether somebody may is asked there, once more
 * @param deps.now epoch milliseconds
 */
export function createApi<N extends OperationName>(deps: {
  signIn: SignIn;
  handlers: Handlers<N>;
  house: Pick<House, 'people' | 'digest' | 'rules'>;
  now: () => number;
  log: Log;
}): readonly Route[] {
  const { signIn, handlers, house, now, log } = deps;
  const rate = createRateLimit({ now, burst: BURST, perSecond: PER_SECOND });

  async function personOf(request: HttpRequest): Promise<Person> {
    const who = await signIn(request.headers.authorization);
    if (who.kind === 'refused') {
      const { status, reason } = who;
      log.warn({ reference: request.reference, reason, status }, 'sign-in refused');
      throw new Refusal(
        problem(status, signInDetail(status, reason), {
          ...(status === 401 ? { challenge: 'Bearer' } : {}),
          ...(status === 503 ? { retryAfterSeconds: STORE_RETRY_SECONDS } : {}),
        }),
      );
    }
    const key = personKey(who.tenantId, who.objectId, house.digest);
    const taken = rate.take(key);
    if (!taken.allowed) {
      const { first, waitSeconds } = taken;
      if (first) log.warn({ reference: request.reference }, 'a person asks too much');
      throw new Refusal(problem(429, texts.tooMany(waitSeconds), { retryAfterSeconds: waitSeconds }));
    }
    const person = await house.people.read(key);
    if (person === undefined) throw new Refusal(problem(403, texts.neverMet));
    return person;
  }

  async function bodyOf(name: OperationName, schema: z.ZodType, request: HttpRequest): Promise<unknown> {
    let sent: unknown;
    try {
      sent = await request.json(TAKES_LARGE.has(name) ? LARGE : undefined);
    } catch (fault) {
      if (!(fault instanceof BodyRefusal)) throw fault;
      const { status } = fault;
      throw new Refusal(
        problem(
          status,
          bodyDetails[status],
          status === 503 ? { retryAfterSeconds: STORE_RETRY_SECONDS } : {},
        ),
      );
    }
    const parsed = schema.safeParse(sent, { reportInput: true });
    if (parsed.success) return parsed.data;
    throw new Refusal(problem(400, texts.malformed, { errors: fieldProblems(parsed.error) }));
  }

  function versionOf(operation: Operation, request: HttpRequest): string {
    if (operation.etag !== true || operation.method === 'GET') return '';
    const read = readIfMatch(request.headers['if-match']);
    if (read === 'missing') throw new Refusal(problem(428, texts.noVersion));
    if (read === 'malformed') throw new Refusal(problem(400, texts.noVersion));
    return read.tag;
  }

  /** Only what the schema names goes out. An answer that is not of its own schema is our fault, not the caller's. */
  function outward(name: OperationName, body: unknown, { reference }: HttpRequest): unknown {
    const parsed = operations[name].answer.safeParse(body);
    if (parsed.success) return parsed.data;
    log.error({ reference, operation: name, places: placesOf(parsed.error) }, 'an answer is not of its form');
    throw new Refusal({ kind: 'problem', status: 500, reference });
  }

  function refusalOf(name: OperationName, refused: ApiRefusal, request: HttpRequest): Problem {
    const { status, detail, errors, current, etag, retryAfterSeconds } = refused;
    return problem(status, detail, {
      ...(errors === undefined ? {} : { errors }),
      ...(current === undefined ? {} : { current: outward(name, current, request) }),
      ...(etag === undefined ? {} : { etag }),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    });
  }

  async function carryOut(name: N, request: HttpRequest): Promise<HttpAnswer> {
    const operation: Operation = operations[name];
    const person = await personOf(request);
    if (operation.for === 'coordinators' && !maySet(standingOf(person, house.rules))) {
      return refusalOf(name, notCoordinator, request);
    }
    const params = readParams(operation.path, request.params);
    if (params === undefined) return problem(404, texts.notFound);
    const asked = operation.query ?? [];
    const query = new URLSearchParams([...request.query].filter(([key]) => asked.includes(key)));
    const body = operation.body === undefined ? undefined : await bodyOf(name, operation.body, request);
    const ifMatch = versionOf(operation, request);
    const handle = handlers[name] as unknown as AnyHandler;
    const answer = await handle({ person, params, query, body: body as never, ifMatch });
    if (answer.kind === 'refused') return refusalOf(name, answer, request);
    const { etag } = answer;
    return {
      kind: 'json',
      status: 200,
      body: outward(name, answer.body, request),
      ...(etag === undefined ? {} : { etag }),
    };
  }

  const guarded =
    (operation: string, step: (request: HttpRequest) => Promise<HttpAnswer>): Route['handle'] =>
    async (request) => {
      try {
        return await step(request);
      } catch (fault) {
        if (fault instanceof Refusal) return fault.answer;
        if (!isStoreDown(fault)) throw fault;
        const { reference } = request;
        log.error({ reference, operation, ...describeFault(fault) }, 'the store is unavailable');
        return problem(503, texts.storeDown, { reference, retryAfterSeconds: STORE_RETRY_SECONDS });
      }
    };

  const names = Object.keys(handlers) as N[];
  let document: object | undefined;
  return [
    ...names.map((name) => ({
      method: operations[name].method,
      path: `${API_ROOT}${operations[name].path}`,
      handle: guarded(name, (request) => carryOut(name, request)),
    })),
    {
      method: 'GET',
      path: `${API_ROOT}${OPENAPI_PATH}`,
      handle: guarded('openapi', async (request) => {
        await personOf(request);
        document ??= openApiDocument(names);
        return { kind: 'json', status: 200, body: document };
      }),
    },
  ];
}
