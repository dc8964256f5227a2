import { z } from 'zod';

/** A stored value with the words that a screen shows for it, so that the page keeps no list of its own. */
export const namedSchema = z.object({ id: z.string(), name: z.string() });
export type Named = z.infer<typeof namedSchema>;

/** An instant in ISO 8601, UTC; the page shows it in Japan's time. */
export const instantSchema = z.iso.datetime();

/** A day in Japan. */
export const daySchema = z.iso.date();

/** Opaque: where the next page begins. Belongs to exactly the query that handed it out. */
export const continuationSchema = z.string().min(1).max(2000);

/** One adaptive card as the bot draws it, without anything to press. */
export const cardSchema = z.record(z.string(), z.unknown());

/** Something that changed, in words. An empty side means that nothing stood there. */
export const changeSchema = z.object({ where: z.string(), before: z.string(), after: z.string() });
export type Change = z.infer<typeof changeSchema>;
