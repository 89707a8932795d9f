/**
 * A direct debit that its bank takes back, weeks after it was paid: Stripe tells of it as a dispute that is lost from the beginning and
 * that nobody can answer (https://docs.stripe.com/payments/sepa-debit#disputed-payments). For the book it is money that went back,
 * with the reason that the bank gives. Pure.
 */
import { field, textOf } from '../field';
import type { Harvest } from '../harvest';
import type { PulledDispute, PulledRefund } from '../pulled';
import { mapDispute } from './map-aftermath';

/** Reasons that only banks give, for debits. */
const reasons = new Set([
  'bank_cannot_process',
  'customer_initiated',
  'debit_not_authorized',
  'incorrect_account_details',
  'insufficient_funds',
]);

function isReturn(raw: unknown): boolean {
  const details = field(raw, 'evidence_details');
  const dueBy = field(details, 'due_by');
  const couldBeAnswered = typeof dueBy === 'number' && dueBy > 0;
  return field(raw, 'status') === 'lost' && !couldBeAnswered && reasons.has(textOf(field(raw, 'reason')) ?? '');
}

function returnOf(dispute: PulledDispute): PulledRefund {
  const { externalId, payment, openedAt, amount, currency, providerStatus, reason, withdrawal } = dispute;
  return {
    ...{ externalId, payment, createdAt: openedAt, amount, currency, status: 'completed', providerStatus },
    ...{ reason: `returned: ${reason}`, returned: true, settlement: withdrawal },
  };
}

/** A dispute, or what a bank took back in the form of one. `closedAtOf`: as for `mapDispute`. */
export function addDispute(harvest: Harvest, raw: unknown, closedAtOf?: ReadonlyMap<string, number>): void {
  const { row, parked } = mapDispute(raw, closedAtOf);
  if (row && isReturn(raw)) harvest.add('refunds', { row: returnOf(row), parked });
  else harvest.add('disputes', { row, parked });
}
