/** What is said before a payment is what the book then does. */
import { expect, it } from 'vitest';
import { movesOf, partsOf } from './effect';
import type { Plan } from './plan';

const plan: Plan = {
  customer: { id: 'c', name: 'Acme' },
  payer: null,
  amount: '120.00',
  currency: 'EUR',
  way: { key: 'bank-transfer', by: 'bank-transfer' },
  saveMethod: false,
  purpose: 'top-up',
  description: '',
};

it('a receipt stands where it came in and becomes paid credit', () => {
  expect(movesOf(plan, null)).toEqual([{ to: 'clearing:bank-transfer', from: 'credit:c:paid', amount: '120.00' }]);
});

it('what pays an invoice is what is open of it; what is over stays credit, and adding funds is credit as a whole', () => {
  const invoice = { id: 'i', number: 'INV-1', kind: 'service', open: '106.80', currency: 'EUR' } as const;
  const received = { to: 'clearing:bank-transfer', from: 'credit:c:paid', amount: '120.00' };
  const paying = (amount: string) => ({ to: 'credit:c:paid', from: 'receivable:c', amount });
  expect(movesOf({ ...plan, invoice }, null)).toEqual([received, paying('106.80')]);
  expect(movesOf({ ...plan, invoice: { ...invoice, open: '200.00' } }, null)).toEqual([received, paying('120.00')]);
  expect(movesOf({ ...plan, invoice: { ...invoice, kind: 'add-funds' } }, null)).toEqual([received]);
  expect(partsOf('120.00', '106.80', 'EUR')).toEqual({ due: '106.80', credit: '13.20' });
  expect(partsOf('106.80', '106.80', 'EUR')).toEqual({ due: '106.80', credit: null });
  expect(partsOf('106.80', '0.00', 'EUR')).toEqual({ due: null, credit: '106.80' });
});

it('a voucher becomes voucher credit, out of what was owed for it or as a gift', () => {
  const way = { key: 'voucher', by: 'voucher' } as const;
  const from = 'credit:c:voucher';
  const moves = (kind: 'sold' | 'promotional') => movesOf({ ...plan, way, voucher: { code: '', kind } }, null);
  expect(moves('sold')).toEqual([{ to: 'vouchers:outstanding', from, amount: '120.00' }]);
  expect(moves('promotional')).toEqual([{ to: 'promo', from, amount: '120.00' }]);
});

it('a payment from credit uses granted, then voucher, then paid credit, or as the book says', () => {
  const way = { key: 'account-credit', by: 'account-credit' } as const;
  expect(movesOf({ ...plan, way }, { granted: '50.00', voucher: '0.00', paid: '500.00' })).toEqual([
    { to: 'credit:c:granted', from: 'sales:general', amount: '50.00' },
    { to: 'credit:c:paid', from: 'sales:general', amount: '70.00' },
  ]);
  const held = { granted: '50.00', voucher: '0.00', paid: '500.00' };
  expect(movesOf({ ...plan, way }, held, 'paid voucher granted')).toEqual([
    { to: 'credit:c:paid', from: 'sales:general', amount: '120.00' },
  ]);
});
