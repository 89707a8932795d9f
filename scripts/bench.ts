// `npm run bench`: bundles test/bench with the sources as they are, and runs it. Figures are no tests: it fails only when it breaks.
import { resolve } from 'node:path';
import { build } from 'vite';
import { build as buildProduct } from './build.ts';
import { runChild } from './run-child.ts';

const folder = resolve('out/bench');

// The start to the first row is measured on the program as it is built.
await buildProduct(false, true);
await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    outDir: folder,
    emptyOutDir: true,
    target: 'node22',
    sourcemap: true,
    rollupOptions: {
      input: {
        run: resolve('test/bench/run.ts'),
        'engine-process': resolve('test/bench/engine-process.ts'),
        'job-process': resolve('test/bench/job-process.ts'),
        'statement-process': resolve('test/bench/statement-process.ts'),
        'reader-worker': resolve('main/engine/reader-worker.ts'),
        'writer-worker': resolve('main/engine/writer-worker.ts'),
        'simulator-process': resolve('test/bench/simulator-process.ts'),
        'provider-process': resolve('test/bench/provider-process.ts'),
        'sync-process': resolve('test/bench/sync-process.ts'),
      },
      output: { entryFileNames: '[name].js' },
    },
  },
});
const args = ['--expose-gc', '--enable-source-maps', `${folder}/run.js`, ...process.argv.slice(2)];
process.exitCode = await runChild(process.execPath, args, process.env);
