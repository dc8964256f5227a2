import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { HttpAnswer } from './route.ts';

export const PROBLEM_TYPE = 'application/problem+json';

/**
 * RFC 9457 problem details. Title and status only: a reason would help whoever is trying keys; the log has it.
 * @param reference names a failed request in the log
 */
export function problemDetails(status: number, reference?: string): object {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, reference };
}

type Content = { readonly headers?: Readonly<Record<string, string>>; readonly bytes: Uint8Array };

function jsonContent(type: string, body: unknown): Required<Content> {
  return { headers: { 'Content-Type': type }, bytes: Buffer.from(JSON.stringify(body)) };
}

function contentOf(answer: HttpAnswer): Content {
  if (answer.kind === 'empty') return { bytes: new Uint8Array() };
  if (answer.kind === 'bytes') return answer;
  if (answer.kind === 'json') return jsonContent('application/json; charset=utf-8', answer.body);
  const { headers, bytes } = jsonContent(PROBLEM_TYPE, problemDetails(answer.status, answer.reference));
  const { retryAfterSeconds } = answer;
  if (retryAfterSeconds === undefined) return { headers, bytes };
  return { headers: { ...headers, 'Retry-After': String(retryAfterSeconds) }, bytes };
}

/** Sends an answer; headers that are set on the response already go with it. */
export function writeAnswer(response: ServerResponse, answer: HttpAnswer): void {
  const { headers: own, bytes } = contentOf(answer);
  response.writeHead(answer.status, {
    ...own,
    'Content-Length': String(bytes.byteLength),
  });
  response.end(bytes);
}
