/** Long jobs of the readers on books of two sizes, each in a process of its own: an XLSX export, and the book as it was. */
import { fork } from 'node:child_process';
import path from 'node:path';
import { bigBook } from './big-book';
import { countsProcessorTime, type Figure, type Line, type Setting, spread } from './measure';

const ROUNDS = 3;

interface Took {
  seconds: number;
  cpuSeconds: number;
  /** The longest between two signs of life, of the clock. */
  longestMs: number;
  /** MB that were left when rubbish was taken away. */
  inUse: number;
  /** MB of the process in all. */
  mostMemory: number;
}

function once({ programs, folder }: Setting, what: string, book: string): Promise<Took> {
  const child = fork(path.join(programs, 'job-process.js'), [what, book, folder]);
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Took)); // from outside: our own process
    child.once('exit', (code) => reject(new Error(`${what} ended with ${code}`)));
  });
}

async function linesOf(setting: Setting, what: string, work: string): Promise<Line[]> {
  const small = Math.max(1, Math.floor(setting.rows / 10));
  const took: Record<'big' | 'small', Took[]> = { big: [], small: [] };
  for (let round = 0; round < ROUNDS; round++) {
    took.big.push(await once(setting, what, bigBook(setting)));
    took.small.push(await once(setting, what, bigBook(setting, small)));
  }
  const seconds = (of: Took) => (countsProcessorTime() ? of.cpuSeconds : of.seconds);
  const figure = (of: (took: Took) => number) => ({
    ours: spread(took.big.map(of)),
    reference: { name: small.toLocaleString('en'), spread: spread(took.small.map(of)) },
  });
  const of = `${work} of ${setting.rows.toLocaleString('en')} payments`;
  return [
    { work: of, unit: 's', ...figure(seconds) },
    { work: '… memory in use', unit: 'MB', ...figure(({ inUse }) => inUse) },
    { work: '… most memory of its process', unit: 'MB', ...figure(({ mostMemory }) => mostMemory) },
    { work: '… longest without a sign of life', unit: 'ms', ...figure(({ longestMs }) => longestMs) },
  ];
}

export const workbook: Figure = {
  name: 'xlsx',
  title: 'Export as XLSX',
  run: (setting) => linesOf(setting, 'xlsx', 'XLSX'),
};

export const before: Figure = {
  name: 'before',
  title: 'The book as it was',
  run: async (setting) => [
    ...(await linesOf(setting, 'known', 'As known on its last event')),
    ...(await linesOf(setting, 'as-of', 'As of today')),
  ],
};
