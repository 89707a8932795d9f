/** Runs the random lives on a program with one of the seeded bugs in it: COUNTERFOIL_BUG is its place in the list. */
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { seededBugs } from './seeded-bugs';

const bug = seededBugs[Number(process.env.COUNTERFOIL_BUG)];
if (!bug) throw new Error('COUNTERFOIL_BUG names none of them');
const root = path.resolve(import.meta.dirname, '../..');

export default defineConfig({
  root,
  plugins: [
    {
      name: 'seeded-bug',
      enforce: 'pre',
      transform(code, id) {
        if (path.relative(root, id) !== path.normalize(bug.file)) return null;
        return { code: code.replace(bug.right, bug.wrong), map: null };
      },
    },
  ],
  test: { include: ['test/property/book.test.ts'], environment: 'node', maxWorkers: 1 },
});
