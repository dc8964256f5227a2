import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Route } from '../../src/http/route.ts';
import { readTab, type TabFiles } from '../../src/http/tab-files.ts';
import { createTabRoutes, LOCAL_FRAMES, TEAMS_FRAMES } from '../../src/http/tab-static.ts';
import { serve } from './api/tab-service.ts';

const script = `export const words = '${'記録台帳'.repeat(1000)}';`;
const index = '<!doctype html><meta name="tate-nonce" content="__TATE_NONCE__"><div id="page"></div>';

/** A built page as Vite leaves it. */
function build(folder: string, over: Record<string, string> = {}): void {
  const files: Record<string, string> = {
    '.vite/manifest.json': JSON.stringify({
      'index.html': {
        file: 'assets/index-A1.js',
        css: ['assets/index-B2.css'],
        assets: ['assets/mark-C3.svg'],
      },
      'settings/pages.tsx': { file: 'assets/pages-D4.js', imports: ['index.html'] },
    }),
    'index.html': index,
    'assets/index-A1.js': script,
    'assets/index-B2.css': 'body{margin:0}',
    'assets/mark-C3.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'assets/pages-D4.js': 'export {};',
    'assets/secret.txt': 'geheim',
    ...over,
  };
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  }
}

describe("the tab's page", () => {
  let folder: string;
  let files: TabFiles;
  let service: Awaited<ReturnType<typeof serve>>;
  let nonces: number;

  const routes = (wish: { files?: TabFiles; frames?: readonly string[] } = {}): readonly Route[] =>
    createTabRoutes({
      files: wish.files,
      frames: wish.frames ?? TEAMS_FRAMES,
      newNonce: () => {
        nonces += 1;
        return `n${nonces}+/==`;
      },
    });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tate-tab-'));
    build(folder);
    nonces = 0;
    files = (await readTab(folder)) ?? assert.fail();
    await files.compressed;
    service = await serve(() => routes({ files }));
  });
  afterEach(async () => {
    await service.close();
    rmSync(folder, { recursive: true });
  });

  /** As it comes over the wire, undecoded. */
  const raw = (path: string, headers: Record<string, string> = {}) =>
    new Promise<{ status: number; headers: Record<string, unknown>; bytes: Buffer }>((resolve, reject) => {
      request({ port: service.port, host: '127.0.0.1', path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            bytes: Buffer.concat(chunks),
          }),
        );
      })
        .on('error', reject)
        .end();
    });

  const policyOf = (headers: Headers): ReadonlyMap<string, string> =>
    new Map(
      (headers.get('content-security-policy') ?? '').split('; ').map((line) => {
        const [name = '', ...values] = line.split(' ');
        return [name, values.join(' ')];
      }),
    );

  it('stands at /tab/, and /tab leads there', async () => {
    const reply = await service.fetched('/tab/');
    assert.equal(reply.status, 200);
    assert.equal(reply.headers.get('content-type'), 'text/html; charset=utf-8');
    assert.equal((await service.fetched('/tab/index.html')).status, 200);
    const moved = await service.fetched('/tab?x=1');
    assert.deepEqual([moved.status, moved.headers.get('location')], [302, '/tab/']);
  });

  it('has a nonce of its own each time, in the page and in its policy, and is asked for each time', async () => {
    const [one, two] = [await service.fetched('/tab/'), await service.fetched('/tab/')];
    for (const [reply, nonce] of [
      [one, 'n1+/=='],
      [two, 'n2+/=='],
    ] as const) {
      assert.equal(reply.text, index.replace('__TATE_NONCE__', nonce));
      assert.equal(policyOf(reply.headers).get('style-src'), `'self' 'nonce-${nonce}'`);
      assert.equal(reply.headers.get('cache-control'), 'no-cache');
    }
  });

  it('may load from here alone, run no script that stands in a page, and be framed by Teams alone', async () => {
    const policy = policyOf((await service.fetched('/tab/')).headers);
    assert.deepEqual(Object.fromEntries([...policy].filter(([name]) => name !== 'style-src')), {
      'default-src': "'none'",
      'script-src': "'self'",
      'connect-src': "'self'",
      'img-src': "'self' data:",
      'font-src': "'self'",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors':
        'https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft',
    });
    assert.doesNotMatch([...policy.values()].join(' '), /unsafe|\*(?!\.)|http:/u);
  });

  it('may be framed by the local tenant in local mode as well', async () => {
    const local = await serve(() => routes({ files, frames: [...TEAMS_FRAMES, ...LOCAL_FRAMES] }));
    const policy = policyOf((await local.fetched('/tab/')).headers);
    assert.match(policy.get('frame-ancestors') ?? '', / http:\/\/127\.0\.0\.1:\*$/u);
    await local.close();
  });

  for (const [path, type] of [
    ['/tab/', 'text/html; charset=utf-8'],
    ['/tab/assets/index-A1.js', 'text/javascript; charset=utf-8'],
    ['/tab/assets/index-B2.css', 'text/css; charset=utf-8'],
    ['/tab/assets/mark-C3.svg', 'image/svg+xml'],
  ] as const) {
    it(`sends ${path} with the headers that keep it what it is`, async () => {
      const { status, headers } = await service.fetched(path);
      assert.deepEqual([status, headers.get('content-type')], [200, type]);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
      assert.match(headers.get('permissions-policy') ?? '', /camera=\(\)/u);
      assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none';/u);
      assert.equal(headers.get('x-frame-options'), null);
    });
  }

  it('lets hashed files be kept for ever', async () => {
    const { headers } = await service.fetched('/tab/assets/index-A1.js');
    assert.equal(headers.get('cache-control'), 'public, max-age=31536000, immutable');
    assert.equal(headers.get('vary'), 'Accept-Encoding');
  });

  for (const [accepted, encoding] of [
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['GZIP;q=0.5', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br; q=0.000', undefined],
    ['identity', undefined],
    ['', undefined],
    ['brotli', undefined],
  ] as const) {
    it(`sends a file as ${encoding ?? 'it is'} to whoever takes ${JSON.stringify(accepted)}`, async () => {
      const { headers, bytes } = await raw('/tab/assets/index-A1.js', { 'accept-encoding': accepted });
      assert.equal(headers['content-encoding'], encoding);
      const plain =
        encoding === 'br' ? brotliDecompressSync(bytes) : encoding === 'gzip' ? gunzipSync(bytes) : bytes;
      assert.equal(plain.toString(), script);
      assert.equal(headers['content-length'], String(bytes.byteLength));
    });
  }

  for (const path of [
    '/tab/assets/secret.txt',
    '/tab/assets/..%2findex.html',
    '/tab/assets/%2e%2e%2f.vite%2fmanifest.json',
    '/tab/assets/../.vite/manifest.json',
    '/tab/.vite/manifest.json',
    '/tab/assets/',
    '/tab/assets/__proto__',
    '/tab/assets/index-A1.js/',
    '/tab/assets//etc/passwd',
    '/tab/assets/%00index-A1.js',
    `/tab/assets/${'x'.repeat(5000)}`,
  ]) {
    it(`finds nothing at ${path.slice(0, 50)}, because no request is looked up in a folder`, async () => {
      const { status, bytes } = await raw(path);
      assert.ok(status === 404 || status === 405, String(status));
      assert.doesNotMatch(bytes.toString(), /geheim|root:|index\.html/u);
    });
  }

  it('says in Japanese that it was not built, when it was not', async () => {
    const bare = await serve(() => routes());
    const reply = await bare.fetched('/tab/');
    assert.equal(reply.status, 503);
    assert.match(reply.text, /npm run build/u);
    assert.equal((await bare.fetched('/tab/assets/index-A1.js')).status, 404);
    await bare.close();
  });

  describe('when it is read', () => {
    it('is not there before a build', async () => {
      rmSync(join(folder, '.vite'), { recursive: true });
      assert.equal(await readTab(folder), undefined);
      assert.equal(await readTab(join(folder, 'nowhere')), undefined);
    });

    const broken: readonly [what: string, over: Record<string, string>, says: RegExp][] = [
      [
        'a file of a kind that a page may not have',
        manifestOf('assets/x.exe'),
        /may not hold assets\/x\.exe/u,
      ],
      ['a file beside its folder', manifestOf('assets/../../secret.js'), /may not hold/u],
      ['a file that is not there', manifestOf('assets/gone-A1.js'), /ENOENT/u],
      ['a page without a place for a nonce', { 'index.html': '<!doctype html>' }, /nonce/u],
    ];
    for (const [what, over, says] of broken) {
      it(`is refused with ${what}`, async () => {
        build(folder, over);
        await assert.rejects(readTab(folder), says);
      });
    }

    function manifestOf(file: string): Record<string, string> {
      return { '.vite/manifest.json': JSON.stringify({ 'index.html': { file } }) };
    }
  });
});
