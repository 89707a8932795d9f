/** Issuing a batch: its codes are made and its events recorded in one transaction. */
import { one } from '../../db/sql';
import { putNewCode } from '../../db/voucher-code';
import { type Act, type Book, record } from '../../journal/record';
import { positiveAmount } from '../../kernel/amount';
import { maskCardNumbers } from '../../kernel/card-number';
import { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import { MAX_MINOR, toDecimal } from '../../kernel/money';
import { addDays, type Day, startOfDay } from '../../kernel/time';
import type { VoucherKind } from '../../kernel/voucher';
import { patternProblem } from '../../kernel/voucher-code';
import type { BatchIssued, VoucherIssued } from './events';

/** Where money is that no gateway holds. */
export const BANK_TRANSFER = 'bank-transfer';

export interface BatchWish {
  name: string;
  kind: VoucherKind;
  amount: string;
  currency: string;
  from: string;
  to: string | null;
  uses: number;
  perCustomer: number | null;
  note: string;
  pattern: string;
  count: number;
  paid: { at: string; note: string; day: string } | null;
}

/** Gives the batch's id. Throws Failure voucher-pattern-*, amount-*, too-many-decimals, days-reversed, day-over, day-to-come, voucher-uses-few, input-invalid; then nothing was issued. */
export function issueBatch(book: Book, act: Act, wish: BatchWish): Id {
  const today = book.dayOf(book.clock.now());
  refuse(wish, today);
  const batch = batchOf(wish);
  const recorded = record(book, act, function* ({ db }) {
    if (batch.paid && !isPaidAt(book, batch.paid.at))
      throw new Failure('input-invalid', { detail: `there is no account ${batch.paid.at}` });
    const id = book.newId();
    const now = book.clock.now();
    // It counts on the day on which its money came.
    const paidOn = wish.paid && wish.paid.day !== today ? noonOf(book, wish.paid.day as Day) : now; // from outside: checked by the contract
    const bookedOn = book.dayOf(paidOn);
    yield { kind: 'voucher.batch-issued', subject: id, occurredAt: paidOn, bookedOn, payload: batch };
    for (let no = 1; no <= batch.count; no++) {
      const voucher = book.newId();
      const payload: VoucherIssued = { batch: id, no, codeHash: putNewCode(db, voucher, batch.pattern) };
      yield { kind: 'voucher.issued', subject: voucher, occurredAt: now, payload };
    }
  });
  const id = recorded.subjects[0];
  if (!id) throw new Error('a batch without an event');
  return id;
}

function refuse(wish: BatchWish, today: Day): void {
  const { kind, from, to, paid, uses, perCustomer, pattern, count } = wish;
  const problem = patternProblem(pattern, count);
  if (problem === 'not-a-pattern') throw new Failure('voucher-pattern-invalid', { pattern });
  if (problem === 'too-easy') throw new Failure('voucher-pattern-weak', { pattern, count });
  if (to !== null && to < from) throw new Failure('days-reversed', { from, to });
  if (to !== null && to < today) throw new Failure('day-over', { day: to });
  if (perCustomer !== null && perCustomer > uses) throw new Failure('voucher-uses-few', { perCustomer, uses });
  if ((kind === 'sold') !== (paid !== null))
    throw new Failure('input-invalid', { detail: 'a sold batch says where it was paid, a promotional one does not' });
  if (paid && paid.day > today) throw new Failure('day-to-come', { day: paid.day });
}

/** Throws Failure amount-*, too-many-decimals: also where all uses of all vouchers come to more than the book can hold. */
function batchOf(wish: BatchWish): BatchIssued {
  const { name, kind, currency, from, to, uses, perCustomer, pattern, count } = wish;
  const amount = positiveAmount(wish.amount, currency);
  const whole = BigInt(amount) * BigInt(uses) * BigInt(count);
  if (whole > BigInt(MAX_MINOR))
    throw new Failure('amount-too-large', { limit: toDecimal(MAX_MINOR, currency), currency });
  return {
    ...{ name: maskCardNumbers(name), kind, amount, currency, from, to, uses, perCustomer, pattern, count },
    note: maskCardNumbers(wish.note),
    paid: wish.paid && { amount: Number(whole), at: wish.paid.at, note: maskCardNumbers(wish.paid.note) },
  };
}

function isPaidAt({ db }: Pick<Book, 'db'>, at: string): boolean {
  if (at === BANK_TRANSFER) return true;
  return one(db, 'SELECT 1 FROM gateway_account WHERE key = ? AND removed_at IS NULL', at) !== undefined;
}

function noonOf({ db }: Book, day: Day): number {
  const zone = one<{ time_zone: string }>(db, 'SELECT time_zone FROM book')?.time_zone ?? 'UTC';
  const start = startOfDay(day, zone);
  return start + (startOfDay(addDays(day, 1), zone) - start) / 2;
}
