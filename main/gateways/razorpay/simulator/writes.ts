/** What the simulated account does when it is asked to: orders, recurring charges, refunds, links, the end of a saved method. */
import { z } from 'zod';
import { refund } from './aftermath';
import { asked, notesSchema, readBody, type Write } from './asked';
import { type Bank, defaultFailure } from './bank';
import { cancelLink, makeLink, makeRegistration } from './links';
import { notesObject, type TokenObject } from './objects';
import { RazorpayProblem, unknownId } from './problem';
import { notThere } from './reads';

const orderSchema = z.object({
  amount: asked,
  currency: z.string().length(3),
  receipt: z.string().max(40).optional(),
  notes: notesSchema,
});
const chargeSchema = z.object({
  email: z.email(),
  contact: z.string().min(8),
  amount: asked,
  currency: z.string().length(3),
  order_id: z.string(),
  customer_id: z.string(),
  token: z.string(),
  recurring: z.union([z.literal(true), z.literal(1), z.literal('1')]),
  description: z.string().optional(),
  notes: notesSchema,
});
const refundSchema = z.object({
  amount: asked.optional(),
  speed: z.enum(['normal', 'optimum']).optional(),
  receipt: z.string().max(40).optional(),
  notes: notesSchema,
});

/** Gives the object that is answered. Throws RazorpayProblem. `parts`: the path behind `/v1`. */
export function answerPost(write: Write, parts: readonly string[], body: unknown): unknown {
  const { bank, at } = write;
  const [kind = '', id = '', below] = parts;
  if (kind === 'orders' && parts.length === 1) {
    const { receipt = null, notes, ...rest } = readBody(orderSchema, body);
    return bank.makeOrder({ at, receipt, ...rest, ...(notes ? { notes } : {}) });
  }
  if (kind === 'payments' && id === 'create' && below === 'recurring') return chargeToken(write, body);
  if (kind === 'payments' && below === 'refund') return refundPayment(write, id, body);
  if (kind === 'payment_links' && parts.length === 1) return makeLink(write, body);
  if (kind === 'subscription_registration' && id === 'auth_links') return makeRegistration(write, body);
  if ((kind === 'payment_links' || kind === 'invoices') && below === 'cancel') return cancelLink(write, id);
  throw notThere();
}

function chargeToken({ bank, at }: Write, body: unknown): unknown {
  const wish = readBody(chargeSchema, body);
  const order = bank.orders.get(wish.order_id);
  if (!order || !bank.customers.get(wish.customer_id)) throw unknownId();
  if (order.status === 'paid') throw new RazorpayProblem(400, 'Payment already done for this order.');
  if (order.amount !== wish.amount || order.currency !== wish.currency) {
    throw new RazorpayProblem(400, 'Your payment amount is different from your order amount.');
  }
  const token = (bank.tokens.get(wish.customer_id) ?? []).find((each) => each.id === wish.token);
  if (token?.recurring_details.status !== 'confirmed') {
    throw new RazorpayProblem(400, 'The token is not confirmed for recurring payments.', { field: 'token' });
  }
  const outcome = bank.outcomes.get(token.id) ?? 'succeed';
  const id = bank.makePayment({
    at,
    amount: wish.amount,
    currency: wish.currency,
    status: outcome === 'succeed' ? 'captured' : 'created',
    customer: wish.customer_id,
    token: token.id,
    card: { ...cardOf(token), name: bank.customers.need(wish.customer_id).name },
    email: wish.email,
    contact: wish.contact,
    description: wish.description ?? null,
    order: order.id,
    ...(wish.notes ? { notes: wish.notes } : {}),
  });
  if (outcome === 'decline' || outcome === 'decline-hard') throw declined(bank, id, order.id, outcome);
  return { razorpay_payment_id: id, razorpay_order_id: order.id, razorpay_signature: bank.newId('sig') };
}

function declined(bank: Bank, payment: string, order: string, outcome: 'decline' | 'decline-hard'): RazorpayProblem {
  const blocked = {
    reason: 'debit_instrument_blocked',
    description: 'Your payment could not be completed as this card is blocked.',
  };
  const failure = outcome === 'decline' ? defaultFailure : blocked;
  bank.fail(payment, failure);
  return new RazorpayProblem(400, failure.description, {
    source: 'issuer_bank',
    step: 'payment_authorization',
    reason: failure.reason,
    metadata: { payment_id: payment, order_id: order },
  });
}

function cardOf({ card }: TokenObject): { last4: string; network: string } {
  return { last4: card?.last4 ?? '0000', network: card?.network ?? 'Visa' };
}

function refundPayment({ bank, at }: Write, id: string, body: unknown): unknown {
  const wish = readBody(refundSchema, body ?? {});
  const payment = bank.payments.get(id);
  if (!payment) throw unknownId();
  if (!payment.captured) throw new RazorpayProblem(400, 'The payment status should be captured for action to be taken');
  const left = payment.amount - payment.amount_refunded;
  if (left === 0) throw new RazorpayProblem(400, 'The payment has been fully refunded already');
  const sum = wish.amount ?? left;
  if (sum > left) throw new RazorpayProblem(400, 'The total refund amount is greater than the refund payment amount');
  const notes = notesObject(wish.notes);
  const made = refund(bank, { at, payment: id, amount: sum, receipt: wish.receipt ?? null });
  made.notes = notes;
  return made;
}

/** Ends a saved method. */
export function answerDelete({ bank }: Write, parts: readonly string[]): unknown {
  const [kind = '', customer = '', below, token = ''] = parts;
  if (kind !== 'customers' || below !== 'tokens') throw notThere();
  const known = bank.tokens.get(customer) ?? [];
  if (!known.some((each) => each.id === token)) throw unknownId();
  bank.tokens.set(
    customer,
    known.filter((each) => each.id !== token),
  );
  return { deleted: true };
}
