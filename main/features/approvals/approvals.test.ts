/** Requester ≠ approver: through the API, in the write door itself, in replay and in the check of the book. */
import { describe, expect, test } from 'vitest';
import { act } from '../../../test/support/book';
import { balances, replayed, verified } from '../../../test/support/checks';
import { staffedBook } from '../../../test/support/staff';
import { all, one } from '../../db/sql';
import { record } from '../../journal/record';
import type { Id } from '../../kernel/id';
import { approvablesOf } from '../bulk';
import { dropStale } from './queue';

function open(limits: Record<string, number> = { 'adjustment EUR': 10_000, 'receipt EUR': 100_000 }) {
  const of = staffedBook(limits);
  const wish = { customer: of.customer, currency: 'EUR', reason: 'goodwill', note: 'A week of outage' } as const;
  const asking = (amount: string, by = of.bo) => by.credits.adjust({ request: of.newId(), ...wish, amount });
  const answer = () => ({ request: of.newId() });
  const waiting = () => of.ada.approvals.list({ waiting: true });
  return { ...of, wish, asking, answer, waiting };
}

test('an adjustment up to the limit is done at once; above it, it waits and moves nothing', async () => {
  const { asking, book, waiting } = open();
  expect(await asking('100.00')).toMatchObject({ state: 'done' });
  const before = balances(book.db);
  expect(await asking('100.01')).toMatchObject({ state: 'requested' });
  expect(await asking('-100.01')).toMatchObject({ state: 'requested' });
  expect(balances(book.db)).toEqual(before);
  expect(await waiting()).toMatchObject([
    { act: 'adjustment', amount: { amount: '100.01' }, requestedBy: 'Bo', facts: { reason: 'goodwill' }, own: false },
    { amount: { amount: '-100.01' } },
  ]);
});

test('a different operator approves, and it is done in the same act; the list names both', async () => {
  const { asking, answer, cy, customer, book, waiting } = open();
  const { id } = await asking('150.00');
  expect(await cy.approvals.approve({ ...answer(), id })).toMatchObject({ state: 'approved', answeredBy: 'Cy' });
  expect(balances(book.db)).toEqual({ 'credit:cus_1:granted EUR': -15000, 'goodwill EUR': 15000 });
  expect(await cy.credits.list({ customer })).toMatchObject([{ madeBy: 'Bo', approvedBy: 'Cy' }]);
  expect(await waiting()).toEqual([]);
});

test('who asked does not approve: it is refused, says why, and still waits', async () => {
  const { asking, answer, bo, ada, book } = open();
  const { id } = await asking('150.00');
  const before = one(book.db, 'SELECT max(seq) AS seq FROM event');
  await expect(bo.approvals.approve({ ...answer(), id })).rejects.toMatchObject({
    message: 'approval-own',
    data: { params: { name: 'Bo' } },
  });
  expect(one(book.db, 'SELECT max(seq) AS seq FROM event')).toEqual(before);
  expect(await ada.approvals.approve({ ...answer(), id })).toMatchObject({ state: 'approved' });
});

test('nobody approves whose role may not, and nothing is approved twice', async () => {
  const { asking, answer, sue, cy, book } = open();
  const { id } = await asking('150.00');
  await expect(sue.approvals.approve({ ...answer(), id })).rejects.toMatchObject({ message: 'not-allowed-role' });
  const once = answer();
  await cy.approvals.approve({ ...once, id });
  expect(await cy.approvals.approve({ ...once, id })).toMatchObject({ state: 'approved' });
  await expect(cy.approvals.approve({ ...answer(), id })).rejects.toMatchObject({ message: 'approval-answered' });
  expect(balances(book.db)).toMatchObject({ 'goodwill EUR': 15000 });
});

test('a refusal says why, moves nothing, and who asked may take it back', async () => {
  const { asking, answer, bo, cy, book } = open();
  const { id } = await asking('150.00');
  expect(await cy.approvals.refuse({ ...answer(), id, why: 'Half of it would do' })).toMatchObject({
    ...{ state: 'refused', why: 'Half of it would do', answeredBy: 'Cy' },
  });
  const second = await asking('150.00');
  expect(await bo.approvals.refuse({ ...answer(), id: second.id, why: 'Mistyped' })).toMatchObject({
    state: 'refused',
  });
  await expect(cy.approvals.approve({ ...answer(), id })).rejects.toMatchObject({ message: 'approval-answered' });
  expect(balances(book.db)).toEqual({});
});

test('a reversal of that size waits too, and is dropped when somebody was quicker', async () => {
  const { asking, answer, bo, cy, ada, newId, book, clock } = open();
  const { id } = await asking('150.00');
  await cy.approvals.approve({ ...answer(), id });
  const made = one<{ hex: string }>(book.db, 'SELECT lower(hex(uuid)) AS hex FROM adjustment')?.hex ?? '';
  const adjustment = made.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const ask = () => bo.credits.reverse({ request: newId(), id: adjustment, note: 'Wrong customer' });
  const [first, second, third] = [await ask(), await ask(), await ask()];
  expect(first.state).toBe('requested');
  await cy.approvals.approve({ ...answer(), id: first.id });
  expect(balances(book.db)).toEqual({});
  expect(await ada.approvals.approve({ ...answer(), id: second.id })).toMatchObject({
    ...{ state: 'dropped', why: 'adjustment-reversed' },
  });
  const { db } = book;
  expect(dropStale({ book, clock }, 'ada', approvablesOf(book))).toBe(1);
  expect(all(db, "SELECT 1 FROM approval WHERE state = 'waiting'")).toEqual([]);
  expect(third.state).toBe('requested');
});

test('a PIN, where one is set, is asked for with every approval', async () => {
  const { asking, answer, cy, book } = open();
  const { id } = await asking('150.00');
  const { hashSecret, keepPin } = await import('../operators/secret');
  const uuid = one<{ hex: string }>(book.db, "SELECT lower(hex(uuid)) AS hex FROM operator WHERE name = 'Cy'")?.hex;
  const own = uuid?.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as Id;
  keepPin(book.db, own, await hashSecret('4711', { N: 2 ** 10, r: 8, p: 1 }));
  await expect(cy.approvals.approve({ ...answer(), id })).rejects.toMatchObject({ message: 'pin-needed' });
  await expect(cy.approvals.approve({ ...answer(), id, pin: '1174' })).rejects.toMatchObject({ message: 'pin-wrong' });
  expect(await cy.approvals.approve({ ...answer(), id, pin: '4711' })).toMatchObject({ state: 'approved' });
});

describe('a bank transfer marked as received', () => {
  const evidence = { day: '2026-02-27', note: 'Statement 9, line 4' };
  const part = (customer: string, amount: string) => ({ customer, amount, restPending: true });

  test('above the limit takes a second operator, whole or in parts that are below it', async () => {
    const { bo, cy, newId, answer, customer, book } = open();
    const parts = [part(customer, '600.00'), part(customer, '600.00')];
    const ask = { amount: '1200.00', currency: 'EUR', evidence, parts };
    const { approval, payments } = await bo.taking.receive({ request: newId(), ...ask });
    expect(payments).toEqual([]);
    expect(balances(book.db)).toEqual({});
    const id = approval ?? '';
    await expect(bo.approvals.approve({ ...answer(), id })).rejects.toMatchObject({ message: 'approval-own' });
    expect(await cy.approvals.approve({ ...answer(), id })).toMatchObject({ state: 'approved' });
    expect(balances(book.db)).toMatchObject({ 'clearing:bank-transfer EUR': 120_000 });
  });

  test('up to the limit is booked at once', async () => {
    const { bo, newId, customer } = open();
    const parts = [part(customer, '1000.00')];
    const told = await bo.taking.receive({ request: newId(), amount: '1000.00', currency: 'EUR', evidence, parts });
    expect(told).toMatchObject({ approval: null, payments: [expect.any(String)] });
  });
});

describe('the write door itself', () => {
  const drafted = (of: ReturnType<typeof open>, amount: number, more: object = {}) => ({
    kind: 'adjustment.made',
    subject: of.book.newId(),
    occurredAt: of.clock.now(),
    payload: {
      ...{ customer: of.customer, currency: 'EUR', counter: 'goodwill', reason: 'goodwill', note: 'x' },
      parts: { granted: amount, voucher: 0, paid: 0, receivable: 0 },
      ...more,
    },
  });
  const by = (of: ReturnType<typeof open>, operator: string) => ({ ...act(of.book), operator });
  const approvedBy = (of: ReturnType<typeof open>, id: Id) => ({
    kind: 'approval.approved',
    subject: id,
    occurredAt: of.clock.now(),
    payload: {},
  });

  test('takes nothing above the limit without an approval, whatever way it comes', () => {
    const of = open();
    const trying = () => record(of.book, by(of, 'Bo'), () => [drafted(of, 10_001)]);
    expect(trying).toThrow(expect.objectContaining({ code: 'approval-needed' }));
  });

  test('takes no approval by who asked, or by nobody of the book', async () => {
    const of = open();
    const id = (await of.asking('150.00')).id as Id;
    for (const [operator, code] of [
      ['Bo', 'approval-own'],
      ['root', 'operator-unknown'],
      ['Sue', 'not-allowed-role'],
    ] as const)
      expect(() => record(of.book, by(of, operator), () => [approvedBy(of, id)]), operator).toThrow(
        expect.objectContaining({ code }),
      );
  });

  test('lets an approval be used for its own act and amount only', async () => {
    const of = open();
    const id = (await of.asking('150.00')).id as Id;
    const approval = { approval: id };
    for (const amount of [15_001, 15_000])
      expect(() => record(of.book, by(of, 'Cy'), () => [drafted(of, amount, approval)])).toThrow(
        expect.objectContaining({ code: 'approval-answered' }),
      );
    await of.cy.approvals.approve({ ...of.answer(), id });
    expect(() => record(of.book, by(of, 'Cy'), () => [drafted(of, 1, approval)])).toThrow();
  });
});

test('a book in which who asked is made to have approved fails its check and its replay', async () => {
  const of = open();
  const { id } = await of.asking('150.00');
  await of.cy.approvals.approve({ ...of.answer(), id });
  const { db } = of.book;
  db.exec('SAVEPOINT forged');
  db.exec('DROP TRIGGER request_keeps');
  db.exec("UPDATE request SET operator = 'Bo' WHERE operator = 'Cy'");
  expect(verified(db).findings.map(({ check }) => check)).toContain('approvals');
  expect(replayed(db).differences.join()).toContain('approval-own');
  db.exec('ROLLBACK TO forged');
  db.exec('RELEASE forged');
});

test('a limit that changes is a fact of the journal, with who changed it', async () => {
  const { ada, bo, newId, asking, book } = open({});
  expect(await asking('150.00')).toMatchObject({ state: 'done' });
  await ada.approvals.setLimit({ request: newId(), act: 'adjustment', currency: 'EUR', amount: '50.00' });
  expect(await asking('50.01')).toMatchObject({ state: 'requested' });
  const changing = bo.approvals.setLimit({ request: newId(), act: 'adjustment', currency: 'EUR', amount: null });
  await expect(changing).rejects.toMatchObject({ message: 'not-allowed-role' });
  expect(await bo.approvals.limits()).toEqual([{ act: 'adjustment', currency: 'EUR', amount: '50.00' }]);
  const last = "SELECT r.operator FROM event e JOIN request r ON r.seq = e.request WHERE e.kind = 'approval.limit-set'";
  expect(one(book.db, last)).toEqual({ operator: 'Ada' });
});
