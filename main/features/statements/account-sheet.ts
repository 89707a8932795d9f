/** Our bank accounts as a list that leaves the book, as the screen has them: what each holds by its last statement, closed ones last. */
import { z } from 'zod';
import { blocksOf, sheetOf, toldAs } from '../export/sheet';
import type { BankAccount } from './contract';
import { bankAccounts } from './query';

const { columns, cells } = toldAs<BankAccount>([
  { header: 'id', kind: 'id', width: 240, cell: (row) => row.id },
  { header: 'key', kind: 'id', width: 120, cell: (row) => row.key },
  { header: 'name', kind: 'text', width: 180, cell: (row) => row.name },
  { header: 'number', kind: 'id', width: 200, cell: (row) => row.number },
  { header: 'balance', kind: 'money', width: 110, sums: 5, cell: (row) => row.balance?.amount ?? null },
  { header: 'currency', kind: 'currency', width: 80, cell: (row) => row.currency },
  { header: 'balance_on', kind: 'day', width: 90, cell: (row) => row.balance?.day ?? null },
  { header: 'statements', kind: 'count', width: 90, cell: (row) => row.statements },
  { header: 'lines', kind: 'count', width: 70, cell: (row) => row.lines },
  { header: 'open_lines', kind: 'count', width: 70, cell: (row) => row.open },
  { header: 'closed', kind: 'time', width: 150, cell: (row) => row.closedAt },
]);

/** A book has a handful of them. */
export const accountSheet = sheetOf(z.strictObject({}), (db) => {
  const accounts = bankAccounts(db);
  return { columns, count: accounts.length, blocks: blocksOf(accounts, cells) };
});
