import { describe, expect, test } from 'vitest';
import { act, memoryBook, testClock } from '../../../test/support/book';
import { balances, replayed, verified } from '../../../test/support/checks';
import { customer, page, payment, refund } from '../../../test/support/told';
import { all, one } from '../../db/sql';
import type { PulledPayment } from '../../gateways/pulled';
import { record } from '../../journal/record';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { ingest, ingestAnswer } from './ingest';

const by = { operator: 'ada', source: 'gateway:stripe' };

/** A book in which a payment of 100.00 EUR was asked for, and an attempt of it sent. */
function asked() {
  const clock = testClock();
  const book = memoryBook(clock);
  ingest(book, by, 'stripe', [page({ customers: [customer('cus_1')] })], null);
  const of = idFromBytes(one<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM customer')?.uuid ?? Buffer.alloc(16));
  const [own, attempt] = [book.newId(), book.newId()];
  const money = { gateway: 'stripe', amount: 10_000, currency: 'EUR' };
  record(book, act(book), function* () {
    const words = { description: 'Top-up', reference: '', providerStatus: '' };
    const recorded = { ...money, ...words, customer: of, status: 'Pending', method: 'card', createdAt: clock.at };
    yield { kind: 'payment.recorded', subject: own, occurredAt: clock.at, payload: recorded };
    const prepared = { ...money, kind: 'charge', payment: own, state: 'waiting', requestHash: '0'.repeat(64) };
    yield { kind: 'attempt.prepared', subject: attempt, occurredAt: clock.at, payload: prepared };
    yield { kind: 'attempt.sent', subject: attempt, occurredAt: clock.at, payload: { requestHash: '0'.repeat(64) } };
  });
  const pull = (...payments: PulledPayment[]) => ingest(book, by, 'stripe', [page({ payments })], null);
  const answer = (externalId: string, facts = page({ payments: [payment(externalId)] })) =>
    ingestAnswer(book, by, 'stripe', { attempt, externalId, facts });
  const rows = () => all<{ external_id: string | null; status: string }>(book.db, 'SELECT * FROM payment ORDER BY id');
  const state = () => one<{ state: string }>(book.db, 'SELECT * FROM attempt WHERE uuid = ?', idToBytes(attempt));
  const sound = () => {
    expect(verified(book.db).findings).toEqual([]);
    expect(replayed(book.db).differences).toEqual([]);
  };
  return { book, clock, own, attempt, pull, answer, rows, state, sound };
}

const keyed = (attempt: Id, more: Parameters<typeof payment>[1] = {}) => payment('pi_1', { attempt, ...more });

describe('one payment is one row, whichever comes first', () => {
  test('the answer, then the pull', () => {
    const { answer, pull, rows, sound } = asked();
    answer('pi_1');
    pull(payment('pi_1'));
    expect(rows()).toMatchObject([{ external_id: 'pi_1', status: 'Completed', description: 'Account top-up' }]);
    sound();
  });

  test('the pull with our key, then the answer: the pull ends the attempt', () => {
    const { attempt, answer, pull, rows, state, sound } = asked();
    pull(keyed(attempt));
    expect(state()).toMatchObject({ state: 'done', outcome: 'confirmed', external_id: 'pi_1' });
    answer('pi_1');
    expect(rows()).toMatchObject([{ external_id: 'pi_1', status: 'Completed' }]);
    sound();
  });

  test('the pull without our key, then the answer: the row that was told stays, with what we knew', () => {
    const { book, answer, pull, rows, sound } = asked();
    pull(payment('pi_1', { customer: null, description: '', reference: '', purpose: null }));
    expect(balances(book.db)).toMatchObject({ 'suspense EUR': -10_000 });
    expect(rows()).toHaveLength(2);
    answer('pi_1', page({}));
    expect(rows()).toMatchObject([{ external_id: 'pi_1', status: 'Completed', description: 'Top-up', flag: null }]);
    expect(balances(book.db)).toEqual({ 'clearing:stripe EUR': 10_000, 'credit:cus_1:paid EUR': -10_000 });
    sound();
  });

  test('with a refund before its owner was known: only what is left in suspense becomes credit', () => {
    const { book, answer, pull, sound } = asked();
    pull(payment('pi_1', { customer: null }));
    ingest(book, by, 'stripe', [page({ refunds: [refund('re_1', 'pi_1', 4_000)] })], null);
    answer('pi_1', page({}));
    expect(balances(book.db)).toEqual({ 'clearing:stripe EUR': 6_000, 'credit:cus_1:paid EUR': -6_000 });
    sound();
  });
});

test('a declined payment that is pulled ends a charge as declined', () => {
  const { attempt, pull, rows, state, sound } = asked();
  pull(keyed(attempt, { status: 'Cancelled', detail: 'Your card was declined.' }));
  expect(state()).toMatchObject({ state: 'done', outcome: 'declined', detail: 'Your card was declined.' });
  expect(rows()).toMatchObject([{ status: 'Cancelled', reason: 'declined' }]);
  sound();
});

test('money that came twice for one attempt is two rows, and the second is flagged', () => {
  const { attempt, pull, rows, sound } = asked();
  pull(keyed(attempt));
  pull(payment('pi_2', { attempt }));
  expect(rows()).toMatchObject([
    { external_id: 'pi_1', flag: null },
    { external_id: 'pi_2', flag: 'conflict' },
  ]);
  expect(pull(keyed(attempt), payment('pi_2', { attempt }))).toMatchObject({ added: 0, changed: 0 });
  sound();
});

test('what was given up and turns out to have been paid is paid', () => {
  const { book, clock, attempt, pull, rows, state, sound } = asked();
  for (const [kind, payload] of [
    ['attempt.unknown', { why: 'gateway-timeout' }],
    ['attempt.not-found', { lookUps: 11 }],
    ['attempt.dropped', { why: 'not-made' }],
  ] as const)
    record(book, act(book), () => [{ kind, subject: attempt, occurredAt: clock.at, payload }]);
  pull(keyed(attempt));
  expect(state()).toMatchObject({ state: 'done', outcome: 'confirmed' });
  expect(rows()).toMatchObject([{ external_id: 'pi_1', status: 'Completed' }]);
  sound();
});

test('a key of another gateway, or no key at all, ties nothing', () => {
  const { book, attempt, rows } = asked();
  const told = [payment('a', { attempt }), payment('b', { attempt: 'order-17' })];
  ingest(book, by, 'paypal', [page({ payments: told })], null);
  expect(rows().map((row) => row.external_id)).toEqual([null, 'a', 'b']);
});

test('an attempt takes no step that its state does not allow', () => {
  const { book, clock, attempt, state } = asked();
  for (const [kind, payload] of [
    ['attempt.dropped', { why: 'operator' }],
    ['attempt.sent', { requestHash: '0'.repeat(64) }],
    ['attempt.released', {}],
    ['attempt.not-found', { lookUps: 1 }],
  ] as const)
    expect(() => record(book, act(book), () => [{ kind, subject: attempt, occurredAt: clock.at, payload }])).toThrow(
      /cannot go from sending/,
    );
  expect(state()).toMatchObject({ state: 'sending' });
});
