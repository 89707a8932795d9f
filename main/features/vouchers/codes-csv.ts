/** The codes of a batch as CSV, for whoever prints or sends them. Runs in a reader, in one snapshot. */
import { job } from '../../db/reader';
import { type Db, one, sql } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { laidOut } from '../../kernel/voucher-code';
import { textCell } from '../export/csv-cell';
import { writeInOneSnapshot } from '../export/writing';
import type { Written } from '../export/written';

export interface CodesInput {
  part: string;
  target: string;
  batch: string;
  /** Only those that can still be redeemed. */
  open: boolean;
}

export interface CodesCsvInput extends CodesInput {
  bom: boolean;
}

/** One voucher with its code as it is printed. Amounts in minor units. */
export interface PrintedVoucher {
  no: number;
  code: string;
  name: string;
  amount: number;
  currency: string;
  from: string;
  to: string | null;
  uses: number;
  used: number;
  state: 'open' | 'used-up' | 'voided' | 'expired';
  note: string;
}

const ROWS_A_STEP = 1_000;

interface Row extends Omit<PrintedVoucher, 'code' | 'from' | 'to'> {
  plain: string;
  pattern: string;
  valid_from: string;
  valid_to: string | null;
}

const rowsSql = `SELECT v.no, c.code AS plain, b.pattern, b.name, b.amount, b.currency, b.valid_from, b.valid_to, v.uses, v.used, b.note,
  CASE WHEN v.voided_at IS NOT NULL THEN 'voided' WHEN v.used >= v.uses THEN 'used-up' WHEN b.expired_on IS NOT NULL THEN 'expired' ELSE 'open' END AS state
  FROM voucher v JOIN voucher_batch b ON b.id = v.batch JOIN voucher_code c ON c.uuid = v.uuid WHERE b.uuid = ? ORDER BY v.no`;

/** In their order. Throws Failure voucher-batch-unknown. */
export function* printedVouchers(
  db: Db,
  { batch, open }: Pick<CodesInput, 'batch' | 'open'>,
): Generator<PrintedVoucher> {
  if (!one(db, 'SELECT 1 FROM voucher_batch WHERE uuid = ?', idToBytes(batch)))
    throw new Failure('voucher-batch-unknown', { id: batch });
  for (const each of sql(db, rowsSql).iterate(idToBytes(batch))) {
    const { plain, pattern, valid_from: from, valid_to: to, ...row } = each as Row; // from outside: SQLite's rows
    if (!open || row.state === 'open') yield { ...row, from, to, code: laidOut(pattern, plain) };
  }
}

/** What they are worth in all: one use of each. */
export function totalsOf(count: number, worth: bigint, currency: string): Written['totals'] {
  return count === 0 ? [] : [{ currency, count, amount: toDecimal(worth, currency) }];
}

const header = ['no', 'code', 'amount', 'currency', 'valid_from', 'valid_to', 'uses', 'used', 'state', 'batch'];

function line(voucher: PrintedVoucher): string {
  const { no, code, amount, currency, from, to, uses, used, state, name } = voucher;
  const texts = [state, name].map(textCell);
  const money = [toDecimal(amount, currency), currency, from, to ?? '', uses, used];
  return `${[no, textCell(code), ...money, ...texts].join(',')}\r\n`;
}

/** Leaves the finished part for the caller to place. Throws Failure export-failed, path-invalid, voucher-batch-unknown. */
export const exportCodes = job('vouchers.codes-csv', (db, input: CodesCsvInput) =>
  writeInOneSnapshot(db, input, function* (own, file) {
    file.writeText(`${input.bom ? '\ufeff' : ''}${header.join(',')}\r\n`);
    let rows = 0;
    let worth = 0n;
    let currency = '';
    for (const voucher of printedVouchers(own, input)) {
      file.writeText(line(voucher));
      worth += BigInt(voucher.amount);
      currency = voucher.currency;
      if (++rows % ROWS_A_STEP === 0) yield { phase: 'write', done: rows, total: null };
    }
    return { rows, totals: totalsOf(rows, worth, currency) };
  }),
);
