/** Counts and totals of a filter, beside the same from all rows by GROUP BY. */
import type { PaymentFilter } from '../../main/features/payments/contract';
import { paymentTotals } from '../../main/features/payments/totals';
import type { Figure, Line, Setting } from './measure';
import { callsOf, readerOf } from './reading';

const filters: readonly (readonly [string, PaymentFilter])[] = [
  ['no filter', {}],
  ['a year, one currency', { from: '2025-07-01', to: '2026-06-30', currencies: ['EUR'] }],
  ['one purpose', { purposes: ['renewal'] }],
  ['an amount and more', { minAmount: '500' }],
];
const CALLS = 3;
const ROUNDS = 3;

export const totals: Figure = {
  name: 'totals',
  title: 'Counts and totals',
  async run(setting: Setting): Promise<Line[]> {
    const db = readerOf(setting);
    const grouped = db.prepare('SELECT status, currency, count(*), sum(amount) FROM payment GROUP BY status, currency');
    const times = <Result>(call: () => Result) => Array.from({ length: CALLS }, () => call);
    const reference = {
      name: 'GROUP BY',
      spread: callsOf(
        times(() => grouped.all()),
        1,
      ).p50,
    };
    const lines: Line[] = filters.map(([work, filter]) => ({
      work: `Counts and totals, ${work}: p95`,
      unit: 'ms',
      ours: callsOf(
        times(() => paymentTotals.run(db, filter)),
        ROUNDS,
      ).p95,
      reference,
      target: { kind: 'at-most', value: 50, of: 'value' },
    }));
    db.close();
    return lines;
  },
};
