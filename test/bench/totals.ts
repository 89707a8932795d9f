/** Counts and totals of a filter, and the balances of all customers, beside the same from the rows by GROUP BY. */
import { customerBalances } from '../../main/features/customers/balances';
import type { PaymentFilter } from '../../main/features/payments/contract';
import { paymentTotals } from '../../main/features/payments/query';
import type { Figure, Line, Setting } from './measure';
import { callsOf, readerOf } from './reading';

const filters: readonly (readonly [string, PaymentFilter])[] = [
  ['no filter', {}],
  ['a year, one currency', { from: '2025-07-01', to: '2026-06-30', currencies: ['EUR'] }],
  ['one purpose', { purposes: ['renewal'] }],
  ['an amount and more', { minAmount: '500' }],
];
const CALLS = 5;

export const totals: Figure = {
  name: 'totals',
  title: 'Counts and totals',
  async run(setting: Setting): Promise<Line[]> {
    const db = readerOf(setting);
    const grouped = db.prepare('SELECT status, currency, count(*), sum(amount) FROM payment GROUP BY status, currency');
    const times = <Result>(call: () => Result) => Array.from({ length: CALLS }, () => call);
    const reference = { name: 'GROUP BY', spread: callsOf(times(() => grouped.all())).p50 };
    const lines: Line[] = filters.map(([work, filter]) => ({
      work: `Counts and totals, ${work}: p95`,
      unit: 'ms',
      ours: callsOf(times(() => paymentTotals.run(db, filter))).p95,
      reference,
      target: { kind: 'at-most', value: 50, of: 'value' },
    }));
    const summed = db.prepare(`SELECT account, currency, sum(minor) FROM (
      SELECT to_account AS account, currency, minor FROM posting UNION ALL SELECT from_account, currency, -minor FROM posting)
      GROUP BY account, currency`);
    lines.push({
      work: 'Balances of all customers',
      unit: 'ms',
      ours: callsOf(times(() => customerBalances.run(db, null))).p50,
      reference: { name: 'GROUP BY of the postings', spread: callsOf([() => summed.all()], 3).p50 },
      note: 'names and texts included; ledger and hledger take 40 to 200 times a GROUP BY',
    });
    db.close();
    return lines;
  },
};
