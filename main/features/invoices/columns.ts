/** The columns of the invoices table: the list, its sorting, the column picker and the CSV all come from here. */
import type { Column } from '../../kernel/table';

export const invoiceColumnIds = [
  'number',
  'customer',
  'total',
  'open',
  'status',
  'issued',
  'due',
  'kind',
  'paid',
  'net',
  'tax',
  'credited',
  'writtenOff',
  'reference',
  'promised',
  'settled',
  'created',
] as const;
export type InvoiceColumnId = (typeof invoiceColumnIds)[number];

function column(
  id: InvoiceColumnId,
  kind: Column['kind'],
  csv: string,
  width: number,
  priority: Column['priority'],
  shown: boolean,
): Column<InvoiceColumnId> {
  return { id, kind, sortable: true, shown, csv, width, priority };
}

export const invoiceColumns: readonly Column<InvoiceColumnId>[] = [
  column('number', 'text', 'number', 138, 1, true),
  column('customer', 'text', 'customer', 190, 1, true),
  column('total', 'money', 'total', 130, 1, true),
  column('open', 'money', 'open', 130, 2, true),
  column('status', 'status', 'status', 178, 1, true),
  column('issued', 'time', 'issue_day', 108, 3, true),
  column('due', 'time', 'due_day', 108, 2, true),
  column('kind', 'choice', 'kind', 100, 4, true),
  column('paid', 'money', 'paid', 120, 5, false),
  column('net', 'money', 'net', 120, 5, false),
  column('tax', 'money', 'tax', 110, 5, false),
  column('credited', 'money', 'credited', 110, 5, false),
  column('writtenOff', 'money', 'written_off', 110, 5, false),
  column('reference', 'text', 'reference', 150, 5, false),
  column('promised', 'time', 'promised_day', 108, 5, false),
  column('settled', 'time', 'settled_at', 108, 5, false),
  column('created', 'time', 'created_at', 108, 5, false),
];
