/** A book that has just what the sample reports say, and one with reports in every state. */
import { ingest } from '../../main/features/sync/ingest';
import { type Book, record } from '../../main/journal/record';
import type { Id } from '../../main/kernel/id';
import { minor } from '../../main/kernel/money';
import { act } from './book';
import { customer, page, payment, payout, refund, settled, type Told } from './told';

/** The facts of each gateway's account, in the words of its adapter. */
const told: Readonly<Record<string, Told>> = {
  stripe: {
    payments: [
      payment('pi_1', { settlement: settled('txn_pi_1', 10_000, 150) }),
      payment('pi_2', {
        amount: 5_000,
        createdAt: Date.UTC(2026, 2, 2, 12),
        settlement: settled('txn_pi_2', 5_000, 85),
      }),
    ],
    refunds: [refund('re_1', 'pi_1', 2_000)],
    payouts: [payout('po_1', 12_765, { settlements: ['txn_pi_1', 'txn_pi_2', 'txn_re_1'] })],
  },
  paypal: {
    payments: [payment('CAP1', { amount: 120_000, method: 'paypal', settlement: settled('CAP1', 120_000, 3_000) })],
    refunds: [refund('REF1', 'CAP1', 20_000, { settlement: settled('REF1', -20_000) })],
    payouts: [payout('WD1', 100_000)],
  },
  razorpay: {
    payments: [
      payment('pay_1', {
        ...{ amount: 100_000, currency: 'INR', method: 'razorpay' },
        settlement: { ...settled('pay_1', 100_000, 2_900, { currency: 'INR' }), tax: minor(442) },
      }),
    ],
    refunds: [
      refund('rfnd_1', 'pay_1', 10_000, {
        currency: 'INR',
        settlement: settled('rfnd_1', -10_000, 0, { currency: 'INR' }),
      }),
    ],
    payouts: [payout('setl_1', 87_100, { currency: 'INR', settlements: ['pay_1', 'rfnd_1'] })],
  },
  paystack: {
    payments: [
      payment('4099', {
        ...{ amount: 500_000, currency: 'NGN', method: 'paystack' },
        settlement: settled('transaction_4099', 500_000, 17_500, { currency: 'NGN' }),
      }),
    ],
  },
};

/** All that the sample reports say has been fetched from the gateways. */
export function fetchReported(book: Book, ...gateways: string[]): void {
  const by = { operator: 'ada', source: 'gateway' };
  for (const [gateway, facts] of Object.entries(told)) {
    if (gateways.length > 0 && !gateways.includes(gateway)) continue;
    ingest(book, by, gateway, [page({ customers: [customer('cus_1')] }), page(facts)], null);
  }
}

/** A report that stays, with what differs, and one that was taken back. */
export function reportsInEveryState(book: Book): void {
  const now = book.clock.now();
  const happen = (kind: string, subject: Id, payload: object) =>
    record(book, act(book), () => [{ kind, subject, occurredAt: now, payload }]);
  const head = {
    ...{ gateway: 'stripe', report: 'stripe-activity', fileName: 'balance.csv', fileSha256: 'a'.repeat(64) },
    ...{ from: '2026-02-01', to: '2026-02-28', lines: 5, same: 2, findings: 3 },
    sums: [{ currency: 'EUR', gross: 12_000, fee: 240, paidOut: 11_000, opening: 0, closing: 760 }],
  };
  const findings = [
    ['missing-in-ledger', 'movement', 'txn_unknown', 3, '2026-02-03', 'charge', 5_000, 85, 'EUR', null],
    ['missing-at-gateway', 'movement', 'txn_early', 0, '2026-02-04', '', 700, 10, 'EUR', [700, 10, 'EUR']],
    ['amount-differs', 'payout', 'po_unknown', 5, '2026-02-05', 'payout', 900, 0, 'EUR', [1_000, 0, 'EUR']],
  ];
  const [stays, gone] = [book.newId(), book.newId()];
  for (const report of [stays, gone]) {
    happen('gateway-report.compared', report, head);
    happen('gateway-report.found', report, { first: 1, findings });
  }
  happen('gateway-report.reversed', gone, {});
}
