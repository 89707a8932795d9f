/** Counts and totals of a filter, beside the same from all rows by GROUP BY. */
import type { Db } from '../../main/db/sql';
import type { PaymentFilter } from '../../main/features/payments/contract';
import { exactPaymentTotals, paymentTotals } from '../../main/features/payments/totals';
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
      note: paymentTotals.run(db, filter).exact ? 'exact' : 'at least so many; exact ones follow',
    }));
    for (const [work, filter] of filters) {
      if (paymentTotals.run(db, filter).exact) continue;
      const ours = callsOf(
        times(() => wholeTotals(db, filter)),
        1,
      ).p50;
      lines.push({
        work: `Exact counts and totals, ${work}`,
        unit: 'ms',
        ours,
        reference,
        note: 'on the thread of long work',
      });
    }
    db.close();
    return lines;
  },
};

function wholeTotals(db: Db, filter: PaymentFilter): void {
  const steps = exactPaymentTotals.run(db, filter);
  while (!steps.next().done);
}
