/** Commands about the book itself. */
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { CheckResult } from '../features/books/contract';
import { bookFileName } from '../kernel/book-name';
import { Failure } from '../kernel/failure';
import { type Command, follow, needed, type Use, wholeNumber } from './command';
import { Findings, UsageError } from './exit';
import { facts, table } from './output';

const LARGEST_DEMO = 20_000_000;
const LARGEST_SEED = 999_999_999;
const PREPARING_MS = 100;

const demo: Command = {
  name: 'demo',
  usage: 'demo [--payments N [--seed S]]',
  about: 'Makes the demo company’s book and waits until it is synced; with --payments, a large one for measuring.',
  options: { payments: { type: 'string' }, seed: { type: 'string' } },
  tells: {
    payments: 'so many payments, written through the journal in batches; the book must not be there yet',
    seed: 'another company of that size (1 unless told otherwise)',
  },
  async run(use) {
    const file = use.option('book') === undefined ? use.places.demoBook : use.book.file;
    const size = sizeOf(use);
    if (size.length > 0) {
      if (existsSync(file)) throw new Failure('book-exists', { file });
      await use.connect({ file, demo: true }, size).catch((error: unknown) => {
        if (use.signal.aborted) removeUnfinished(file);
        throw error;
      });
    } else {
      const { api } = await use.connect({ file, demo: true });
      const { demo: isDemo } = await api.books.info();
      if (!isDemo) throw new Failure('book-exists', { file });
      await follow(use, api.sync.now({}, { signal: use.signal }));
      // Its purchases, invoices, vouchers and failed charges come behind what its gateways tell.
      while ((await api.sync.state(undefined, { signal: use.signal })).preparing) await wait(PREPARING_MS);
    }
    await tellInfo(use);
  },
};

/** A book that was made by this command and is not whole: its engine has ended. */
function removeUnfinished(file: string): void {
  for (const ending of ['', '-wal', '-shm', '.lock', '.lock-journal', '.holder', '.sock'])
    rmSync(`${file}${ending}`, { force: true });
}

/** What the engine is told about the size; nothing for the usual demo. */
function sizeOf(use: Use): string[] {
  const payments = use.option('payments');
  const seed = use.option('seed');
  if (payments === undefined) {
    if (seed !== undefined) throw new UsageError('--seed is only for --payments.');
    return [];
  }
  const size = ['--payments', String(wholeNumber(payments, 'payments', 1, LARGEST_DEMO))];
  return seed === undefined ? size : [...size, '--seed', String(wholeNumber(seed, 'seed', 0, LARGEST_SEED))];
}

const makeNew: Command = {
  name: 'new',
  usage: 'new <name>',
  about: 'Makes an empty book of that name in the book folder, or at --book.',
  options: {},
  words: 1,
  async run(use) {
    const [name] = use.words;
    if (name === undefined) throw new UsageError('A new book needs a name.');
    const fileName = bookFileName(name);
    const file = use.option('book') === undefined ? join(use.places.books, fileName) : use.book.file;
    if (existsSync(file)) throw new Failure('book-exists', { file });
    await use.connect({ file, demo: false, create: name });
    await tellInfo(use);
  },
};

const info: Command = {
  name: 'info',
  usage: 'info',
  about: 'Tells the book’s counts, versions and size.',
  options: {},
  run: tellInfo,
};

async function tellInfo(use: Use): Promise<void> {
  const found = await (await use.api()).books.info();
  const { counts, versions, ...rest } = found;
  const rows = Object.entries({ ...rest, createdAt: new Date(rest.createdAt).toISOString(), ...counts, ...versions });
  use.output.tell(found, facts(rows.map(([name, value]) => [name, String(value)])));
}

const verify: Command = {
  name: 'verify',
  usage: 'verify',
  about: 'Checks the book: chain, entries, balances, orphans, external ids. Exit code 4 when it finds something.',
  options: {},
  async run(use) {
    const api = await use.api();
    const result: CheckResult = await follow(use, api.books.check(undefined, { signal: use.signal }));
    const found = table(
      ['check', 'where', 'what'],
      result.findings.map((each) => [each.check, each.where, each.detail]),
    );
    const events = `${result.events} events, ${result.postings} postings`;
    use.output.tell(result, result.ok ? `In order: ${events}, head ${result.head}.` : `${found}\n${events}.`);
    if (!result.ok) throw new Findings();
  },
};

const replay: Command = {
  name: 'replay',
  usage: 'replay --check',
  about: 'Rebuilds everything from the events beside the book and compares. Exit code 4 when it differs.',
  options: { check: { type: 'boolean' } },
  tells: { check: 'the only thing that it does' },
  async run(use) {
    if (!use.flag('check')) throw new UsageError('replay only checks; say “replay --check”.');
    const api = await use.api();
    const result = await follow(use, api.books.replayCheck(undefined, { signal: use.signal }));
    use.output.tell(result, result.same ? `The same: ${result.events} events.` : result.differences.join('\n'));
    if (!result.same) throw new Findings();
  },
};

const backup: Command = {
  name: 'backup',
  usage: 'backup --out <file>',
  about: 'Copies the live book, then opens and checks the copy.',
  options: { out: { type: 'string' } },
  tells: { out: 'the file to write, which must not be there yet' },
  async run(use) {
    const file = resolve(needed(use, 'out'));
    const api = await use.api();
    const result = await follow(use, api.books.backup({ file }, { signal: use.signal }));
    use.output.tell(result, `${result.file}\n${result.bytes} bytes, head ${result.head}`);
  },
};

export const bookCommands: readonly Command[] = [demo, makeNew, info, verify, replay, backup];
