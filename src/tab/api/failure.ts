import type { FieldProblem, Problem } from '../../api/problem.ts';

/**
 * Why a call brought nothing, in the kinds that a screen tells apart.
 * - `sign-in` Teams or the service does not know who this is
 * - `not-entitled`, `not-found`
 * - `conflict` somebody was faster: `current` and `etag` say what holds now
 * - `refused` the content is not taken: `errors` stand beside their fields
 * - `too-many` calls in a short time
 * - `unreachable` no answer, or from something in between
 * - `trouble` the service met a fault
 * - `stopped` by the page itself; nobody needs to be told
 */
export type FailureKind =
  | 'sign-in'
  | 'not-entitled'
  | 'not-found'
  | 'conflict'
  | 'refused'
  | 'too-many'
  | 'unreachable'
  | 'trouble'
  | 'stopped';

export type Failure = {
  readonly kind: FailureKind;
  /** From the service, in Japanese, for the screen. */
  readonly detail?: string;
  /** What support asks for. */
  readonly reference?: string;
  readonly errors: readonly FieldProblem[];
  readonly current?: unknown;
  readonly etag?: string;
};

const kinds: Readonly<Record<number, FailureKind>> = {
  400: 'refused',
  401: 'sign-in',
  403: 'not-entitled',
  404: 'not-found',
  409: 'conflict',
  412: 'conflict',
  413: 'refused',
  415: 'trouble',
  422: 'refused',
  428: 'trouble',
  429: 'too-many',
  502: 'unreachable',
  503: 'unreachable',
  504: 'unreachable',
};

export const failureOf = (kind: FailureKind, detail?: string): Failure => ({
  kind,
  ...(detail === undefined ? {} : { detail }),
  errors: [],
});

const isProblem = (body: unknown): body is Partial<Problem> => typeof body === 'object' && body !== null;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const errorsOf = (value: unknown): FieldProblem[] =>
  Array.isArray(value)
    ? value.flatMap((one: unknown) =>
        isProblem(one) && 'path' in one && 'message' in one
          ? [{ path: String(one.path), message: String(one.message) }]
          : [],
      )
    : [];

/** Reads RFC 9457 problem details; anything else than that counts by its status alone. */
export function failureFrom(status: number, body: unknown, etag: string | undefined): Failure {
  const problem = isProblem(body) ? body : {};
  const [detail, reference] = [textOf(problem.detail), textOf(problem.reference)];
  return {
    kind: kinds[status] ?? 'trouble',
    ...(detail === undefined ? {} : { detail }),
    ...(reference === undefined ? {} : { reference }),
    errors: errorsOf(problem.errors),
    ...(problem.current === undefined ? {} : { current: problem.current }),
    ...(etag === undefined ? {} : { etag }),
  };
}
