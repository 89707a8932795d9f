/** What a gateway holds back as a reserve: booked once, explained in its payout, and part of the balance where the gateway counts it so. */
import { expect, test } from 'vitest';
import { START_MS } from '../../../test/support/book';
import { balances } from '../../../test/support/checks';
import { expectSound, openBook } from '../../../test/support/entry-book';
import { movement } from '../../../test/support/stripe-objects';
import { payment, payout, settled } from '../../../test/support/told';
import { all } from '../../db/sql';
import type { PulledReserve } from '../../gateways/pulled';
import { mapReserve } from '../../gateways/stripe/map-aftermath';
import type { Book } from '../../journal/record';
import { idFromBytes } from '../../kernel/id';
import { minor } from '../../kernel/money';
import { foundExceptions } from '../matching/exceptions';
import { proven } from '../matching/proof-facts';
import { differences } from './proof';

const moved = (externalId: string, amount: number, more: Partial<PulledReserve> = {}): PulledReserve => ({
  ...{ externalId, at: START_MS, amount: minor(amount), currency: 'EUR', payout: null },
  ...more,
});
const paid = payment('pi_1', { settlement: settled('txn_1', 10_000, 300) });

const differing = ({ db, clock }: Pick<Book, 'db' | 'clock'>) =>
  foundExceptions(db, clock.now()).filter(({ type }) => type === 'amount-differs').length;

test('held and released, each booked once, however often it is told', () => {
  const { book, tell } = openBook();
  tell({ payments: [paid] });
  expect(tell({ reserves: [moved('r_1', 2_000)] })).toEqual(['clearing:stripe → reserve:stripe 2000 EUR']);
  expect(tell({ reserves: [moved('r_1', 2_000)] })).toEqual([]);
  expect(tell({ reserves: [moved('r_1', 2_000), moved('r_2', -2_000)] })).toEqual([
    'reserve:stripe → clearing:stripe 2000 EUR',
  ]);
  expect(balances(book.db)).toMatchObject({ 'clearing:stripe EUR': 9_700 });
  expectSound(book);
});

test('in a payout’s list it is of that payout: the proof holds, and the payout is no exception', () => {
  const { book, tell } = openBook();
  tell({ payments: [paid] });
  const sent = payout('po_1', 7_700, { settlements: ['txn_1'] });
  const held = moved('r_1', 2_000, { payout: 'po_1' });
  expect(tell({ payouts: [sent], reserves: [held] })).toEqual([
    'clearing:stripe → transit:stripe 7700 EUR',
    'clearing:stripe → reserve:stripe 2000 EUR',
  ]);
  expect(tell({ payouts: [sent], reserves: [held] })).toEqual([]);
  const [row] = all<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM payout');
  const found = proven(book.db, idFromBytes(row?.uuid ?? Buffer.alloc(16)));
  expect(found.holds).toBe(true);
  expect(found.parts[0]?.sums).toMatchObject({ charges: 10_000, fees: -300, reserved: -2_000, net: 7_700, missing: 0 });
  expect(differing(book)).toBe(0);
  // One that says more than its movements and its reserve is one.
  tell({ payments: [payment('pi_2', { settlement: settled('txn_2', 5_000) })] });
  tell({ payouts: [payout('po_2', 4_000, { settlements: ['txn_2'] })] });
  expect(differing(book)).toBe(1);
  expectSound(book);
});

test('a gateway whose balance counts its reserves is compared with both accounts', () => {
  const { book, tell } = openBook();
  tell({ payments: [paid], reserves: [moved('r_1', 2_000)] });
  const held = { currency: 'EUR', available: minor(7_700), pending: minor(0) };
  expect(differences(book.db, 'stripe', [held])).toEqual([]);
  expect(differences(book.db, 'stripe', [{ ...held, pending: minor(2_000), withReserve: true }])).toEqual([]);
  expect(differences(book.db, 'stripe', [{ ...held, withReserve: true }])).toHaveLength(1);
});

test('Stripe’s reserves and minimum balances are read from a payout’s list; what has a fee or a strange currency is not guessed', () => {
  const read = (amount: number, more: object) => mapReserve({ ...movement(amount, 0, 'eur'), ...more }, 'po_1');
  for (const type of [
    'reserve_transaction',
    'reserve_hold',
    'payout_minimum_balance_hold',
    'payment_network_reserve_hold',
  ])
    expect(read(-500, { type })).toMatchObject({ externalId: 'txn_1', amount: 500, currency: 'EUR', payout: 'po_1' });
  expect(read(500, { type: 'reserve_release' })).toMatchObject({ amount: -500 });
  expect(read(500, { type: 'charge' })).toBeNull();
  expect(read(-500, { type: 'reserve_hold', fee: 5, net: -505 })).toBeNull();
  expect(read(-500, { type: 'reserve_hold', currency: 'zzz' })).toBeNull();
});
