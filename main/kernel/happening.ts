/** What can happen to a customer, in the order in which a person would look for it: the words of its timeline. */

export const happeningGroups = ['customer', 'payments', 'invoices', 'credit', 'methods'] as const;
export type HappeningGroup = (typeof happeningGroups)[number];

/** By group, the kinds of events, and what some kinds come to: a refund that failed, a dispute that was won. */
export const happeningWords = {
  customer: [
    'customer.added',
    'customer.imported',
    'customer.changed',
    'customer.edited',
    'customer.tagged',
    'customer.archived',
    'customer.restored',
    'customer.contact-named',
    'customer.noted',
    'customer.note-erased',
    'customer.note-withdrawn',
    'customer.linked',
    'customer.unlinked',
    'customer.merged',
    'customer.unmerged',
    'customer.withdrawn',
    'payer.added',
    'payer.changed',
    'payer.edited',
    'payer.archived',
  ],
  payments: [
    'payment.recorded',
    'payment.status-changed',
    'payment.settled',
    'payment.described',
    'payment.identified',
    'payment.adopted',
    'payment.imported',
    'payment.import-reversed',
    'payment.flag-cleared',
    'payment.refunded',
    'payment.refund-changed',
    'payment.refund-failed',
    'payment.disputed',
    'payment.dispute-changed',
    'payment.dispute-won',
    'payment.dispute-lost',
    'dispute.answer-prepared',
    'dispute.answer-unknown',
    'dispute.answer-sent',
    'dispute.answer-refused',
    'purchase.recorded',
    'purchase.reversed',
    'voucher.redeemed',
    'attempt.prepared',
    'attempt.released',
    'attempt.sent',
    'attempt.held',
    'attempt.unknown',
    'attempt.not-found',
    'attempt.resolved',
    'attempt.declined',
    'attempt.refused',
    'attempt.page-ended',
    'attempt.dropped',
  ],
  invoices: [
    'invoice.drafted',
    'invoice.changed',
    'invoice.dropped',
    'invoice.issued',
    'invoice.imported',
    'invoice.awaited',
    'invoice.funded',
    'credit.applied',
    'credit.unapplied',
    'invoice.credited',
    'invoice.short',
    'invoice.written-off',
    'invoice.recovered',
    'invoice.returned',
    'invoice.restored',
    'invoice.promised',
    'invoice.voided',
    'charge.begun',
    'charge.switched',
    'charge.stopped',
    'charge.resumed',
  ],
  credit: [
    'adjustment.made',
    'adjustment.reversed',
    'approval.requested',
    'approval.approved',
    'approval.refused',
    'approval.dropped',
    'credit.expired',
    'credit.regained',
  ],
  methods: [
    'method.saved',
    'method.changed',
    'method.made-primary',
    'method.nicknamed',
    'method.removed',
    'method.verified',
    'method.consented',
  ],
} as const;
export type HappeningWord = (typeof happeningWords)[HappeningGroup][number];

const groupOfWord: ReadonlyMap<string, HappeningGroup> = new Map(
  happeningGroups.flatMap((group) => happeningWords[group].map((word) => [word, group] as const)),
);

/** Null for what is about no customer. */
export function happeningGroup(kind: string): HappeningGroup | null {
  return groupOfWord.get(kind) ?? null;
}

export const isHappeningWord = (text: string): text is HappeningWord => groupOfWord.has(text);

/** What moves money in the book and is no customer's own story: shown where all that moved is listed. */
const bookMovements = [
  'payout.recorded',
  'payout.status-changed',
  'voucher.batch-issued',
  'voucher.voided',
  'voucher.expired',
  'match.made',
  'match.undone',
  'receipt.assigned',
  'reserve.moved',
  'revenue.released',
] as const;
type BookMovement = (typeof bookMovements)[number];
export const isBookMovement = (text: string): text is BookMovement => bookMovements.some((word) => word === text);
