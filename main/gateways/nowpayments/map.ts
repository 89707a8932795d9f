/**
 * NOWPayments' payments to the facts that the book takes. Pure. The price, in money, is what is booked; the coin and its exact
 * amount stand beside it as text. What cannot be read exactly is parked whole.
 */
import { type Minor, minor, readDecimal } from '../../kernel/money';
import { field } from '../field';
import type { ParkedItem, PulledPayment, PulledRefund, Settlement } from '../pulled';
import { cleanText } from '../text';
import { Unreadable } from '../unreadable';
import { coinText, compareAmounts, isNothing, moneyOf, priceCurrencyOf, priceOf } from './amount';
import { type Deposit, isRefunded, isShort, stateOf } from './map-status';
import { idTextOf, paymentSchema, type WirePayment } from './wire';

export interface Mapped {
  payment: PulledPayment | null;
  refund: PulledRefund | null;
  parked: ParkedItem | null;
}

/** Where NOWPayments' own page of an invoice is. */
export type PageOf = (invoice: string) => string;

export function mapPayment(raw: unknown, pageOf: PageOf): Mapped {
  const read = paymentSchema.safeParse(raw);
  if (!read.success) {
    const name = read.error.issues[0]?.path.join('.') || 'the object';
    return parked(raw, `${name} is missing or not as expected`);
  }
  try {
    const payment = paymentOf(read.data, pageOf);
    return { payment, refund: refundOf(read.data, payment), parked: null };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return parked(raw, error.message);
  }
}

function parked(raw: unknown, why: string): Mapped {
  const externalId = idTextOf(field(raw, 'payment_id')) ?? 'unknown';
  return { payment: null, refund: null, parked: { kind: 'payment', externalId, why } };
}

function paymentOf(wire: WirePayment, pageOf: PageOf): PulledPayment {
  const currency = priceCurrencyOf(wire.price_currency);
  const amount = priceOf(wire.price_amount, currency);
  const deposit: Deposit = { asked: wire.pay_amount, paid: wire.actually_paid };
  const coin = wire.pay_currency ?? '';
  const arrived = deposit.paid !== null && !isNothing(deposit.paid) && coin !== '' ? deposit.paid : null;
  const outcome = outcomeOf(wire, deposit, amount, currency);
  const { status, reason, flag } = stateOf(wire.payment_status, deposit);
  const order = orderOf(wire.order_id);
  const isChild = wire.parent_payment_id !== null;
  return {
    externalId: wire.payment_id,
    createdAt: wire.created_at,
    amount,
    currency,
    status,
    reason,
    providerStatus: cleanText(wire.payment_status, 100),
    detail: arrived && deposit.asked !== null ? detailOf(arrived, deposit.asked, coin) : null,
    flag: flag ?? outcome.flag,
    completedAt: status === 'Completed' ? completedAtOf(wire) : null,
    customer: null,
    payer: null,
    method: 'nowpayments',
    methodLabel: labelOf(coin, arrived, outcome.coin),
    description: cleanText(typeof wire.order_description === 'string' ? wire.order_description : ''),
    // A deposit to the address of an earlier payment is a payment of its own: both show by the earlier one's id.
    // Our own key says nothing to a person: then it is NOWPayments' id of the payment.
    reference: cleanText(
      [isUuid(order) ? wire.payment_id : order, wire.parent_payment_id]
        .filter((part) => part !== null && part !== '')
        .join(' / '),
      500,
    ),
    purpose: null,
    link: status === 'Pending' && wire.invoice_id !== null ? pageOf(wire.invoice_id) : null,
    attempt: isUuid(order) && !isChild ? order.toLowerCase() : null,
    paidCoin: arrived ? coinText(arrived, coin) : null,
    creditedCoin: outcome.coin,
    settlement: outcome.settlement,
  };
}

/** `TRX`; once it was paid `12 TRX`, and what was credited for it where that is another sum. */
function labelOf(coin: string, arrived: string | null, credited: string | null): string | null {
  if (coin === '') return null;
  if (arrived === null) return coin.toUpperCase();
  const paid = coinText(arrived, coin);
  return credited === null || credited === paid ? paid : `${paid} (${credited} credited)`;
}

function orderOf(value: unknown): string {
  return typeof value === 'string' ? value : (idTextOf(value) ?? '');
}

/** Our own attempts carry their key as the order's id. */
function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** Said only where more or less came than was asked for. */
function detailOf(paid: string, asked: string, coin: string): string | null {
  return compareAmounts(paid, asked) === 0 ? null : `${paid} of ${coinText(asked, coin)} arrived`;
}

/** A refunded payment no longer says when it was finished: it was within days of its beginning. */
function completedAtOf(wire: WirePayment): number {
  return isRefunded(wire.payment_status) ? wire.created_at : (wire.updated_at ?? wire.created_at);
}

interface Outcome {
  settlement: Settlement | null;
  /** What was credited and is no settlement of the book: a coin, or a sum that is not exact in minor units. */
  coin: string | null;
  flag: 'amount-differs' | null;
}

/**
 * What NOWPayments credited, once it is finished. Only money is a settlement: in the price's currency what it credited less is
 * what it kept; in another both sums stand as it states them.
 */
function outcomeOf(wire: WirePayment, deposit: Deposit, amount: Minor, currency: string): Outcome {
  const { outcome_amount: text, outcome_currency: ticker } = wire;
  const nothing: Outcome = { settlement: null, coin: null, flag: null };
  if (wire.payment_status.toLowerCase() !== 'finished' || text === null || !ticker || isNothing(text)) return nothing;
  const asText: Outcome = { ...nothing, coin: coinText(text, ticker) };
  const money = moneyOf(ticker);
  const net = money === null ? 'not-a-decimal' : readDecimal(text, money);
  if (money === null || typeof net === 'string') return asText;
  const externalId = `${wire.payment_id}-outcome`;
  if (money !== currency) {
    return { ...nothing, settlement: { externalId, amount: net, fee: minor(0), net, currency: money, rate: null } };
  }
  // More than the price, or less because less came: what was kept cannot be told from what was paid.
  if (net > amount || isShort(deposit)) return { ...asText, flag: 'amount-differs' };
  const settlement = { externalId, amount, fee: minor(amount - net), net, currency, rate: null };
  return { ...nothing, settlement };
}

/** The money went back as a whole: NOWPayments tells no sum. */
function refundOf(wire: WirePayment, payment: PulledPayment): PulledRefund | null {
  if (!isRefunded(wire.payment_status)) return null;
  return {
    externalId: `${wire.payment_id}-refund`,
    payment: wire.payment_id,
    createdAt: wire.updated_at ?? wire.created_at,
    amount: payment.amount,
    currency: payment.currency,
    status: 'completed',
    providerStatus: payment.providerStatus,
    reason: null,
    settlement: null,
  };
}
