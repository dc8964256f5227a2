import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ensureTab } from '../../src/local/build-tab.ts';

const built = join(import.meta.dirname, '../../dist/tab');

/** As Vite writes it: https://vite.dev/guide/backend-integration */
type Chunk = {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly isDynamicEntry?: boolean;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
};
type Manifest = Readonly<Record<string, Chunk>>;

const read = (file: string): string => readFileSync(join(built, file), 'utf8');

/** Every file that a chunk cannot do without. */
function filesOf(manifest: Manifest, name: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[name];
  assert.ok(chunk !== undefined, name);
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const css of chunk.css ?? []) seen.add(css);
  for (const next of chunk.imports ?? []) filesOf(manifest, next, seen);
  return seen;
}

describe("the tab's page as it is built", function () {
  this.timeout(60_000);
  let manifest: Manifest;
  before(async () => {
    await ensureTab();
    manifest = JSON.parse(read('.vite/manifest.json')) as Manifest;
  });

  const entry = (): string => {
    const found = Object.entries(manifest).filter(([, chunk]) => chunk.isEntry);
    assert.equal(found.length, 1);
    return found[0]?.[0] ?? '';
  };
  const gzipped = (files: Iterable<string>): number =>
    [...files].reduce((sum, file) => sum + gzipSync(read(file)).length, 0);

  it('is at most 350 KB gzipped at its first load, index and styles included', () => {
    const first = ['index.html', ...filesOf(manifest, entry())];
    const size = gzipped(first);
    assert.ok(size > 50_000, 'nothing was counted');
    assert.ok(size <= 350_000, `${size} bytes in ${first.join(', ')}`);
  });

  it('leaves the settings and the card library for whoever needs them', () => {
    const first = filesOf(manifest, entry());
    const later = manifest[entry()]?.dynamicImports ?? [];
    assert.deepEqual(later.toSorted(), ['adaptive/render.ts', 'settings/pages.tsx']);
    for (const name of later) {
      const file = manifest[name]?.file ?? '';
      assert.ok(!first.has(file), `${file} is loaded at once`);
    }
    assert.match(read(manifest['adaptive/render.ts']?.file ?? ''), /ac-adaptiveCard/u);
    for (const file of first) assert.doesNotMatch(read(file), /ac-adaptiveCard/u, file);
  });

  it('brings no schemas along: the service checks, the page does not carry zod', () => {
    for (const { file } of Object.values(manifest)) {
      assert.doesNotMatch(read(file), /ZodError|_zod\b|invalid_union/u, file);
    }
  });

  it('has nothing inline, nothing from elsewhere, no map, and a place for the nonce', () => {
    const index = read('index.html');
    assert.equal(index.split('__TATE_NONCE__').length, 2);
    assert.doesNotMatch(index, /<style|style=|\son\w+=|https?:/u);
    for (const [script] of index.matchAll(/<script\b[^>]*>/gu)) assert.match(script, /src="\/tab\/assets\//u);
    assert.doesNotMatch(index, /<script\b[^>]*>[^<]/u);
    for (const { file } of Object.values(manifest))
      assert.doesNotMatch(read(file), /sourceMappingURL/u, file);
  });
});
