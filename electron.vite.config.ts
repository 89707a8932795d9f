import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { plainHttp } from './scripts/plain-http.ts';
import { nameUnpackedFiles } from './scripts/unpacked-files.ts';

export default defineConfig({
  main: {
    plugins: [plainHttp(), nameUnpackedFiles()],
    build: {
      outDir: 'out/main',
      sourcemap: true,
      // One file starts in half the time of the many that the packages have. These stay what they are: native or WebAssembly.
      externalizeDeps: false,
      rollupOptions: {
        external: ['better-sqlite3', 'harfbuzzjs'],
        // The three entries that a person starts, and the engine, which the shells start.
        input: {
          index: resolve('main/index.ts'),
          browser: resolve('main/browser.ts'),
          cli: resolve('main/cli.ts'),
          engine: resolve('main/engine/index.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        input: { index: resolve('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    build: {
      outDir: 'out/renderer',
      minify: true,
      assetsInlineLimit: 0,
      rollupOptions: { input: { index: resolve('renderer/index.html') } },
    },
    plugins: [react()],
  },
});
