import type { Document } from './document-store.ts';
import { decodeDocument } from './documents-guard.ts';

/** Characters of JSON that are kept parsed: a few thousand small documents, some ten megabytes of memory. */
const MOST_HELD = 4_000_000;

/**
 * Parses the documents of queries, and remembers them by their version for a while. The index of persons and the
 * delivery read the newest documents again and again, and nearly all of them are as they were.
 */
export function createRecentDocuments(most = MOST_HELD): (version: string, text: string) => Document {
  const known = new Map<string, { doc: Document; size: number }>();
  let held = 0;
  return (version, text) => {
    const found = known.get(version);
    if (found !== undefined) return found.doc;
    const doc = decodeDocument(text);
    known.set(version, { doc, size: text.length });
    held += text.length;
    for (const [oldest, { size }] of known) {
      if (held <= most) break;
      known.delete(oldest);
      held -= size;
    }
    return doc;
  };
}
