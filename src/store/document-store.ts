/**
 * The document port. One document is one consistency unit: a write is a create or a
 * replace of one whole document guarded by its version. There are no batches, no
 * change feed, no TTL and no patch conditions, because the production database and its
 * emulator agree only on what is listed here.
 */

/** A scalar that a declared index field may hold. */
export type Scalar = string | number | boolean;

/** What the caller stores. `id` and `pk` use `[A-Za-z0-9_-]` only, at most 200 characters. */
export type Document = { readonly id: string; readonly pk: string } & Readonly<Record<string, unknown>>;

/** A document together with its version (the `_etag` of the database), opaque to the caller. */
export type Versioned = { readonly doc: Document; readonly version: string };

/** One comparison of a declared index field (a top-level property of the document). */
export type Condition = {
  readonly field: string;
  readonly is: '=' | '<' | '<=' | '>' | '>=';
  readonly value: Scalar;
};

export type Query = {
  /** Partition to look in; left out only for sweeps that must see every partition. */
  readonly pk?: string;
  readonly where?: readonly Condition[];
  readonly orderBy?: { readonly field: string; readonly direction: 'asc' | 'desc' };
  /** Page size, 1 to 1000. */
  readonly limit: number;
  /** Continuation of the page before, exactly as it was returned. */
  readonly after?: string;
  /**
   * Versions that the caller holds already: their documents are left out, and a page may hold fewer than `limit` and
   * still have a next one. Asked during the call only.
   */
  readonly except?: { has(version: string): boolean };
};

export type Page = { readonly items: readonly Versioned[]; readonly next?: string };

/**
 * Faults that callers tell apart. Anything else is thrown as it came.
 * - `conflict`: create met an existing id
 * - `changed`: replace or remove met another version than the one given
 * - `missing`: replace or remove met no document
 * - `too-large`: the document exceeds {@link MAX_DOCUMENT_BYTES}
 * - `unavailable`: the database could not be reached or kept refusing within the time allowed;
 *   the write may or may not have happened
 */
export type StoreFaultCode = 'conflict' | 'changed' | 'missing' | 'too-large' | 'unavailable';

export class StoreFault extends Error {
  override readonly name = 'StoreFault';
  readonly code: StoreFaultCode;
  constructor(code: StoreFaultCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.code = code;
  }
}

/** Well below the 2 MB limit of Cosmos DB, in UTF-8 bytes of JSON. */
export const MAX_DOCUMENT_BYTES = 1_500_000;

export interface DocumentStore {
  /** The document, or undefined when there is none. */
  read(container: string, pk: string, id: string): Promise<Versioned | undefined>;
  /** Stores a new document. Throws StoreFault `conflict` when the id exists in the partition. */
  create(container: string, doc: Document): Promise<Versioned>;
  /** Replaces the document if it still has `version`. Throws `changed` or `missing`. */
  replace(container: string, doc: Document, version: string): Promise<Versioned>;
  /** Removes the document if it still has `version`. Throws `changed` or `missing`. */
  remove(container: string, pk: string, id: string, version: string): Promise<void>;
  /** One page. Order without `orderBy` is unspecified but stable across the pages of one query. */
  query(container: string, query: Query): Promise<Page>;
  /** Resolves when the database answers; throws StoreFault `unavailable` otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
