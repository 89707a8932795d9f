/** The demo company's two bank accounts: its payouts arrive there, and so do transfers of its customers. */
import { createHash } from 'node:crypto';
import type { BankAccountAdded } from '../../features/statements/account-events';
import { setTakeOptions, takeOptions } from '../../features/taking/options';
import { type Book, record } from '../../journal/record';
import { idFromBytes } from '../../kernel/id';

const accounts: readonly BankAccountAdded[] = [
  { key: 'main', name: 'Northgate Euro account', currency: 'EUR', number: 'ES7921000813610123456789' },
  { key: 'dollars', name: 'Northgate Dollar account', currency: 'USD', number: 'ES6000491500051234567892' },
];

/** Of the same accounts; the BICs are those of the banks that the numbers name. */
const banks = { EUR: { bic: 'CAIXESBB', bank: 'CaixaBank' }, USD: { bic: 'BSCHESMM', bank: 'Banco Santander' } };

/** What a payer of a transfer is told. */
export function sayWhereTransfersGo({ db }: Book, holder: string): void {
  for (const currency of ['EUR', 'USD'] as const) {
    const { currency: _, ...settings } = takeOptions(db, currency);
    const iban = accounts.find((each) => each.currency === currency)?.number ?? '';
    setTakeOptions(db, currency, { ...settings, bank: { holder, iban, ...banks[currency] } });
  }
}

/** Once, however often the demo is opened: the request's id is made from the book's. True when they are new. */
export function recordBankAccounts(book: Book, by: { operator: string; source: string }, createdAt: number): boolean {
  const digest = createHash('sha256').update(`bank accounts of ${book.replica}`).digest().subarray(0, 16);
  const act = { request: idFromBytes(digest), ...by, input: { createdAt } };
  const recorded = record(book, act, () =>
    accounts.map((payload) => ({ kind: 'bank-account.added', subject: book.newId(), occurredAt: createdAt, payload })),
  );
  return !recorded.repeated;
}
