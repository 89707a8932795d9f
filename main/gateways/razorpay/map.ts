/**
 * Razorpay's payments and customers to the facts that the book takes. Pure. The fee that a payment states holds its tax (GST), and
 * everything is settled in INR: of a payment in another currency both sums are as Razorpay states them.
 */
import { addMinor, minor } from '../../kernel/money';
import { type Purpose, purposes } from '../../kernel/payment';
import { field, textOf } from '../field';
import { type Mapped, mapped, whole } from '../mapped';
import type { PulledCustomer, PulledPayment, Settlement } from '../pulled';
import { cleanOrNull, cleanText } from '../text';
import { Unreadable } from '../unreadable';
import { amountOf, currencyOf, HOME_CURRENCY, positiveAmountOf } from './amount';
import { declineOf } from './declines';
import { methodLabel } from './map-method';
import { paymentState } from './map-status';
import { customerSchema, idOf, type PageObject, type Payment, paymentSchema } from './wire';

/** What is kept of a payment beside itself. */
export interface Beside {
  /** The link that it was paid by: it holds the words that we gave, the payment itself does not. */
  page?: PageObject | null;
  /** The attempt that asked for it, where we know from what we asked. */
  attempt?: string;
}

export function mapPayment(raw: unknown, beside: Beside = {}): Mapped<PulledPayment> {
  return mapped({ kind: 'payment', externalId: idOf(raw) }, paymentSchema, raw, (payment) => {
    const { page = null } = beside;
    const state = paymentState(payment);
    const currency = currencyOf(payment.currency);
    const amount = positiveAmountOf(payment.amount);
    const notes = [payment.notes, page?.notes];
    const createdAt = payment.created_at * 1000;
    const isPaid = state.status === 'Completed';
    const described = textOf(page?.description) ?? textOf(payment.description) ?? '';
    return whole({
      externalId: payment.id,
      createdAt,
      amount,
      currency,
      ...state,
      providerStatus: cleanText(payment.status, 100),
      detail: state.status === 'Cancelled' ? refusalOf(payment) : null,
      ...(state.status === 'Cancelled' ? { decline: declineOf(payment.error_reason) } : {}),
      // Razorpay does not say when a payment was captured.
      completedAt: isPaid ? createdAt : null,
      customer: textOf(payment.customer_id),
      payer: payerOf(payment),
      method: 'razorpay',
      methodLabel: methodLabel(payment),
      description: cleanText(described),
      reference: referenceOf(notes),
      purpose: purposeOf(notes),
      link: state.status === 'Pending' && page ? httpsOrNull(page.short_url) : null,
      attempt: attemptOf(payment, beside, notes),
      settlement: isPaid ? settlementOf(payment, currency) : null,
    });
  });
}

/** Both sums as the payment states them; null while it states no fee, or not what an international one is worth in INR. */
function settlementOf(payment: Payment, currency: string): Settlement | null {
  const { fee, tax } = payment;
  if (fee === null || fee === undefined) return null;
  if (currency !== HOME_CURRENCY && (payment.base_amount ?? null) === null) return null;
  if (currency !== HOME_CURRENCY && (payment.base_currency ?? HOME_CURRENCY) !== HOME_CURRENCY) {
    throw new Unreadable(`it is settled in ${cleanText(payment.base_currency ?? '', 20)}, not in ${HOME_CURRENCY}`);
  }
  const sum = positiveAmountOf(currency === HOME_CURRENCY ? payment.amount : (payment.base_amount ?? 0));
  return settled(payment.id, sum, fee, tax ?? 0);
}

/** A settlement in INR. Throws Unreadable when the fee holds less than its tax. */
export function settled(externalId: string, sum: number, fee: number, tax: number): Settlement {
  if (tax < 0 || tax > fee) throw new Unreadable('its fee is less than the tax in it');
  const amount = minor(sum);
  const net = addMinor(amount, -fee);
  return { externalId, amount, fee: amountOf(fee), tax: amountOf(tax), net, currency: HOME_CURRENCY, rate: null };
}

function attemptOf(payment: Payment, beside: Beside, notes: readonly unknown[]): string | null {
  // On a page the payer may try several times: only what took money, or holds it, is what the attempt came to.
  const isTry = payment.status === 'failed' || payment.status === 'created';
  if (isTry && ((beside.page ?? null) !== null || pageIdOf(payment) !== null)) return null;
  return beside.attempt ?? keyOf(notes.map((each) => textOf(field(each, 'attempt'))).find(Boolean) ?? null);
}

/** Our own keys are UUIDs. */
export function keyOf(text: unknown): string | null {
  return typeof text === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? text : null;
}

/** The id of the link or invoice that a payment was made by, as far as the payment tells. */
export function pageIdOf(raw: unknown): string | null {
  const invoice = textOf(field(raw, 'invoice_id'));
  if (invoice && /^inv_\w{1,40}$/.test(invoice)) return invoice;
  const tail = /^#(\w{14})$/.exec(textOf(field(raw, 'description')) ?? '')?.[1];
  return tail ? `plink_${tail}` : null;
}

function refusalOf(payment: Payment): string | null {
  const said = textOf(payment.error_description);
  const reason = textOf(payment.error_reason);
  return cleanOrNull(said && reason ? `${said} (${reason})` : (said ?? reason ?? ''), 500);
}

/** Stands where a payer gave no address. */
const nobody = 'void@razorpay.com';

function payerOf(payment: Payment): PulledPayment['payer'] {
  const email = textOf(payment.email) === nobody ? null : cleanOrNull(payment.email, 500);
  const name = cleanOrNull(field(payment.card, 'name'), 500);
  return name || email ? { name: name ?? email ?? '', email } : null;
}

function referenceOf(notes: readonly unknown[]): string {
  const names = ['reference', 'invoice', 'invoice_number'];
  const given = notes.flatMap((each) => names.map((name) => textOf(field(each, name))));
  return cleanText(given.find(Boolean) ?? '', 500);
}

function purposeOf(notes: readonly unknown[]): Purpose | null {
  const given = notes.map((each) => field(each, 'purpose'));
  return purposes.find((purpose) => given.includes(purpose)) ?? null;
}

function httpsOrNull(link: string): string | null {
  return URL.parse(link)?.protocol === 'https:' ? link : null;
}

export function mapCustomer(raw: unknown): Mapped<PulledCustomer> {
  return mapped({ kind: 'customer', externalId: idOf(raw) }, customerSchema, raw, (customer) => {
    const names = [customer.name, customer.email, customer.contact].map((name) => cleanOrNull(name, 500));
    return whole({
      externalId: customer.id,
      createdAt: customer.created_at * 1000,
      name: names.find(Boolean) ?? customer.id,
      email: cleanOrNull(customer.email, 500),
      phone: cleanOrNull(customer.contact, 100),
      address: [],
      country: null,
      language: null,
    });
  });
}
