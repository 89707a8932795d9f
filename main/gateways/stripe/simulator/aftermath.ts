/** What follows a payment in the simulated account: refunds, disputes, weekly payouts. Times are Unix seconds. */
import type Stripe from 'stripe';
import { type Bank, bookMovement, tell } from './bank';
import { balanceTransactionObject, disputeObject, payoutObject, refundObject } from './money-objects';
import { disputeFeeOf, settle } from './terms';

const DAY_S = 86_400;

function chargeOf(bank: Bank, id: string): Stripe.Charge {
  const charge = bank.store.get('charge', id);
  if (!charge) throw new Error(`no charge ${id}`);
  return charge;
}

function idOf(reference: string | { id: string } | null): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null);
}

/** Money back to the customer; the fee stays. The caller has checked that so much is left. */
export function refund(
  bank: Bank,
  at: number,
  chargeId: string,
  amount: number,
  reason: 'duplicate' | 'fraudulent' | 'requested_by_customer' | null,
  metadata: Record<string, string> = {},
): Stripe.Refund {
  const charge = chargeOf(bank, chargeId);
  const id = bank.newId(charge.id.startsWith('py') ? 'pyr' : 're');
  const booked = balanceTransactionObject({
    ...settle(-amount, charge.currency),
    id: bank.newId('txn'),
    created: at,
    availableOn: at,
    fee: 0,
    feeName: '',
    description: `REFUND FOR CHARGE${charge.description ? ` (${charge.description})` : ''}`,
    source: id,
    type: charge.id.startsWith('py') ? 'payment_refund' : 'refund',
    category: 'refund',
  });
  bookMovement(bank, booked);
  const refunded = charge.amount_refunded + amount;
  const changed: Stripe.Charge = { ...charge, amount_refunded: refunded, refunded: refunded === charge.amount };
  bank.store.put('charge', changed);
  const made: Stripe.Refund = {
    ...refundObject({
      id,
      created: at,
      amount,
      currency: charge.currency,
      charge: charge.id,
      paymentIntent: idOf(charge.payment_intent),
      balanceTransaction: booked.id,
      reason,
      status: 'succeeded',
    }),
    metadata,
  };
  bank.store.put('refund', made);
  tell(bank, at, 'refund.created', made);
  tell(bank, at, 'charge.refunded', changed);
  return made;
}

/** The cardholder's bank takes the money back, with a fee, until it is decided. */
export function openDispute(bank: Bank, at: number, chargeId: string, reason: string): Stripe.Dispute {
  const charge = chargeOf(bank, chargeId);
  const id = bank.newId('du');
  const withdrawn = movementOf(
    bank,
    charge,
    id,
    at,
    -charge.amount,
    'dispute',
    `Chargeback withdrawal for ${charge.id}`,
  );
  bookMovement(bank, withdrawn);
  const opened = disputeObject({
    id,
    created: at,
    amount: charge.amount,
    currency: charge.currency,
    charge: charge.id,
    paymentIntent: idOf(charge.payment_intent),
    reason,
    status: 'needs_response',
    dueBy: at + 14 * DAY_S,
    brand: charge.payment_method_details?.card?.brand === 'mastercard' ? 'mastercard' : 'visa',
    balanceTransactions: [withdrawn],
  });
  bank.store.put('charge', { ...charge, disputed: true });
  bank.store.put('dispute', opened);
  tell(bank, at, 'charge.dispute.created', opened);
  tell(bank, at, 'charge.dispute.funds_withdrawn', opened);
  return opened;
}

export function answerDispute(bank: Bank, at: number, id: string): void {
  changeDispute(bank, at, id, 'charge.dispute.updated', { status: 'under_review' });
}

/** Won: the money comes back, the fee does not. */
export function closeDispute(bank: Bank, at: number, id: string, outcome: 'won' | 'lost'): void {
  const dispute = bank.store.get('dispute', id);
  if (!dispute) throw new Error(`no dispute ${id}`);
  const charge = chargeOf(bank, idOf(dispute.charge) ?? '');
  const movements = [...dispute.balance_transactions];
  if (outcome === 'won') {
    const back = movementOf(
      bank,
      charge,
      id,
      at,
      dispute.amount,
      'dispute_reversal',
      `Chargeback reversal for ${charge.id}`,
    );
    bookMovement(bank, back);
    movements.push(back);
  }
  const closed = changeDispute(bank, at, id, 'charge.dispute.closed', {
    status: outcome,
    balance_transactions: movements,
  });
  if (outcome === 'won') tell(bank, at, 'charge.dispute.funds_reinstated', closed);
}

export function changeDispute(
  bank: Bank,
  at: number,
  id: string,
  type: Stripe.EventBase['type'],
  change: Partial<Stripe.Dispute>,
): Stripe.Dispute {
  const dispute = bank.store.get('dispute', id);
  if (!dispute) throw new Error(`no dispute ${id}`);
  const changed = { ...dispute, ...change };
  bank.store.put('dispute', changed);
  tell(bank, at, type, changed);
  return changed;
}

function movementOf(
  bank: Bank,
  charge: Stripe.Charge,
  source: string,
  at: number,
  amount: number,
  category: string,
  description: string,
): Stripe.BalanceTransaction {
  const leg = settle(amount, charge.currency);
  return balanceTransactionObject({
    ...leg,
    id: bank.newId('txn'),
    created: at,
    availableOn: at,
    fee: amount < 0 ? disputeFeeOf(leg.currency) : 0,
    feeName: 'Dispute fee',
    description,
    source,
    type: 'adjustment',
    category,
  });
}

/** Sends what is available in one currency to the bank. Gives null when there is nothing to send. */
export function payOut(bank: Bank, at: number, currency: string): Stripe.Payout | null {
  const waiting = bank.store.unpaid.get(currency) ?? [];
  const movements = waiting
    .map((id) => bank.store.get('balance_transaction', id))
    .filter((found) => found !== undefined);
  const ready = movements.filter((movement) => movement.available_on <= at);
  const amount = ready.reduce((sum, movement) => sum + movement.net, 0);
  if (amount <= 0) return null;
  const id = bank.newId('po');
  const own = balanceTransactionObject({
    id: bank.newId('txn'),
    created: at,
    availableOn: at,
    amount: -amount,
    fee: 0,
    feeName: '',
    currency,
    description: 'STRIPE PAYOUT',
    rate: null,
    source: id,
    type: 'payout',
    category: 'payout',
  });
  bank.store.put('balance_transaction', own);
  const taken = new Set(ready.map((movement) => movement.id));
  bank.store.unpaid.set(
    currency,
    waiting.filter((movement) => !taken.has(movement)),
  );
  bank.store.contents.set(id, [own.id, ...taken]);
  const arrival = Math.floor(at / DAY_S) * DAY_S + 2 * DAY_S;
  const facts = { id, created: at, arrival, amount, currency, balanceTransaction: own.id, descriptor: 'NORTHGATE' };
  const sent = payoutObject({ ...facts, status: 'in_transit', reconciled: false });
  bank.store.put('payout', sent);
  tell(bank, at, 'payout.created', sent);
  return sent;
}

/** The payout reached the bank, and Stripe has closed its list. */
export function arrive(bank: Bank, at: number, id: string): void {
  const payout = bank.store.get('payout', id);
  if (!payout) throw new Error(`no payout ${id}`);
  const arrived: Stripe.Payout = { ...payout, status: 'paid', reconciliation_status: 'completed' };
  bank.store.put('payout', arrived);
  tell(bank, at, 'payout.paid', arrived);
  tell(bank, at, 'payout.reconciliation_completed', arrived);
}
