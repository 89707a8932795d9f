/** The codes of a batch as a sheet to cut up: a slip for each voucher, with its worth, its code and its days. */
import { one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { type VoucherFacts, voucherSheet } from '../../paper/voucher-sheet';
import { type PaperOrder, paperJob } from '../papers/paper-job';
import { printedVouchers, totalsOf } from './codes-csv';

interface SheetOrder extends PaperOrder {
  batch: string;
  /** Only those that can still be redeemed. */
  open: boolean;
}

/** Throws Failure voucher-batch-unknown. What colleagues noted is not for whoever gets the slip. */
export const voucherSheetPdf = paperJob('vouchers.sheet', (db, { batch, open }: SheetOrder) => {
  const row = one<{ name: string; currency: string; count: number }>(
    db,
    'SELECT name, currency, count FROM voucher_batch WHERE uuid = ?',
    idToBytes(batch),
  );
  if (!row) throw new Failure('voucher-batch-unknown', { id: batch });
  let count = 0;
  let worth = 0n;
  function* slips(): Generator<VoucherFacts> {
    for (const { code, amount, currency, from, to } of printedVouchers(db, { batch, open })) {
      count++;
      worth += BigInt(amount);
      yield { code, amount: toDecimal(amount, currency), currency, validFrom: from, validTo: to, note: '' };
    }
  }
  return {
    language: null,
    rows: row.count,
    totals: () => totalsOf(count, worth, row.currency),
    paper: (setting) => voucherSheet({ name: row.name, vouchers: slips() }, setting),
  };
});
