/** Vouchers for tests: issued through the same door as a person's, with their codes as they would be printed. */
import { putPerson } from '../../main/db/person';
import { all, one } from '../../main/db/sql';
import { codesOf } from '../../main/db/voucher-code';
import { expireVouchers } from '../../main/features/vouchers/expiry';
import { type BatchWish, issueBatch } from '../../main/features/vouchers/issue';
import { VoucherDesk } from '../../main/features/vouchers/redeem';
import { voidVouchers } from '../../main/features/vouchers/voiding';
import { type Book, record } from '../../main/journal/record';
import { type Id, idFromBytes, idToBytes } from '../../main/kernel/id';
import { act } from './book';

export interface IssuedBatch {
  batch: Id;
  vouchers: Id[];
  /** Plain, in the order of the vouchers. */
  codes: string[];
}

/** What a sold batch says of its money. */
export const paid = { at: 'bank-transfer', note: 'Statement 14, line 3', day: '2026-03-01' };

/** Two promotional ones of 20.00 EUR, valid in March 2026; a test states only what it is about. */
export function issue(book: Book, more: Partial<BatchWish> = {}, request?: Id): IssuedBatch {
  const wish: BatchWish = {
    ...{ name: 'Spring', kind: 'promotional', amount: '20.00', currency: 'EUR', from: '2026-03-01', to: '2026-03-31' },
    ...{ uses: 1, perCustomer: 1, note: '', pattern: '{4}-{4}-{4}', count: 2, paid: null },
    ...more,
  };
  const batch = issueBatch(book, act(book, wish, request), wish);
  const vouchers = all<{ uuid: Buffer }>(
    book.db,
    'SELECT v.uuid FROM voucher v JOIN voucher_batch b ON b.id = v.batch WHERE b.uuid = ? ORDER BY v.no',
    idToBytes(batch),
  ).map(({ uuid }) => idFromBytes(uuid));
  const byVoucher = codesOf(book.db, vouchers);
  return { batch, vouchers, codes: vouchers.map((id) => byVoucher.get(id) ?? '') };
}

export function redeem(book: Book, customer: Id, code: string, more: { currency?: string; request?: Id } = {}): Id {
  const by = { request: more.request ?? book.newId(), operator: 'ada', source: 'screen' };
  const asked = { customer, payer: null, code, currency: more.currency ?? 'EUR', purpose: null, description: '' };
  return new VoucherDesk(book).redeem(by, asked).payment;
}

export function addCustomer(book: Book, name = 'Ana'): Id {
  const id = book.newId();
  record(book, act(book), function* ({ db }) {
    const person = { name, email: null, phone: null, address: [], country: null, language: null };
    const personHash = putPerson(db, id, person) ?? '';
    yield { kind: 'customer.added', subject: id, occurredAt: book.clock.now(), payload: { personHash } };
  });
  return id;
}

/** Everything that can happen to a voucher: open, used, used up, voided both ways, expired. The book must hold a customer. */
export function voucherInEveryState(book: Book): void {
  const row = one<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM customer ORDER BY id');
  const customer = idFromBytes(row?.uuid ?? Buffer.alloc(16));
  const today = book.dayOf(book.clock.now());
  const span = { from: '2026-01-01', to: null };
  issue(book, { ...span, name: 'Gift', note: 'Fair' });
  const sold = issue(book, { ...span, name: 'Sold', kind: 'sold', uses: 2, count: 5, paid: { ...paid, day: today } });
  const [used, usedUp, returned, kept] = sold.codes;
  if (!used || !usedUp || !returned || !kept) throw new Error('five were issued');
  redeem(book, customer, used);
  redeem(book, customer, returned);
  const twice = issue(book, { ...span, name: 'Twice', uses: 2, perCustomer: null, count: 1 });
  for (const code of [...twice.codes, ...twice.codes]) redeem(book, customer, code);
  for (const [n, way] of (['returned', 'kept'] as const).entries()) {
    const wish = { batch: sold.batch, vouchers: sold.vouchers.slice(2 + n, 3 + n), way, reason: 'Lost in the post' };
    voidVouchers(book, act(book, wish), wish);
  }
  issue(book, { ...span, name: 'Over', kind: 'sold', to: today, paid: { ...paid, day: today } });
  expireVouchers({ ...book, clock: { now: () => book.clock.now() + 26 * 3_600_000 } }, 'ada');
}
