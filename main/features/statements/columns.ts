/** The columns of the table of bank lines: the list, its sorting and the column picker all come from here. */
import type { Column } from '../../kernel/table';

export const bankLineColumnIds = [
  'day',
  'amount',
  'name',
  'text',
  'reference',
  'state',
  'bank',
  'valueDay',
  'account',
  'bankReference',
] as const;
export type BankLineColumnId = (typeof bankLineColumnIds)[number];

function column(
  id: BankLineColumnId,
  kind: Column['kind'],
  csv: string,
  width: number,
  priority: Column['priority'],
  shown: boolean,
): Column<BankLineColumnId> {
  return {
    id,
    kind,
    sortable: id !== 'text' && id !== 'account' && id !== 'bankReference',
    shown,
    csv,
    width,
    priority,
  };
}

export const bankLineColumns: readonly Column<BankLineColumnId>[] = [
  column('day', 'time', 'day', 108, 1, true),
  column('amount', 'money', 'amount', 140, 1, true),
  column('name', 'text', 'name', 200, 1, true),
  column('text', 'text', 'text', 320, 2, true),
  column('reference', 'text', 'reference', 180, 2, true),
  column('state', 'choice', 'state', 100, 1, true),
  column('bank', 'text', 'bank', 140, 3, true),
  column('valueDay', 'time', 'value_day', 108, 5, false),
  column('account', 'text', 'account', 200, 5, false),
  column('bankReference', 'text', 'bank_reference', 180, 5, false),
];
