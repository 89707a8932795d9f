/** SQLite's own command-line program, which is not ours and may be missing. */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/** Null, and one sentence, when there is none. */
export function sqliteCli(say: (text: string) => void): string | null {
  const program = process.env.COUNTERFOIL_SQLITE3 ?? 'sqlite3';
  if (spawnSync(program, ['-version']).status === 0) return program;
  say('The program sqlite3 is missing, so this figure has no reference: install it (Debian: apt-get install sqlite3).');
  return null;
}

/** Writes a query's rows as CSV to `out`. Throws when the program fails. */
export function exportBySqlite(program: string, book: string, query: string, out: string): void {
  const to = openSync(out, 'w');
  try {
    const { status, stderr } = spawnSync(program, ['-readonly', '-csv', '-header', book, query], {
      stdio: ['ignore', to, 'pipe'],
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`sqlite3: ${stderr}`);
  } finally {
    closeSync(to);
  }
}
