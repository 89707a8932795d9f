/** The tax that a row of a file names, by its rate and its code. */
import { TAX_CODE, TAX_RATE, USUAL_TAX_CODE } from '../../kernel/invoice';
import type { RowReader } from './row';

/** null: none is named. Refuses the row where a code has no rate, or one of them cannot be read. */
export function readTax(row: RowReader): { code: string; rate: string } | null {
  const rate = row.decimal('taxRate');
  const isRate = rate === '' || TAX_RATE.test(rate);
  if (!isRate) row.refuse('taxRate', 'import-cell-unread', { text: row.text('taxRate').slice(0, 60) });
  const code = row.fitting('taxCode', TAX_CODE);
  if (code !== '' && rate === '') row.refuse('taxRate', 'import-cell-empty');
  return rate === '' || !isRate ? null : { code: code || USUAL_TAX_CODE, rate };
}
