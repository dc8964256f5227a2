import type { HttpAnswer, Route } from './route.ts';
import { NONCE_PLACE, type TabAsset, type TabFiles } from './tab-files.ts';

/** Where Teams runs on the web and on desktops; its phones frame nothing. */
export const TEAMS_FRAMES = [
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.cloud.microsoft',
] as const;

/** The local tenant, whatever its port is. */
export const LOCAL_FRAMES = ['http://127.0.0.1:*'] as const;

/**
 * What the page may load and who may frame it. Fluent UI writes its rules into style elements, which is why there is
 * a nonce; whatever sets `element.style` needs none. TeamsJS asks a CDN for the newest list of Teams' addresses: that
 * is refused here, and its own list holds (no third party learns who opens the register, and none can widen the list).
 */
const policy = (frames: readonly string[], nonce?: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frames.join(' ')}`,
  ].join('; ');

const YEAR_SECONDS = 31_536_000;

/** With every file, beside what every answer has. There is no X-Frame-Options: it knows one origin at most, and frame-ancestors replaces it. */
const headersOf = (frames: readonly string[], nonce?: string): Record<string, string> => ({
  'Content-Security-Policy': policy(frames, nonce),
  'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
});

/** Encodings that a client takes; one with `q=0` is one that it does not. */
function takes(header: string | string[] | undefined): ReadonlySet<string> {
  const wishes = String(header ?? '')
    .toLowerCase()
    .split(',')
    .map((wish) => wish.split(';').map((part) => part.trim()));
  return new Set(wishes.filter(([, q = '']) => !/^q=0(?:\.0*)?$/u.test(q)).map(([name = '']) => name));
}

function encoded(asset: TabAsset, accepted: ReadonlySet<string>): { bytes: Uint8Array; encoding?: string } {
  for (const encoding of ['br', 'gzip'] as const) {
    const bytes = asset[encoding];
    if (bytes !== undefined && accepted.has(encoding)) return { bytes, encoding };
  }
  return { bytes: asset.plain };
}

const NOT_BUILT = `<!doctype html>
<html lang="ja"><meta charset="utf-8"><title>記録台帳</title>
<h1>記録台帳のページがまだ作られていません</h1>
<p>ターミナルで <code>npm run build</code> を実行して、もう一度起動してください。</p>
</html>
`;

/**
 * The tab's page below /tab/. Hashed files may be kept for ever, the page itself is asked for each time.
 * @param deps.files undefined when the page was not built: then /tab/ says so
 * @param deps.frames who may frame the page
 * @param deps.newNonce 128 random bits as base64 without `'` or blanks
 */
export function createTabRoutes(deps: {
  files: TabFiles | undefined;
  frames: readonly string[];
  newNonce: () => string;
}): readonly Route[] {
  const { files, frames, newNonce } = deps;
  const plain = headersOf(frames);

  async function page(): Promise<HttpAnswer> {
    const nonce = newNonce();
    const text = files === undefined ? NOT_BUILT : files.index.replaceAll(NONCE_PLACE, nonce);
    return {
      kind: 'bytes',
      status: files === undefined ? 503 : 200,
      bytes: Buffer.from(text),
      headers: {
        ...headersOf(frames, nonce),
        'Content-Type': 'text/html; charset=utf-8',
        'Cache-Control': 'no-cache',
      },
    };
  }

  return [
    {
      method: 'GET',
      path: '/tab',
      handle: async () => ({
        kind: 'bytes',
        status: 302,
        bytes: new Uint8Array(),
        headers: { ...plain, Location: '/tab/', 'Cache-Control': 'no-cache' },
      }),
    },
    { method: 'GET', path: '/tab/', handle: page },
    { method: 'GET', path: '/tab/index.html', handle: page },
    {
      method: 'GET',
      path: '/tab/assets/:name',
      async handle({ params, headers }) {
        const asset = files?.assets.get(params['name'] ?? '');
        if (asset === undefined) return { kind: 'problem', status: 404 };
        const { bytes, encoding } = encoded(asset, takes(headers['accept-encoding']));
        return {
          kind: 'bytes',
          status: 200,
          bytes,
          headers: {
            ...plain,
            'Content-Type': asset.type,
            'Cache-Control': `public, max-age=${YEAR_SECONDS}, immutable`,
            Vary: 'Accept-Encoding',
            ...(encoding === undefined ? {} : { 'Content-Encoding': encoding }),
          },
        };
      },
    },
  ];
}
