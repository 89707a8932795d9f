import { expect, test } from 'vitest';
import { act, memoryBook, testClock } from '../../../test/support/book';
import { replayed, verified } from '../../../test/support/checks';
import { addCustomer } from '../../../test/support/invoices';
import { payoutOf, pendingTransfer } from '../../../test/support/matching';
import { bankAccount, statementOf } from '../../../test/support/statements';
import { all, one } from '../../db/sql';
import { type Book, record } from '../../journal/record';
import { type Id, idFromBytes } from '../../kernel/id';
import { firstRules } from '../../kernel/matching';
import type { MatchWish } from './making';
import { matchDrafts } from './making';
import { propose } from './matcher';
import { given } from './open';
import { unmatchDrafts } from './unmatching';

const clock = testClock();

function bookWithBank() {
  const book = memoryBook(clock);
  return { book, bank: bankAccount(book) };
}

function balanceOf(book: Book, account: string): number {
  const text = 'SELECT b.minor FROM balance b JOIN account a ON a.id = b.account WHERE a.name = ?';
  return one<{ minor: number }>(book.db, text, account)?.minor ?? 0;
}

function match(book: Book, wish: Partial<MatchWish> & Pick<MatchWish, 'lines'>): Id {
  const use = { newId: book.newId, nowMs: clock.now() };
  const whole = { tied: [], booked: [], rule: 'by-hand', evidence: [], automatic: false, ...wish };
  const before = one<{ seq: number }>(book.db, 'SELECT max(seq) AS seq FROM event')?.seq ?? 0;
  record(book, act(book), (facts) => matchDrafts(facts, whole, use));
  const text = "SELECT subject FROM event WHERE kind = 'match.made' AND seq > ?";
  const made = one<{ subject: Buffer }>(book.db, text, before);
  if (!made) throw new Error('no match was made');
  return idFromBytes(made.subject);
}

const undo = (book: Book, of: Id) => record(book, act(book), (facts) => unmatchDrafts(facts, of));

function rowsOf({ db }: Book): unknown {
  return [
    all(db, 'SELECT * FROM bank_line ORDER BY id'),
    all(db, 'SELECT * FROM match'),
    all(db, 'SELECT * FROM match_item'),
    all(db, 'SELECT * FROM payment ORDER BY id'),
    all(db, 'SELECT * FROM payout ORDER BY id'),
    all(db, 'SELECT * FROM unknown_receipt'),
    all(db, 'SELECT a.name, b.currency, b.minor FROM balance b JOIN account a ON a.id = b.account ORDER BY 1, 2'),
  ];
}

function expectSound({ db }: Book): void {
  expect(verified(db)).toMatchObject({ ok: true });
  expect(replayed(db)).toMatchObject({ same: true });
}

test('a payout seen at the bank leaves transit; un-match restores the rows exactly', () => {
  const { book, bank } = bookWithBank();
  const payout = payoutOf(book, 10_000, 'po_1ABCDEFGH2345');
  const { lines } = statementOf(book, bank, [{ amount: 10_000, text: 'STRIPE PO_1ABCDEFGH2345' }]);
  const before = rowsOf(book);
  const made = match(book, { lines, tied: [{ kind: 'payout', id: payout }] });
  expect([balanceOf(book, 'transit:stripe'), balanceOf(book, 'bank:main')]).toEqual([0, 10_000]);
  expectSound(book);
  undo(book, made);
  expect(rowsOf(book)).toEqual(before);
  expectSound(book);
});

test('a Pending bank transfer becomes Completed by its line, once; un-match makes it Pending again', () => {
  const { book, bank } = bookWithBank();
  const payment = pendingTransfer(book, 5_000, 'RF18539007547034');
  const { lines } = statementOf(book, bank, [{ amount: 5_000, text: 'RF18 5390 0754 7034' }]);
  const before = rowsOf(book);
  const made = match(book, { lines, tied: [{ kind: 'payment', id: payment }] });
  expect(one(book.db, 'SELECT status, completed_at FROM payment')).toEqual({
    status: 'Completed',
    completed_at: Date.UTC(2026, 2, 1, 11),
  });
  expect([balanceOf(book, 'clearing:bank-transfer'), balanceOf(book, 'bank:main')]).toEqual([0, 5_000]);
  expectSound(book);
  undo(book, made);
  expect(rowsOf(book)).toEqual(before);
  expectSound(book);
});

test('one that was marked as received before is not booked twice: the line matches the payment', () => {
  const { book, bank } = bookWithBank();
  const payment = pendingTransfer(book, 5_000, 'RF18539007547034');
  const { lines } = statementOf(book, bank, [{ amount: 5_000 }, { amount: 5_000 }]);
  match(book, { lines: lines.slice(0, 1), tied: [{ kind: 'payment', id: payment }] });
  expect(() => match(book, { lines: lines.slice(1), tied: [{ kind: 'payment', id: payment }] })).toThrow(
    expect.objectContaining({ code: 'match-taken' }),
  );
  expect(balanceOf(book, 'bank:main')).toBe(5_000);
});

test('lines and items that come to different sums are refused, and so is a line that is matched', () => {
  const { book, bank } = bookWithBank();
  const payout = payoutOf(book, 10_000, 'po_1');
  const { lines } = statementOf(book, bank, [{ amount: 9_900 }]);
  const tied = [{ kind: 'payout' as const, id: payout }];
  expect(() => match(book, { lines, tied })).toThrow(expect.objectContaining({ code: 'match-unbalanced' }));
  match(book, { lines, tied, booked: [{ as: 'fee', amount: -100 }] });
  expect([balanceOf(book, 'bank:main'), balanceOf(book, 'fees:bank')]).toEqual([9_900, 100]);
  expect(() => match(book, { lines, booked: [{ as: 'receipt', amount: 9_900 }] })).toThrow(
    expect.objectContaining({ code: 'bank-line-not-open' }),
  );
  expectSound(book);
});

test('a payout that the bank was paid in another currency goes through its exchange', () => {
  const { book, bank } = bookWithBank();
  const payout = payoutOf(book, 10_000, 'po_1', 'USD');
  const { lines } = statementOf(book, bank, [{ amount: 9_150 }]);
  match(book, { lines, tied: [{ kind: 'payout', id: payout, amount: 9_150 }] });
  expect([balanceOf(book, 'transit:stripe'), balanceOf(book, 'bank:main')]).toEqual([0, 9_150]);
  expectSound(book);
});

test('a fee, interest, an unknown deposit and a transfer between our banks are booked from their lines alone', () => {
  const { book, bank } = bookWithBank();
  const savings = bankAccount(book, { key: 'savings', name: 'Savings' });
  const { lines } = statementOf(book, bank, [{ amount: -500 }, { amount: 120 }, { amount: 7_000 }, { amount: -3_000 }]);
  const other = statementOf(book, savings, [{ amount: 3_000 }]);
  const [fee, interest, deposit, out] = lines.map((line) => [line]);
  match(book, { lines: fee ?? [], booked: [{ as: 'fee', amount: -500 }] });
  match(book, { lines: interest ?? [], booked: [{ as: 'interest', amount: 120 }] });
  match(book, { lines: deposit ?? [], booked: [{ as: 'receipt', amount: 7_000 }] });
  match(book, { lines: out ?? [], booked: [{ as: 'transfer', amount: -3_000 }] });
  expect(balanceOf(book, 'transit:own-banks')).toBe(3_000);
  match(book, { lines: other.lines, booked: [{ as: 'transfer', amount: 3_000 }] });
  expect(
    ['fees:bank', 'interest', 'suspense', 'transit:own-banks', 'bank:main', 'bank:savings'].map((name) =>
      balanceOf(book, name),
    ),
  ).toEqual([500, -120, -7_000, 0, 3_620, 3_000]);
  expectSound(book);
});

test('what the book holds is what the matcher is given: the payer of a confirmed match is known the next time', () => {
  const { book, bank } = bookWithBank();
  const customer = addCustomer(book, 'Somebody');
  const first = pendingTransfer(book, 5_000, 'RF18539007547034', customer);
  const who = { name: 'Ada Lovelace', account: 'DE02120300000000202051' };
  const { lines } = statementOf(book, bank, [{ amount: 5_000, text: 'RF18539007547034', ...who }]);
  const found = propose(given(book.db));
  expect(found).toMatchObject([{ rule: 'reference', exact: true, lines, items: [{ kind: 'payment', id: first }] }]);
  match(book, { lines, tied: [{ kind: 'payment', id: first }] });
  const second = pendingTransfer(book, 6_000, '', customer);
  statementOf(book, bank, [{ amount: 6_000, text: 'thanks', ...who }]);
  expect(propose(given(book.db))).toMatchObject([
    {
      rule: 'payer',
      exact: true,
      automatic: false,
      items: [{ id: second }],
      evidence: [{}, {}, { fact: 'payer-seen', times: 1 }],
    },
  ]);
  expect(given(book.db).rules).toBe(firstRules);
});

test('a match of a payment that was refunded since stays', () => {
  const { book, bank } = bookWithBank();
  const payment = pendingTransfer(book, 5_000, 'x');
  const { lines } = statementOf(book, bank, [{ amount: 5_000 }]);
  const made = match(book, { lines, tied: [{ kind: 'payment', id: payment }] });
  const refund = {
    ...{
      gateway: 'bank-transfer',
      amount: 1_000,
      currency: 'EUR',
      refund: book.newId(),
      externalId: 're_1',
      status: 'completed',
    },
    split: { credit: 1_000, receivable: 0 },
  };
  record(book, act(book), () => [
    { kind: 'payment.refunded', subject: payment, occurredAt: clock.now(), payload: refund },
  ]);
  expect(() => undo(book, made)).toThrow(expect.objectContaining({ code: 'match-built-on' }));
});

test('the check of the book finds a match that is not what its lines are, and a line that says otherwise', () => {
  const { book, bank } = bookWithBank();
  const { lines } = statementOf(book, bank, [{ amount: 4_000 }, { amount: 500 }]);
  const [first, second] = lines;
  if (!first || !second) throw new Error('two lines');
  match(book, { lines: [first], booked: [{ as: 'receipt', amount: 4_000 }] });
  expect(verified(book.db).findings).toEqual([]);
  const found = (change: string) => {
    book.db.exec(`SAVEPOINT trial; ${change}`);
    const { findings } = verified(book.db);
    book.db.exec('ROLLBACK TO trial; RELEASE trial');
    return findings.filter(({ check }) => check === 'matches').map(({ where }) => where.split(' ')[0]);
  };
  expect(found('UPDATE match_item SET amount = 3999')).toEqual(['match']);
  expect(found("UPDATE bank_line SET state = 'matched' WHERE amount = 500")).toEqual(['bank', 'bank:main']);
  expect(found('UPDATE balance SET minor = 4001 WHERE minor = 4000')).toEqual(['bank:main']);
});

test('a line that is a part of what is waited for completes that much, and the rest is waited for on', () => {
  const { book, bank } = bookWithBank();
  const payment = pendingTransfer(book, 5_000, 'RF18539007547034');
  const { lines } = statementOf(book, bank, [{ amount: 3_000 }, { amount: 2_000 }]);
  const [first, second] = lines.map((line) => [line]);
  if (!first || !second) throw new Error('two lines');
  const tied = (amount: number) => [{ kind: 'payment' as const, id: payment, amount }];
  expect(() => match(book, { lines: first, tied: tied(6_000) })).toThrow('match-unbalanced');
  const made = match(book, { lines: first, tied: tied(3_000) });
  const standing = () => all(book.db, 'SELECT status, amount, reference FROM payment ORDER BY id');
  const reference = 'RF18539007547034';
  expect(standing()).toEqual([
    { status: 'Completed', amount: 3_000, reference },
    { status: 'Pending', amount: 2_000, reference },
  ]);
  expect([balanceOf(book, 'clearing:bank-transfer'), balanceOf(book, 'bank:main')]).toEqual([0, 3_000]);
  expectSound(book);
  const rest = one<{ uuid: Buffer }>(book.db, "SELECT uuid FROM payment WHERE status = 'Pending'");
  match(book, { lines: second, tied: [{ kind: 'payment', id: idFromBytes(rest?.uuid ?? Buffer.alloc(16)) }] });
  undo(book, made);
  expect(standing().map((row) => JSON.stringify(row))).toEqual([
    JSON.stringify({ status: 'Pending', amount: 3_000, reference }),
    JSON.stringify({ status: 'Completed', amount: 2_000, reference }),
  ]);
  expectSound(book);
});
