import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import type { Changed, Collection, SeenVersions, Step } from '../workflow/ports.ts';
import type { ContainerName } from './containers.ts';
import {
  type Condition,
  type Document,
  type DocumentStore,
  StoreFault,
  type Versioned,
} from './document-store.ts';

/** How many writers of other processes one change gives way to before it gives up. */
const CHANGE_ATTEMPTS = 40;

/**
 * Items read at once. Larger pages are hardly faster, but outlive the young generation of the heap: an index
 * read from pages of 1,000 held 550 MB, from pages of 200 440 MB (npm run bench:index).
 */
const PAGE = 200;

/** How one kind of item lies in the database. */
export type Mapping<T> = {
  readonly container: ContainerName;
  readonly schema: z.ZodType<T>;
  /** Partition and id of a key. */
  readonly place: (key: string) => { pk: string; id: string };
  readonly keyOf: (item: T) => string;
  /** The declared index fields of the item. */
  readonly index: (item: T) => Readonly<Record<string, string | number | boolean>>;
  /**
   * Whether an item is decoded once for as long as the driver hands out the very same document. For kinds that are
   * read again and again; whoever gets such an item shares it and leaves it as it is.
   */
  readonly decodedOnce?: boolean;
};

/** A stored document that does not fit its schema. The message names paths, never values. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** Told of every document that a list had to leave out. */
export type Report = (fault: Unreadable) => void;

/**
 * A typed collection over the document port. Items lie under `item`, the index fields beside it, so
 * nothing that people type can become an index field. Every item is decoded by its schema when read.
 */
export function createCollection<T>(store: DocumentStore, mapping: Mapping<T>, report: Report) {
  const { container, schema, place, keyOf, index } = mapping;

  const encode = (item: T): Document => ({ ...index(item), ...place(keyOf(item)), item });

  const decoded = new WeakMap<Document, T>();

  function decode(found: Versioned): T {
    const { doc } = found;
    const known = mapping.decodedOnce === true ? decoded.get(doc) : undefined;
    if (known !== undefined) return known;
    const parsed = schema.safeParse(doc['item']);
    // The issues name paths and types; the values stay out of the message.
    if (!parsed.success) {
      const where = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
      throw new Unreadable(`${container}/${doc.id} cannot be read: ${where}`);
    }
    if (mapping.decodedOnce === true) decoded.set(doc, parsed.data);
    return parsed.data;
  }

  /** One document that cannot be read must not hide all others from a sweep. */
  function decodeOrReport(found: Versioned): T[] {
    try {
      return [decode(found)];
    } catch (fault) {
      if (!(fault instanceof Unreadable)) throw fault;
      report(fault);
      return [];
    }
  }

  const find = (key: string): Promise<Versioned | undefined> => {
    const { pk, id } = place(key);
    return store.read(container, pk, id);
  };

  /**
   * Changes of one item in this process take turns: when every department presses 確認しました at the same
   * moment, each would otherwise give way to all the others. The version guards against other processes.
   */
  const last = new Map<string, Promise<void>>();
  async function inTurn<R>(key: string, work: () => Promise<R>): Promise<R> {
    const before = last.get(key);
    const { promise, resolve } = Promise.withResolvers<void>();
    last.set(key, promise);
    await before;
    try {
      return await work();
    } finally {
      if (last.get(key) === promise) last.delete(key);
      resolve();
    }
  }

  const verbs: Collection<T> = {
    async read(key) {
      const found = await find(key);
      return found === undefined ? undefined : decode(found);
    },

    async create(item) {
      try {
        await store.create(container, encode(item));
        return { created: true, item };
      } catch (fault) {
        if (!(fault instanceof StoreFault && fault.code === 'conflict')) throw fault;
        const found = await find(keyOf(item));
        if (found === undefined) throw fault;
        return { created: false, item: decode(found) };
      }
    },

    change: (key, step) => inTurn(key, () => change(key, step)),
  };

  async function change<R>(key: string, step: Step<T, R>): Promise<Changed<T, R>> {
    for (let attempt = 0; attempt < CHANGE_ATTEMPTS; attempt += 1) {
      const found = await find(key);
      if (found === undefined) return { found: false };
      const current = decode(found);
      const { next, result } = step(current);
      if (next === undefined || next === current) return { found: true, item: current, result };
      try {
        await store.replace(container, encode(next), found.version);
        return { found: true, item: next, result };
      } catch (fault) {
        if (!(fault instanceof StoreFault && fault.code === 'changed')) throw fault;
      }
    }
    throw new StoreFault('unavailable', `${container}: too many writers at once`);
  }

  return {
    ...verbs,

    /** The items of documents that were read in another way; what cannot be read is reported and left out. */
    decodeAll: (found: readonly Versioned[]): T[] => found.flatMap(decodeOrReport),

    /** Items of one query, decoded, up to `limit` over as many pages as it takes. */
    async list(query: {
      pk?: string;
      where?: readonly Condition[];
      orderBy?: { field: string; direction: 'asc' | 'desc' };
      limit: number;
    }): Promise<T[]> {
      const items: T[] = [];
      let after: string | undefined;
      do {
        const page = await store.query(container, {
          ...query,
          limit: Math.min(query.limit - items.length, PAGE),
          ...(after === undefined ? {} : { after }),
        });
        items.push(...page.items.flatMap(decodeOrReport));
        after = page.next;
      } while (after !== undefined && items.length < query.limit);
      return items;
    },

    /** One page of one query, decoded, and where the next begins. Throws TypeError for another query's place. */
    async page(query: {
      where?: readonly Condition[];
      limit: number;
      after?: string;
    }): Promise<{ items: readonly T[]; next?: string }> {
      const { items, next } = await store.query(container, query);
      return { items: items.flatMap(decodeOrReport), ...(next === undefined ? {} : { next }) };
    },

    /**
     * All pages of one query, decoded; the next is read when the one before is done with. The continuation
     * goes by the place in the order, so items that share a value are neither lost nor read for ever. What is in
     * `seen` is left out, and what was handed out is added to it.
     */
    async *pages(
      query: { where: readonly Condition[]; orderBy: { field: string; direction: 'asc' | 'desc' } },
      seen: SeenVersions,
    ): AsyncGenerator<readonly T[]> {
      let after: string | undefined;
      do {
        const page = await store.query(container, {
          ...query,
          limit: PAGE,
          except: seen,
          ...(after === undefined ? {} : { after }),
        });
        yield page.items.flatMap(decodeOrReport);
        for (const { version } of page.items) seen.add(version);
        after = page.next;
        // The file driver answers without a pause: whoever waits for this process comes in between.
        if (after !== undefined) await setImmediate();
      } while (after !== undefined);
    },

    /** Writes the item over whatever is there. For items that one person alone writes. */
    async put(item: T): Promise<void> {
      const { created } = await verbs.create(item);
      if (!created) await verbs.change(keyOf(item), () => ({ next: item, result: undefined }));
    },
  };
}
