/**
 * Charges of a saved method. Razorpay has no key for it: each goes through an order of its own whose receipt is the attempt's key,
 * and an order is paid once at most. The order is looked up first, so that a repeated attempt finds what the first one did.
 */
import { Failure } from '../../kernel/failure';
import { type Answered, type ChargeAsk, OutcomeUnknown } from '../ask';
import { field, textOf } from '../field';
import { Harvest } from '../harvest';
import { cleanText } from '../text';
import { askedAmount } from './amount';
import { idPart, type Line, type Refusal, refusalOf } from './client';
import { declineOf } from './declines';
import { mapPayment } from './map';
import { isHardDecline } from './map-status';
import { notesOf, paymentsOfOrder, withCard } from './pages';
import { chargedSchema, idOf, orderSchema } from './wire';

export async function charge(line: Line, ask: ChargeAsk): Promise<Answered> {
  const { customer } = ask.payer;
  if (customer === null) throw new Failure('input-invalid', { detail: 'Razorpay does not know this customer' });
  const amount = askedAmount(ask.amount, ask.currency);
  const { orders, answered } = await lookUp(line, ask);
  if (answered) return answered;
  const { email, contact } = await contactOf(line, ask, customer);
  const order = orders[0] ?? (await newOrder(line, ask, amount, customer));
  const json = {
    email,
    contact,
    amount,
    currency: ask.currency,
    order_id: order,
    customer_id: customer,
    token: ask.method,
    recurring: true,
    description: cleanText(ask.description, 250),
    notes: notesOf(ask),
  };
  const answer = await line.ask({ method: 'POST', path: '/payments/create/recurring', json, what: 'charges' }, 'once');
  const refusal = refusalOf(answer);
  if (refusal) return refused(line, ask, order, refusal);
  const read = chargedSchema.safeParse(answer.body);
  if (!read.success) throw new OutcomeUnknown(line.http.brokenAnswer());
  return accepted(line, ask, read.data.razorpay_payment_id);
}

/** The answer holds only ids: the payment is asked for. It exists, so that a failure to see it is none of the charge. */
async function accepted(line: Line, ask: ChargeAsk, id: string): Promise<Answered> {
  let raw: unknown = null;
  try {
    raw = await line.look('payments', `/payments/${idPart(id)}`, withCard);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
  if (raw === null) return { kind: 'accepted', externalId: id, facts: new Harvest().facts(line.http.clockSkewMs) };
  return answeredOf(line, ask, raw);
}

/** Told with a status of 400 and more. Where a payment came of it, that says what became of the charge. */
async function refused(line: Line, ask: ChargeAsk, order: string, refusal: Refusal): Promise<Answered> {
  try {
    const payments = await paymentsOfOrder(line, order);
    const named = payments.find((raw) => idOf(raw) === refusal.payment);
    const raw = decisive(payments) ?? named;
    if (raw !== undefined) return answeredOf(line, ask, raw);
  } catch (error) {
    if (error instanceof Failure) throw new OutcomeUnknown(error);
    throw error;
  }
  const isDecline = /^(?:card_enrollment_check|payment_(?!initiation))/.test(refusal.step ?? '');
  if (!isDecline) throw line.failureOf(refusal);
  const detail = line.http.refusal(refusal.status, refusal.description).params.detail;
  const facts = new Harvest().facts(line.http.clockSkewMs);
  const why = { hard: isHardDecline(refusal.reason), decline: declineOf(refusal.reason) };
  return { kind: 'declined', detail: String(detail), ...why, facts };
}

export async function findCharge(line: Line, ask: ChargeAsk): Promise<Answered | null> {
  return (await lookUp(line, ask)).answered;
}

/** The orders of the attempt, and what was done through them. */
async function lookUp(line: Line, ask: ChargeAsk): Promise<{ orders: string[]; answered: Answered | null }> {
  const rows = await line.rows('orders', '/orders', { receipt: ask.key });
  const orders = rows.filter((row) => field(row, 'receipt') === ask.key).map((row) => idOf(row));
  const known = orders.filter((id) => id !== null);
  const payments: unknown[] = [];
  for (const order of known) payments.push(...(await paymentsOfOrder(line, order)));
  const raw = decisive(payments);
  return { orders: known, answered: raw === undefined ? null : answeredOf(line, ask, raw) };
}

/** Of several tries the one that took money, or may; else the newest, which comes first. */
function decisive(payments: readonly unknown[]): unknown {
  return payments.find((raw) => field(raw, 'status') !== 'failed') ?? payments[0];
}

function answeredOf(line: Line, ask: ChargeAsk, raw: unknown): Answered {
  const harvest = new Harvest();
  const payment = mapPayment(raw, { attempt: ask.key });
  harvest.add('payments', payment);
  const facts = harvest.facts(line.http.clockSkewMs);
  if (payment.row?.status === 'Cancelled') {
    const reason = field(raw, 'error_reason');
    const why = { hard: isHardDecline(reason), decline: declineOf(reason) };
    return { kind: 'declined', detail: payment.row.detail ?? 'declined', ...why, facts };
  }
  const externalId = idOf(raw);
  if (externalId === null) throw new OutcomeUnknown(line.http.brokenAnswer());
  return { kind: 'accepted', externalId, facts };
}

/** An order asks for no money, so that one too many does no harm. Rejects with Failure only. */
async function newOrder(line: Line, ask: ChargeAsk, amount: number, customer: string): Promise<string> {
  const json = {
    amount,
    currency: ask.currency,
    customer_id: customer,
    receipt: ask.key,
    payment_capture: true,
    notes: notesOf(ask),
  };
  try {
    const answer = await line.ask({ method: 'POST', path: '/orders', json, what: 'orders' }, 'freely');
    const refusal = refusalOf(answer);
    if (refusal) throw line.failureOf(refusal);
    const read = orderSchema.safeParse(answer.body);
    if (!read.success) throw line.http.brokenAnswer();
    return read.data.id;
  } catch (error) {
    throw error instanceof OutcomeUnknown ? error.failure : error;
  }
}

/** Razorpay wants both with each charge; what the payer lacks the customer at Razorpay may have. */
async function contactOf(line: Line, { payer }: ChargeAsk, customer: string) {
  if (payer.email && payer.phone) return { email: payer.email, contact: payer.phone };
  const raw = await line.lookAt('customers', `/customers/${idPart(customer)}`);
  const email = payer.email ?? textOf(field(raw, 'email'));
  const contact = payer.phone ?? textOf(field(raw, 'contact'));
  if (email && contact) return { email, contact };
  throw new Failure('payer-contact-needed', { gateway: 'Razorpay' });
}
