import type { ContainerName } from './containers.ts';
import { containers } from './containers.ts';
import type { Condition, Document, DocumentStore, Scalar, Versioned } from './document-store.ts';
import { planQuery } from './documents-query.ts';

/** Alternatives: a document belongs to the page when all conditions of one of them hold. */
export type MergedQuery = {
  readonly any: readonly (readonly Condition[])[];
  readonly orderBy: { readonly field: string; readonly direction: 'asc' | 'desc' };
  readonly limit: number;
  readonly after?: string | undefined;
};

/** A place in the order: the value of the ordering field and, where documents share it, the id. */
type Place = readonly [value: string] | readonly [value: string, id: string];

const refuse = (): never => {
  throw new TypeError('continuation does not belong to this query');
};

function readPlace(after: string): Place {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(after, 'base64url').toString());
  } catch {
    return refuse();
  }
  if (!Array.isArray(parsed) || parsed.some((part) => typeof part !== 'string')) return refuse();
  const [value, id, ...more] = parsed as string[];
  if (value === undefined || more.length > 0) return refuse();
  return id === undefined ? [value] : [value, id];
}

const writePlace = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** The documents of one alternative behind a place, read page by page as far as they are wanted. */
function createStream(
  store: DocumentStore,
  container: ContainerName,
  query: { where: readonly Condition[]; orderBy: MergedQuery['orderBy']; limit: number },
  from: Place | undefined,
) {
  const waiting: Versioned[] = [];
  let next = from === undefined ? undefined : planQuery(containers, container, query).continuation(from);
  let more = true;
  return {
    /** The document that comes next, still to be taken; undefined at the end. */
    async head(): Promise<Versioned | undefined> {
      while (waiting.length === 0 && more) {
        const page = await store.query(container, {
          ...query,
          ...(next === undefined ? {} : { after: next }),
        });
        waiting.push(...page.items);
        next = page.next;
        more = next !== undefined;
      }
      return waiting[0];
    },
    take(): void {
      waiting.shift();
    },
  };
}

const valueOf = (doc: Document, field: string): Scalar => doc[field] as Scalar;

/**
 * One page of what any of several queries finds, in one order, each document once. The database port knows no
 * OR; walking everything and leaving out would make the reader pay for what they may not see, and the
 * continuation tell of it. This one names a document that was handed out, or nothing but its value.
 *
 * The ordering field must hold text. Throws TypeError for a continuation that is none.
 */
export async function mergedPage(
  store: DocumentStore,
  container: ContainerName,
  { any, orderBy, limit, after }: MergedQuery,
): Promise<{ items: Versioned[]; next: string | undefined }> {
  const from = after === undefined ? undefined : readPlace(after);
  const { field, direction } = orderBy;
  // One more than a stream's share: a page that one alternative fills then knows its continuation at once.
  const share = Math.min(1000, Math.ceil(limit / any.length) + 1);
  const streams = any.map((where) => createStream(store, container, { where, orderBy, limit: share }, from));
  const isBefore = (a: Document, b: Document): boolean => {
    const [one, other] = [valueOf(a, field), valueOf(b, field)];
    const less = one === other ? a.id < b.id : one < other;
    return less === (direction === 'asc');
  };
  const firstOf = (heads: readonly (Versioned | undefined)[]): Versioned | undefined =>
    heads
      .filter((head) => head !== undefined)
      .reduce<Versioned | undefined>(
        (best, head) => (best === undefined || isBefore(head.doc, best.doc) ? head : best),
        undefined,
      );

  const items: Versioned[] = [];
  for (;;) {
    const heads = await Promise.all(streams.map((stream) => stream.head()));
    const first = firstOf(heads);
    const last = items.at(-1);
    if (first === undefined) return { items, next: undefined };
    if (last !== undefined && items.length >= limit) {
      const value = String(valueOf(last.doc, field));
      // Two documents of one moment are rare; where there are none, the next page need not ask for them.
      return {
        items,
        next: writePlace(value === valueOf(first.doc, field) ? [value, last.doc.id] : [value]),
      };
    }
    items.push(first);
    for (const [index, head] of heads.entries()) {
      if (head?.doc.id === first.doc.id) streams[index]?.take();
    }
  }
}
