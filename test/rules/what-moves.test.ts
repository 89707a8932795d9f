/** What each event moves: a test for each row of the table in docs/architecture.md, *What each event moves*, by the row's name. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  applied,
  BOOKED_ON,
  backwards,
  billed,
  C,
  changed,
  credited,
  disputed,
  given,
  ID,
  issued,
  matched,
  moves,
  none,
  paid,
  payout,
  purchased,
  refunded,
  reinstatement,
  settled,
  voucher,
  withdrawal,
} from '../support/payloads';

test('payment completed, top-up', () =>
  expect(moves('payment.recorded', paid)).toEqual(['credit:C:paid → clearing:G 10000 EUR']));

test('payment completed, for an invoice', () =>
  expect([
    ...moves('payment.recorded', { ...paid, purpose: 'invoice' }),
    ...moves('credit.applied', { ...applied, taken: { ...none, paid: 9_000 }, payment: ID }),
  ]).toEqual(['credit:C:paid → clearing:G 10000 EUR', 'receivable:C → credit:C:paid 9000 EUR']));

test('bank transfer marked as received', () => {
  const evidence = { day: BOOKED_ON, note: 'Seen' };
  const received = { ...changed, gateway: 'bank-transfer', was: 'Pending', status: 'Completed', evidence };
  expect(moves('payment.status-changed', received)).toEqual(['credit:C:paid → clearing:bank-transfer 10000 EUR']);
  const item = { kind: 'payment', id: ID, account: 'clearing:bank-transfer', amount: 10_000 };
  expect(moves('match.made', matched(item))).toEqual(['clearing:bank-transfer → bank:X 10000 EUR']);
});

test('purchase (a negative payment)', () => {
  expect(moves('purchase.recorded', purchased)).toEqual([
    'sales:hosting → credit:C:granted 1000 EUR',
    'sales:hosting → credit:C:voucher 2000 EUR',
    'sales:hosting → credit:C:paid 8000 EUR',
    'sales:hosting → receivable:C 1100 EUR',
  ]);
  const taxed = { ...purchased, tax: { code: 'ES-21', rate: '21', tax: 2_100 } };
  const lines = [
    'sales:hosting → credit:C:granted 1000 EUR',
    'sales:hosting → credit:C:voucher 2000 EUR',
    'sales:hosting → credit:C:paid 7000 EUR',
    'tax:output:ES-21 → credit:C:paid 1000 EUR',
    'tax:output:ES-21 → receivable:C 1100 EUR',
  ];
  expect(moves('purchase.recorded', taxed)).toEqual(lines);
  const { description: _, reference: __, ...reversed } = taxed;
  expect(moves('purchase.reversed', reversed)).toEqual(backwards(lines));
});

test('gateway fee; its tax', () =>
  expect(moves('payment.recorded', { ...paid, settlement: { ...settled, tax: 49 } }).slice(1)).toEqual([
    'clearing:G → fees:G 271 EUR',
    'clearing:G → tax:input 49 EUR',
  ]));

test('refund of a top-up to its method', () => {
  expect(moves('payment.refunded', refunded)).toEqual(['clearing:G → credit:C:paid 10000 EUR']);
  const { externalId: _, status: __, ...same } = refunded;
  const failed = { ...same, was: 'pending', status: 'failed' };
  expect(moves('payment.refund-changed', failed)).toEqual(['credit:C:paid → clearing:G 10000 EUR']);
});

test('refund of an invoice payment', () => {
  // The credit note makes it credit again, so that in the two together it is the receivable's money that leaves.
  expect(moves('invoice.credited', { ...credited, back: { ...none, paid: 12_100 } }).at(-1)).toBe(
    'credit:C:paid → receivable:C 12100 EUR',
  );
  expect(moves('payment.refunded', { ...refunded, split: { credit: 4_000, receivable: 6_000 } })).toEqual([
    'clearing:G → credit:C:paid 4000 EUR',
    'clearing:G → receivable:C 6000 EUR',
  ]);
});

test('refund to credit', () =>
  expect(moves('invoice.credited', { ...credited, back: { ...none, paid: 12_100 } })).toEqual([
    'receivable:C → tax:output:ES-21 2100 EUR',
    'receivable:C → sales:hosting 10000 EUR',
    'credit:C:paid → receivable:C 12100 EUR',
  ]));

test('direct-debit return, reversal', () => {
  const returned = { ...refunded, returned: true, split: { credit: 2_000, receivable: 8_000 } };
  expect(moves('payment.refunded', returned)).toEqual([
    'clearing:G → credit:C:paid 2000 EUR',
    'clearing:G → receivable:C 8000 EUR',
  ]);
  expect(moves('invoice.returned', { payment: ID, amount: 8_000 })).toEqual([]);
});

test('dispute opened; won; lost', () => {
  const opened = { ...disputed, externalId: 'dp_1', state: 'open', reason: 'fraudulent', withdrawal };
  expect(moves('payment.disputed', opened)[0]).toBe('clearing:G → disputes:G 10000 EUR');
  const closed = { ...disputed, was: 'open', closedAt: 1 };
  expect(moves('payment.dispute-changed', { ...closed, state: 'won', reinstatement })[0]).toBe(
    'disputes:G → clearing:G 10000 EUR',
  );
  const lost = { settlement: withdrawal, split: { credit: 7_000, receivable: 3_000 } };
  expect(moves('payment.dispute-changed', { ...closed, state: 'lost', lost })).toEqual([
    'disputes:G → credit:C:paid 7000 EUR',
    'disputes:G → receivable:C 3000 EUR',
  ]);
});

test('dispute fee', () => {
  const opened = { ...disputed, externalId: 'dp_1', state: 'open', reason: 'fraudulent', withdrawal };
  expect(moves('payment.disputed', opened)[1]).toBe('clearing:G → fees:G:dispute 1500 EUR');
  const won = { ...disputed, was: 'open', state: 'won', closedAt: 1, reinstatement };
  expect(moves('payment.dispute-changed', won)[1]).toBe('fees:G:dispute → clearing:G 1500 EUR');
});

test('payout sent; seen at the bank; failed', () => {
  const sent = moves('payout.recorded', { ...payout, externalId: 'po_1', settlements: [] });
  expect(sent).toEqual(['clearing:G → transit:G 9680 EUR']);
  const item = { kind: 'payout', id: ID, account: 'transit:G', amount: 9_680 };
  expect(moves('match.made', matched(item))).toEqual(['transit:G → bank:X 9680 EUR']);
  const failed = { ...payout, was: 'sent', status: 'failed' };
  expect(moves('payout.status-changed', failed)).toEqual(backwards(sent));
});

test('conversion (charge or payout in another currency)', () =>
  expect(
    moves('payment.recorded', { ...paid, currency: 'USD', settlement: { ...settled, fee: 0, rate: '0.9' } }),
  ).toEqual([
    'credit:C:paid → clearing:G 10000 USD',
    'clearing:G → exchange:USD 10000 USD',
    'exchange:EUR → clearing:G 10000 EUR',
  ]));

test('add-funds invoice issued; paid', () => {
  expect(moves('invoice.issued', { ...issued, kind: 'add-funds' })).toEqual([]);
  expect(moves('invoice.funded', { payment: ID, amount: 12_100 })).toEqual([]);
});

test('service invoice issued', () =>
  expect(moves('invoice.issued', issued)).toEqual([
    'sales:hosting → receivable:C 10000 EUR',
    'tax:output:ES-21 → receivable:C 2100 EUR',
  ]));

test('paid from credit', () =>
  expect(moves('credit.applied', applied)).toEqual([
    'receivable:C → credit:C:granted 1000 EUR',
    'receivable:C → credit:C:voucher 2000 EUR',
    'receivable:C → credit:C:paid 3000 EUR',
  ]));

test('paid short by bank costs or withheld tax', () => {
  const short = { customer: C, currency: 'EUR', amount: 500, reason: 'Costs' };
  expect(moves('invoice.short', { ...short, way: 'bank-costs' })).toEqual(['receivable:C → fees:bank 500 EUR']);
  expect(moves('invoice.short', { ...short, way: 'withheld-tax' })).toEqual(['receivable:C → tax:input 500 EUR']);
});

test('credit note', () =>
  expect(moves('invoice.credited', { ...credited, back: { granted: 100, voucher: 200, paid: 300 } })).toEqual([
    'receivable:C → tax:output:ES-21 2100 EUR',
    'receivable:C → sales:hosting 10000 EUR',
    'credit:C:paid → receivable:C 300 EUR',
    'credit:C:voucher → receivable:C 200 EUR',
    'credit:C:granted → receivable:C 100 EUR',
  ]));

test('void', () =>
  expect(moves('invoice.voided', { ...billed, kind: 'service', reason: 'Twice' })).toEqual(
    backwards(moves('invoice.issued', issued)),
  ));

test('granted credit; expired', () => {
  const lines = moves('adjustment.made', { ...given, reason: 'goodwill', counter: 'goodwill' });
  expect(lines).toEqual(['credit:C:granted → goodwill 500 EUR']);
  const expired = { customer: C, currency: 'EUR', counter: 'goodwill', amount: 500 };
  expect(moves('credit.expired', expired)).toEqual(backwards(lines));
});

test('adjustment', () => {
  const parts = { granted: 0, voucher: 0, paid: 500, receivable: 0 };
  for (const [reason, counter] of [
    ['service-failure', 'goodwill'],
    ['correction', 'sales:general'],
    ['migration', 'opening'],
  ])
    expect(moves('adjustment.made', { ...given, parts, reason, counter })).toEqual([
      `credit:C:paid → ${counter} 500 EUR`,
    ]);
});

test('write-off; recovered', () => {
  const off = { customer: C, currency: 'EUR', amount: 12_100, reason: 'Insolvent' };
  expect(moves('invoice.written-off', off)).toEqual(['receivable:C → bad-debt 12100 EUR']);
  const relieved = { ...off, relief: [{ code: 'ES-21', rate: '21', tax: 2_100 }] };
  const lines = ['receivable:C → bad-debt 10000 EUR', 'receivable:C → tax:output:ES-21 2100 EUR'];
  expect(moves('invoice.written-off', relieved)).toEqual(lines);
  expect(moves('invoice.recovered', relieved)).toEqual(backwards(lines));
});

test('voucher issued', () => {
  const batch = {
    ...{ name: 'Spring', amount: 2_000, currency: 'EUR', from: BOOKED_ON, to: null, uses: 1, perCustomer: null },
    ...{ note: '', pattern: '', count: 1 },
  };
  expect(moves('voucher.batch-issued', { ...batch, kind: 'promotional', paid: null })).toEqual([]);
  const at = { amount: 2_000, at: 'G', note: 'Invoice 7' };
  expect(moves('voucher.batch-issued', { ...batch, kind: 'sold', paid: at })).toEqual([
    'vouchers:outstanding → clearing:G 2000 EUR',
  ]);
});

test('voucher redeemed', () => {
  const redeemed = { ...voucher, voucher: ID, customer: C, description: '', reference: 'Spring 1' };
  expect(moves('voucher.redeemed', redeemed)).toEqual(['credit:C:voucher → vouchers:outstanding 2000 EUR']);
  expect(moves('voucher.redeemed', { ...redeemed, kind: 'promotional' })).toEqual([
    'credit:C:voucher → promo 2000 EUR',
  ]);
});

test('voucher expired', () => {
  expect(moves('voucher.expired', { ...voucher, uses: 1 })).toEqual(['breakage → vouchers:outstanding 2000 EUR']);
  expect(moves('voucher.expired', { ...voucher, kind: 'promotional', uses: 1 })).toEqual([]);
});

test('unknown receipt; owner found; returned', () => {
  const unknown = { kind: 'receipt', id: ID, account: 'suspense', amount: 700 };
  expect(moves('match.made', matched(unknown))).toEqual(['suspense → bank:X 700 EUR']);
  expect([
    ...moves('payment.recorded', { ...paid, gateway: 'bank-transfer', method: 'bank-transfer', amount: 700 }),
    ...moves('receipt.assigned', { payment: ID, amount: 700, currency: 'EUR' }),
  ]).toEqual(['credit:C:paid → clearing:bank-transfer 700 EUR', 'clearing:bank-transfer → suspense 700 EUR']);
  expect(moves('match.made', matched({ ...unknown, kind: 'return', amount: -700 }))).toEqual([
    'bank:X → suspense 700 EUR',
  ]);
});

test('bank charge; interest', () => {
  expect(moves('match.made', matched({ kind: 'book', account: 'fees:bank', amount: -90 }))).toEqual([
    'bank:X → fees:bank 90 EUR',
  ]);
  expect(moves('match.made', matched({ kind: 'book', account: 'interest', amount: 12 }))).toEqual([
    'interest → bank:X 12 EUR',
  ]);
});

test('reserve held; released', () => {
  const moved = { gateway: 'G', externalId: 'txn_9', currency: 'EUR' };
  const held = moves('reserve.moved', { ...moved, amount: 2_500 });
  expect(held).toEqual(['clearing:G → reserve:G 2500 EUR']);
  expect(moves('reserve.moved', { ...moved, amount: -2_500 })).toEqual(backwards(held));
});

test('a month released from deferred', () => {
  const deferred = [
    { n: 0, month: '2026-03', product: 'hosting', net: 3_000 },
    { n: 0, month: '2026-04', product: 'hosting', net: 4_000 },
  ];
  const lines = moves('invoice.issued', { ...issued, deferred });
  expect(lines.slice(0, 2)).toEqual([
    'sales:hosting → receivable:C 6000 EUR',
    'deferred:2026-04:hosting → receivable:C 4000 EUR',
  ]);
  expect(moves('invoice.voided', { ...billed, deferred, kind: 'service', reason: 'Twice' })).toEqual(backwards(lines));
  const parts = [{ product: 'hosting', net: 4_000 }];
  expect(moves('revenue.released', { month: '2026-04', currency: 'EUR', parts })).toEqual([
    'sales:hosting → deferred:2026-04:hosting 4000 EUR',
  ]);
});

test('every row of the table is tried here by its name', () => {
  const root = path.resolve(import.meta.dirname, '../..');
  const [, table = ''] = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8').split(
    '## What each event moves\n',
  );
  const rows = [...(table.split('\n## ')[0] ?? '').matchAll(/^\| (?!event |---)([^|]+) \|/gm)].map(([, name]) => name);
  expect(rows.length).toBeGreaterThan(25);
  const names = [...readFileSync(import.meta.filename, 'utf8').matchAll(/^test\('([^']+)'/gm)].map(([, name]) => name);
  expect(rows.filter((row) => !names.includes(row))).toEqual([]);
});
