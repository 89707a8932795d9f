/** The columns of the payments table: the list, its sorting, the column picker and the CSV all come from here. */
import type { Column } from '../../kernel/table';

export const paymentColumnIds = [
  'date',
  'customer',
  'amount',
  'status',
  'gateway',
  'description',
  'method',
  'reference',
  'purpose',
  'payer',
  'fee',
  'refunded',
  'disputed',
  'created',
  'completed',
  'checked',
  'externalId',
  'providerStatus',
  'flag',
] as const;
export type PaymentColumnId = (typeof paymentColumnIds)[number];

function column(
  id: PaymentColumnId,
  kind: Column['kind'],
  csv: string,
  width: number,
  priority: Column['priority'],
  shown: boolean,
): Column<PaymentColumnId> {
  return { id, kind, sortable: true, shown, csv, width, priority };
}

export const paymentColumns: readonly Column<PaymentColumnId>[] = [
  column('date', 'time', 'date', 108, 1, true),
  column('customer', 'text', 'customer', 170, 1, true),
  column('amount', 'money', 'amount', 130, 1, true),
  column('status', 'status', 'status', 168, 1, true),
  column('gateway', 'choice', 'gateway', 138, 3, true),
  column('description', 'text', 'description', 220, 2, true),
  column('method', 'choice', 'method', 150, 4, false),
  column('reference', 'text', 'reference', 150, 3, true),
  column('purpose', 'choice', 'purpose', 100, 5, false),
  column('payer', 'text', 'payer', 160, 5, false),
  column('fee', 'money', 'fee', 100, 4, false),
  column('refunded', 'money', 'refunded', 100, 4, false),
  column('disputed', 'money', 'disputed', 100, 5, false),
  column('created', 'time', 'created_at', 108, 5, false),
  column('completed', 'time', 'completed_at', 108, 5, false),
  column('checked', 'time', 'last_checked_at', 108, 5, false),
  column('externalId', 'text', 'external_id', 190, 5, false),
  column('providerStatus', 'text', 'provider_status', 130, 5, false),
  column('flag', 'flag', 'flag', 110, 5, false),
];
