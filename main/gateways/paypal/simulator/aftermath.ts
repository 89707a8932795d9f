/** What happens to payments afterwards in the simulated account: refunds, disputes, withdrawals. Times are UTC milliseconds. */
import type { Bank } from './bank';
import { disputeFeeOf } from './terms';
import type { Capture, Dispute, Payer, Refund, Row } from './things';

export interface PaymentWish {
  amount: number;
  currency?: string;
  payer?: Payer | null;
  /** Pending: an eCheck on its way. */
  status?: 'completed' | 'pending' | 'declined';
  description?: string;
  /** Shown to the payer as the invoice. */
  reference?: string;
  /** What the merchant keeps beside it. */
  customId?: string;
  settledIn?: string;
  code?: string;
}

const words = { completed: 'COMPLETED', pending: 'PENDING', declined: 'DECLINED' } as const;

/** A payment from approval to capture, at once. Gives the capture. */
export function makePayment(bank: Bank, at: number, wish: PaymentWish): Capture {
  const status = wish.status ?? 'completed';
  const order = bank.newOrder(at, {
    amount: wish.amount,
    currency: wish.currency ?? 'USD',
    description: wish.description ?? 'Account top-up',
    customId: wish.customId ?? null,
    invoice: wish.reference ?? null,
    payer: wish.payer === undefined ? bank.makeCustomer() : wish.payer,
    wallet: true,
  });
  return bank.capture(at, order, {
    status: words[status],
    ...(status === 'pending' ? { why: 'ECHECK' } : {}),
    ...(wish.settledIn === undefined ? {} : { settledIn: wish.settledIn }),
    ...(wish.code === undefined ? {} : { code: wish.code }),
  });
}

/** A pending payment came, or did not. */
export function settle(bank: Bank, at: number, id: string, came: boolean): void {
  const capture = bank.captureOf(id);
  const row = bank.rowOf(id);
  capture.status = came ? 'COMPLETED' : 'DECLINED';
  capture.why = null;
  capture.updated = at;
  row.status = came ? 'S' : 'D';
  row.fee = came ? capture.fee : null;
  row.updated = at;
}

export interface RefundWish {
  amount?: number;
  status?: Refund['status'];
  note?: string | null;
  customId?: string | null;
}

export function leftOf(capture: Capture): number {
  const back = capture.refunds.filter(({ status }) => status === 'COMPLETED' || status === 'PENDING');
  return back.reduce((left, refund) => left - refund.amount, capture.amount);
}

/** The merchant gives money back; the fee stays with PayPal. */
export function refund(bank: Bank, at: number, id: string, wish: RefundWish = {}): Refund {
  const capture = bank.captureOf(id);
  const { currency } = capture;
  const status = wish.status ?? 'COMPLETED';
  const kept = { customId: wish.customId ?? null, note: wish.note ?? null };
  const made: Refund = {
    ...kept,
    id: bank.newId(),
    capture: id,
    status,
    at,
    amount: wish.amount ?? leftOf(capture),
    currency,
  };
  capture.refunds.push(made);
  const letter = { COMPLETED: 'S', PENDING: 'P', FAILED: 'D', CANCELLED: 'V' }[status];
  const row = { id: made.id, code: 'T1107', amount: -made.amount, currency, of: id, status: letter };
  bank.row(at, { ...row, note: made.note, custom: made.customId, payer: bank.rowOf(id).payer });
  if (leftOf(capture) === 0) {
    capture.status = 'REFUNDED';
    bank.rowOf(id).status = 'V';
  } else if (leftOf(capture) < capture.amount) capture.status = 'PARTIALLY_REFUNDED';
  capture.updated = at;
  bank.rowOf(id).updated = at;
  return made;
}

/** PayPal takes a payment back without a dispute: its bank returned it. */
export function takeBack(bank: Bank, at: number, id: string): Row {
  const { amount, currency } = bank.captureOf(id);
  return bank.row(at, { code: 'T1106', amount: -amount, currency, of: id });
}

export interface DisputeWish {
  reason?: string;
  amount?: number;
  /** `hold`: PayPal holds the sum while it looks; `chargeback`: the card's bank took it, with a fee; `none`: an inquiry. */
  money?: 'hold' | 'chargeback' | 'none';
}

export function openDispute(bank: Bank, at: number, id: string, wish: DisputeWish = {}): Dispute {
  const capture = bank.captureOf(id);
  const money = wish.money ?? 'chargeback';
  const dispute: Dispute = {
    id: `PP-R-${bank.newId(3)}-${10_000_000 + bank.disputes.size}`,
    at,
    updated: at,
    capture: id,
    amount: wish.amount ?? capture.amount,
    currency: capture.currency,
    reason: wish.reason ?? 'UNAUTHORISED',
    status: 'WAITING_FOR_SELLER_RESPONSE',
    outcome: null,
    due: at + 10 * 86_400_000,
  };
  bank.disputes.set(dispute.id, dispute);
  const { amount, currency } = dispute;
  if (money === 'hold') bank.row(at, { code: 'T1110', amount: -amount, currency, of: id });
  if (money === 'chargeback') {
    const taken = bank.row(at, { code: 'T1201', amount: -amount, currency, of: id });
    bank.row(at, { code: 'T0106', amount: -disputeFeeOf(currency), currency, of: taken.id });
  }
  return dispute;
}

/** Won: what was taken comes back. Lost: a hold is let go and the payment reversed; a chargeback stays. */
export function closeDispute(bank: Bank, at: number, id: string, outcome: 'won' | 'lost'): void {
  const dispute = bank.disputes.get(id);
  if (!dispute) throw new Error(`no dispute ${id}`);
  const { amount, currency, capture: of } = dispute;
  const held = bank.rows.some((row) => row.of === of && row.code === 'T1110');
  const charged = bank.rows.some((row) => row.of === of && row.code === 'T1201');
  if (held) bank.row(at, { code: 'T1111', amount, currency, of });
  if (held && outcome === 'lost') bank.row(at, { code: 'T1106', amount: -amount, currency, of });
  if (charged && outcome === 'won') bank.row(at, { code: 'T1202', amount, currency, of });
  dispute.status = 'RESOLVED';
  dispute.outcome = outcome === 'won' ? 'RESOLVED_SELLER_FAVOUR' : 'RESOLVED_BUYER_FAVOUR';
  dispute.updated = at;
  dispute.due = null;
}

/** All that the account holds in a currency goes to the bank. Null when there is nothing. */
export function payOut(bank: Bank, at: number, currency: string): Row | null {
  const amount = bank.balances(at).get(currency) ?? 0;
  if (amount <= 0) return null;
  return bank.row(at, { code: 'T0400', amount: -amount, currency, bankReference: `PAYPAL${bank.newId(8)}` });
}

/** The bank sent a withdrawal back. */
export function returnPayout(bank: Bank, at: number, id: string): Row {
  const { amount, currency } = bank.rowOf(id);
  return bank.row(at, { code: 'T1101', amount: -amount, currency, of: id });
}
