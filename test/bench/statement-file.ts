/** A bank's CSV file of many lines, as one bank writes them, and the same import by SQLite's own program. */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';

const names = ['Nimbus Hosting S.L.', 'Otto GmbH', 'Ada Lovelace', 'Peñíscola Cloud', 'Zhang Wei Trading'];
const LINES_AT_ONCE = 5_000;
const header = 'Booking date,Value date,Amount,Currency,Name,Counterparty IBAN,Description,Reference,Transaction ID';

/** `lines` movements over three years, each another one. */
export function writeStatement(file: string, lines: number): void {
  const to = openSync(file, 'w');
  try {
    writeSync(to, `${header}\n`);
    for (let first = 0; first < lines; first += LINES_AT_ONCE) {
      const rows: string[] = [];
      for (let n = first; n < Math.min(lines, first + LINES_AT_ONCE); n++) rows.push(lineOf(n, lines));
      writeSync(to, `${rows.join('\n')}\n`);
    }
  } finally {
    closeSync(to);
  }
}

function lineOf(n: number, lines: number): string {
  const at = Date.UTC(2023, 0, 1) + Math.floor((n / lines) * 1_095) * 86_400_000;
  const day = new Date(at).toISOString().slice(0, 10);
  const minor = ((n * 7_919) % 900_000) + 100;
  const amount = `${n % 9 === 0 ? '-' : ''}${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
  const account = `ES${String(n % 97).padStart(2, '0')}2100041845020005${String(n % 9_973).padStart(4, '0')}`;
  const name = names[n % names.length] ?? '';
  return `${day},${day},${amount},EUR,${name},${account},Invoice INV-${n} hosting,E2E-${n},B-${n}`;
}

const script = (
  file: string,
) => `CREATE TABLE line (day TEXT, value_day TEXT, amount TEXT, currency TEXT, name TEXT, account TEXT,
  text TEXT, reference TEXT, bank_reference TEXT);
.import --csv --skip 1 '${file}' line
CREATE UNIQUE INDEX line_once ON line (bank_reference, day, amount);
CREATE INDEX line_by_day ON line (day, amount);
CREATE INDEX line_by_reference ON line (reference);
CREATE INDEX line_by_name ON line (name, day);
`;

export interface Took {
  seconds: number;
  /** Of the processor. */
  cpuSeconds: number;
}

/** Throws when the program fails, or other than `lines` rows came in. `book` is made, and has to be taken away. */
export function importBySqlite(program: string, book: string, file: string, lines: number): Took {
  const began = performance.now();
  const input = `${script(file)}SELECT count(*) FROM line;\n`;
  const shell = spawnSync('bash', ['-c', `TIMEFORMAT='%U %S'; time "$0" "$1"`, program, book], {
    input,
    encoding: 'utf8',
    maxBuffer: 1_000_000,
  });
  const seconds = (performance.now() - began) / 1_000;
  const [, user, system] = /([\d.]+) ([\d.]+)\s*$/.exec(shell.stderr) ?? [];
  if (shell.status !== 0 || shell.stdout.trim() !== String(lines))
    throw new Error(`sqlite3: ${shell.stdout}${shell.stderr}`);
  return { seconds, cpuSeconds: Number.parseFloat(user ?? '') + Number.parseFloat(system ?? '') };
}
