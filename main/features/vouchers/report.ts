/** Vouchers over a span of business days: what was issued, redeemed, voided and expired in it, and what is left at its end. */
import { query } from '../../db/reader';
import { type Db, sql } from '../../db/sql';
import { toDecimal } from '../../kernel/money';
import type { VoucherKind } from '../../kernel/voucher';
import type { VoucherCount } from './contract';

export interface ReportInput {
  /** Business days; both count. */
  from?: string | undefined;
  to?: string | undefined;
}

type Part = 'issued' | 'redeemed' | 'voided' | 'expired';
const parts = ['issued', 'redeemed', 'voided', 'expired'] as const;

export interface VoucherSums extends Record<Part | 'before' | 'after', VoucherCount> {
  currency: string;
  kind: VoucherKind;
}

/** All that ever happened, as uses on days. */
const happened = `SELECT 'issued' AS part, id AS batch, booked_on AS day, uses * count AS n FROM voucher_batch
  UNION ALL SELECT 'redeemed', v.batch, u.booked_on, count(*) FROM voucher_use u JOIN voucher v ON v.id = u.voucher GROUP BY 2, 3
  UNION ALL SELECT 'voided', batch, voided_on, sum(uses - used) FROM voucher WHERE voided_on IS NOT NULL GROUP BY 2, 3
  UNION ALL SELECT 'expired', id, expired_on, expired FROM voucher_batch WHERE expired_on IS NOT NULL`;

interface Row {
  currency: string;
  kind: VoucherKind;
  part: Part;
  /** 1: before the span; 0: within it. What comes after it is not read. */
  before: bigint;
  n: bigint;
  amount: bigint;
}

const sumsSql = `SELECT b.currency, b.kind, h.part, h.day < ? AS before, sum(h.n) AS n, sum(h.n * b.amount) AS amount
  FROM (${happened}) h JOIN voucher_batch b ON b.id = h.batch WHERE h.day <= ? GROUP BY 1, 2, 3, 4`;

interface Sum {
  uses: bigint;
  amount: bigint;
}

export const voucherReport = query('vouchers.report', (db, { from = '', to = '9999-12-31' }: ReportInput) => {
  const rows = sql(db, sumsSql).safeIntegers(true).all(from, to) as Row[]; // from outside: SQLite's rows
  const kinds = new Map(rows.map(({ currency, kind }) => [`${currency} ${kind}`, { currency, kind }]));
  const sorted = [...kinds.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, of]) => of);
  return { rows: sorted.map((of) => sumsOf(of, rows)), outstanding: outstanding(db) };
});

function sumsOf(of: { currency: string; kind: VoucherKind }, all: readonly Row[]): VoucherSums {
  const rows = all.filter(({ currency, kind }) => currency === of.currency && kind === of.kind);
  const inSpan = (part: Part) => total(rows.filter((row) => row.part === part && row.before === 0n));
  const before = left(rows.filter((row) => row.before === 1n));
  const text = ({ uses, amount }: Sum) => ({ uses: Number(uses), amount: toDecimal(amount, of.currency) });
  const [issued, redeemed, voided, expired] = parts.map((part) => text(inSpan(part)));
  if (!issued || !redeemed || !voided || !expired) throw new Error('four parts');
  return { ...of, before: text(before), issued, redeemed, voided, expired, after: text(left(rows)) };
}

function total(rows: readonly Row[]): Sum {
  return rows.reduce((sum, { n, amount }) => ({ uses: sum.uses + n, amount: sum.amount + amount }), {
    uses: 0n,
    amount: 0n,
  });
}

/** Issued, less all that it became. */
function left(rows: readonly Row[]): Sum {
  const issued = total(rows.filter(({ part }) => part === 'issued'));
  const gone = total(rows.filter(({ part }) => part !== 'issued'));
  return { uses: issued.uses - gone.uses, amount: issued.amount - gone.amount };
}

/** From the ledger's own balance, so that it can be held against the vouchers that are left. */
function outstanding(db: Db): { amount: string; currency: string }[] {
  const rows = sql(
    db,
    `SELECT b.currency, -b.minor AS amount FROM balance b JOIN account a ON a.id = b.account
     WHERE a.name = 'vouchers:outstanding' ORDER BY b.currency`,
  )
    .safeIntegers(true)
    .all() as { currency: string; amount: bigint }[]; // from outside: SQLite's rows
  return rows.map(({ currency, amount }) => ({ amount: toDecimal(amount, currency), currency }));
}
