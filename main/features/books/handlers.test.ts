/** The books of the folder under their own names, and backups: made, listed, handed out, and never where a window says. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { call } from '@orpc/server';
import { beforeEach, expect, it } from 'vitest';
import { verified } from '../../../test/support/checks';
import { type StockedBook, stockedBook } from '../../../test/support/stocked-book';
import { writerOn } from '../../../test/support/writer';
import type { Context } from '../../context';
import type { Topic } from '../../contract';
import { attachedFiles, attachmentOf, keepAttachments, readAttachments } from '../../db/attachment';
import { createBook } from '../../db/create';
import { openReader } from '../../db/open';
import { run } from '../../db/sql';
import { BOOK_ENDING } from '../../kernel/book-name';
import type { Ask } from '../../shell/shell';
import type { Backup } from './contract';
import { booksHandlers } from './handlers';
import type { LookBack } from './look-back';

let of: StockedBook;
let home: string;
let told: Topic[];
let asked: Ask[];
let context: Context & LookBack;

beforeEach(() => {
  of = stockedBook('Asia/Tokyo');
  home = path.dirname(of.book.file);
  told = [];
  asked = [];
  const onOwn: Context['readers']['jobOn'] = async function* (file, job, input) {
    const { db } = openReader(file);
    try {
      return yield* job.run(db, input);
    } finally {
      db.close();
    }
  };
  context = {
    book: of.book,
    writer: writerOn(of.book),
    readers: {
      ask: async (query, input) => query.run(of.book.db, input),
      chart: async (query, input) => query.run(of.book.db, input),
      job: (job, input) => onOwn(of.book.file, job, input),
      jobOn: onOwn,
    },
    shell: {
      kind: 'browser',
      ask: async (ask) => {
        asked.push(ask);
        return { kind: 'ticket', ticket: 'once' };
      },
    },
    clock: of.clock,
    log: { info() {}, error: () => '' },
    home,
    operator: 'ada',
    source: 'screen',
    healthy: Promise.resolve(),
    changed: (topics) => told.push(...topics),
    watch: async function* () {},
    shownInPast: [],
    pastBooks: {
      // biome-ignore lint/correctness/useYield: nothing is made here
      async *make() {
        throw new Error('no book of before is asked for here');
      },
    },
  } satisfies Context & LookBack;
});

const own = () => path.basename(of.book.file, BOOK_ENDING);

async function backUp(input: { file?: string } = {}): Promise<Backup> {
  const steps = await call(booksHandlers.backup, input, { context });
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}

it('backs up to its own folder under the day and minute of the book, and lists and hands out what is there', async () => {
  of.payment({ amount: 1250, currency: 'EUR' });
  const first = await backUp();
  const second = await backUp();
  // 12:00 UTC is 21:00 in Tokyo.
  expect(first.name).toBe(`${own()} 2026-11-21 2100.counterfoil`);
  expect(second.name).toBe(`${own()} 2026-11-21 2100 2.counterfoil`);
  expect(first.file).toBe(path.join(home, 'backups', first.name));
  expect(second.head).toBe(first.head);
  expect(told).toEqual(['book', 'book']);
  writeFileSync(path.join(home, 'backups', 'other 2026-11-21 2100.counterfoil'), '');
  const kept = await call(booksHandlers.backups, undefined, { context });
  expect(kept.map(({ name }) => name).sort()).toEqual([second.name, first.name].sort());
  expect(kept[0]?.bytes).toBe(first.bytes);
  const { path: link } = await call(booksHandlers.downloadBackup, { name: first.name }, { context });
  expect(link).toBe('/download/once');
  expect(asked).toEqual([{ kind: 'offer-download', file: first.file, name: first.name }]);
});

it('takes attached files along, and the copy is checked with them', async () => {
  const files = readAttachments([{ name: 'letter.txt', content: Buffer.from('Down for a week.\n') }]);
  const id = of.book.newId();
  const customer = of.customer('Nadia Petrova');
  of.put((facts) => {
    keepAttachments(facts.db, files);
    const parts = { granted: 2_000, voucher: 0, paid: 0, receivable: 0 };
    const made = { customer, currency: 'EUR', counter: 'goodwill', parts, reason: 'goodwill', note: 'Two days' };
    const payload = { ...made, files: attachedFiles(files) };
    return [{ kind: 'adjustment.made', subject: id, occurredAt: of.clock.at, payload }];
  });
  const { file } = await backUp();
  const { db } = openReader(file);
  expect(verified(db).findings).toEqual([]);
  expect(Buffer.from(attachmentOf(db, id, files[0]?.sha256 ?? '').content).toString()).toBe('Down for a week.\n');
  db.close();
  run(of.book.db, 'DELETE FROM attachment');
  await expect(backUp()).rejects.toMatchObject({
    code: 'book-damaged',
    params: { detail: expect.stringContaining('letter.txt') },
  });
});

it('writes nowhere that a window says, and hands out nothing but its backups', async () => {
  const file = path.join(home, 'elsewhere.counterfoil');
  await expect(backUp({ file })).rejects.toThrow('not-allowed');
  expect(existsSync(file)).toBe(false);
  for (const name of [`../${path.basename(of.book.file)}`, 'other 2026-11-21 2100.counterfoil', ''])
    await expect(call(booksHandlers.downloadBackup, { name }, { context }), name).rejects.toThrow('path-invalid');
  expect(asked).toEqual([]);
});

it('lists books under the name that each gives itself, a broken one under its file’s, and leaves no trace beside them', async () => {
  const folder = path.join(home, 'books');
  mkdirSync(folder);
  const made = { id: of.book.newId(), replica: of.book.newId(), timeZone: 'UTC', createdAt: of.clock.at, demo: false };
  createBook(path.join(folder, 'fjord.counterfoil'), { ...made, name: 'Fjord Data' });
  writeFileSync(path.join(folder, 'notes.counterfoil'), 'Date,Amount\n'.repeat(500));
  const names = readdirSync(folder).sort();
  const bytes = names.map((name) => readFileSync(path.join(folder, name)));
  const books = await call(booksHandlers.list, undefined, { context });
  expect(books.map(({ name, label }) => [name, label]).sort()).toEqual([
    ['fjord', 'Fjord Data'],
    ['notes', 'notes'],
  ]);
  expect(readdirSync(folder).sort()).toEqual(names);
  expect(names.map((name) => readFileSync(path.join(folder, name)))).toEqual(bytes);
});
