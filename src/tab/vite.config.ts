import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The tab's page: built into dist/tab, served by the service below /tab/ under a policy without inline script. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/tab/',
  // Nothing of the machine that builds goes into the page.
  envPrefix: 'TATE_TAB_PAGE_',
  publicDir: false,
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
