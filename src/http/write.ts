import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Problem } from '../api/problem.ts';
import type { HttpAnswer } from './route.ts';

export const PROBLEM_TYPE = 'application/problem+json';

type ProblemAnswer = Extract<HttpAnswer, { kind: 'problem' }>;

/**
 * RFC 9457 problem details. Without a detail it is title and status only: to whoever is trying keys a reason would be
 * a help; the log has it.
 */
export function problemDetails(problem: Omit<ProblemAnswer, 'kind'>): Problem {
  const { status, detail, reference, errors, current } = problem;
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    ...(detail === undefined ? {} : { detail }),
    ...(reference === undefined ? {} : { reference }),
    ...(errors === undefined ? {} : { errors: [...errors] }),
    ...(current === undefined ? {} : { current }),
  };
}

type Content = {
  readonly headers?: Readonly<Record<string, string>>;
  /** A text goes out in one piece with the headers. */
  readonly body: Uint8Array | string;
};

function jsonContent(type: string, body: unknown, more: Readonly<Record<string, string>> = {}): Content {
  return { headers: { 'Content-Type': type, ...more }, body: JSON.stringify(body) };
}

const tagged = (etag: string | undefined): Record<string, string> =>
  etag === undefined ? {} : { ETag: `"${etag}"` };

function problemContent(problem: ProblemAnswer): Content {
  const { retryAfterSeconds, etag, challenge } = problem;
  return jsonContent(PROBLEM_TYPE, problemDetails(problem), {
    ...tagged(etag),
    ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
    ...(challenge === undefined ? {} : { 'WWW-Authenticate': challenge }),
  });
}

function contentOf(answer: HttpAnswer): Content {
  if (answer.kind === 'empty') return { body: '' };
  if (answer.kind === 'bytes') return { headers: answer.headers, body: answer.bytes };
  if (answer.kind === 'problem') return problemContent(answer);
  return jsonContent('application/json; charset=utf-8', answer.body, tagged(answer.etag));
}

/** Sends an answer; headers that are set on the response already go with it. */
export function writeAnswer(response: ServerResponse, answer: HttpAnswer): void {
  const { headers: own, body } = contentOf(answer);
  response.writeHead(answer.status, {
    ...own,
    'Content-Length': String(Buffer.byteLength(body)),
  });
  response.end(body);
}
