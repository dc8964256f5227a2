import type { Document } from './document-store.ts';
import { decodeDocument } from './documents-guard.ts';

/** Characters of JSON that are kept parsed: a few thousand small documents, some ten megabytes of memory. */
const MOST_HELD = 4_000_000;

/** A row of a query: the text is left out where its version is known. */
export type Row = { readonly version: string; readonly text: string | undefined };

/**
 * Remembers for a while, by their version, the documents that queries read. The index of persons and the delivery
 * read the newest documents again and again, and nearly all of them are as they were.
 */
export function createRecentDocuments(most = MOST_HELD) {
  const known = new Map<string, { doc: Document; size: number }>();
  let held = 0;

  function keep(version: string, text: string): Document {
    const doc = decodeDocument(text);
    known.set(version, { doc, size: text.length });
    held += text.length;
    for (const [oldest, { size }] of known) {
      if (held <= most) break;
      known.delete(oldest);
      held -= size;
    }
    return doc;
  }

  return {
    /** Whether a row of this version may come without its text. */
    knows: (version: string): boolean => known.has(version),

    /** The documents of one page. Those that are known are taken first: what is new may push them out. */
    read(rows: readonly Row[]): Document[] {
      const found = rows.map(({ version }) => known.get(version)?.doc);
      return rows.map(({ version, text }, index) => {
        const doc = found[index] ?? (text === undefined ? undefined : keep(version, text));
        if (doc === undefined) throw new Error('a row without its document');
        return doc;
      });
    },
  };
}
