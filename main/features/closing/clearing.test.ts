/** The checklist explains what stands on the clearing accounts, item by item. */
import { expect, test } from 'vitest';
import { START_MS } from '../../../test/support/book';
import { staffedBook } from '../../../test/support/staff';
import { customer, page, payment, payout, refund, settled } from '../../../test/support/told';
import { ingest } from '../sync/ingest';

/** 2026-02-28 12:00 UTC; the clock of a test book stands on the day after. */
const FEBRUARY = START_MS - 86_400_000;

function open() {
  const { book, ada } = staffedBook();
  const told = (...pages: Parameters<typeof page>) =>
    ingest(book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', pages.map(page), null);
  told({ payments: [payment('pay_1', { createdAt: FEBRUARY })] });
  return { told, ada };
}

test('the checklist explains a clearing account item by item, and tells a payout that its details do not explain', async () => {
  const { told, ada } = open();
  told({
    customers: [customer('cus_2')],
    payments: [payment('pay_2', { createdAt: FEBRUARY, settlement: settled('txn_2', 10_000, 400) })],
    refunds: [refund('re_2', 'pay_2', 1_000, { createdAt: FEBRUARY })],
    payouts: [payout('po_1', 9_600, { createdAt: FEBRUARY, settlements: ['txn_2'] })],
  });
  const { clearing, checks, makers } = await ada.closing.checklist({ period: '2026-02' });
  expect(clearing).toMatchObject([
    {
      ...{ account: 'clearing:stripe', currency: 'EUR', balance: '90.00', explained: '90.00', difference: '0.00' },
      items: [
        { amount: '100.00', reference: 'ref pay_1' },
        { amount: '-10.00', reference: 'ref pay_2' },
      ],
    },
  ]);
  expect(checks.find(({ check }) => check === 'clearing')?.state).toBe('done');
  expect(makers).toEqual([]);
  told({ payouts: [payout('po_2', 1_234, { createdAt: FEBRUARY })] });
  const [onItsWay] = (await ada.closing.checklist({ period: '2026-02' })).clearing;
  expect([onItsWay?.difference, onItsWay?.items.find(({ kind }) => kind === 'payout')?.amount]).toEqual([
    '0.00',
    '-12.34',
  ]);
  told({ payouts: [payout('po_2', 1_234, { createdAt: FEBRUARY, status: 'arrived' })] });
  const after = await ada.closing.checklist({ period: '2026-02' });
  expect(after.clearing).toMatchObject([{ balance: '77.66', explained: '90.00', difference: '-12.34' }]);
  expect(after.checks.find(({ check }) => check === 'clearing')).toMatchObject({ state: 'open', count: 1 });
});

test('payouts that name no payments paid the oldest out first, and what is more than all of them is not explained', async () => {
  const { told, ada } = open();
  told({ payments: [payment('pay_2', { amount: 2_000, createdAt: FEBRUARY + 1_000 })] });
  told({ payouts: [payout('po_1', 10_500, { createdAt: FEBRUARY })] });
  const first = await ada.closing.checklist({ period: '2026-02' });
  expect(first.clearing).toMatchObject([
    { balance: '15.00', explained: '15.00', difference: '0.00', items: [{ amount: '15.00', reference: 'ref pay_2' }] },
  ]);
  told({ payouts: [payout('po_2', 5_000, { createdAt: FEBRUARY })] });
  const second = await ada.closing.checklist({ period: '2026-02' });
  expect(second.clearing).toMatchObject([{ balance: '-35.00', explained: '0.00', difference: '-35.00', items: [] }]);
});
