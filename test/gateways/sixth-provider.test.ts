/** What a new gateway costs: a pretend sixth provider is added to a copy of the tree, and works, with one folder and one line of the list. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const text = (name: string) => readFileSync(path.join(import.meta.dirname, 'sixth', name), 'utf8');

/** The copied tree as a repository of its own, so that Git says what was touched. */
let tree = '';
const git = async (...words: string[]) => {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  return (await run('git', [...identity, ...words], { cwd: tree })).stdout.trim();
};

beforeAll(async () => {
  tree = mkdtempSync(path.join(tmpdir(), 'counterfoil-sixth-'));
  for (const name of ['main', 'package.json', 'tsconfig.base.json', 'tsconfig.json'])
    cpSync(path.join(root, name), path.join(tree, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'), 'dir');
  await git('init', '--quiet');
  await git('add', 'main');
  await git('commit', '--quiet', '--message', 'before');
  mkdirSync(path.join(tree, 'main/gateways/sixpence'));
  writeFileSync(path.join(tree, 'main/gateways/sixpence/index.ts'), text('gateway.txt'));
  writeFileSync(path.join(tree, 'main/gateways/sixpence/simulator.ts'), text('simulator.txt'));
  const registry = path.join(tree, 'main/gateways/registry.ts');
  const known = readFileSync(registry, 'utf8');
  const added = known
    .replace('import { stripe }', "import { sixpence } from './sixpence/index';\nimport { stripe }")
    .replace(/(gatewayKinds: readonly GatewayKind\[\] = \[[^\]]*?),?(\s*\])/, '$1, sixpence$2');
  writeFileSync(registry, added);
}, 60_000);

afterAll(() => rmSync(tree, { recursive: true, force: true }));

test('a sixth provider touches one folder and its line of the list', async () => {
  await git('add', 'main');
  const touched = (await git('diff', '--cached', '--numstat')).split('\n').map((line) => line.split('\t'));
  expect(touched.map(([, , file]) => file)).toEqual([
    ...['main/gateways/registry.ts', 'main/gateways/sixpence/index.ts', 'main/gateways/sixpence/simulator.ts'],
  ]);
  // Its import, and its name in the list.
  expect(touched[0]?.slice(0, 2)).toEqual(['2', '1']);
});

test('it fits the types of everything that there is', { timeout: 60_000 }, async () => {
  const wanted = { extends: './tsconfig.json', include: ['main/gateways/registry.ts', 'main/sql-text.d.ts'] };
  writeFileSync(path.join(tree, 'tsconfig.sixth.json'), JSON.stringify(wanted));
  const compiler = path.join(root, 'node_modules/typescript-7/bin/tsc');
  const found = await run(process.execPath, [compiler, '-p', 'tsconfig.sixth.json', '--noEmit'], { cwd: tree }).catch(
    (error: { stdout: string }) => error,
  );
  expect(found.stdout).toBe('');
});

test('it is declared, connected, and synced into the book', { timeout: 60_000 }, async () => {
  mkdirSync(path.join(tree, 'try'));
  writeFileSync(path.join(tree, 'try/program.ts'), text('program.txt'));
  await build({
    configFile: false,
    logLevel: 'silent',
    root: tree,
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: path.join(tree, 'try/program.ts'),
      outDir: path.join(tree, 'try/out'),
      target: 'node22',
      minify: false,
      rollupOptions: { output: { entryFileNames: 'program.mjs' } },
    },
  });
  const book = path.join(tree, 'try/book.counterfoil');
  const { stdout } = await run(process.execPath, [path.join(tree, 'try/out/program.mjs'), book]);
  const flat = { gateway: 'sixpence', currency: 'GBP' };
  expect(JSON.parse(stdout)).toEqual({
    providers: expect.arrayContaining(['stripe', 'sixpence']),
    declared: 'Sixpence',
    refused: 'key-refused',
    connected: { gateway: 'sixpence', label: 'Sixpence', account: 'sx-77', name: 'Sixpence sx-77' },
    synced: expect.objectContaining({ fetched: 3, parked: 0 }),
    payments: [
      {
        ...flat,
        external_id: 'six_1',
        amount: 1250,
        status: 'Completed',
        provider_status: 'paid',
        flag: null,
      },
      { ...flat, external_id: 'six_2', amount: 99, status: 'Pending', provider_status: 'new', flag: null },
      {
        ...flat,
        external_id: 'six_3',
        amount: 5,
        status: 'Pending',
        provider_status: 'sulking',
        flag: 'unknown-status',
      },
    ],
    findings: [],
  });
  expect(readFileSync(book).includes('six_secret0001')).toBe(false);
});
