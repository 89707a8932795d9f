/** The tax in what a gateway keeps: it is no expense, and it is taken back with the fee that it belongs to. */
import { expect, test } from 'vitest';
import { balances } from '../../../test/support/checks';
import { expectSound, openBook } from '../../../test/support/entry-book';
import { dispute, payment, refund, settled } from '../../../test/support/told';
import { minor } from '../../kernel/money';

/** A fee of 2.36 with 0.36 of tax in it. */
const taxed = (externalId: string, amount: number) => ({ ...settled(externalId, amount, 236), tax: minor(36) });

test('gateway fee; its tax', () => {
  const { book, tell } = openBook();
  expect(tell({ payments: [payment('pi_1', { settlement: taxed('txn_1', 10_000) })] })).toEqual([
    'credit:cus_1:paid → clearing:stripe 10000 EUR',
    'clearing:stripe → fees:stripe 200 EUR',
    'clearing:stripe → tax:input 36 EUR',
  ]);
  expect(balances(book.db)['clearing:stripe EUR']).toBe(10_000 - 236);
  expectSound(book);
});

test('known only later, and told again', () => {
  const { book, tell } = openBook();
  tell({ payments: [payment('pi_1', { settlement: null })] });
  const later = payment('pi_1', { settlement: taxed('txn_1', 10_000) });
  expect(tell({ payments: [later] })).toEqual([
    'clearing:stripe → fees:stripe 200 EUR',
    'clearing:stripe → tax:input 36 EUR',
  ]);
  expect(tell({ payments: [later] })).toEqual([]);
  expectSound(book);
});

test('a payment that did not stay Completed: its fee and its tax come back exactly', () => {
  const { book, tell } = openBook();
  const settlement = taxed('txn_1', 10_000);
  tell({ payments: [payment('pi_1', { settlement })] });
  tell({ payments: [payment('pi_1', { status: 'Cancelled', settlement: null })] });
  expect(balances(book.db)).toEqual({});
  tell({ payments: [payment('pi_1', { settlement })] });
  expect(balances(book.db)['tax:input EUR']).toBe(36);
  expectSound(book);
});

test('a fee that is all tax, and one without: no transfer of nothing', () => {
  const { tell } = openBook();
  const all = { ...settled('txn_1', 10_000, 36), tax: minor(36) };
  const none = { ...settled('txn_2', 10_000, 236), tax: minor(0) };
  expect(tell({ payments: [payment('pi_1', { settlement: all })] })[1]).toBe('clearing:stripe → tax:input 36 EUR');
  expect(tell({ payments: [payment('pi_2', { settlement: none })] }).slice(1)).toEqual([
    'clearing:stripe → fees:stripe 236 EUR',
  ]);
});

test('of a refund, and of a dispute that is won: the tax goes with the fee, and back with it', () => {
  const { book, tell } = openBook();
  tell({ payments: [payment('pi_1')] });
  const booked = refund('re_1', 'pi_1', 4_000, { settlement: taxed('txn_re', -4_000) });
  expect(tell({ refunds: [booked] })).toContain('clearing:stripe → tax:input 36 EUR');
  tell({ refunds: [{ ...booked, status: 'failed' }] });
  expect(balances(book.db)['tax:input EUR']).toBeUndefined();
  const opened = dispute('dp_1', 'pi_1', 10_000, { withdrawal: taxed('txn_dp', -10_000) });
  expect(tell({ disputes: [opened] })).toEqual([
    'clearing:stripe → disputes:stripe 10000 EUR',
    'clearing:stripe → fees:stripe:dispute 200 EUR',
    'clearing:stripe → tax:input 36 EUR',
  ]);
  const back = { ...settled('txn_back', 10_000, -236), tax: minor(-36) };
  tell({ disputes: [{ ...opened, state: 'won', reinstatement: back }] });
  expect(balances(book.db)['tax:input EUR']).toBeUndefined();
  expectSound(book);
});
