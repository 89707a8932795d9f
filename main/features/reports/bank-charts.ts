/** Charts of what waits for a person: lines of the banks that nothing explains, payouts that no line shows, invoices that are not paid. */
import { query } from '../../db/reader';
import { all, sql } from '../../db/sql';
import { toDecimal } from '../../kernel/money';
import { addDays, type Day } from '../../kernel/time';
import { piecesOf, type Span, startOfInSql, stepFor } from './spans';

/** Lines of all banks by the statements' days: matched, and open. Parts of a split line count, the line does not. */
export const bankLinesByDay = query('reports.bank-lines-by-day', (db, span: Span) => {
  const step = stepFor(span);
  const pieces = new Map<string, { day: Day; matched: number; open: number }>();
  for (const piece of piecesOf(span, step))
    pieces.set(piece, { day: piece < span.from ? span.from : piece, matched: 0, open: 0 });
  const rows = all<{ piece: string; state: 'matched' | 'open'; n: number }>(
    db,
    `SELECT ${startOfInSql[step]} AS piece, state, count(*) AS n FROM bank_line
     WHERE bank_account IN (SELECT id FROM bank_account) AND day BETWEEN ? AND ? AND state <> 'split' GROUP BY 1, 2`,
    span.from,
    span.to,
  );
  for (const { piece, state, n } of rows) {
    const counts = pieces.get(piece);
    if (counts) counts[state] += n;
  }
  return [...pieces.values()];
});

/** Payouts by the day they were to arrive: how many a bank line was matched to, and how many wait for one. Failed ones, and those of nothing, count nowhere. */
export const payoutsByGateway = query('reports.payouts-by-gateway', (db, span: Span) =>
  all<{ gateway: string; matched: number; open: number }>(
    db,
    `SELECT p.gateway, count(i.item) AS matched, count(*) - count(i.item) AS open FROM payout p
     LEFT JOIN match_item i ON i.kind = 'payout' AND i.item = p.uuid
     WHERE p.arrival_day BETWEEN ? AND ? AND p.status <> 'failed' AND p.amount <> 0 GROUP BY p.gateway ORDER BY open DESC, p.gateway`,
    span.from,
    span.to,
  ),
);

/** By days overdue: from so many on. */
const ages = [
  ['not-due', Number.MIN_SAFE_INTEGER],
  ['month', 1],
  ['two-months', 31],
  ['three-months', 61],
  ['older', 91],
] as const;

/** Open invoices by how long they are overdue; `from` and `to` are their due days, as the list is filtered by. */
export const invoiceAge = query('reports.invoice-age', (db, { today }: { today: Day }) =>
  ages.map(([bucket, least], n) => {
    const next = ages[n + 1]?.[1];
    const from = next === undefined ? null : addDays(today, 1 - next);
    const to = n === 0 ? null : addDays(today, -least);
    const sums = sql(
      db,
      `SELECT currency, count(*) AS n, sum(open) AS open FROM invoice WHERE open > 0 AND due_day >= ? AND due_day <= ?
       GROUP BY currency ORDER BY n DESC, currency`,
    )
      .safeIntegers(true)
      .all(from ?? '0000-00-00', to ?? '9999-99-99') as { currency: string; n: bigint; open: bigint }[]; // from outside: SQLite's rows
    return {
      ...{ bucket, from, to, count: sums.reduce((total, { n }) => total + Number(n), 0) },
      open: sums.map(({ currency, open }) => ({ amount: toDecimal(open, currency), currency })),
    };
  }),
);
