/** Direct debits: under way for days, then paid; and taken back by the bank long after, which nobody can answer. */
import type Stripe from 'stripe';
import { changeDispute, openDispute } from './aftermath';
import { type Bank, intentOf, type Payer, process, succeed } from './bank';
import type { ChargeFacts } from './objects';

/** How long a bank takes. */
const DEBIT_S = 4 * 86_400;

export function debitOf(currency: string): NonNullable<ChargeFacts['other']> {
  return currency === 'usd'
    ? { type: 'us_bank_account', bank: 'Prairie State Bank', last4: '6789', country: 'US' }
    : { type: 'sepa_debit', bank: '', last4: '3000', country: 'DE' };
}

export function beginDebit(bank: Bank, at: number, intent: string, payer: Payer): void {
  process(bank, at, intent, payer);
  bank.store.debits.push({ intent, payer, dueAt: at + DEBIT_S });
}

/** What its bank has paid by then. */
export function settleDebits(bank: Bank, at: number): void {
  const due = bank.store.debits.filter((debit) => debit.dueAt <= at);
  if (due.length === 0) return;
  bank.store.debits.splice(0, Number.POSITIVE_INFINITY, ...bank.store.debits.filter((debit) => debit.dueAt > at));
  for (const { intent, payer, dueAt } of due)
    if (intentOf(bank, intent).status === 'processing') succeed(bank, dueAt, intent, payer);
}

/** The bank takes a debit back that was paid. */
export function returnDebit(bank: Bank, at: number, charge: string, reason = 'insufficient_funds'): Stripe.Dispute {
  const opened = openDispute(bank, at, charge, reason);
  return changeDispute(bank, at, opened.id, 'charge.dispute.closed', {
    status: 'lost',
    evidence_details: { ...opened.evidence_details, due_by: null },
  });
}
