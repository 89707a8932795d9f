/** The overview over three years: each of its charts, and the figures at its top. */
import { invoiceAge } from '../../main/features/reports/bank-charts';
import { clearingBalance, feesByMonth, liability, payoutWaterfall } from '../../main/features/reports/ledger-charts';
import { byGateway, grossFeesNet, paymentsByDay, pendingAge } from '../../main/features/reports/query';
import { today } from '../../main/features/reports/today';
import { readDay } from '../../main/kernel/time';
import type { Figure, Line, Setting } from './measure';
import { callsOf, readerOf } from './reading';

const CALLS = 10;
const NOW_MS = Date.UTC(2026, 5, 30, 20);

export const reports: Figure = {
  name: 'charts',
  title: 'Charts over three years',
  async run(setting: Setting): Promise<Line[]> {
    const db = readerOf(setting);
    const from = readDay('2023-07-01');
    const to = readDay('2026-06-30');
    if (!from || !to) throw new Error('no such day');
    const span = { from, to };
    const works: readonly (readonly [string, () => unknown])[] = [
      ['payments by day and status', () => paymentsByDay.run(db, span)],
      ['by gateway', () => byGateway.run(db, span)],
      ['gross, fees and net by week', () => grossFeesNet.run(db, { ...span, currency: 'USD' })],
      ['age of what is Pending', () => pendingAge.run(db, { nowMs: NOW_MS })],
      ['clearing balance', () => clearingBalance.run(db, { ...span, gateway: 'stripe', currency: 'USD' })],
      ['payout waterfall', () => payoutWaterfall.run(db, { ...span, gateway: 'stripe', currency: 'USD' })],
      ['fees by month', () => feesByMonth.run(db, { ...span, currency: 'USD' })],
      ['credit and vouchers owed', () => liability.run(db, { ...span, currency: 'USD' })],
      ['age of invoices', () => invoiceAge.run(db, { today: to })],
      ['the top of the overview', () => today.run(db, { ...span, nowMs: NOW_MS })],
    ];
    const lines = works.map(([work, call]): Line => {
      const ours = callsOf(Array.from({ length: CALLS }, () => call)).p95;
      return {
        work: `Three years, ${work}: p95`,
        unit: 'ms',
        ours,
        target: { kind: 'at-most', value: 50, of: 'value' },
      };
    });
    db.close();
    return lines;
  },
};
