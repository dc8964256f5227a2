import type { z } from 'zod';
import type { operations, OperationName } from '../../api/operations.ts';
import type { FieldProblem } from '../../api/problem.ts';
import type { Person } from '../../domain/people/person.ts';

type Table = typeof operations;

type BodyOf<N extends OperationName> = Table[N] extends { body: infer B extends z.ZodType }
  ? z.output<B>
  : undefined;

/** One call by somebody who is signed in; what they may do is asked of our register by the handler. */
export type Call<N extends OperationName> = {
  /** Read from our register for this call. */
  readonly person: Person;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed by the operation's schema. */
  readonly body: BodyOf<N>;
  /** The version that an edit starts from, without quotes; always there for operations with an ETag that write. */
  readonly ifMatch: string;
};

/** Why a call is not carried out. `detail` is Japanese, for the screen. */
export type ApiRefusal = {
  readonly kind: 'refused';
  readonly status: 400 | 403 | 404 | 409 | 412 | 422 | 429;
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
  /** With 412: what holds now, and its ETag. */
  readonly current?: unknown;
  readonly etag?: string;
  /** With 429: whole seconds. */
  readonly retryAfterSeconds?: number;
};

export type ApiAnswer<N extends OperationName> =
  | { readonly kind: 'ok'; readonly body: z.input<Table[N]['answer']>; readonly etag?: string }
  | ApiRefusal;

/** One function per operation of the table. */
export type Handlers<N extends OperationName = OperationName> = {
  readonly [K in N]: (call: Call<K>) => Promise<ApiAnswer<K>>;
};
