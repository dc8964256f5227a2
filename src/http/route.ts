import type { IncomingHttpHeaders } from 'node:http';

/** What a route may know of a request. Nothing of it belongs into a log. */
export type HttpRequest = {
  readonly headers: IncomingHttpHeaders;
  /** Values of `:name` segments of the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /**
   * The JSON body, read at the first call.
   * @throws BodyRefusal, which the server answers with 400, 413 or 415
   */
  readonly json: () => Promise<unknown>;
  /**
   * The raw body.
   * @param maxBytes its own bound, in place of the server's
   * @throws BodyRefusal with 413
   */
  readonly bytes: (maxBytes: number) => Promise<Buffer>;
};

/** What a route answers. `problem` goes out as RFC 9457 problem details. */
export type HttpAnswer =
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'empty'; readonly status: number }
  | {
      readonly kind: 'problem';
      readonly status: number;
      readonly reference?: string;
      /** For 429: whole seconds. */
      readonly retryAfterSeconds?: number;
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
