import type { IncomingMessage } from 'node:http';
import { isWithinBounds } from './json-bounds.ts';

/** How much a JSON body may hold. */
export type JsonBounds = { readonly maxBytes: number; readonly maxValues?: number };

/** A body that we do not take. Thrown by the readers, answered by the server with its status. */
export class BodyRefusal extends Error {
  override readonly name = 'BodyRefusal';
  readonly status: 400 | 413 | 415 | 503;
  constructor(status: 400 | 413 | 415 | 503) {
    super(`body refused (${status})`);
    this.status = status;
  }
}

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A form with everything filled in is smaller, so no legitimate press ever waits for room. */
export const SMALL_BYTES = 65_536;

/** Memory for bodies that are being read. */
export type BodyRoom = {
  /** @returns whether there was room for so many bytes more; if so they are taken */
  take(bytes: number): boolean;
  give(bytes: number): void;
};

/**
 * Room for what bodies hold beyond {@link SMALL_BYTES}, all requests together: hundreds of senders who each hold a
 * large unfinished body could fill the memory, since nobody's signature is checked before the body is there.
 * @param most bytes
 */
export function createBodyRoom(most: number): BodyRoom {
  let taken = 0;
  return {
    take(bytes) {
      if (taken + bytes > most) return false;
      taken += bytes;
      return true;
    },
    give(bytes) {
      taken -= bytes;
    },
  };
}

/**
 * Reads a body up to a bound and stops there.
 *
 * Our own reader, because restify's counts compressed bytes only (a small gzip can fill the memory), has no
 * handler for a broken gzip stream (which ends the process) and keeps reading after the bound.
 * @param maxBytes the bound
 * @param room for what is beyond a small body; given back when the reading ends
 * @throws BodyRefusal 413 above the bound, 415 for a compressed body, 400 when the sender goes away, 503 when others
 * have taken the room
 */
export async function readBytes(request: IncomingMessage, maxBytes: number, room: BodyRoom): Promise<Buffer> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new BodyRefusal(415);
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw new BodyRefusal(413);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let borrowed = 0;
    const hasRoom = (): boolean => {
      const wanted = Math.max(0, size - SMALL_BYTES) - borrowed;
      if (wanted > 0 && !room.take(wanted)) return false;
      borrowed += Math.max(0, wanted);
      return true;
    };
    const finish = (settle: () => void) => {
      room.give(borrowed);
      request.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone);
      settle();
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) finish(() => reject(new BodyRefusal(413)));
      else if (!hasRoom()) finish(() => reject(new BodyRefusal(503)));
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
 * @param bounds bytes, and values where there may be more or fewer than usual
 * @param room as for `readBytes`
 * @throws BodyRefusal as `readBytes`; 415 for another content type, 400 for bad UTF-8, bad JSON, or JSON that is too
 * deep or holds too many values
 */
export async function readJson(
  request: IncomingMessage,
  bounds: JsonBounds,
  room: BodyRoom,
): Promise<unknown> {
  if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) throw new BodyRefusal(415);
  const bytes = await readBytes(request, bounds.maxBytes, room);
  if (!isWithinBounds(bytes, bounds.maxValues)) throw new BodyRefusal(400);
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    // The parser's message quotes the body, so it goes nowhere.
    throw new BodyRefusal(400);
  }
}
