/** For each rule: what must be reported, and what must not. A rule without a bad sample fails its test. */

export interface Sample {
  path: string;
  text: string;
}

const bodyOf = (count: number) => Array.from({ length: count }, (_, i) => `  x(${i});`).join('\n');

export const samples: Readonly<Record<string, { bad: readonly Sample[]; good: readonly Sample[] }>> = {
  'file-length': {
    bad: [
      { path: 'main/db/long.ts', text: `${bodyOf(301)}\n` },
      { path: 'main/cli.ts', text: `${bodyOf(101)}\n` },
      { path: 'main/db/migrations/0001-journal.sql', text: '-- x\n'.repeat(301) },
    ],
    good: [{ path: 'main/db/short.ts', text: `${bodyOf(300)}\n` }],
  },
  'function-length': {
    bad: [
      { path: 'main/db/a.ts', text: `function f() {\n${bodyOf(59)}\n}` },
      { path: 'renderer/a.tsx', text: `const A = () => {\n${bodyOf(59)}\n  return <p />;\n};` },
      { path: 'main/a.test.ts', text: `it('a', () => {\n${bodyOf(59)}\n});` },
    ],
    good: [
      { path: 'main/db/a.ts', text: `function f() {\n${bodyOf(58)}\n}` },
      { path: 'main/a.test.ts', text: `describe('a', () => {\n${bodyOf(80)}\n});` },
    ],
  },
  'telling-names': {
    bad: [
      { path: 'main/utils/money.ts', text: '' },
      { path: 'main/db/sql-helpers.ts', text: '' },
      { path: 'renderer/ui/common.tsx', text: '' },
    ],
    good: [{ path: 'main/db/database.ts', text: '' }],
  },
  'kebab-case': {
    bad: [
      { path: 'renderer/table/DataTable.tsx', text: '' },
      { path: 'main/db/open_book.ts', text: '' },
    ],
    good: [
      { path: 'renderer/table/data-table.test.tsx', text: '' },
      { path: 'main/db/migrations/0001-the-book.sql', text: '' },
      { path: 'renderer/table/data-table.module.css', text: '' },
      { path: 'README.md', text: '' },
    ],
  },
  'no-barrel': {
    bad: [
      { path: 'main/db/index.ts', text: "export { open } from './open';" },
      { path: 'main/db/all.ts', text: "export * from './open';\nexport const x = 1;" },
    ],
    good: [{ path: 'main/db/a.ts', text: "import { open } from './open';\nexport const book = open();" }],
  },
  'no-default-export': {
    bad: [
      { path: 'renderer/app.tsx', text: 'export default function App() {}' },
      { path: 'main/db/a.ts', text: 'const a = 1;\nexport default a;' },
    ],
    good: [{ path: 'vitest.config.ts', text: 'export default {};' }],
  },
  'says-why': {
    bad: [{ path: 'main/db/a.ts', text: "import { b } from './b';\nexport const a = b;" }],
    good: [
      { path: 'main/db/a.ts', text: "/** Opens books. */\nimport { b } from './b';\nexport const a = b;" },
      { path: 'main/db/b.ts', text: "import { b } from './b';\n\n/** Opens books. */\nexport const a = b;" },
    ],
  },
  'import-extension': {
    bad: [
      { path: 'main/db/a.ts', text: "import { b } from './b.ts';" },
      { path: 'scripts/a.ts', text: "import { b } from './b';" },
    ],
    good: [
      { path: 'main/db/a.ts', text: "import { b } from './b';\nimport text from './b.sql?raw';\nimport z from 'zod';" },
      { path: 'scripts/a.ts', text: "import { b } from './b.ts';" },
    ],
  },
  'no-await-in-transaction': {
    bad: [{ path: 'main/journal/a.ts', text: 'book.transaction(async () => { await x(); });' }],
    good: [{ path: 'main/journal/a.ts', text: 'book.transaction(() => { x(); });' }],
  },
  'words-in-locales': {
    bad: [
      { path: 'renderer/screens/a/screen.tsx', text: 'const A = () => <p>No payments yet</p>;' },
      { path: 'renderer/screens/a/screen.tsx', text: 'const A = () => <Input label="Customer" />;' },
    ],
    good: [{ path: 'renderer/screens/a/screen.tsx', text: 'const A = () => <p title={t.a}>{t.none} · 1</p>;' }],
  },
  'no-any': {
    bad: [{ path: 'main/db/a.ts', text: 'export function f(x: any[]) { return x; }' }],
    good: [{ path: 'main/db/a.ts', text: "// any of them\nexport const any = 'any';" }],
  },
  'as-only-from-outside': {
    bad: [
      { path: 'main/db/a.ts', text: 'export const a = b as Row;' },
      { path: 'main/db/a.ts', text: 'type Row = { a: string };\nexport const a = b as Row;' },
      { path: 'main/db/a.ts', text: '// from outside:\nexport const a = b as Row;' },
    ],
    good: [
      { path: 'main/db/a.ts', text: 'export const a = [1, 2] as const;' },
      {
        path: 'main/db/a.ts',
        text: '// from outside: SQLite gives rows without types\nexport const a = get() as Row;',
      },
      { path: 'main/db/a.ts', text: 'type Day = string & { readonly __day: true };\nexport const a = b as Day;' },
    ],
  },
  clock: {
    bad: [
      { path: 'main/db/a.ts', text: 'const a = Date.now();' },
      { path: 'renderer/a.tsx', text: 'const a = new Date();' },
    ],
    good: [
      { path: 'main/kernel/time.ts', text: 'const a = Date.now();' },
      { path: 'main/db/a.ts', text: '// Date.now() is not read here\nconst a = new Date(atMs);' },
      { path: 'test/property/a.test.ts', text: 'const a = Date.now();' },
    ],
  },
  'parse-float': {
    bad: [{ path: 'renderer/ui/a.ts', text: "parseFloat('1.5')" }],
    good: [{ path: 'test/a.test.ts', text: "parseFloat('1')" }],
  },
  'to-fixed': {
    bad: [{ path: 'main/db/a.ts', text: '(1.005).toFixed(2)' }],
    good: [{ path: 'main/db/a.ts', text: 'toDecimal(100)' }],
  },
  'number-on-money': {
    bad: [
      { path: 'renderer/chart/a.ts', text: 'const y = Number(row.amount);' },
      { path: 'main/features/reports/query.ts', text: 'const y = Number(totalMinor);' },
    ],
    good: [
      { path: 'renderer/chart/a.ts', text: 'const y = Number(row.day.slice(0, 4));' },
      { path: 'main/kernel/money.ts', text: 'const y = Number(minor);' },
    ],
  },
  'or-replace': {
    bad: [
      { path: 'main/db/a.ts', text: 'const q = `insert or replace into event values (?)`;' },
      { path: 'main/db/migrations/0001-a.sql', text: 'REPLACE INTO event VALUES (1);' },
    ],
    good: [{ path: 'main/db/migrations/0001-a.sql', text: '-- OR REPLACE would walk through the triggers\nSELECT 1;' }],
  },
  'raw-html': {
    bad: [
      { path: 'renderer/ui/a.tsx', text: 'const A = () => <p dangerouslySetInnerHTML={{ __html: x }} />;' },
      { path: 'renderer/ui/a.ts', text: 'node.innerHTML = x;' },
    ],
    good: [{ path: 'renderer/ui/a.ts', text: 'node.textContent = x;' }],
  },
  eval: {
    bad: [
      { path: 'main/engine/a.ts', text: 'eval(x)' },
      { path: 'main/engine/a.ts', text: "new Function('x')" },
      { path: 'main/shell/electron/window.ts', text: 'contents.executeJavaScript(x)' },
    ],
    good: [{ path: 'main/engine/a.ts', text: 'retrieval(x)' }],
  },
  'new-window': {
    bad: [{ path: 'main/shell/electron/menu.ts', text: 'new BrowserWindow({})' }],
    good: [{ path: 'main/shell/electron/electron-shell.ts', text: 'new BrowserWindow(windowOptions())' }],
  },
  'ipc-main': {
    bad: [{ path: 'main/shell/electron/menu.ts', text: "ipcMain.on('x', f)" }],
    good: [{ path: 'main/shell/electron/ipc.ts', text: "ipcMain.on('x', f)" }],
  },
  'open-external': {
    bad: [{ path: 'main/shell/electron/menu.ts', text: 'shell.openExternal(url)' }],
    good: [{ path: 'main/shell/electron/external.ts', text: 'shell.openExternal(url)' }],
  },
  'file-url': {
    bad: [{ path: 'main/shell/electron/window.ts', text: "'file:///a'" }],
    good: [{ path: 'main/shell/a.ts', text: "'app://a'" }],
  },
  'load-http': {
    bad: [{ path: 'main/shell/electron/window.ts', text: "w.loadURL('http://a')" }],
    good: [{ path: 'main/index.ts', text: "w.loadURL('app://counterfoil/')" }],
  },
  webview: {
    bad: [{ path: 'main/shell/electron/window-options.ts', text: 'webviewTag: true' }],
    good: [{ path: 'main/shell/electron/window-options.ts', text: 'webviewTag: false' }],
  },
  'listen-anywhere': {
    bad: [
      { path: 'main/shell/browser/a.ts', text: 'server.listen(0)' },
      { path: 'main/shell/browser/a.ts', text: "server.listen(0, 'localhost')" },
    ],
    good: [{ path: 'main/shell/browser/a.ts', text: "server.listen(0, '127.0.0.1', ready)" }],
  },
  'focused-or-skipped': {
    bad: [
      { path: 'main/db/a.test.ts', text: "it.skip('a', f)" },
      { path: 'test/e2e/a.e2e.ts', text: "test.describe.only('a', f)" },
      { path: 'test/property/a.test.ts', text: "it.todo('a')" },
    ],
    good: [{ path: 'main/db/a.test.ts', text: "it('skips what it knows', f)" }],
  },
  'two-casts': {
    bad: [{ path: 'main/db/a.ts', text: 'x as unknown as Row' }],
    good: [
      { path: 'main/db/a.ts', text: 'x as Row' },
      { path: 'main/db/a.ts', text: 'x as unknown as Row; // from outside: parsed by its schema' },
    ],
  },
  'ts-ignore': {
    bad: [{ path: 'main/db/a.ts', text: '// @ts-ignore\nx();' }],
    good: [{ path: 'main/db/a.ts', text: 'x();' }],
  },
  'engine-stdout': {
    bad: [{ path: 'main/journal/a.ts', text: "console.log('a')" }],
    good: [{ path: 'main/cli.ts', text: "console.log('a')" }],
  },
  'strict-tables': {
    bad: [
      { path: 'main/db/migrations/0001-a.sql', text: 'CREATE TABLE event (id INTEGER PRIMARY KEY, CHECK (id > 0));' },
      { path: 'main/db/a.ts', text: 'db.exec(`create temp table left_over (id integer) without rowid;`);' },
    ],
    good: [
      {
        path: 'main/db/migrations/0001-a.sql',
        text: 'CREATE TABLE event (id INTEGER, CHECK (id > 0)) STRICT, WITHOUT ROWID;',
      },
      { path: 'main/db/migrations/0002-b.sql', text: 'CREATE VIRTUAL TABLE search USING fts5(text);' },
    ],
  },
  'no-real': {
    bad: [{ path: 'main/db/migrations/0001-a.sql', text: 'CREATE TABLE event (amount REAL) STRICT;' }],
    good: [{ path: 'main/db/migrations/0001-a.sql', text: 'CREATE TABLE event (amount INTEGER) STRICT;' }],
  },
  'singular-tables': {
    bad: [{ path: 'main/db/migrations/0001-a.sql', text: 'CREATE TABLE payments (id INTEGER) STRICT;' }],
    good: [{ path: 'main/db/migrations/0001-a.sql', text: 'CREATE TABLE payment_address (id INTEGER) STRICT;' }],
  },
  'no-machine-path': {
    bad: [{ path: 'README.md', text: ['see ', 'root', 'build/log'].join('/') }],
    good: [{ path: 'README.md', text: 'see https://example.org/work/root, /root/ and /home/ada/books' }],
  },
  'no-loose-end': {
    bad: [{ path: 'main/db/a.ts', text: '// TODO later' }],
    good: [{ path: 'main/db/a.ts', text: '// todos los pagos' }],
  },
};
