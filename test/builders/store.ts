import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Document, DocumentStore, Query, Versioned } from '../../src/store/document-store.ts';

/** A word that no other test uses, so that tests can share one database. */
export const uniqueWord = (): string => `t${randomBytes(8).toString('hex')}`;

/** A document of the container `incidents`. */
export const storedIncident = (overrides: Partial<Document> = {}): Document => {
  const id = overrides.id ?? uniqueWord();
  return {
    id,
    pk: id,
    open: true,
    filedAt: '2026-11-02T09:00:00.000Z',
    department: 'tax',
    reporterKey: 'r1',
    subject: '窓口で大声',
    ...overrides,
  };
};

/** Every document of every page, in the order received. `between` runs after each page. */
export const readAll = async (
  store: DocumentStore,
  container: string,
  query: Query,
  between: () => Promise<void> = async () => {},
): Promise<Versioned[]> => {
  const found: Versioned[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < 1000; pages += 1) {
    const page = await store.query(container, after === undefined ? query : { ...query, after });
    found.push(...page.items);
    if (page.next === undefined) return found;
    after = page.next;
    await between();
  }
  throw new Error('the pages do not end');
};

/** A folder that is removed again. */
export const temporaryFolder = (): { path: string; file: string; remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'tate-store-'));
  return {
    path,
    file: join(path, 'data', 'tate.sqlite'),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
};
