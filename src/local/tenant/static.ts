import { readFile } from 'node:fs/promises';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Route, Refusal } from './http.ts';

const pageFolder = fileURLToPath(new URL('../page/', import.meta.url));
const modules = createRequire(import.meta.url);

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Nothing from anywhere else; it frames the tab, which comes through this tenant, and nobody may frame it. */
const contentSecurityPolicy =
  "default-src 'self'; frame-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const packageFolder = (name: string): string => dirname(modules.resolve(`${name}/package.json`));

/** Files of packages that the page may load, by address. */
const vendor = {
  'adaptivecards.js': () => join(packageFolder('adaptivecards'), 'dist/adaptivecards.min.js'),
  'markdown-it.js': () => join(packageFolder('markdown-it'), 'dist/browser/markdown-it.umd.min.js'),
} as const;

const fontFolder = (): string => packageFolder('@fontsource/biz-udpgothic');

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR');

/**
 * Node still calls the function experimental and says so on the terminal of a newcomer, who cannot do
 * anything about it: this one call is kept quiet.
 */
const withoutTypes = (source: string): string => {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
};

/** Serves the page. TypeScript loses its types on the way; there is no bundler. */
export const createStaticRoutes = (): Route[] => {
  const send = (path: (rest: string) => string | undefined, cache: string): Route['handle'] => {
    return async ({ response, params }) => {
      const file = path(params['rest'] ?? '');
      if (file === undefined) throw new Refusal(404, 'NotFound', 'No such file.');
      let bytes: Buffer;
      try {
        bytes = await readFile(file);
      } catch (error) {
        if (isMissing(error)) throw new Refusal(404, 'NotFound', 'No such file.');
        throw error;
      }
      const body = extname(file) === '.ts' ? Buffer.from(withoutTypes(bytes.toString('utf8'))) : bytes;
      response.writeHead(200, {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-length': body.length,
        'cache-control': cache,
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
      response.end(body);
      return undefined;
    };
  };

  /** A plain file name only: no folders, no way upwards. */
  const plain = (name: string, pattern: RegExp): string | undefined =>
    pattern.test(name) ? name : undefined;

  const inPage = (name: string): string | undefined => {
    const file = plain(name, /^[a-z][a-z0-9-]*\.(?:ts|css|svg)$/u);
    return file === undefined ? undefined : join(pageFolder, file);
  };

  const inFont = (name: string): string | undefined => {
    const css = plain(name, /^(?:400|700)\.css$/u);
    if (css !== undefined) return join(fontFolder(), css);
    const file = plain(name.replace(/^files\//u, ''), /^[a-z0-9-]+\.woff2$/u);
    return file === undefined ? undefined : join(fontFolder(), 'files', file);
  };

  const inVendor = (name: string): string | undefined =>
    name === 'adaptivecards.js' || name === 'markdown-it.js' ? vendor[name]() : undefined;

  return [
    { method: 'GET', path: '/', handle: send(() => join(pageFolder, 'index.html'), 'no-store') },
    { method: 'GET', path: '/page/*', handle: send(inPage, 'no-store') },
    { method: 'GET', path: '/vendor/*', handle: send(inVendor, 'max-age=3600') },
    { method: 'GET', path: '/font/*', handle: send(inFont, 'max-age=3600') },
  ];
};
