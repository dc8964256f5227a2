import { type Document, MAX_DOCUMENT_BYTES, StoreFault } from './document-store.ts';

/** Containers by name with the top-level fields that queries may use; see containers.ts. */
export type Containers = Readonly<Record<string, { readonly indexed: readonly string[] }>>;

/** The characters that need no quoting in a URL, a header and an SQL literal alike. */
const KEY = /^[A-Za-z0-9_-]{1,200}$/;

/**
 * Field and container names become part of SQL text in both drivers (nothing but values can be a
 * parameter), so a name that is not a plain word never gets that far.
 */
const NAME = /^[A-Za-z][A-Za-z0-9]{0,60}$/;

/** Properties that the Cosmos driver or Cosmos DB itself writes into a document. */
export const RESERVED: ReadonlySet<string> = new Set([
  '_op',
  '_rid',
  '_self',
  '_ts',
  '_attachments',
  '_etag',
  '_lsn',
  '_metadata',
]);

/**
 * A lone surrogate in JSON text: JSON.stringify writes it as a \ud8xx escape and writes nothing else
 * so. The look-behind keeps runs of backslashes linear.
 */
const LONE_SURROGATE = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;

/** Cosmos DB takes 128 levels, SQLite 1,000; nothing of ours needs more than a few. */
const MAX_DEPTH = 100;

const isDeeperThan = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((part) => isDeeperThan(part, levels - 1)));

/** Throws TypeError unless `id` and `pk` may be used as keys. */
export const checkKeys = (pk: string, id: string): void => {
  if (typeof id !== 'string' || !KEY.test(id)) throw new TypeError('id must match [A-Za-z0-9_-]{1,200}');
  if (typeof pk !== 'string' || !KEY.test(pk)) throw new TypeError('pk must match [A-Za-z0-9_-]{1,200}');
};

/** Throws TypeError unless the container is declared; a typing slip must not make a new one. */
export const checkContainer = (containers: Containers, container: string): void => {
  if (!Object.hasOwn(containers, container)) throw new TypeError(`container ${container} is not declared`);
};

/** Throws TypeError unless every container and field name is a plain word; called once at creation. */
export const checkDeclaration = (containers: Containers): void => {
  for (const [name, { indexed }] of Object.entries(containers)) {
    for (const word of [name, ...indexed]) {
      if (!NAME.test(word)) throw new TypeError(`${word} is no container or field name`);
    }
  }
};

/**
 * The JSON text that is stored for `doc`. What a later read returns is the parsed text, so
 * `undefined` properties vanish and dates become strings.
 *
 * Throws TypeError for bad keys, reserved property names and endless nesting, and for text with a lone surrogate:
 * one driver would keep it and the other might not, and a text that comes back different breaks the
 * hash chain of the audit entries. Make text well-formed at the door (`toWellFormed()`).
 * Throws StoreFault `too-large` above MAX_DOCUMENT_BYTES.
 */
export const encodeDocument = (doc: Document): string => {
  checkKeys(doc.pk, doc.id);
  for (const key of Object.keys(doc)) {
    if (RESERVED.has(key)) throw new TypeError(`property ${key} is reserved for the database`);
  }
  if (isDeeperThan(doc, MAX_DEPTH)) throw new TypeError(`document is nested deeper than ${MAX_DEPTH} levels`);
  const text = JSON.stringify(doc);
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_DOCUMENT_BYTES) {
    throw new StoreFault('too-large', `${bytes} bytes of JSON, allowed ${MAX_DOCUMENT_BYTES}`);
  }
  if (LONE_SURROGATE.test(text)) throw new TypeError('document holds text that is not well-formed Unicode');
  return text;
};

/** The document in `text`, which {@link encodeDocument} wrote. */
export const decodeDocument = (text: string): Document => JSON.parse(text) as Document;
