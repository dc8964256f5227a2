import type { z } from 'zod';
import type { OperationName, operations } from '../../api/operations.ts';
import type { Tokens } from '../teams/tokens.ts';
import { addresses, isReading, pathOf } from './addresses.ts';
import { type Failure, failureFrom, failureOf } from './failure.ts';

type Table = typeof operations;

/** What an operation answers, as it stands in the contract. */
export type AnswerOf<N extends OperationName> = z.output<Table[N]['answer']>;

/** What an operation takes. */
export type BodyOf<N extends OperationName> = Table[N] extends { body: infer B extends z.ZodType }
  ? z.input<B>
  : never;

type NamesIn<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<Rest>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;

type Part<K extends string, V, Needed extends boolean> = Needed extends true
  ? { readonly [P in K]: V }
  : object;

/** What a call needs, by the table: the parameters of its path, its body, the version that an edit starts from. */
export type CallOf<N extends OperationName> = Part<
  'params',
  { readonly [P in NamesIn<Table[N]['path']>]: string },
  [NamesIn<Table[N]['path']>] extends [never] ? false : true
> &
  Part<'body', BodyOf<N>, [BodyOf<N>] extends [never] ? false : true> &
  Part<'ifMatch', string, Table[N]['method'] extends 'PUT' ? true : false> & {
    readonly query?: Readonly<Record<string, string | undefined>>;
    readonly signal?: AbortSignal;
  };

export type Answer<N extends OperationName> =
  | { readonly ok: true; readonly value: AnswerOf<N>; readonly etag?: string }
  | { readonly ok: false; readonly failure: Failure };

export type Api = {
  /** Never throws for what can happen on the way: the answer says it. */
  readonly call: <N extends OperationName>(name: N, call: CallOf<N>) => Promise<Answer<N>>;
};

type Deps = {
  readonly tokens: Tokens;
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** True while a call is tried again, for a line on the screen. */
  readonly onRetry: (trying: boolean) => void;
  /** How long a call may take; settings and imports are written with several requests behind it. */
  readonly readingMs?: number;
  readonly writingMs?: number;
};

const RETRY_AFTER_MS = 1200;

/** A longer pause is the person's own choice to take. */
const LONGEST_PAUSE_MS = 5000;

type Loose = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
};

type Attempt =
  | { readonly ok: true; readonly value: unknown; readonly etag?: string }
  | { readonly ok: false; readonly failure: Failure; readonly pauseMs: number };

const unquoted = (etag: string | null): string | undefined =>
  etag === null ? undefined : etag.replace(/^W\//u, '').replaceAll('"', '');

const addressOf = (name: OperationName, call: Loose): string => {
  const query = new URLSearchParams(
    Object.entries(call.query ?? {}).flatMap(([key, value]): [string, string][] =>
      value === undefined ? [] : [[key, value]],
    ),
  ).toString();
  return `/api/v1${pathOf(name, call.params ?? {})}${query === '' ? '' : `?${query}`}`;
};

const isJson = (response: Response): boolean =>
  /^application\/([a-z.+-]+\+)?json\b/u.test(response.headers.get('content-type') ?? '');

const pauseOf = (response: Response): number => {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : RETRY_AFTER_MS;
};

/** The page's only way to the service. Every call carries the token of whoever is signed in to Teams. */
export function createApi(deps: Deps): Api {
  const once = async (name: OperationName, call: Loose, token: string): Promise<Attempt> => {
    const limit = isReading(name) ? (deps.readingMs ?? 15_000) : (deps.writingMs ?? 30_000);
    const signals = [AbortSignal.timeout(limit), ...(call.signal === undefined ? [] : [call.signal])];
    try {
      const response = await deps.fetch(addressOf(name, call), {
        method: addresses[name][0],
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(call.ifMatch === undefined ? {} : { 'if-match': `"${call.ifMatch}"` }),
        },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        signal: AbortSignal.any(signals),
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
      });
      const body: unknown = isJson(response) ? await response.json() : undefined;
      const etag = unquoted(response.headers.get('etag'));
      if (response.ok && body !== undefined) {
        return { ok: true, value: body, ...(etag === undefined ? {} : { etag }) };
      }
      const failure = response.ok ? failureOf('trouble') : failureFrom(response.status, body, etag);
      return { ok: false, failure, pauseMs: pauseOf(response) };
    } catch {
      // No answer: the network, our own limit of time, or the page no longer wants it.
      const stopped = call.signal?.aborted === true;
      return { ok: false, failure: failureOf(stopped ? 'stopped' : 'unreachable'), pauseMs: RETRY_AFTER_MS };
    }
  };

  const withToken = async (name: OperationName, call: Loose): Promise<Attempt> => {
    let token: string;
    try {
      token = await deps.tokens.token();
    } catch {
      return { ok: false, failure: failureOf('sign-in'), pauseMs: 0 };
    }
    const first = await once(name, call, token);
    if (first.ok || first.failure.kind !== 'sign-in') return first;
    // The token may have been withdrawn, or its key changed: one more, fresh from Teams.
    deps.tokens.drop(token);
    try {
      token = await deps.tokens.token();
    } catch {
      return first;
    }
    return once(name, call, token);
  };

  const mayRetry = (name: OperationName, attempt: Attempt): boolean =>
    !attempt.ok &&
    isReading(name) &&
    (attempt.failure.kind === 'unreachable' || attempt.failure.kind === 'too-many') &&
    attempt.pauseMs <= LONGEST_PAUSE_MS;

  const patiently = async (name: OperationName, call: Loose): Promise<Attempt> => {
    const first = await withToken(name, call);
    if (first.ok || !mayRetry(name, first)) return first;
    deps.onRetry(true);
    try {
      await deps.wait(first.pauseMs);
      return call.signal?.aborted === true ? first : await withToken(name, call);
    } finally {
      deps.onRetry(false);
    }
  };

  return {
    call: async <N extends OperationName>(name: N, call: CallOf<N>): Promise<Answer<N>> => {
      const attempt = await patiently(name, call);
      if (!attempt.ok) return { ok: false, failure: attempt.failure };
      // The service answers through the operation's own schema and nothing else.
      return { ...attempt, value: attempt.value as AnswerOf<N> };
    },
  };
}
