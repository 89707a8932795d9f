/** What is open by days overdue, and the tax of a period by code: per currency, never added across them. */
import { query } from '../../db/reader';
import { sql } from '../../db/sql';
import { idToBytes } from '../../kernel/id';
import { type AgeBucket, ageBuckets } from '../../kernel/invoice';
import { toDecimal } from '../../kernel/money';
import type { Ageing } from './contract';
import type { TaxRow } from './figures-contract';

interface Aged {
  currency: string;
  bucket: AgeBucket;
  n: bigint;
  amount: bigint;
}

/** An add-funds invoice is no debt: it is neither chased nor aged. */
const agedSql = `SELECT currency, CASE WHEN days <= 0 THEN 'current' WHEN days <= 30 THEN '1-30' WHEN days <= 60 THEN '31-60'
    WHEN days <= 90 THEN '61-90' ELSE '90+' END AS bucket, count(*) AS n, sum(open) AS amount
  FROM (SELECT currency, open, CAST(julianday(?) - julianday(due_day) AS INTEGER) AS days FROM invoice
    WHERE open > 0 AND kind = 'service' AND (? IS NULL OR customer = (SELECT coalesce(merged_into, id) FROM customer WHERE uuid = ?))) GROUP BY 1, 2`;

export const ageing = query(
  'invoices.ageing',
  (db, { today, customer }: { today: string; customer: string | null }): Ageing[] => {
    const of = customer === null ? null : idToBytes(customer);
    const rows = sql(db, agedSql).safeIntegers(true).all(today, of, of) as Aged[]; // from outside: SQLite's rows
    const currencies = [...new Set(rows.map(({ currency }) => currency))].sort();
    return currencies.map((currency) => {
      const found = rows.filter((row) => row.currency === currency);
      const total = found.reduce((sum, { amount }) => sum + amount, 0n);
      return {
        currency,
        total: toDecimal(total, currency),
        buckets: ageBuckets.map((bucket) => {
          const row = found.find((one) => one.bucket === bucket);
          return { bucket, count: Number(row?.n ?? 0n), amount: toDecimal(row?.amount ?? 0n, currency) };
        }),
      };
    });
  },
);

interface Taxed {
  side: 'invoiced' | 'purchased' | 'credited' | 'relieved';
  currency: string;
  code: string;
  rate: string;
  net: bigint;
  tax: bigint;
}

/**
 * A void invoice was taken back whole; a purchase that was taken back counts against its tax on that day. What the tax of a purchase
 * is stands in its events: the days on which purchases moved tax say which are looked at.
 */
const taxSql = `SELECT 'invoiced' AS side, i.currency, t.code, t.rate, sum(t.net) AS net, sum(t.tax) AS tax FROM invoice i
    JOIN invoice_tax t ON t.invoice = i.id WHERE i.kind = 'service' AND i.state = 'issued' AND i.issue_day BETWEEN ? AND ? GROUP BY 2, 3, 4
  UNION ALL SELECT 'credited', i.currency, t.code, t.rate, sum(t.net), sum(t.tax) FROM credit_note k
    JOIN invoice i ON i.id = k.invoice JOIN credit_note_tax t ON t.note = k.id WHERE k.day BETWEEN ? AND ? GROUP BY 2, 3, 4
  UNION ALL SELECT 'relieved', i.currency, r.code, r.rate, 0, sum(r.tax) FROM tax_relief r
    JOIN invoice i ON i.id = r.invoice WHERE r.day BETWEEN ? AND ? GROUP BY 2, 3, 4
  UNION ALL SELECT 'purchased', currency, code, rate, sum(sign * (amount - tax)), sum(sign * tax) FROM (
    SELECT iif(e.kind = 'purchase.recorded', 1, -1) AS sign, -p.amount AS amount, p.currency,
      e.payload ->> '$.tax.code' AS code, e.payload ->> '$.tax.rate' AS rate, e.payload ->> '$.tax.tax' AS tax
    FROM payment p JOIN event e ON e.subject = p.uuid AND e.kind IN ('purchase.recorded', 'purchase.reversed')
    WHERE p.gateway = 'account' AND e.booked_on BETWEEN ? AND ? AND e.booked_on IN (
      SELECT day FROM account_day WHERE account > 'tax:output:' AND account < 'tax:output;'
        AND kind IN ('purchase.recorded', 'purchase.reversed')))
    WHERE code IS NOT NULL GROUP BY 2, 3, 4`;

export const taxSummary = query('invoices.taxes', (db, { from, to }: { from: string; to: string }): TaxRow[] => {
  const days = [from, to];
  const rows = sql(db, taxSql)
    .safeIntegers(true)
    .all(...days, ...days, ...days, ...days) as Taxed[]; // from outside: SQLite's rows
  const keys = [...new Set(rows.map(({ currency, code, rate }) => `${currency} ${code} ${rate}`))].sort();
  return keys.map((key) => {
    const [currency = '', code = '', rate = ''] = key.split(' ');
    const side = (name: Taxed['side']) => {
      const row = rows.find((one) => one.side === name && `${one.currency} ${one.code} ${one.rate}` === key);
      return { net: row?.net ?? 0n, tax: row?.tax ?? 0n };
    };
    const [invoiced, purchased, credited, relieved] = [
      side('invoiced'),
      side('purchased'),
      side('credited'),
      side('relieved'),
    ];
    const text = (value: bigint) => toDecimal(value, currency);
    return {
      ...{ currency, code, rate },
      invoiced: { net: text(invoiced.net), tax: text(invoiced.tax) },
      purchased: { net: text(purchased.net), tax: text(purchased.tax) },
      credited: { net: text(credited.net), tax: text(credited.tax) },
      relieved: { tax: text(relieved.tax) },
      net: text(invoiced.net + purchased.net - credited.net),
      tax: text(invoiced.tax + purchased.tax - credited.tax - relieved.tax),
    };
  });
});
