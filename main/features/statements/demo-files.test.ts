import path from 'node:path';
import { expect, test } from 'vitest';
import { memoryBook, newBook, openAgain, temporaryFolder, testClock } from '../../../test/support/book';
import { importContext } from '../../../test/support/importing';
import { statementImport } from '../../../test/support/statement-importing';
import { bankAccount } from '../../../test/support/statements';
import { createBook } from '../../db/create';
import { run } from '../../db/sql';
import { idToBytes } from '../../kernel/id';
import type { Day } from '../../kernel/time';
import { demoStatements } from './demo-files';

test('the demo company’s files are the same each time, prove their balances, and come in as they were written', async () => {
  const clock = testClock(Date.UTC(2026, 3, 14, 9));
  const today = '2026-04-14' as Day; // from outside: the test's own day
  const own = memoryBook(clock);
  expect(() => demoStatements(own.db, today)).toThrowError(expect.objectContaining({ code: 'demo-only' }));
  own.db.close();
  const name = path.join(temporaryFolder(), 'demo.counterfoil');
  createBook(name, { ...newBook(clock), demo: true });
  const { book } = openAgain(name, clock);
  bankAccount(book, { number: 'ES7921000813610123456789' });
  bankAccount(book, { key: 'dollars', name: 'Dollars', currency: 'USD', number: 'ES6000491500051234567892' });
  const payout = `INSERT INTO payout (uuid, gateway, external_id, amount, currency, status, provider_status, created_at, arrival_day, descriptor)
    VALUES (?, 'stripe', ?, ?, ?, 'arrived', 'paid', 0, ?, ?)`;
  run(book.db, payout, idToBytes(book.newId()), 'po_1', 123_456, 'EUR', '2026-03-05', 'STRIPE & Söhne <1>');
  run(book.db, payout, idToBytes(book.newId()), 'po_2', 99, 'USD', '2026-02-27', null);
  const files = demoStatements(book.db, today);
  expect(demoStatements(book.db, today)).toEqual(files);
  expect(files.map(({ name, lines }) => [name, lines])).toEqual([
    ['main-2026-01.csv', 3],
    ['main-2026-02.sta', 3],
    ['main-2026-03.xml', 4],
    ['dollars-2026-01.ofx', 3],
    ['dollars-2026-02.csv', 4],
    ['dollars-2026-03.ofx', 3],
  ]);
  const context = importContext(book, book.clock);
  const sent = files.map(({ name, content, bank }) => ({ name, content, more: name.endsWith('csv') ? { bank } : {} }));
  const file = await statementImport(context, ...sent);
  const look = await file.look();
  expect(look.blocks).toEqual([]);
  expect(look.files.map(({ statements }) => [statements[0]?.bank?.key, statements[0]?.isProved])).toEqual([
    ['main', true],
    ['main', true],
    ['main', true],
    ['dollars', false],
    ['dollars', true],
    ['dollars', false],
  ]);
  expect(look.files[2]?.statements[0]?.lines[0]).toMatchObject({
    ...{
      day: '2026-03-05',
      amount: '1234.56',
      name: 'STRIPE PAYMENTS EUROPE',
      text: 'STRIPE & Söhne <1>',
      reference: 'PO_1',
    },
  });
  expect((await file.store(look)).new).toBe(20);
});
