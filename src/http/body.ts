import type { IncomingMessage } from 'node:http';
import { isWithinBounds } from './json-bounds.ts';

/** A body that we do not take. Thrown by the readers, answered by the server with its status. */
export class BodyRefusal extends Error {
  override readonly name = 'BodyRefusal';
  readonly status: 400 | 413 | 415;
  constructor(status: 400 | 413 | 415) {
    super(`body refused (${status})`);
    this.status = status;
  }
}

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/**
 * Reads a body up to a bound and stops there.
 *
 * Our own reader, because restify's counts compressed bytes only (a small gzip can fill the memory), has no
 * handler for a broken gzip stream (which ends the process) and keeps reading after the bound.
 * @param maxBytes the bound
 * @throws BodyRefusal 413 above the bound, 415 for a compressed body, 400 when the sender goes away
 */
export async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new BodyRefusal(415);
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw new BodyRefusal(413);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (settle: () => void) => {
      request.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone);
      settle();
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) finish(() => reject(new BodyRefusal(413)));
      else chunks.push(chunk);
    };
    const onEnd = () => finish(() => resolve(Buffer.concat(chunks)));
    const onGone = () => finish(() => reject(new BodyRefusal(400)));
    request.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone);
  });
}

/**
 * Reads a JSON body of bounded size, depth and number of values. Which keys it may have is the concern of whoever
 * uses it. A key that comes twice counts as its last one, here and for everybody behind, because it is parsed once.
 * @param maxBytes the bound
 * @throws BodyRefusal 415 for another content type, 413 above the size, 400 for bad UTF-8, bad JSON, or JSON that
 * is too deep or holds too many values
 */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) throw new BodyRefusal(415);
  const bytes = await readBytes(request, maxBytes);
  if (!isWithinBounds(bytes)) throw new BodyRefusal(400);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // The parser's message quotes the body, so it goes nowhere.
    throw new BodyRefusal(400);
  }
}
