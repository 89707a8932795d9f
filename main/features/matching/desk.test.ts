import { expect, onTestFinished, test } from 'vitest';
import { memoryBook, testClock } from '../../../test/support/book';
import { replayed, verified } from '../../../test/support/checks';
import { engineWorld } from '../../../test/support/engine-context';
import { addCustomer } from '../../../test/support/invoices';
import { payoutOf, pendingTransfer } from '../../../test/support/matching';
import { bankAccount, statementOf } from '../../../test/support/statements';
import { one } from '../../db/sql';
import { firstRules } from '../../kernel/matching';
import { toDecimal } from '../../kernel/money';
import { businessHours } from './business-hours';

const DAY_MS = 86_400_000;

function desk() {
  const clock = testClock();
  const book = memoryBook(clock);
  onTestFinished(() => {
    book.db.close();
  });
  const world = engineWorld(book, clock);
  const api = world.client(world.sessions.connect('screen')).matching;
  return { book, clock, api, bank: bankAccount(book), id: () => book.newId() };
}
type Desk = ReturnType<typeof desk>;

const minorOf = ({ book }: Desk, account: string) =>
  one<{ minor: number }>(
    book.db,
    'SELECT b.minor FROM balance b JOIN account a ON a.id = b.account WHERE a.name = ?',
    account,
  )?.minor ?? 0;

function expectSound({ book }: Desk): void {
  expect(verified(book.db)).toMatchObject({ ok: true });
  expect(replayed(book.db)).toMatchObject({ same: true });
}

async function unknownDeposit(at: Desk, amount: number): Promise<{ match: string; receipt: string }> {
  const { lines } = statementOf(at.book, at.bank, [{ amount, name: 'Who Knows', text: 'thanks' }]);
  const booked = [{ as: 'receipt' as const, amount: toDecimal(amount, 'EUR') }];
  const { matches } = await at.api.match({ request: at.id(), lines, tied: [], booked });
  const [found] = await at.api.receipts({});
  return { match: matches[0] ?? '', receipt: found?.id ?? '' };
}

test('an unknown deposit stands in suspense until it is given to a customer, who then holds it', async () => {
  const at = desk();
  const { match, receipt } = await unknownDeposit(at, 7_000);
  expect(await at.api.receipts({})).toMatchObject([{ name: 'Who Knows', money: { amount: '70.00' }, state: 'open' }]);
  expect(minorOf(at, 'suspense')).toBe(-7_000);
  const customer = addCustomer(at.book, 'Ada Lovelace');
  const request = at.id();
  const { payment } = await at.api.assign({ request, receipt, customer });
  expect((await at.api.assign({ request, receipt, customer })).payment).toBe(payment);
  expect([
    minorOf(at, 'suspense'),
    minorOf(at, 'clearing:bank-transfer'),
    minorOf(at, `credit:${customer}:paid`),
  ]).toEqual([0, 0, -7_000]);
  expect(await at.api.receipts({})).toEqual([]);
  await expect(at.api.assign({ request: at.id(), receipt, customer })).rejects.toMatchObject({
    data: { code: 'receipt-not-open' },
  });
  await expect(at.api.undo({ request: at.id(), match })).rejects.toMatchObject({ data: { code: 'receipt-not-open' } });
  expectSound(at);
});

test('one that goes back to who sent it is matched with the line by which it left', async () => {
  const at = desk();
  const { receipt } = await unknownDeposit(at, 7_000);
  const { lines } = statementOf(at.book, at.bank, [{ amount: -7_000, text: 'return' }], { fileName: 'b.csv' });
  const tied = [{ kind: 'return' as const, id: receipt, note: 'nobody knows them' }];
  const { matches } = await at.api.match({ request: at.id(), lines, tied, booked: [] });
  expect([minorOf(at, 'suspense'), minorOf(at, 'bank:main')]).toEqual([0, 0]);
  expect(await at.api.receipts({ open: false })).toMatchObject([{ state: 'returned' }]);
  const sentBack = await at.api.get({ match: matches[0] ?? '' });
  expect(sentBack.items).toMatchObject([{ kind: 'return', note: 'nobody knows them' }]);
  await at.api.undo({ request: at.id(), match: matches[0] ?? '' });
  expect(await at.api.receipts({})).toMatchObject([{ state: 'open' }]);
  expectSound(at);
});

test('a claim stays in its queue until it is tied to a payment or answered, once', async () => {
  const at = desk();
  const customer = addCustomer(at.book, 'Ada Lovelace');
  const payment = pendingTransfer(at.book, 5_000, 'RF18539007547034', customer);
  const wish = { customer, amount: '50.00', currency: 'EUR', day: '2026-02-27', ticket: 'T-17' };
  const { id: first } = await at.api.claim({ request: at.id(), ...wish });
  const { id: second } = await at.api.claim({ request: at.id(), ...wish, amount: '9.00' });
  expect(await at.api.claims({})).toMatchObject([
    { id: first, ticket: 'T-17', candidates: [{ id: payment, status: 'Pending' }] },
    { id: second },
  ]);
  await at.api.tie({ request: at.id(), claim: first, payment });
  await at.api.answer({ request: at.id(), claim: second, answer: 'It went to another account.' });
  expect(await at.api.claims({})).toEqual([]);
  expect(await at.api.claims({ open: false })).toMatchObject([{ state: 'tied', payment }, { state: 'answered' }]);
  await expect(at.api.tie({ request: at.id(), claim: second, payment })).rejects.toMatchObject({
    data: { code: 'claim-not-open' },
  });
  expectSound(at);
});

test('a payout that the statements of its time do not have is an exception, gone when it is matched, quiet when it is let be', async () => {
  const at = desk();
  payoutOf(at.book, 10_000, 'po_1ABCDEFGH2345');
  at.clock.at += 20 * DAY_MS;
  expect(await at.api.exceptions({})).toMatchObject({ open: 0, rows: [] });
  const { lines } = statementOf(at.book, at.bank, [{ amount: 5, text: 'x' }], { from: '2026-03-01', to: '2026-03-20' });
  const found = await at.api.exceptions({});
  expect(found).toMatchObject({
    open: 1,
    rows: [{ type: 'missing-at-bank', label: 'po_1ABCDEFGH2345', money: { amount: '100.00' } }],
  });
  const exception = found.rows[0]?.key ?? '';
  await at.api.say({ request: at.id(), exception, owner: 'ada', note: 'asked them', ignored: null });
  expect((await at.api.exceptions({})).rows[0]).toMatchObject({ owner: 'ada', note: 'asked them' });
  await at.api.say({ request: at.id(), exception, owner: 'ada', note: null, ignored: 'paid to the old bank' });
  expect(await at.api.exceptions({})).toMatchObject({ open: 0, ignored: 1, rows: [] });
  await expect(
    at.api.say({ request: at.id(), exception: 'late x', owner: null, note: null, ignored: null }),
  ).rejects.toMatchObject({
    data: { code: 'exception-unknown' },
  });
  expect(lines).toHaveLength(1);
  expectSound(at);
});

test('a payout of before the first statement is no exception: nobody can tell whether the bank had it', async () => {
  const at = desk();
  payoutOf(at.book, 10_000, 'po_1ABCDEFGH2345');
  at.clock.at += 20 * DAY_MS;
  statementOf(at.book, at.bank, [{ amount: 5, day: '2026-03-18', text: 'x' }], {
    from: '2026-03-17',
    to: '2026-03-20',
  });
  expect(await at.api.exceptions({})).toMatchObject({ open: 0, rows: [] });
  expectSound(at);
});

test('age is told in the hours in which somebody works', () => {
  const hours = businessHours({ days: [1, 2, 3, 4, 5], from: 9, to: 17, holidays: [] }, 'UTC');
  // Friday noon to Monday ten: five hours and one.
  expect(hours(Date.UTC(2026, 2, 6, 12), Date.UTC(2026, 2, 9, 10))).toBe(6);
  expect(hours(Date.UTC(2026, 2, 7), Date.UTC(2026, 2, 8, 23))).toBe(0);
  expect(hours(Date.UTC(2026, 2, 9, 10), Date.UTC(2026, 2, 9, 9))).toBe(0);
  const holidays = ['2026-03-06', '03-09'];
  const away = businessHours({ days: [1, 2, 3, 4, 5], from: 9, to: 17, holidays }, 'UTC');
  // Of Friday, Monday and Tuesday only Tuesday is worked on; a year later that Friday is, and the 9th is not.
  expect(away(Date.UTC(2026, 2, 6), Date.UTC(2026, 2, 10, 12))).toBe(3);
  expect(away(Date.UTC(2027, 2, 5), Date.UTC(2027, 2, 10))).toBe(16);
});

test('the calendar is kept, put in order, and tells the age of exceptions; a holiday that is no day is refused', async () => {
  const at = desk();
  expect(await at.api.calendar()).toEqual({ days: [1, 2, 3, 4, 5], from: 9, to: 17, holidays: [] });
  payoutOf(at.book, 10_000, 'po_1ABCDEFGH2345');
  at.clock.at += 20 * DAY_MS;
  statementOf(at.book, at.bank, [{ amount: 5, text: 'x' }], { from: '2026-03-01', to: '2026-03-20' });
  const age = async () => (await at.api.exceptions({})).rows[0]?.hours;
  expect(await age()).toBeGreaterThan(40);
  const kept = { days: [1, 4, 6], from: 8, to: 12, holidays: ['01-01', '2026-05-14'] };
  expect(await at.api.setCalendar({ ...kept, days: [6, 1, 4, 1], holidays: ['2026-05-14', '01-01'] })).toEqual(kept);
  expect(await at.api.calendar()).toEqual(kept);
  const none = Array.from({ length: 31 }, (_, n) => `03-${String(n + 1).padStart(2, '0')}`);
  await at.api.setCalendar({ ...kept, holidays: none });
  expect(await age()).toBe(0);
  await at.api.setCalendar(kept);
  await expect(at.api.setCalendar({ ...kept, holidays: ['2026-02-30'] })).rejects.toMatchObject({
    data: { code: 'input-invalid' },
  });
  await expect(at.api.setCalendar({ ...kept, to: 8 })).rejects.toThrow();
  expect(await at.api.calendar()).toEqual(kept);
});

test('a rule is tried on what people matched: where it agrees, and where it would have contradicted them', async () => {
  const at = desk();
  const right = payoutOf(at.book, 10_000, 'po_1ABCDEFGH2345');
  payoutOf(at.book, 10_000, 'po_2ZZZZZZZZ9999');
  const other = payoutOf(at.book, 3_000, 'po_3YYYYYYYY9999');
  const { lines } = statementOf(at.book, at.bank, [
    { amount: 10_000, text: 'STRIPE PO_1ABCDEFGH2345' },
    { amount: 10_000, text: 'STRIPE PO_2ZZZZZZZZ9999' },
  ]);
  const tie = (n: number, ids: string[], booked: { as: 'fee'; amount: string }[] = []) =>
    at.api.match({
      request: at.id(),
      lines: lines.slice(n, n + 1),
      tied: ids.map((id) => ({ kind: 'payout', id })),
      booked,
    });
  await tie(0, [right]);
  await tie(1, [other], [{ as: 'fee', amount: '70.00' }]);
  const rule = firstRules[0];
  if (!rule) throw new Error('no first rule');
  const tried = await at.api.backTest({ rule: { ...rule, words: [...rule.words] } });
  expect(tried).toMatchObject({ lines: 2, would: 2, agrees: 1, contradicts: 1 });
  expect(tried.cases[0]).toMatchObject({
    ...{ rule: [{ label: 'po_2ZZZZZZZZ9999' }], person: [{ label: 'po_3YYYYYYYY9999' }, { account: 'fees:bank' }] },
  });
  await expectAgreedOrTold(at);
});

/** The first rule contradicts a person once. */
async function expectAgreedOrTold({ api, id }: Desk): Promise<void> {
  const before = await api.rules();
  const quiet = before.map((rule) => ({ ...rule, automatic: false }));
  await api.setRules({ request: id(), rules: quiet });
  const rules = quiet.map((rule, at) => ({ ...rule, on: true, automatic: at === 0 }));
  await expect(api.setRules({ request: id(), rules })).rejects.toMatchObject({
    data: { code: 'rule-not-automatic', params: { count: 1 } },
  });
  expect(await api.rules()).toEqual(quiet);
  const request = id();
  expect(await api.setRules({ request, rules, despite: true })).toEqual(rules);
  expect(await api.setRules({ request, rules, despite: true })).toEqual(rules);
  // What acts already is not asked about again when another place of the list changes.
  const turned = [...rules].reverse();
  expect(await api.setRules({ request: id(), rules: turned })).toEqual(turned);
}

test('a proof of what was matched, and of a payout that no bank showed yet', async () => {
  const at = desk();
  const payment = pendingTransfer(at.book, 5_000, 'RF18539007547034', addCustomer(at.book, 'Ada'));
  const { lines } = statementOf(at.book, at.bank, [{ amount: 4_950 }]);
  const of = lines[0] ?? '';
  await expect(at.api.proof({ of })).rejects.toMatchObject({ data: { code: 'proof-nothing' } });
  await at.api.match({
    request: at.id(),
    lines,
    tied: [{ kind: 'payment', id: payment }],
    booked: [{ as: 'fee', amount: '-0.50' }],
  });
  expect(await at.api.proof({ of })).toMatchObject({
    holds: true,
    lines: [{ id: of, money: { amount: '49.50' } }],
    parts: [{ payout: null, sums: { charges: '50.00', booked: '-0.50', net: '49.50', missing: '0.00' } }],
  });
  payoutOf(at.book, 10_000, 'po_1ABCDEFGH2345');
  expect(await at.api.proof({ of: 'po_1ABCDEFGH2345' })).toMatchObject({
    ...{ holds: false, lines: [], parts: [{ paid: '100.00', sums: { missing: '100.00' } }] },
  });
});
