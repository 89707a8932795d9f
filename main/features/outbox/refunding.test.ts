/** The rule of refunds: paid credit is in general not paid out as cash; granted and voucher credit never is. */
import { describe, expect, test } from 'vitest';
import { act } from '../../../test/support/book';
import { replayed, verified } from '../../../test/support/checks';
import { type DeskWorld, deskWorld } from '../../../test/support/desk';
import { one } from '../../db/sql';
import { projectorOn } from '../../journal/project';
import { record } from '../../journal/record';
import { type Id, idToBytes } from '../../kernel/id';
import { approve, dropStale } from '../approvals/queue';
import { approvablesOf } from '../bulk';
import { adjustDrafts } from '../credits/adjusting';
import { prepareRefund } from './drafts';
import { cashOut, refundedPayment } from './refunding';

async function paid(world: DeskWorld, amount = 12_000): Promise<Id> {
  for (;;) {
    const { payment } = await world.ask({ amount, again: true });
    if (world.payment(payment)?.status === 'Completed') return payment;
  }
}

/** Two who may approve; `limit`: what one may refund alone. */
function hire({ book, clock }: DeskWorld, limit: number | null): void {
  record(book, act(book), function* () {
    for (const name of ['Ann', 'Ben'])
      yield {
        ...{ kind: 'operator.added', subject: book.newId(), occurredAt: clock.now() },
        payload: { name, role: 'administrator' },
      };
    if (limit !== null)
      yield {
        ...{ kind: 'approval.limit-set', subject: book.newId(), occurredAt: clock.now() },
        payload: { act: 'refund', currency: 'EUR', amount: limit },
      };
  });
}

const by = (world: DeskWorld, operator: string) => ({ ...act(world.book), operator });
const ask = (world: DeskWorld, payment: Id, amount: number, reason: string | null = 'Closed the account') =>
  world.desk.askRefund(by(world, 'Ann'), { payment, amount, reason, owes: null, draft: false });
const attempts = (world: DeskWorld) =>
  one<{ n: number }>(world.book.db, "SELECT count(*) AS n FROM attempt WHERE kind = 'refund'")?.n;
const waiting = (world: DeskWorld, id: Id | null) =>
  one<{ state: string; why: string | null }>(
    world.book.db,
    'SELECT state, why FROM approval WHERE uuid = ?',
    idToBytes(id ?? ''),
  );

describe('a cash refund of credit', () => {
  test('is blocked by default: it waits for a second operator, and nothing goes to the gateway meanwhile', async () => {
    const world = deskWorld();
    const payment = await paid(world);
    hire(world, null);
    const { attempt, approval } = await ask(world, payment, 5_000);
    expect(attempt).toBeNull();
    expect(waiting(world, approval)).toMatchObject({ state: 'waiting' });
    await world.sending.work();
    expect(attempts(world)).toBe(0);
    expect(world.provider.refunds).toHaveLength(0);
  });

  test('is sent once when a different operator has approved it, and never by the one who asked', async () => {
    const world = deskWorld();
    const payment = await paid(world);
    hire(world, null);
    const { approval } = await ask(world, payment, 5_000);
    const approvables = approvablesOf(world.book);
    expect(() => approve(world, by(world, 'Ann'), approval ?? ('' as Id), approvables)).toThrow(/approval-own/);
    approve(world, by(world, 'Ben'), approval ?? ('' as Id), approvables);
    expect(attempts(world)).toBe(1);
    await world.sending.work();
    expect(world.provider.refunds).toHaveLength(1);
    expect(() => approve(world, by(world, 'Ben'), approval ?? ('' as Id), approvables)).toThrow(/approval-answered/);
    expect(replayed(world.book.db).differences).toEqual([]);
    expect(verified(world.book.db).findings).toEqual([]);
  });

  test('needs its reason where it takes two', async () => {
    const world = deskWorld();
    const payment = await paid(world);
    hire(world, null);
    await expect(ask(world, payment, 5_000, null)).rejects.toMatchObject({ code: 'refund-needs-reason' });
    expect(attempts(world)).toBe(0);
  });

  test('goes at once within the limit, and without operators', async () => {
    const world = deskWorld();
    const payment = await paid(world);
    expect((await ask(world, payment, 1_000, null)).attempt).not.toBeNull();
    hire(world, 5_000);
    expect((await ask(world, payment, 5_000, null)).attempt).not.toBeNull();
    expect((await ask(world, payment, 5_001)).approval).not.toBeNull();
  });

  test('is held by the ledger too, whatever way the event comes', async () => {
    const world = deskWorld();
    const payment = await paid(world);
    hire(world, 4_000);
    const { book, clock } = world;
    const wish = { payment, amount: 4_001, reason: 'x', owes: null, draft: false };
    const past = (more: object) => () =>
      record(book, by(world, 'Ann'), (read) =>
        prepareRefund(
          read,
          refundedPayment(book.db, payment),
          { ...wish, ...more, attempt: book.newId() },
          clock.now(),
        ),
      );
    expect(past({})).toThrow(/approval-needed/);
    const { approval } = await ask(world, payment, 4_500);
    expect(past({ approval })).toThrow(/approval-answered/);
    expect(attempts(world)).toBe(0);
  });

  test('that can no longer be done is dropped from the queue', async () => {
    const world = deskWorld();
    const payment = await paid(world);
    hire(world, 8_000);
    const { approval } = await ask(world, payment, 9_000);
    expect((await ask(world, payment, 7_000, null)).attempt).not.toBeNull();
    expect(dropStale(world, 'ada', approvablesOf(world.book))).toBe(1);
    expect(waiting(world, approval)).toMatchObject({ state: 'dropped', why: expect.stringMatching(/^refund-/) });
  });
});

test('granted and voucher credit can never leave as cash: it is told apart, and is no part of what may', async () => {
  const world = deskWorld();
  const payment = await paid(world, 3_000);
  const { book, customer } = world;
  const grant = { customer, amount: '50.00', currency: 'EUR', reason: 'goodwill' as const, note: 'Sorry' };
  record(book, act(book), (facts) => adjustDrafts(book, facts, grant));
  const take = { ...grant, amount: '-60.00' };
  expect(cashOut(projectorOn(book.db), payment).credit).toMatchObject({
    may: { amount: '30.00' },
    granted: { amount: '50.00' },
    voucher: { amount: '0.00' },
    twoAbove: null,
  });
  // Granted goes first: of 80 that were held 20 of paid credit are left.
  record(book, act(book), (facts) => adjustDrafts(book, facts, take));
  expect(cashOut(projectorOn(book.db), payment).credit).toMatchObject({
    may: { amount: '20.00' },
    granted: { amount: '0.00' },
  });
  await expect(
    world.desk.askRefund(act(book), { payment, amount: 2_001, reason: null, owes: null, draft: false }),
  ).rejects.toMatchObject({ code: 'refund-credit-spent' });
});
