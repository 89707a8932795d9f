/** What follows a payment in the simulated account: refunds, disputes, settlements. Times are Unix seconds. */
import type { Bank } from './bank';
import { type DisputeObject, notesObject, type RefundObject, type SettlementObject } from './objects';
import { inPaise } from './terms';

export interface RefundWish {
  at: number;
  payment: string;
  /** Minor units; the whole payment when left out. */
  amount?: number;
  /** As Razorpay calls it; processed when left out. */
  status?: 'pending' | 'processed' | 'failed';
  notes?: Record<string, string>;
  receipt?: string | null;
}

/** Money back to the payer; the fee stays. The caller has checked that so much is left. */
export function refund(bank: Bank, wish: RefundWish): RefundObject {
  const payment = bank.payments.need(wish.payment);
  const amount = wish.amount ?? payment.amount - payment.amount_refunded;
  const made = bank.refunds.add({
    id: bank.newId('rfnd'),
    entity: 'refund',
    amount,
    currency: payment.currency,
    payment_id: payment.id,
    notes: notesObject(wish.notes),
    receipt: wish.receipt ?? null,
    acquirer_data: { arn: null },
    created_at: wish.at,
    batch_id: null,
    status: 'pending',
    speed_processed: 'normal',
    speed_requested: 'normal',
  });
  const refunded = payment.amount_refunded + amount;
  const isFull = refunded === payment.amount;
  Object.assign(payment, { amount_refunded: refunded, refund_status: isFull ? 'full' : 'partial' });
  if (isFull) payment.status = 'refunded';
  const { status = 'processed' } = wish;
  if (status === 'processed') processRefund(bank, wish.at, made.id);
  if (status === 'failed') failRefund(bank, made.id);
  return made;
}

export function processRefund(bank: Bank, at: number, id: string): void {
  const refunded = bank.refunds.need(id);
  const payment = bank.payments.need(refunded.payment_id);
  refunded.status = 'processed';
  if (!payment.captured) return;
  const paise = inPaise(refunded.amount, refunded.currency);
  const sums = { debit: paise, credit: 0, amount: paise, fee: 0, tax: 0 };
  bank.move(at, { ...sums, entity_id: id, type: 'refund', payment });
}

export function failRefund(bank: Bank, id: string): void {
  const failed = bank.refunds.need(id);
  const payment = bank.payments.need(failed.payment_id);
  failed.status = 'failed';
  payment.amount_refunded -= failed.amount;
  payment.refund_status = payment.amount_refunded === 0 ? null : 'partial';
  if (payment.captured) payment.status = 'captured';
}

/** Held and never taken: it goes back by itself, which Razorpay tells as a refund. */
export function release(bank: Bank, at: number, paymentId: string): RefundObject {
  return refund(bank, { at, payment: paymentId });
}

/** `deduct`: the sum is taken at once, not only when it is lost. */
export function openDispute(
  bank: Bank,
  wish: { at: number; payment: string; amount?: number; deduct?: boolean; phase?: string; reason?: string },
): DisputeObject {
  const payment = bank.payments.need(wish.payment);
  const opened = bank.disputes.add({
    id: bank.newId('disp'),
    entity: 'dispute',
    payment_id: payment.id,
    amount: wish.amount ?? payment.amount,
    currency: payment.currency,
    amount_deducted: 0,
    reason_code: wish.reason ?? 'goods_or_services_not_received_or_partially_received',
    respond_by: wish.at + 9 * 86_400,
    status: 'open',
    phase: wish.phase ?? 'chargeback',
    created_at: wish.at,
    evidence: { amount: wish.amount ?? payment.amount, summary: null, submitted_at: null },
  });
  if (wish.deduct) adjust(bank, wish.at, opened, 'debit');
  return opened;
}

export function answerDispute(bank: Bank, id: string): void {
  bank.disputes.need(id).status = 'under_review';
}

/** Lost: the sum is taken, if it was not. Won: it comes back, if it was. */
export function closeDispute(bank: Bank, at: number, id: string, outcome: 'won' | 'lost' | 'closed'): void {
  const dispute = bank.disputes.need(id);
  dispute.status = outcome;
  if (outcome === 'lost' && dispute.amount_deducted === 0) adjust(bank, at, dispute, 'debit');
  if (outcome === 'won' && dispute.amount_deducted > 0) adjust(bank, at, dispute, 'credit');
}

function adjust(bank: Bank, at: number, dispute: DisputeObject, side: 'debit' | 'credit'): void {
  const payment = bank.payments.need(dispute.payment_id);
  const paise = inPaise(dispute.amount, dispute.currency);
  const sums = { debit: 0, credit: 0, amount: paise, fee: 0, tax: 0, [side]: paise };
  dispute.amount_deducted = side === 'debit' ? dispute.amount : 0;
  bank.move(at, { ...sums, entity_id: bank.newId('adj'), type: 'adjustment', payment, dispute_id: dispute.id });
}

/** Sends everything that is not settled yet to the bank. Null when there is nothing to send. */
export function payOut(
  bank: Bank,
  at: number,
  status: 'created' | 'processed' | 'failed' = 'processed',
): SettlementObject | null {
  const ready = bank.unsettled.filter(({ created_at }) => created_at <= at);
  const sum = ready.reduce((total, { credit, debit }) => total + credit - debit, 0);
  if (sum <= 0) return null;
  const made = bank.settlements.add({
    id: bank.newId('setl'),
    entity: 'settlement',
    amount: sum,
    status: 'created',
    fees: 0,
    tax: 0,
    utr: null,
    created_at: at,
  });
  bank.settle(made, ready);
  if (status === 'processed') arrive(bank, made.id);
  made.status = status;
  return made;
}

/** It reached the bank, under this number. */
export function arrive(bank: Bank, id: string): void {
  const settlement = bank.settlements.need(id);
  const utr = `${settlement.created_at}${id.slice(-6).toLowerCase()}`;
  Object.assign(settlement, { status: 'processed', utr });
  for (const movement of bank.contents.get(id) ?? []) movement.settlement_utr = utr;
}
