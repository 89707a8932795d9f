/** The columns of the customers table. */
import type { Column } from '../../kernel/table';

export const customerColumnIds = [
  'name',
  'email',
  'country',
  'balance',
  'due',
  'payments',
  'lastPayment',
  'since',
] as const;
export type CustomerColumnId = (typeof customerColumnIds)[number];

export const customerColumns: readonly Column<CustomerColumnId>[] = [
  { id: 'name', kind: 'text', sortable: true, shown: true, csv: 'name', width: 220, priority: 1 },
  { id: 'email', kind: 'text', sortable: true, shown: true, csv: 'email', width: 210, priority: 3 },
  { id: 'country', kind: 'choice', sortable: true, shown: true, csv: 'country', width: 130, priority: 5 },
  { id: 'balance', kind: 'money', sortable: false, shown: true, csv: 'balance', width: 200, priority: 1 },
  { id: 'due', kind: 'money', sortable: false, shown: true, csv: 'due', width: 160, priority: 2 },
  { id: 'payments', kind: 'count', sortable: true, shown: true, csv: 'payments', width: 90, priority: 4 },
  { id: 'lastPayment', kind: 'time', sortable: true, shown: true, csv: 'last_payment_at', width: 116, priority: 4 },
  { id: 'since', kind: 'time', sortable: true, shown: false, csv: 'since', width: 116, priority: 5 },
];
