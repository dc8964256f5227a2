import { type Mapping, type Report, Unreadable } from './collection.ts';
import { containers } from './containers.ts';
import { type Document, type DocumentStore, StoreFault, type Versioned } from './document-store.ts';

/** Documents that are read at once. */
const PAGE = 50;

/**
 * After each document that was written: reports come first, and 50 writes a second leave a database of the
 * smallest size room for them. 100,000 records take about half an hour, once.
 */
const PAUSE_MS = 20;

/** A pass that wrote something is followed by another: an instance of the version before may still be leaving. */
const AGAIN_MS = 15 * 60_000;

/** Writers that one document gives way to; more than that, and the next pass sees to it. */
const ATTEMPTS = 5;

/** Raised when a field of the same name begins to mean something else. */
const MEANING = 1;

type After = (ms: number, run: () => void) => () => void;
type Log = { info(fields: object, message: string): void; warn(fields: object, message: string): void };

/** Where it is written that the documents of a container carry these fields; beside the leases, read by its key. */
const markPlace = (container: string): { pk: string; id: string } => ({
  pk: 'leases',
  id: `indexed-${container}`,
});

/**
 * Brings documents that an earlier version wrote to the index fields of this one, in the background: a query
 * finds a document by fields that stand on it, so one without them would be missing from its pages for ever.
 * Passes over everything until one has found nothing to do, writes that down, and never again walks for these
 * fields. Only the index fields of a document change, each under its version; two instances that do the same do it
 * twice and harm nothing.
 */
export function createReindex<T>(deps: {
  store: DocumentStore;
  mapping: Mapping<T>;
  report: Report;
  after: After;
  log: Log;
}) {
  const { store, mapping, report, after, log } = deps;
  const { container, schema, index } = mapping;
  const fields = `${containers[container].indexed.join(' ')} (${MEANING})`;
  const ending = new AbortController();
  const { signal } = ending;
  let running: Promise<void> = Promise.resolve();
  let cancel: () => void = () => undefined;
  let wake: () => void = () => undefined;

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      cancel = after(ms, resolve);
    });

  /** The document with the fields that it ought to have; undefined when it has them, or cannot be read. */
  function mended({ doc }: Versioned): Document | undefined {
    const parsed = schema.safeParse(doc['item']);
    if (!parsed.success) {
      report(new Unreadable(`${container}/${doc.id} cannot be indexed`));
      return undefined;
    }
    const wanted = index(parsed.data);
    const fits = Object.entries(wanted).every(([field, value]) => doc[field] === value);
    return fits ? undefined : { ...doc, ...wanted };
  }

  /** Whether it had to be written. */
  async function mend(found: Versioned): Promise<boolean> {
    let current: Versioned | undefined = found;
    for (let attempt = 0; attempt < ATTEMPTS && current !== undefined; attempt += 1) {
      const doc = mended(current);
      if (doc === undefined) return attempt > 0;
      try {
        await store.replace(container, doc, current.version);
        return true;
      } catch (fault) {
        const met = fault instanceof StoreFault && (fault.code === 'changed' || fault.code === 'missing');
        if (!met) throw fault;
        current = await store.read(container, doc.pk, doc.id);
      }
    }
    return true;
  }

  /** One walk over everything; how many documents had to be written. */
  async function pass(): Promise<number> {
    let written = 0;
    let next: string | undefined;
    do {
      const page = await store.query(container, {
        limit: PAGE,
        ...(next === undefined ? {} : { after: next }),
      });
      for (const found of page.items) {
        if (signal.aborted) return written;
        if (!(await mend(found))) continue;
        written += 1;
        await pause(PAUSE_MS);
      }
      next = page.next;
      // The file driver answers without a pause: whoever waits for this process comes in between.
      await pause(0);
    } while (next !== undefined && !signal.aborted);
    return written;
  }

  async function note(known: Versioned | undefined): Promise<void> {
    const doc = { ...markPlace(container), fields };
    try {
      await (known === undefined ? store.create('leases', doc) : store.replace('leases', doc, known.version));
    } catch (fault) {
      // Another instance has written the same.
      if (!(fault instanceof StoreFault && fault.code !== 'unavailable')) throw fault;
    }
  }

  /** Until nothing is left to do; a store that is away is tried again. */
  async function work(): Promise<void> {
    while (!signal.aborted) {
      try {
        const { pk, id } = markPlace(container);
        const known = await store.read('leases', pk, id);
        if (known?.doc['fields'] === fields) return;
        const written = await pass();
        if (written === 0 && !signal.aborted) return await note(known);
        log.info({ container, written }, 'index fields of earlier documents written');
      } catch (fault) {
        if (!(fault instanceof StoreFault)) throw fault;
        log.warn({ container, code: fault.code }, 'index fields of earlier documents not written yet');
      }
      if (!signal.aborted) await pause(AGAIN_MS);
    }
  }

  return {
    start(): void {
      running = work().catch((fault: unknown) => {
        const name = fault instanceof Error ? fault.name : 'unknown';
        log.warn(
          { container, fault: name },
          'index fields of earlier documents not written: started anew next time',
        );
      });
    },
    async stop(): Promise<void> {
      ending.abort();
      cancel();
      wake();
      await running;
    },
  };
}
