/** What the last look found is taken only where reading the file again would find the same. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTestBook, temporaryFolder } from '../../../test/support/book';
import { chance, pick, runSeed } from '../../../test/support/seed';
import { sampleFiles } from '../../../test/support/statement-samples';
import { bankAccount, statementOf } from '../../../test/support/statements';
import { openReader } from '../../db/open';
import type { Db } from '../../db/sql';
import type { Book } from '../../journal/record';
import { addDays, readDay } from '../../kernel/time';
import { type Looked, lookAtStatements } from './look-job';
import type { FileOrder } from './opening';
import { saveProfile } from './profiles';

const FIRST_DAY = readDay('2026-02-01');

/** Line n of a bank, the same in every file that has it: files of one account overlap. */
function csvOf(from: number, count: number): string {
  if (!FIRST_DAY) throw new Error('a day');
  const rows = ['Date,Description,Amount'];
  for (let n = from; n < from + count; n++) rows.push(`${addDays(FIRST_DAY, n % 20)},Card machine ${n},${n + 1}.25`);
  return `${rows.join('\n')}\n`;
}

/** The look, and how often it told that it compares lines: once for each 5,000 that it reads. */
function lookOn(db: Db, files: FileOrder[]): { looked: Looked; compared: number } {
  const steps = lookAtStatements.run(db, { files });
  for (let compared = 0; ; ) {
    const step = steps.next();
    if (step.done) return { looked: step.value, compared };
    if (step.value.phase === 'comparing') compared++;
  }
}

/** On a connection that has looked at nothing yet. */
function freshLook(book: Book, files: FileOrder[]) {
  const { db } = openReader(book.db.name);
  try {
    return lookOn(db, files);
  } finally {
    db.close();
  }
}

function orderOf(book: Book, name: string, text: string, more: Partial<FileOrder> = {}): FileOrder {
  return { upload: book.newId(), name, bytes: Buffer.from(text), ...more };
}

function twoBanks() {
  const { book } = openTestBook();
  const banks = [bankAccount(book), bankAccount(book, { key: 'other', name: 'Other account' })];
  const { db } = openReader(book.db.name);
  return { book, banks, db, [Symbol.dispose]: () => db.close() };
}

test('a word about one of three files reads that one again, and those that it was there before', () => {
  using world = twoBanks();
  const { book, banks, db } = world;
  const files = [0, 1, 2].map((n) =>
    orderOf(book, `${n}.csv`, csvOf(n * 5_000, 5_000), { bank: banks[n === 1 ? 1 : 0] }),
  );
  const [first, second, third] = files;
  if (!first || !second || !third) throw new Error('three files');
  expect(lookOn(db, files).compared).toBe(3);
  expect(lookOn(db, files).compared).toBe(0);
  expect(lookOn(db, [first, second, { ...third, bank: banks[1] }]).compared).toBe(1);
  // The second is of another account than the others: only it is compared with none of them.
  expect(lookOn(db, files).compared).toBe(1);
  expect(lookOn(db, [{ ...first, name: 'another name.csv' }, second, third]).compared).toBe(2);
  expect(lookOn(db, [first, third]).compared).toBe(2);
});

test('a large file that waits on the disk is known again by what it holds', () => {
  using world = twoBanks();
  const { book, banks, db } = world;
  const text = csvOf(0, 5_000);
  const path = join(temporaryFolder(), 'large.csv');
  writeFileSync(path, text);
  const onDisk = { path, byteLength: Buffer.byteLength(text) };
  const inMemory = orderOf(book, 'large.csv', text, { bank: banks[0] });
  expect(lookOn(db, [{ ...inMemory, bytes: onDisk }]).compared).toBe(1);
  expect(lookOn(db, [{ ...inMemory, bytes: onDisk }]).compared).toBe(0);
  expect(lookOn(db, [inMemory]).compared).toBe(0);
});

test('what came into the book since, and how files are read by now, is seen', () => {
  using world = twoBanks();
  const { book, banks, db } = world;
  const file = orderOf(book, 'a.csv', csvOf(0, 40), { bank: banks[0] });
  expect(lookOn(db, [file]).looked.look).toMatchObject({ new: 40, already: 0 });
  statementOf(book, banks[0] ?? book.newId(), [{ amount: 125, day: '2026-02-01', text: 'Card machine 0' }]);
  expect(lookOn(db, [file])).toEqual({ ...freshLook(book, [file]), compared: 0 });
  expect(lookOn(db, [file]).looked.look).toMatchObject({ new: 39, already: 1 });
  const { csv } = lookOn(db, [file]).looked.look.files[0] ?? {};
  if (!csv) throw new Error('a CSV file');
  expect(csv.saved).toBeNull();
  const { profile, headers } = csv;
  saveProfile(book.db, 'main', { name: 'Card machine', headers, profile }, book.clock.now());
  expect(lookOn(db, [file]).looked.look.files[0]?.csv?.saved).toBe('Card machine');
});

test('whatever a person says of the files, in whatever order, each look is as if it were the first', () => {
  const seed = runSeed();
  const next = chance(seed);
  using world = twoBanks();
  const { book, banks, db } = world;
  const { camt053, mt940, csv } = sampleFiles;
  const all = [
    ...Array.from({ length: 5 }, (_, n) => orderOf(book, `${n}.csv`, csvOf(pick(next, 30), 30))),
    ...[camt053, mt940, csv].map(({ name, text }) => orderOf(book, name, text)),
    orderOf(book, 'none.txt', 'nothing that is known'),
  ];
  let files = all.slice(0, 4);
  for (let n = 0; n < 40; n++) {
    const at = pick(next, Math.max(1, files.length));
    const deed = pick(next, 5);
    const one = files[at];
    if (deed === 0 && one) files = files.filter((file) => file !== one);
    else if (deed === 1)
      files = [...files, ...all.filter(({ upload }) => !files.some((file) => file.upload === upload))].slice(
        0,
        files.length + 1,
      );
    else if (deed === 2) files = [...files.slice(at), ...files.slice(0, at)];
    else if (one) files = files.with(at, { ...one, bank: banks[pick(next, 2)] });
    if (pick(next, 12) === 0)
      statementOf(book, banks[0] ?? book.newId(), [
        { amount: 125 + 100 * n, day: '2026-02-01', text: `Card machine ${n}` },
      ]);
    const told = files.map(({ name, bank }) => `${name} ${bank === banks[1] ? 'other' : bank && 'main'}`).join(', ');
    expect(lookOn(db, files).looked, `seed ${seed}, ${n}: ${told}`).toEqual(freshLook(book, files).looked);
  }
});
