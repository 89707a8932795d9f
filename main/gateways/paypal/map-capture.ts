/** Captures and refunds as the payments API tells them, with the order around them, to the same facts that their rows give. Pure. */
import { minor } from '../../kernel/money';
import { field, textOf } from '../field';
import { type Mapped, mapped, unknownWord } from '../mapped';
import type { PulledPayment, PulledRefund, Settlement } from '../pulled';
import { cleanOrNull, cleanText } from '../text';
import { Unreadable } from '../unreadable';
import { amountIn, sumOf } from './amount';
import { readCustomId } from './custom-id';
import { declineOf } from './declines';
import { captureState, refundStatus } from './map-status';
import { type Breakdown, type Capture, captureSchema, listOf, refundSchema } from './wire';

/** What the order says beside its captures; all of it may be absent. */
export interface OrderFacts {
  description: string;
  customer: string | null;
  payer: PulledPayment['payer'];
}

export const noOrder: OrderFacts = { description: '', customer: null, payer: null };

/** `raw`: an order as it came. The customer is the one that PayPal keeps saved methods by, else the payer's account. */
export function orderFacts(raw: unknown): OrderFacts {
  const unit = listOf(field(raw, 'purchase_units'))[0];
  const wallet = field(field(raw, 'payment_source'), 'paypal');
  const payer = field(raw, 'payer');
  const vault = field(field(wallet, 'attributes'), 'vault');
  const named = field(payer, 'name') ?? field(wallet, 'name');
  const parts = ['given_name', 'surname'].map((part) => textOf(field(named, part))).filter((part) => part !== null);
  const name = cleanOrNull(parts.join(' '), 500) ?? cleanOrNull(field(named, 'full_name'), 500);
  const email = cleanOrNull(field(payer, 'email_address') ?? field(wallet, 'email_address'), 500);
  const ids = [field(field(vault, 'customer'), 'id'), field(payer, 'payer_id'), field(wallet, 'account_id')];
  return {
    description: cleanText(textOf(field(unit, 'description')) ?? '', 500),
    customer: ids.map((id) => cleanOrNull(id, 255)).find((id) => id !== null) ?? null,
    payer: name || email ? { name: name ?? email ?? '', email } : null,
  };
}

/** Captures of an order, as they came. */
export function capturesOf(order: unknown): readonly unknown[] {
  return listOf(field(order, 'purchase_units')).flatMap((unit) => listOf(field(field(unit, 'payments'), 'captures')));
}

/** Refunds of an order, as they came. */
export function refundsOf(order: unknown): readonly unknown[] {
  return listOf(field(order, 'purchase_units')).flatMap((unit) => listOf(field(field(unit, 'payments'), 'refunds')));
}

export function mapCapture(raw: unknown, order: OrderFacts): Mapped<PulledPayment> {
  return mapped({ kind: 'capture', externalId: textOf(field(raw, 'id')) }, captureSchema, raw, (capture) => {
    const { amount, currency } = sumOf(capture.amount);
    if (amount <= 0) throw new Unreadable(`the amount ${capture.amount.value} is not above zero`);
    const state = captureState(capture.status);
    const { attempt, purpose } = readCustomId(capture.custom_id);
    return {
      externalId: capture.id,
      createdAt: capture.create_time,
      amount,
      currency,
      status: state.status,
      reason: state.reason,
      providerStatus: cleanText(state.word, 100),
      detail: detailOf(capture),
      ...(state.status === 'Cancelled' ? { decline: declineOf(codeOf(capture)) } : {}),
      flag: state.flag,
      completedAt: state.status === 'Completed' ? capture.create_time : null,
      customer: order.customer,
      payer: order.payer,
      method: 'paypal' as const,
      methodLabel: 'PayPal',
      description: order.description,
      reference: cleanText(textOf(capture.invoice_id) ?? '', 500),
      purpose,
      link: null,
      attempt,
      settlement: state.status === 'Completed' ? settlementOfCapture(capture) : null,
    };
  });
}

function codeOf(capture: Capture): string | null {
  return textOf(field(capture.processor_response, 'response_code'));
}

/** Why a declined capture was declined; the search says nothing of it. */
function detailOf(capture: Capture): string | null {
  if (captureState(capture.status).status !== 'Cancelled') return null;
  const code = codeOf(capture);
  const reason = textOf(field(capture.status_details, 'reason'));
  const why = reason?.toLowerCase().replaceAll('_', ' ') ?? 'declined';
  return cleanText(code ? `${why} (${code})` : why, 500);
}

/** Both legs as PayPal states them; null while it has not settled. Throws Unreadable when they do not add up. */
function settlementOfCapture(capture: Capture): Settlement | null {
  const breakdown = capture.seller_receivable_breakdown;
  if (!breakdown) return null;
  if (breakdown.receivable_amount) return converted(capture.id, breakdown, breakdown.receivable_amount, 1);
  return plain(capture.id, breakdown, sumOf(capture.amount), 1);
}

type Sums = ReturnType<typeof sumOf>;
type Received = NonNullable<Breakdown['receivable_amount']>;

/** `sign`: -1 for money that went back. */
function plain(externalId: string, breakdown: Breakdown, { amount, currency }: Sums, sign: 1 | -1): Settlement {
  const gross = breakdown.gross_amount ? amountIn(breakdown.gross_amount, currency) : amount;
  const fee = breakdown.paypal_fee ? amountIn(breakdown.paypal_fee, currency) : 0;
  const net = breakdown.net_amount ? amountIn(breakdown.net_amount, currency) : gross - fee;
  if (gross - fee !== net) throw new Unreadable('its net is not its amount less its fee');
  return {
    externalId,
    amount: minor(sign * gross),
    fee: minor(sign * fee),
    net: minor(sign * net),
    currency,
    rate: null,
  };
}

function converted(externalId: string, breakdown: Breakdown, received: Received, sign: 1 | -1): Settlement {
  const { amount: net, currency } = sumOf(received);
  const stated = breakdown.paypal_fee_in_receivable_currency;
  const fee = stated ? amountIn(stated, currency) : 0;
  const rate = cleanOrNull(field(breakdown.exchange_rate, 'value'), 60);
  return {
    externalId,
    amount: minor(sign * (net + fee)),
    fee: minor(sign * fee),
    net: minor(sign * net),
    currency,
    rate: rate !== null && /^\d+(?:\.\d+)?$/.test(rate) ? rate : null,
  };
}

export function mapRefund(raw: unknown, payment: string): Mapped<PulledRefund> {
  return mapped({ kind: 'refund', externalId: textOf(field(raw, 'id')) }, refundSchema, raw, (refund) => {
    const sums = sumOf(refund.amount);
    if (sums.amount <= 0) throw new Unreadable(`the amount ${refund.amount.value} is not above zero`);
    const status = refundStatus(refund.status);
    const breakdown = refund.seller_payable_breakdown;
    const other = breakdown?.net_amount_in_receivable_currency;
    const row: PulledRefund = {
      externalId: refund.id,
      payment,
      createdAt: refund.create_time,
      amount: sums.amount,
      currency: sums.currency,
      status: status ?? 'pending',
      providerStatus: cleanText(letterOf(refund.status), 100),
      reason: cleanOrNull(refund.note_to_payer, 200),
      settlement:
        status === 'completed' && breakdown
          ? other
            ? converted(refund.id, breakdown, other, -1)
            : plain(refund.id, breakdown, sums, -1)
          : null,
    };
    return { row, parked: status ? null : unknownWord('refund', refund.id, refund.status) };
  });
}

/** The search tells the same in letters; both facts of one refund say the same word. */
function letterOf(word: string): string {
  return { COMPLETED: 'S', PENDING: 'P', FAILED: 'D', CANCELLED: 'V' }[word] ?? word;
}
