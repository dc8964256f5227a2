import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ensureTab } from '../../src/local/build-tab.ts';

const DIST = join(import.meta.dirname, '../../dist');
const KB = 1024;

/** What a browser fetches before it runs anything: the script, what it preloads, the styles. */
const LOADED = /<(?:script|link)\b[^>]*?\b(?:src|href)="(\/tab\/[^"]+)"/gu;

/** The page and everything that it names, each gzipped by itself; KB of 1,024 bytes. */
export async function measureTab() {
  await ensureTab();
  const page = readFileSync(join(DIST, 'tab/index.html'), 'utf8');
  const files = ['/tab/index.html', ...[...page.matchAll(LOADED)].map(([, file = '']) => file)];
  const sizes = files.map((file) => gzipSync(readFileSync(join(DIST, file)), { level: 9 }).byteLength);
  const firstLoadKb = sizes.reduce((sum, size) => sum + size, 0) / KB;
  return { firstLoadKb: Number(firstLoadKb.toFixed(1)), files: files.length };
}
