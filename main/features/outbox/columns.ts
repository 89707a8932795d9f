/** The columns of the outbox as it leaves the book. */
import type { Column } from '../../kernel/table';

const attemptColumnIds = [
  'kind',
  'gateway',
  'state',
  'outcome',
  'why',
  'detail',
  'amount',
  'payment',
  'customer',
  'method',
  'description',
  'created',
  'sent',
  'ended',
  'checked',
  'tries',
] as const;
export type AttemptColumnId = (typeof attemptColumnIds)[number];

function column(id: AttemptColumnId, kind: Column['kind'], csv: string, width: number): Column<AttemptColumnId> {
  return { id, kind, sortable: false, shown: true, csv, width, priority: 3 };
}

export const attemptColumns: readonly Column<AttemptColumnId>[] = [
  column('kind', 'choice', 'kind', 90),
  column('gateway', 'choice', 'gateway', 120),
  column('state', 'status', 'state', 100),
  column('outcome', 'choice', 'outcome', 110),
  column('why', 'text', 'why', 140),
  column('detail', 'text', 'detail', 200),
  column('amount', 'money', 'amount', 110),
  column('payment', 'text', 'payment_id', 240),
  column('customer', 'text', 'customer', 180),
  column('method', 'choice', 'method', 110),
  column('description', 'text', 'description', 220),
  column('created', 'time', 'created_at', 130),
  column('sent', 'time', 'sent_at', 130),
  column('ended', 'time', 'ended_at', 130),
  column('checked', 'time', 'last_checked_at', 130),
  column('tries', 'count', 'tries', 70),
];
