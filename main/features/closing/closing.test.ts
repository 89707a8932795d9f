/** A closed month does not change: whoever asks, whichever way, alone or in twos; and what comes late counts later and is told. */
import { expect, test } from 'vitest';
import { act, START_MS } from '../../../test/support/book';
import { balances, lastSeq } from '../../../test/support/checks';
import { staffedBook } from '../../../test/support/staff';
import { page, payment, refund } from '../../../test/support/told';
import { one } from '../../db/sql';
import { record } from '../../journal/record';
import type { Id } from '../../kernel/id';
import { putAccount } from '../sync/account-rows';
import { ingest } from '../sync/ingest';

/** 2026-02-28 12:00 UTC; the clock of a test book stands on the day after. */
const FEBRUARY = START_MS - 86_400_000;

function open() {
  const of = staffedBook();
  const told = (...pages: Parameters<typeof page>) =>
    ingest(of.book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', pages.map(page), null);
  told({ payments: [payment('pay_1', { createdAt: FEBRUARY })] });
  const asked = (note = 'All done') => ({ request: of.newId(), period: '2026-02', note });
  const close = async () => {
    const { period } = await of.bo.closing.close(asked());
    return of.cy.closing.approve({ request: of.newId(), id: period.waiting?.id ?? '' });
  };
  return { ...of, told, asked, close };
}

test('one asks, a different one approves, and the month is closed with everything before it', async () => {
  const { bo, ada, asked, newId } = open();
  const request = asked();
  const { state, period } = await bo.closing.close(request);
  expect(state).toBe('requested');
  expect(period).toMatchObject({ key: '2026-02', state: 'open', waiting: { requestedBy: 'Bo', own: true } });
  // The same request again asks for nothing more.
  expect((await bo.closing.close(request)).period.waiting?.id).toBe(period.waiting?.id);
  const id = period.waiting?.id ?? '';
  await expect(bo.closing.approve({ request: newId(), id })).rejects.toMatchObject({ message: 'approval-own' });
  expect(await ada.closing.approve({ request: newId(), id })).toMatchObject({
    ...{ state: 'closed', from: null, to: '2026-02-28', closedBy: 'Bo', approvedBy: 'Ada', waiting: null },
    head: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect((await ada.closing.periods()).map(({ key, state }) => [key, state])).toEqual([
    ['2026-03', 'current'],
    ['2026-02', 'closed'],
  ]);
});

test('a month that is not over, or is closed, is not closed; nor is one asked for twice', async () => {
  const { bo, cy, asked, close } = open();
  await expect(bo.closing.close({ ...asked(), period: '2026-03' })).rejects.toMatchObject({
    message: 'period-not-over',
  });
  await bo.closing.close(asked());
  await expect(cy.closing.close(asked())).rejects.toMatchObject({ message: 'period-waits' });
  await expect(close()).rejects.toMatchObject({ message: 'period-waits' });
});

test('with something open on the checklist a close says why', async () => {
  const { told, bo, asked } = open();
  told({ parked: [{ kind: 'refund', externalId: 're_9', why: 'not whole' }] });
  await expect(bo.closing.close(asked(''))).rejects.toMatchObject({ message: 'period-open-checks' });
  expect((await bo.closing.close(asked('The bank was told'))).state).toBe('requested');
});

test('support may look, and neither ask nor approve', async () => {
  const { sue, bo, asked, newId } = open();
  await expect(sue.closing.close(asked())).rejects.toMatchObject({ message: 'not-allowed-role' });
  const { period } = await bo.closing.close(asked());
  const id = period.waiting?.id ?? '';
  await expect(sue.closing.approve({ request: newId(), id })).rejects.toMatchObject({ message: 'not-allowed-role' });
  expect((await sue.closing.checklist({ period: '2026-02' })).checks).toHaveLength(10);
});

test('the write door and replay refuse a close that nobody else approved, whatever made it', () => {
  const { book } = open();
  const closing = (payload: object) =>
    record(book, { ...act(book), operator: 'Bo' }, () => [
      { kind: 'period.closed', subject: book.newId(), occurredAt: book.clock.now(), payload },
    ]);
  expect(() => closing({ key: '2026-02', note: '' })).toThrow('period-needs-two');
  const { subjects } = record(book, { ...act(book), operator: 'Bo' }, () => [
    {
      ...{ kind: 'period.requested', subject: book.newId(), occurredAt: book.clock.now() },
      payload: { deed: 'close', key: '2026-02', note: '' },
    },
  ]);
  expect(() => closing({ key: '2026-02', note: '', request: subjects[0] })).toThrow('approval-own');
});

test('the database itself takes no event and no posting on a closed day, and lets no other day through', async () => {
  const { book, close } = open();
  await close();
  const insert = (day: string) =>
    book.db
      .prepare(
        `INSERT INTO event (seq, id, request, kind, subject, occurred_at, booked_on, replica_seq, payload, hash)
         SELECT max(seq) + 1, id, request, kind, subject, occurred_at, ?, max(seq) + 1, payload, hash FROM event`,
      )
      .run(day);
  const before = lastSeq(book.db);
  for (const day of ['2026-02-28', '2026-02-01', '1999-12-31'])
    expect(() => insert(day)).toThrow('closed-period: event');
  const old = one<{ seq: number }>(book.db, 'SELECT event AS seq FROM posting LIMIT 1')?.seq;
  const posting = book.db.prepare(
    "INSERT INTO posting (event, n, from_account, to_account, minor, currency) VALUES (?, 99, 1, 2, 5, 'EUR')",
  );
  expect(() => posting.run(old)).toThrow('closed-period: posting');
  const trial = book.db.transaction(() => {
    expect(insert('2026-03-01').changes).toBe(1);
    throw new Error('enough');
  });
  expect(() => trial()).toThrow('enough');
  expect(lastSeq(book.db)).toBe(before);
});

test('a day that a person chose in a closed month is refused with what to do, and nothing is saved', async () => {
  const { book, bo, close, customer: owner, newId } = open();
  await close();
  const before = lastSeq(book.db);
  const wish = {
    customer: owner,
    amount: '5.00',
    currency: 'EUR',
    product: 'general',
    description: 'Old',
    reference: '',
  };
  await expect(bo.payments.recordPurchase({ request: newId(), ...wish, occurredAt: FEBRUARY })).rejects.toMatchObject({
    message: 'period-closed',
    data: { params: { day: '2026-02-28', open: '2026-03-01' } },
  });
  expect(lastSeq(book.db)).toBe(before);
  await bo.payments.recordPurchase({ request: newId(), ...wish });
  expect(balances(book.db)['sales:general EUR']).toBe(-500);
});

test('what a gateway tells late is recorded, counts on the first open day, and is shown with its cause', async () => {
  const { book, told, close, ada, newId } = open();
  await close();
  told({ refunds: [refund('re_1', 'pay_1', 3_000, { createdAt: FEBRUARY + 60_000 })] });
  expect(balances(book.db)['clearing:stripe EUR']).toBe(7_000);
  const late = await ada.closing.late({});
  expect(late).toMatchObject([
    {
      ...{
        day: '2026-02-28',
        bookedOn: '2026-03-01',
        source: 'gateway:stripe',
        state: 'open',
        payment: { reference: 'ref pay_1' },
      },
      transfers: [{ money: { amount: '30.00', currency: 'EUR' }, from: 'clearing:stripe' }],
      customer: { name: 'Customer cus_1' },
    },
  ]);
  expect((await ada.closing.periods()).find(({ key }) => key === '2026-02')?.late).toBe(1);
  const events = late.map(({ event }) => event);
  const answer = { answer: 'accepted' as const, note: 'The customer was told in March' };
  expect(await ada.closing.answerLate({ request: newId(), events, ...answer })).toEqual({ answered: 1 });
  await expect(ada.closing.answerLate({ request: newId(), events, ...answer })).rejects.toMatchObject({
    message: 'late-answered',
  });
  expect(await ada.closing.late({ open: true })).toEqual([]);
});

test('the same pull told twice is late once, and gives the same request the same answer', async () => {
  const { book, told, close, ada } = open();
  await close();
  const late = { payments: [payment('pay_2', { createdAt: FEBRUARY })] };
  told(late);
  told(late);
  expect(await ada.closing.late({})).toHaveLength(1);
  const request = book.newId();
  const by = { ...act(book, null, request) };
  const draft = { kind: 'purchase.recorded', subject: book.newId(), occurredAt: FEBRUARY };
  const payload = {
    customer: owner(book),
    amount: 100,
    currency: 'EUR',
    product: 'general',
    description: '',
    reference: '',
    taken: { granted: 0, voucher: 0, paid: 100 },
    receivable: 0,
  };
  const first = record(book, by, () => [{ ...draft, payload }]);
  expect(record(book, by, () => [])).toEqual({ ...first, repeated: true });
});

function owner({ db }: { db: Parameters<typeof one>[0] }): Id {
  const found = one<{ id: string }>(db, 'SELECT lower(hex(uuid)) AS id FROM customer');
  return (found?.id ?? '').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as Id;
}

test('a month is opened again by two, with a reason, the last one first; then it takes what was refused', async () => {
  const { clock, book, bo, cy, ada, close, newId, asked } = open();
  await close();
  clock.at += 31 * 86_400_000;
  const march = await bo.closing.close({ ...asked(), period: '2026-03' });
  await ada.closing.approve({ request: newId(), id: march.period.waiting?.id ?? '' });
  const reopening = { period: '2026-02', reason: 'An invoice was left out' };
  await expect(bo.closing.reopen({ request: newId(), ...reopening })).rejects.toMatchObject({
    ...{ message: 'period-not-last', data: { params: { last: '2026-03' } } },
  });
  for (const period of ['2026-03', '2026-02']) {
    const { state, period: of } = await cy.closing.reopen({ request: newId(), ...reopening, period });
    expect(state).toBe('requested');
    const id = of.waiting?.id ?? '';
    await expect(cy.closing.approve({ request: newId(), id })).rejects.toMatchObject({ message: 'approval-own' });
    const told = { by: 'Cy', approvedBy: 'Bo', reason: 'An invoice was left out' };
    expect(await bo.closing.approve({ request: newId(), id })).toMatchObject({ state: 'reopened', reopened: told });
  }
  const wish = { amount: '5.00', currency: 'EUR', product: 'general', description: 'Old', reference: '' };
  await bo.payments.recordPurchase({ request: newId(), customer: owner(book), ...wish, occurredAt: FEBRUARY });
  expect(one(book.db, "SELECT booked_on FROM event WHERE kind = 'purchase.recorded'")).toEqual({
    booked_on: '2026-02-28',
  });
  // Closed once more, by others: the row tells the last time.
  const again = await ada.closing.close(asked());
  const closed = await bo.closing.approve({ request: newId(), id: again.period.waiting?.id ?? '' });
  expect(closed).toMatchObject({ state: 'closed', closedBy: 'Ada', approvedBy: 'Bo', from: null });
});

test('a request is refused by the other one, or taken back, and may be made anew', async () => {
  const { bo, cy, asked, newId } = open();
  const { period } = await bo.closing.close(asked());
  const id = period.waiting?.id ?? '';
  expect(await cy.closing.refuse({ request: newId(), id, why: 'Two lines are open' })).toMatchObject({ waiting: null });
  await expect(cy.closing.approve({ request: newId(), id })).rejects.toMatchObject({ message: 'approval-answered' });
  expect((await bo.closing.close(asked())).state).toBe('requested');
});

test('a gateway counts as fetched from the first thing it told to the end of the month', async () => {
  const { book, ada } = open();
  const times = { added_at: 0, paused_at: null, removed_at: null };
  putAccount(book.db, {
    key: 'stripe',
    provider: 'stripe',
    environment: 'live',
    account: 'acct',
    name: 'Acme',
    label: null,
    ...times,
  });
  const state = async () =>
    (await ada.closing.checklist({ period: '2026-02' })).checks.find(({ check }) => check === 'gateways');
  expect(await state()).toMatchObject({ state: 'open', what: ['stripe'] });
  const covered = (toMs: number) =>
    ingest(book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', [page({})], {
      cursor: `at ${toMs}`,
      covered: { fromMs: FEBRUARY, toMs },
    });
  covered(START_MS - 43_200_000 - 3_600_001);
  expect(await state()).toMatchObject({ state: 'open' });
  covered(START_MS);
  expect(await state()).toMatchObject({ state: 'done' });
});
