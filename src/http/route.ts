import type { IncomingHttpHeaders } from 'node:http';
import type { FieldProblem } from '../api/problem.ts';
import type { JsonBounds } from './body.ts';

/** What a route may know of a request. Nothing of it belongs into a log. */
export type HttpRequest = {
  readonly headers: IncomingHttpHeaders;
  /** Values of `:name` segments of the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Names this request in the log, and in `X-Request-Id` of its answer. */
  readonly reference: string;
  /**
   * The JSON body, read at the first call.
   * @param bounds its own bounds, in place of the server's
   * @throws BodyRefusal, which the server answers with 400, 413 or 415
   */
  readonly json: (bounds?: JsonBounds) => Promise<unknown>;
  /**
   * The raw body.
   * @param maxBytes its own bound, in place of the server's
   * @throws BodyRefusal with 413
   */
  readonly bytes: (maxBytes: number) => Promise<Buffer>;
};

/** What a route answers. `problem` goes out as RFC 9457 problem details. */
export type HttpAnswer =
  | {
      readonly kind: 'json';
      readonly status: number;
      readonly body: unknown;
      /** Without quotes. */
      readonly etag?: string;
    }
  | { readonly kind: 'empty'; readonly status: number }
  | {
      readonly kind: 'problem';
      readonly status: number;
      readonly reference?: string;
      /** For 429 and 503: whole seconds. */
      readonly retryAfterSeconds?: number;
      /** For the person at the screen, in Japanese; never quotes what was sent. */
      readonly detail?: string;
      readonly errors?: readonly FieldProblem[];
      /** With 412: what holds now, and its ETag without quotes. */
      readonly current?: unknown;
      readonly etag?: string;
      /** For 401: how to sign in. */
      readonly challenge?: 'Bearer';
    }
  | {
      readonly kind: 'bytes';
      readonly status: number;
      readonly bytes: Uint8Array;
      readonly headers: Readonly<Record<string, string>>;
    };

/**
 * One route. A handler that throws is answered with 500 and a reference.
 * `path` is restify's: `/a/:b`, or `/a/*` for everything below.
 */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  handle(request: HttpRequest): Promise<HttpAnswer>;
};
