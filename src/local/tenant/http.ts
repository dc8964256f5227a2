import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';

/** An expected refusal with the body that Bot Framework uses: `{error: {code, message}}`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export type Call = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Decoded `:name` parts of the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
};

/** `undefined` means that the handler has answered by itself. */
export type Answer = { status: number; json: unknown } | undefined;

export type Route = {
  readonly method: string;
  /** Like `/v3/conversations/:conversation/activities`; a last part `*` takes the rest. */
  readonly path: string;
  readonly handle: (call: Call) => Promise<Answer> | Answer;
};

const match = (pattern: readonly string[], path: readonly string[]): Record<string, string> | undefined => {
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    if (part === '*') {
      params['rest'] = path.slice(index).join('/');
      return params;
    }
    const actual = path[index];
    if (actual === undefined) return undefined;
    if (part.startsWith(':')) params[part.slice(1)] = actual;
    else if (part !== actual) return undefined;
  }
  return pattern.length === path.length ? params : undefined;
};

const decode = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) throw new Refusal(400, 'BadSyntax', 'The address is not well formed.');
    throw error;
  }
};

/** Splits before decoding, so an id may hold any character, `/` included. */
const partsOf = (pathname: string): string[] => pathname.slice(1).split('/').map(decode);

/**
 * Finds the route for a request and writes its answer. Refusals become their error body;
 * any other error is a fault of this program: 500, and `onFault` gets it.
 */
export const createRouter = (routes: readonly Route[], onFault: (error: unknown) => void) => {
  const table = routes.map((route) => ({ ...route, pattern: route.path.slice(1).split('/') }));

  const answerTo = async (request: IncomingMessage, response: ServerResponse): Promise<Answer> => {
    const url = new URL(request.url ?? '/', 'http://tenant.invalid');
    const path = partsOf(url.pathname);
    let pathKnown = false;
    for (const route of table) {
      const params = match(route.pattern, path);
      if (params === undefined) continue;
      pathKnown = true;
      if (route.method === request.method) {
        return route.handle({ request, response, params, query: url.searchParams });
      }
    }
    throw pathKnown
      ? new Refusal(405, 'MethodNotAllowed', 'This address does not take this method.')
      : new Refusal(404, 'NotFound', 'There is nothing at this address.');
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let answer: Answer;
    try {
      answer = await answerTo(request, response);
    } catch (error) {
      if (!(error instanceof Refusal)) onFault(error);
      const refusal =
        error instanceof Refusal ? error : new Refusal(500, 'ServiceError', 'The local tenant failed.');
      answer = {
        status: refusal.status,
        json: { error: { code: refusal.code, message: refusal.message } },
      };
    }
    if (answer === undefined || response.headersSent) return;
    const body = JSON.stringify(answer.json);
    response.writeHead(answer.status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'cache-control': 'no-store',
    });
    response.end(body);
  };
};

/**
 * Reads and parses a JSON body of at most `limit` bytes; 413 above it, 400 when it is not JSON or not as expected.
 * A body that is too large is still read to its end, so that the sender gets to see the answer.
 */
export const readJson = async <T>(
  request: IncomingMessage,
  schema: z.ZodType<T>,
  limit: number,
): Promise<T> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size <= limit) chunks.push(bytes);
  }
  if (size > limit) throw new Refusal(413, 'MessageSizeTooBig', `The body is larger than ${limit} bytes.`);
  let json: unknown;
  try {
    json = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal(400, 'BadSyntax', 'The body is not JSON.');
    throw error;
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => issue.path.join('.') || '(body)').join(', ');
    throw new Refusal(400, 'BadArgument', `Not as expected: ${where}`);
  }
  return parsed.data;
};
