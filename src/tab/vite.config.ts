import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

/**
 * TeamsJS fetches its list of Teams' addresses from Microsoft's network as soon as it is loaded, and falls back to
 * the list that it brings along. The page asks no third party anything, so it takes the list it has at once.
 */
const withoutFetchOfOrigins: Plugin = {
  name: 'tate-without-fetch-of-origins',
  transform(code, id) {
    if (!/teams-js[\\/].*[\\/]validOrigins\.js$/u.test(id)) return undefined;
    const silent = code.replaceAll(
      /\bfetch\((?=\w+,\{signal:)/gu,
      '(()=>Promise.reject(new Error("not asked")))(',
    );
    if (silent === code) this.error('TeamsJS asks for its origins in another way than before: look again');
    return { code: silent, map: null };
  },
};

/** The tab's page: built into dist/tab, served by the service below /tab/ under a policy without inline script. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/tab/',
  // Nothing of the machine that builds goes into the page.
  envPrefix: 'TATE_TAB_PAGE_',
  publicDir: false,
  plugins: [withoutFetchOfOrigins],
  clearScreen: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
  build: {
    outDir: fileURLToPath(new URL('../../dist/tab', import.meta.url)),
    emptyOutDir: true,
    manifest: true,
    sourcemap: false,
    // Small files as data: addresses would need img-src and font-src to allow more.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    reportCompressedSize: false,
    rolldownOptions: {
      // Fluent UI marks its modules for servers that draw React; there is no such server here.
      onLog: (level, log, tell) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : tell(level, log)),
    },
  },
});
