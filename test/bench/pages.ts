/** Pages of 50 rows of the payments table, at its top, deep inside, and under filters: the SQL and the making of the rows. */
import type { PaymentColumnId } from '../../main/features/payments/columns';
import type { PaymentFilter } from '../../main/features/payments/contract';
import { paymentPage } from '../../main/features/payments/query';
import type { Figure, Line, Setting } from './measure';
import { callsOf, readerOf } from './reading';

const PAGES = 60;
/** How far a deep page lies behind the first, as a share of the book. */
const DEEP = 0.8;

interface Case {
  work: string;
  filter: PaymentFilter;
  column: PaymentColumnId;
  deep?: boolean;
}

const cases: readonly Case[] = [
  { work: 'newest', filter: {}, column: 'date' },
  { work: 'newest Pending', filter: { status: 'Pending' }, column: 'date' },
  { work: 'deep inside', filter: {}, column: 'date', deep: true },
  { work: 'sorted by total', filter: {}, column: 'amount' },
  { work: 'sorted by customer', filter: {}, column: 'customer' },
  { work: 'one gateway', filter: { gateways: ['stripe'] }, column: 'date' },
  { work: 'one currency (a tenth)', filter: { currencies: ['KWD'] }, column: 'date' },
  { work: 'one purpose (an eighth)', filter: { purposes: ['migration'] }, column: 'date' },
  { work: 'a month, Completed', filter: { from: '2026-06-01', to: '2026-06-30', status: 'Completed' }, column: 'date' },
];

export const pages: Figure = {
  name: 'pages',
  title: 'Pages of 50 payments',
  async run(setting: Setting): Promise<Line[]> {
    const db = readerOf(setting);
    const lines: Line[] = [];
    for (const { work, filter, column, deep } of cases) {
      const input = { filter, sort: { column, direction: 'desc' } as const, limit: 50 };
      const offset = deep ? Math.floor(setting.rows * DEEP) : 0;
      // Each page begins where the one before ended, as scrolling does.
      let after = offset > 0 ? paymentPage.run(db, { ...input, offset }).next : null;
      const calls = Array.from({ length: PAGES }, () => () => {
        const page = paymentPage.run(db, { ...input, ...(after === null ? {} : { after }) });
        after = page.next;
      });
      const { p50, p95 } = callsOf(calls);
      const p50Ms = p50.median.toPrecision(2);
      const target = { kind: 'at-most', value: 1, of: 'value' } as const;
      lines.push({ work: `Page of 50, ${work}: p95`, unit: 'ms', ours: p95, target, note: `p50 ${p50Ms} ms` });
    }
    db.close();
    return lines;
  },
};
