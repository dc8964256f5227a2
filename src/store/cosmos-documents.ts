import type { ItemDefinition, Resource } from '@azure/cosmos';
import type { Document, Versioned } from './document-store.ts';
import { decodeDocument, encodeDocument, RESERVED } from './documents-guard.ts';

/** A document as Cosmos DB gives it back. */
export type Stored = ItemDefinition & Resource;

/**
 * Each stored document names its last writes in `_op`, newest first. A writer whose answer was lost
 * finds its own name there, even when others have written since.
 */
const REMEMBERED_WRITES = 8;

/** An If-Match value that no document has; an empty one would make the write unconditional. */
const NO_ETAG = '"none"';

const opsOf = (stored: Stored): string[] => {
  const ops: unknown = stored['_op'];
  return Array.isArray(ops) ? ops.filter((op) => typeof op === 'string') : [];
};

/** A version is the etag with the remembered writes, so that a replace can hand them on. */
const versionOf = (stored: Stored): string => [stored._etag, ...opsOf(stored)].join('|');

/** The parts of a version; a text that is no version becomes one that matches no document. */
export const readVersion = (version: string): { etag: string; ops: string[] } => {
  const [etag = '', ...ops] = version.split('|');
  return { etag: /^[\x21-\x7e]+$/.test(etag) ? etag : NO_ETAG, ops };
};

/** The body to send. Throws what {@link encodeDocument} throws. */
export const toStored = (doc: Document, op: string, previous: readonly string[]): Document => ({
  ...decodeDocument(encodeDocument(doc)),
  _op: [op, ...previous].slice(0, REMEMBERED_WRITES),
});

/** The document as the caller stored it. */
export const fromStored = (stored: Stored): Versioned => ({
  doc: Object.fromEntries(Object.entries(stored).filter(([key]) => !RESERVED.has(key))) as Document,
  version: versionOf(stored),
});

/** Whether the write `op` is in this document, as its last or below later ones. */
export const carries = (stored: Stored, op: string): boolean => opsOf(stored).includes(op);

/**
 * The result of our own write, found again after its answer was lost. When others have written on top
 * of it, the version is one that matches nothing: the next replace learns `changed`, as it should.
 */
export const ownResult = (sent: Document, seen: Stored, op: string): Versioned => {
  const { _op, ...doc } = sent;
  return { doc, version: opsOf(seen)[0] === op ? versionOf(seen) : NO_ETAG };
};
