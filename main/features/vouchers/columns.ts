/** The columns of the vouchers as they leave the book: what became of each. A code is in none of them. */
import type { Column } from '../../kernel/table';

const voucherColumnIds = [
  'batch',
  'no',
  'kind',
  'state',
  'amount',
  'uses',
  'used',
  'from',
  'to',
  'issued',
  'voided',
  'reason',
  'lastUse',
  'customer',
] as const;
export type VoucherColumnId = (typeof voucherColumnIds)[number];

function column(id: VoucherColumnId, kind: Column['kind'], csv: string, width: number): Column<VoucherColumnId> {
  return { id, kind, sortable: false, shown: true, csv, width, priority: 3 };
}

export const voucherColumns: readonly Column<VoucherColumnId>[] = [
  column('batch', 'text', 'batch', 200),
  column('no', 'count', 'no', 70),
  column('kind', 'choice', 'kind', 100),
  column('state', 'status', 'state', 100),
  column('amount', 'money', 'amount', 110),
  column('uses', 'count', 'uses', 70),
  column('used', 'count', 'used', 70),
  column('from', 'time', 'valid_from', 100),
  column('to', 'time', 'valid_to', 100),
  column('issued', 'time', 'issued_at', 130),
  column('voided', 'time', 'voided_at', 130),
  column('reason', 'text', 'void_reason', 180),
  column('lastUse', 'time', 'last_used_at', 130),
  column('customer', 'text', 'customer', 180),
];
