/** Vouchers: each rule and each refusal, in the words of the rule. */
import { describe, expect, test } from 'vitest';
import { act, memoryBook, testClock } from '../../../test/support/book';
import { balances, replayed, verified } from '../../../test/support/checks';
import { addCustomer, issue, paid, redeem, voucherInEveryState } from '../../../test/support/vouchers';
import { all, one } from '../../db/sql';
import { alteredCodes } from '../../db/voucher-code';
import type { Book } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { idToBytes } from '../../kernel/id';
import type { Day } from '../../kernel/time';
import { DAY_MS } from '../../kernel/time';
import { laidOut, newCode } from '../../kernel/voucher-code';
import { expireVouchers } from './expiry';
import { voucherBatch, voucherList, voucherUses } from './query';
import { voucherReport } from './report';
import { voidVouchers } from './voiding';

function open() {
  const clock = testClock();
  const book = memoryBook(clock);
  return { book, clock, customer: addCustomer(book) };
}

/** What is thrown, as its code. Nothing may have been recorded. */
function refused(book: Book, work: () => unknown): { code: string; params: object } {
  const before = one(book.db, 'SELECT max(seq) AS seq, hex(hash) AS head FROM event');
  try {
    work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(one(book.db, 'SELECT max(seq) AS seq, hex(hash) AS head FROM event')).toEqual(before);
    return { code: error.code, params: error.params };
  }
  throw new Error('it was not refused');
}

function changed(from: string, at: number): string {
  const other = from[at] === 'A' ? 'B' : 'A';
  return from.slice(0, at) + other + from.slice(at + 1);
}

describe('redeeming needs the number and the currency, and is refused with the reason', () => {
  test('redeemed: a Completed payment with method Voucher that raises voucher credit and is no money received', () => {
    const { book, customer } = open();
    const { codes } = issue(book);
    const payment = redeem(book, customer, laidOut('{4}-{4}-{4}', codes[0] ?? '').toLowerCase());
    const text = 'SELECT status, method, gateway, amount, currency, description, reference FROM payment WHERE uuid = ?';
    expect(one(book.db, text, idToBytes(payment))).toEqual({
      ...{ status: 'Completed', method: 'voucher', gateway: 'voucher', amount: 2_000, currency: 'EUR' },
      ...{ description: 'Spring', reference: 'Spring 1/2' },
    });
    expect(balances(book.db)).toEqual({ [`credit:${customer}:voucher EUR`]: -2_000, 'promo EUR': 2_000 });
  });

  test('refused: mistyped', () => {
    const { book, customer } = open();
    const { codes } = issue(book);
    for (const wrong of [changed(codes[0] ?? '', 3), 'hello', ''])
      expect(refused(book, () => redeem(book, customer, wrong)).code).toBe('voucher-mistyped');
  });

  test('refused: unknown', () => {
    const { book, customer } = open();
    issue(book);
    const stranger = newCode('{12}', (bytes) => bytes.fill(7));
    expect(refused(book, () => redeem(book, customer, stranger)).code).toBe('voucher-unknown');
  });

  test('refused: wrong currency', () => {
    const { book, customer } = open();
    const { codes } = issue(book);
    const told = refused(book, () => redeem(book, customer, codes[0] ?? '', { currency: 'USD' }));
    expect(told).toEqual({ code: 'voucher-wrong-currency', params: { currency: 'EUR', asked: 'USD' } });
  });

  test('refused: not yet valid, until its first day begins in the book’s time zone', () => {
    const { book, clock, customer } = open();
    const { codes } = issue(book, { from: '2026-03-03' });
    clock.at = Date.UTC(2026, 2, 2, 22, 59);
    expect(refused(book, () => redeem(book, customer, codes[0] ?? '')).code).toBe('voucher-not-yet-valid');
    clock.at = Date.UTC(2026, 2, 2, 23, 0);
    redeem(book, customer, codes[0] ?? '');
  });

  test('refused: expired, once its last day is over in the book’s time zone', () => {
    const { book, clock, customer } = open();
    const { codes } = issue(book);
    clock.at = Date.UTC(2026, 2, 31, 21, 59);
    redeem(book, customer, codes[0] ?? '');
    clock.at = Date.UTC(2026, 2, 31, 22, 0);
    const told = refused(book, () => redeem(book, customer, codes[1] ?? ''));
    expect(told).toEqual({ code: 'voucher-expired', params: { day: '2026-03-31' } });
    // Its expiry is booked: setting the clock back makes it no younger.
    expireVouchers(book, 'ada');
    clock.at = Date.UTC(2026, 2, 30);
    expect(refused(book, () => redeem(book, customer, codes[1] ?? '')).code).toBe('voucher-expired');
  });

  test('refused: used up', () => {
    const { book, customer } = open();
    const { codes } = issue(book);
    const other = addCustomer(book, 'Ben');
    redeem(book, customer, codes[0] ?? '');
    for (const who of [other, customer]) {
      const told = refused(book, () => redeem(book, who, codes[0] ?? ''));
      expect(told).toEqual({ code: 'voucher-used-up', params: { uses: 1 } });
    }
  });

  test('refused: used up, also once its last day is over: nobody is owed a goodwill for it', () => {
    const { book, clock, customer } = open();
    const { codes } = issue(book, { uses: 2, perCustomer: 1 });
    const other = addCustomer(book, 'Ben');
    redeem(book, customer, codes[0] ?? '');
    clock.at = Date.UTC(2026, 3, 2);
    expireVouchers(book, 'ada');
    expect(refused(book, () => redeem(book, customer, codes[0] ?? '')).code).toBe('voucher-used-by-customer');
    expect(refused(book, () => redeem(book, other, codes[0] ?? '')).code).toBe('voucher-expired');
    const whole = open();
    const { codes: single } = issue(whole.book);
    redeem(whole.book, whole.customer, single[0] ?? '');
    whole.clock.at = Date.UTC(2026, 3, 2);
    expect(refused(whole.book, () => redeem(whole.book, whole.customer, single[0] ?? '')).code).toBe('voucher-used-up');
  });

  test('refused: used up by this customer, while another may still use it', () => {
    const { book, customer } = open();
    const { codes } = issue(book, { uses: 3, perCustomer: 1 });
    const other = addCustomer(book, 'Ben');
    redeem(book, customer, codes[0] ?? '');
    const told = refused(book, () => redeem(book, customer, codes[0] ?? ''));
    expect(told).toEqual({ code: 'voucher-used-by-customer', params: { uses: 1 } });
    redeem(book, other, codes[0] ?? '');
  });

  test('refused: voided', () => {
    const { book, customer } = open();
    const { batch, codes } = issue(book);
    const wish = { batch, way: null, reason: 'Printed wrong' };
    expect(voidVouchers(book, act(book, wish), wish)).toEqual({ vouchers: 2, uses: 2 });
    expect(refused(book, () => redeem(book, customer, codes[0] ?? '')).code).toBe('voucher-voided');
    expect(refused(book, () => voidVouchers(book, act(book, wish), wish)).code).toBe('voucher-none-open');
  });

  test('the same request is done once, also when the voucher is used up since', () => {
    const { book, customer } = open();
    const { codes } = issue(book);
    const request = book.newId();
    const payment = redeem(book, customer, codes[0] ?? '', { request });
    expect(redeem(book, customer, codes[0] ?? '', { request })).toBe(payment);
    expect(all(book.db, "SELECT 1 FROM payment WHERE gateway = 'voucher'")).toHaveLength(1);
    const told = refused(book, () => redeem(book, customer, codes[1] ?? '', { request }));
    expect(told.code).toBe('request-reused');
  });
});

describe('issuing', () => {
  test('refused: what makes no sense, and nothing is issued', () => {
    const { book } = open();
    const code = (more: Parameters<typeof issue>[1]) => refused(book, () => issue(book, more)).code;
    expect(code({ pattern: 'ABC' })).toBe('voucher-pattern-invalid');
    expect(code({ pattern: '99999999' })).toBe('voucher-pattern-weak');
    expect(code({ amount: '0' })).toBe('amount-invalid');
    expect(code({ amount: '1.234' })).toBe('too-many-decimals');
    expect(code({ amount: '9000000000000', uses: 1_000_000, perCustomer: 1 })).toBe('amount-too-large');
    expect(code({ from: '2026-04-01' })).toBe('days-reversed');
    expect(code({ from: '2026-02-01', to: '2026-02-28' })).toBe('day-over');
    expect(code({ uses: 1, perCustomer: 2 })).toBe('voucher-uses-few');
    expect(code({ kind: 'sold' })).toBe('input-invalid');
    expect(code({ paid })).toBe('input-invalid');
    expect(code({ kind: 'sold', paid: { ...paid, at: 'nowhere' } })).toBe('input-invalid');
    expect(code({ kind: 'sold', paid: { ...paid, day: '2026-03-02' } })).toBe('day-to-come');
    expect(all(book.db, 'SELECT 1 FROM voucher_code')).toEqual([]);
  });

  test('the same request issues one batch', () => {
    const { book } = open();
    const request = book.newId();
    const first = issue(book, {}, request);
    expect(issue(book, {}, request)).toEqual(first);
    expect(all(book.db, 'SELECT 1 FROM voucher_code')).toHaveLength(2);
  });

  test('10,000 codes are all different, and none of them is in the journal', () => {
    const { book } = open();
    const { codes } = issue(book, { count: 10_000 });
    expect(new Set(codes).size).toBe(10_000);
    const journal = all<{ payload: string }>(book.db, 'SELECT payload FROM event').map(({ payload }) => payload);
    const text = journal.join('\n');
    for (const code of codes.slice(0, 200)) expect(text).not.toContain(code);
    expect(alteredCodes(book.db, 10)).toEqual([]);
  });

  test('a sold batch counts on the day on which its money came', () => {
    const { book } = open();
    issue(book, { kind: 'sold', paid: { ...paid, day: '2026-02-20' } });
    expect(one(book.db, 'SELECT booked_on, paid_at FROM voucher_batch')).toEqual({
      ...{ booked_on: '2026-02-20', paid_at: 'bank-transfer' },
    });
  });
});

test('a code that was altered, or is gone, is found', () => {
  const { book } = open();
  const { vouchers } = issue(book);
  book.db.prepare('UPDATE voucher_code SET code = ? WHERE uuid = ?').run('AAAA', idToBytes(vouchers[0] ?? ''));
  book.db.prepare('DELETE FROM voucher_code WHERE uuid = ?').run(idToBytes(vouchers[1] ?? ''));
  expect(verified(book.db).findings.map(({ where }) => where)).toEqual(vouchers.map((id) => `voucher ${id}`));
});

test('what the ledger owes is what is left of the sold vouchers, or it is found', () => {
  const { book } = open();
  issue(book, { kind: 'sold', paid });
  book.db.prepare('UPDATE voucher_batch SET voided = 1').run();
  expect(verified(book.db).findings).toContainEqual({
    check: 'rollup',
    where: 'vouchers:outstanding EUR',
    detail: 'kept 4000, the sold vouchers that are left come to 2000',
  });
});

test('replay gives the same vouchers, whatever happened to them', () => {
  const { book } = open();
  voucherInEveryState(book);
  expect(verified(book.db).findings).toEqual([]);
  expect(replayed(book.db).differences).toEqual([]);
  const states = all<{ batch: string; uuid: Buffer }>(book.db, 'SELECT name AS batch, uuid FROM voucher_batch');
  expect(states.map(({ batch }) => batch)).toEqual(['Gift', 'Sold', 'Twice', 'Over']);
});

test('what expires is booked once, on the first day on which nobody can redeem it', () => {
  const { book, clock } = open();
  issue(book, { kind: 'sold', paid });
  expect(expireVouchers(book, 'ada')).toBe(0);
  clock.at = Date.UTC(2026, 5, 1);
  expect(expireVouchers(book, 'ada')).toBe(1);
  expect(expireVouchers(book, 'ada')).toBe(0);
  expect(one(book.db, 'SELECT expired, expired_on FROM voucher_batch')).toEqual({
    ...{ expired: 2, expired_on: '2026-04-01' },
  });
});

describe('the lists', () => {
  test('a batch tells what became of its vouchers, and who used them', () => {
    const { book, customer } = open();
    voucherInEveryState(book);
    const today = '2026-03-01' as Day;
    const id = all<{ id: string }>(book.db, "SELECT lower(hex(uuid)) AS id FROM voucher_batch WHERE name = 'Sold'")[0]
      ?.id;
    const batch = (id ?? '').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    expect(voucherBatch.run(book.db, { id: batch, today })).toMatchObject({
      row: {
        state: 'running',
        issued: { uses: 10, amount: '200.00' },
        redeemed: { uses: 2, amount: '40.00' },
        voided: { uses: 3, amount: '60.00' },
        open: { uses: 5, amount: '100.00' },
      },
      paid: { at: 'bank-transfer', day: '2026-03-01' },
    });
    const list = voucherList.run(book.db, { batch, after: 0, limit: 3, today });
    expect(list.rows.map(({ no, state, used }) => [no, state, used])).toEqual([
      [1, 'open', 1],
      [2, 'open', 0],
      [3, 'voided', 1],
    ]);
    expect(list.rows[0]?.lastUse?.customer).toEqual({ id: customer, name: 'Ana' });
    expect(list.rows[2]?.voided).toMatchObject({ way: 'returned', reason: 'Lost in the post' });
    const rest = voucherList.run(book.db, { batch, after: list.next ?? 0, limit: 3, today });
    expect([rest.rows.map(({ no }) => no), rest.next]).toEqual([[4, 5], null]);
    const only = { batch, after: 0, limit: 9, today, state: 'voided' } as const;
    expect(voucherList.run(book.db, only).rows.map(({ no }) => no)).toEqual([3, 4]);
    expect(voucherUses.run(book.db, { customer, limit: 50 })).toHaveLength(4);
    expect(voucherUses.run(book.db, { batch, limit: 50 }).map(({ voucher }) => voucher.no)).toEqual([3, 1]);
  });

  test('the report of a span begins with what was left before it and ends with what is left', () => {
    const { book, clock, customer } = open();
    const { codes } = issue(book, { kind: 'sold', count: 4, paid });
    redeem(book, customer, codes[0] ?? '');
    clock.at += 9 * DAY_MS;
    redeem(book, customer, codes[1] ?? '');
    clock.at += 30 * DAY_MS;
    expireVouchers(book, 'ada');
    const [row] = voucherReport.run(book.db, { from: '2026-03-05', to: '2026-03-31' }).rows;
    expect(row).toMatchObject({
      before: { uses: 3, amount: '60.00' },
      issued: { uses: 0 },
      redeemed: { uses: 1, amount: '20.00' },
      expired: { uses: 0 },
      after: { uses: 2, amount: '40.00' },
    });
    const whole = voucherReport.run(book.db, {});
    expect(whole.rows[0]).toMatchObject({ expired: { uses: 2, amount: '40.00' }, after: { uses: 0, amount: '0.00' } });
    expect(whole.outstanding).toEqual([]);
  });
});
