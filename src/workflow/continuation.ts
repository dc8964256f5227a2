import { z } from 'zod';
import type { House } from './ports.ts';

/** Where a listing goes on: the place in the store, and of whose question it is. */
const continuationSchema = z.strictObject({ t: z.string(), q: z.string() });

const printOf = (house: Pick<House, 'digest'>, question: unknown): string =>
  house.digest(`listing|${JSON.stringify(question)}`).slice(0, 16);

/** `question` is everything that decides what the listing shows: who asks, and for what. */
export const handOut = (house: Pick<House, 'digest'>, question: unknown, place: string): string =>
  Buffer.from(JSON.stringify({ t: place, q: printOf(house, question) })).toString('base64url');

/**
 * The place, or undefined when the continuation is none, or another question's. It guards against mix-ups, not
 * against forgery: what may be shown is worked out anew from the question and the role every time.
 */
export function takeBack(
  house: Pick<House, 'digest'>,
  question: unknown,
  continuation: string,
): string | undefined {
  try {
    const { t, q } = continuationSchema.parse(JSON.parse(Buffer.from(continuation, 'base64url').toString()));
    return q === printOf(house, question) ? t : undefined;
  } catch {
    return undefined;
  }
}
