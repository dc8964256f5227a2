import { StoreFault } from './document-store.ts';

/**
 * SQLite's primary result codes that mean «not now» rather than «wrong»
 * (https://www.sqlite.org/rescode.html): busy, locked, out of memory, read-only, input/output, full,
 * cannot open, protocol.
 */
const UNAVAILABLE: ReadonlySet<number> = new Set([5, 6, 7, 8, 10, 13, 14, 15]);

/** The fault behind an error of node:sqlite, or the error as it came. */
export const toFault = (error: unknown): unknown => {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'ERR_INVALID_STATE') return new StoreFault('unavailable', 'the database is closed');
  if (error.code !== 'ERR_SQLITE_ERROR' || !('errcode' in error)) return error;
  const primary = Number(error.errcode) & 0xff;
  return UNAVAILABLE.has(primary)
    ? new StoreFault('unavailable', `sqlite ${primary}: ${error.message}`, { cause: error })
    : error;
};
