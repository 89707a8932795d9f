/** A bank's file of very many lines into an empty book, parsed, checked, stored and indexed, beside SQLite's own import of the same file. */
import { fork } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { countsProcessorTime, type Figure, inTurn, type Line, type Setting, spread } from './measure';
import { sqliteCli } from './sqlite-cli';
import { importBySqlite, type Took, writeStatement } from './statement-file';

/** What its process tells. */
interface Ours {
  look: Took;
  stored: Took;
  /** The look at the same file, when all of it is there. */
  again: Took;
  /** MB. */
  mostMemory: number;
  /** Of the book. */
  bytes: number;
}

function importOnce(setting: Setting, file: string): Promise<Ours> {
  const program = path.join(setting.programs, 'statement-process.js');
  // As the thread that stores has it in the product.
  const execArgv = ['--max-semi-space-size=5', '--max-old-space-size=2000'];
  const child = fork(program, [file, setting.folder, String(setting.rows)], { execArgv });
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Ours)); // from outside: our own process
    child.once('exit', (code) => reject(new Error(`the import ended with ${code}`)));
  });
}

export const statements: Figure = {
  name: 'statements',
  title: 'Import of a bank’s file',
  async run(setting: Setting): Promise<Line[]> {
    const file = path.join(setting.folder, `statement-${setting.rows}.csv`);
    writeStatement(file, setting.rows);
    const rounds: Ours[] = [];
    const of = (took: Took) => (countsProcessorTime() ? took.cpuSeconds : took.seconds);
    const program = sqliteCli(setting.say);
    const book = path.join(setting.folder, 'statements-sqlite.db');
    const seconds = await inTurn(
      {
        async ours() {
          const took = await importOnce(setting, file);
          rounds.push(took);
          return of(took.look) + of(took.stored);
        },
        sqlite() {
          if (program === null) return Number.NaN;
          const took = importBySqlite(program, book, file, setting.rows);
          rmSync(book);
          return of(took);
        },
      },
      3,
    );
    const megabytes = Math.round(statSync(file).size / 1e6);
    rmSync(file);
    return linesOf(setting.rows, { seconds, rounds, of, megabytes, hasReference: program !== null });
  },
};

interface Measured {
  seconds: { ours: number[]; sqlite: number[] };
  rounds: readonly Ours[];
  of(took: Took): number;
  megabytes: number;
  hasReference: boolean;
}

function linesOf(lines: number, { seconds, rounds, of, megabytes, hasReference }: Measured): Line[] {
  const name = 'sqlite3 .import, then indexes';
  return [
    {
      ...{ work: `Import ${lines.toLocaleString('en')} statement lines`, unit: 's', ours: spread(seconds.ours) },
      reference: hasReference ? { name, spread: spread(seconds.sqlite) } : undefined,
      target: { kind: 'at-most', value: 1.5, of: 'reference' },
      note: 'looked at, then stored: the file is read twice; with events, hash chain and salted texts',
    },
    {
      ...{ work: '… of it storing', unit: 's', ours: spread(rounds.map(({ stored }) => of(stored))) },
      note: `${Math.round((rounds[0]?.bytes ?? 0) / lines)} B of book a line`,
    },
    {
      ...{
        work: 'The same file again: all of it there',
        unit: 's',
        ours: spread(rounds.map(({ again }) => of(again))),
      },
    },
    {
      ...{ work: 'Most memory of its process', unit: 'MB', ours: spread(rounds.map(({ mostMemory }) => mostMemory)) },
      target: { kind: 'at-most', value: 256, of: 'value' },
      note: `of a file of ${megabytes} MB, which is read from the disk in pieces`,
    },
  ];
}
