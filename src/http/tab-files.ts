import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { z } from 'zod';

/** One file that the build named; `br` and `gzip` appear once they are made. */
export type TabAsset = {
  readonly type: string;
  readonly plain: Uint8Array;
  br?: Uint8Array;
  gzip?: Uint8Array;
};

export type TabFiles = {
  /** The page, with {@link NONCE_PLACE} where a nonce belongs. */
  readonly index: string;
  /** By their names below assets/, which hold a hash of the content. */
  readonly assets: ReadonlyMap<string, TabAsset>;
  /** Resolves when every file is there compressed as well. */
  readonly compressed: Promise<void>;
};

/** What the page holds in place of the nonce of each answer. */
export const NONCE_PLACE = '__TATE_NONCE__';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** What Vite writes of a build, as much as is used. */
const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    css: z.array(z.string()).default([]),
    assets: z.array(z.string()).default([]),
  }),
);

const NAME = /^assets\/([\w.-]+)$/u;

const compress = { br: promisify(brotliCompress), gzip: promisify(gzip) };

/** Well below the start of the process; the last step of quality costs ten times as much and saves 3 %. */
const BR_QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** A text that compresses; below this size the headers weigh as much. */
const WORTH_BYTES = 1024;

async function compressed(asset: TabAsset): Promise<void> {
  if (asset.plain.byteLength < WORTH_BYTES || /^(?:image\/png|font)/u.test(asset.type)) return;
  asset.br = await compress.br(asset.plain, BR_QUALITY);
  asset.gzip = await compress.gzip(asset.plain);
}

function isMissing(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === 'ENOENT';
}

/**
 * Reads the built page into memory: exactly the files that the build's manifest names, so that no request is ever
 * looked up in a folder. Compression goes on behind the answer, off the main thread.
 * @param folder dist/tab
 * @returns undefined when nothing was built
 * @throws Error when a part is missing, or is of a kind that the page may not have
 */
export async function readTab(folder: string): Promise<TabFiles | undefined> {
  let text: string;
  try {
    text = await readFile(join(folder, '.vite/manifest.json'), 'utf8');
  } catch (fault) {
    if (isMissing(fault)) return undefined;
    throw fault;
  }
  const chunks = Object.values(manifestSchema.parse(JSON.parse(text)));
  const paths = new Set(chunks.flatMap(({ file, css, assets }) => [file, ...css, ...assets]));
  const assets = new Map<string, TabAsset>();
  for (const path of paths) {
    const [, name] = NAME.exec(path) ?? [];
    const type = types[extname(path)];
    if (name === undefined || type === undefined) throw new Error(`the tab may not hold ${path}`);
    assets.set(name, { type, plain: await readFile(join(folder, path)) });
  }
  const index = await readFile(join(folder, 'index.html'), 'utf8');
  if (!index.includes(NONCE_PLACE)) throw new Error('the page of the tab has no place for a nonce');
  return {
    index,
    assets,
    compressed: Promise.all([...assets.values()].map(compressed)).then(() => undefined),
  };
}
