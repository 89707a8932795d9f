/** The writes that the simulator takes: payment intents (create, confirm, cancel) and refunds, with Stripe's test methods and refusals. */
import type Stripe from 'stripe';
import { refund } from './aftermath';
import { type Bank, cancel, createIntent, decline, intentOf, type Payer, requireAction, succeed } from './bank';
import { beginDebit } from './debits';
import { type Form, onlyKnown, tableOf, textOf, wholeOf } from './form';
import type { CardFacts } from './objects';
import { noSuch, StripeProblem } from './problem';

const MAX_AMOUNT = 99_999_999;
const createFields = [
  ...[
    'amount',
    'currency',
    'customer',
    'description',
    'metadata',
    'confirm',
    'off_session',
    'payment_method',
    'expand',
  ],
  ...['capture_method', 'automatic_payment_methods', 'error_on_requires_action', 'return_url', 'setup_future_usage'],
];
/** https://docs.stripe.com/testing#declined-payments, and what Stripe's test methods do when they are charged. */
const declines: Readonly<Record<string, { code: string; declineCode: string; message: string }>> = {
  pm_card_chargeDeclined: { code: 'card_declined', declineCode: 'generic_decline', message: 'Your card was declined.' },
  pm_card_chargeDeclinedInsufficientFunds: {
    code: 'card_declined',
    declineCode: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
  },
  pm_card_chargeCustomerFail: {
    code: 'card_declined',
    declineCode: 'generic_decline',
    message: 'Your card was declined.',
  },
  pm_card_chargeDeclinedLostCard: {
    code: 'card_declined',
    declineCode: 'lost_card',
    message: 'Your card was declined.',
  },
  pm_card_chargeDeclinedExpiredCard: {
    code: 'expired_card',
    declineCode: 'expired_card',
    message: 'Your card has expired.',
  },
};

/** `POST /v1/payment_intents`. Throws StripeProblem, also for a declined card (402), as Stripe answers. */
export function createPayment(bank: Bank, at: number, form: Form): Stripe.PaymentIntent {
  onlyKnown(form, createFields);
  const amount = wholeOf(form, 'amount', 1, MAX_AMOUNT);
  const currency = textOf(form, 'currency');
  if (amount === undefined) throw missing('amount');
  if (currency === undefined) throw missing('currency');
  if (!/^[a-z]{3}$/.test(currency)) {
    throw new StripeProblem(400, { message: `Invalid currency: ${currency.slice(0, 20)}.`, param: 'currency' });
  }
  const customer = textOf(form, 'customer') ?? null;
  if (customer && !bank.store.get('customer', customer)) throw noSuch('customer', customer, 'customer', 400);
  const given = textOf(form, 'payment_method');
  if (given !== undefined) checkOwner(bank, given, customer);
  const intent = createIntent(bank, {
    id: bank.newId('pi'),
    created: at,
    amount,
    currency,
    customer,
    description: textOf(form, 'description') ?? null,
    metadata: tableOf(form, 'metadata'),
    paymentMethod: textOf(form, 'payment_method') ?? null,
    methodType: 'card',
    captureMethod: 'automatic',
  });
  const isSaved = textOf(form, 'setup_future_usage') === 'off_session';
  if (isSaved) bank.store.put('payment_intent', { ...intent, setup_future_usage: 'off_session' });
  if (textOf(form, 'confirm') !== 'true') return intentOf(bank, intent.id);
  return confirmPayment(bank, at, intent.id, textOf(form, 'off_session') === 'true', form);
}

/** `POST /v1/payment_intents/{id}/confirm`, and the second half of a create with `confirm`. */
export function confirmPayment(
  bank: Bank,
  at: number,
  id: string,
  offSession: boolean,
  form: Form,
): Stripe.PaymentIntent {
  const intent = existing(bank, id);
  const method =
    textOf(form, 'payment_method') ?? (typeof intent.payment_method === 'string' ? intent.payment_method : null);
  if (intent.status === 'succeeded' || intent.status === 'canceled') throw wrongState(intent, 'confirm');
  if (!method) throw missing('payment_method');
  const payer = payerOf(bank, intent, method);
  const like = bank.store.likeOf.get(method) ?? method;
  const why = declines[like];
  if (why) throw declined(bank, at, id, payer, why);
  if (like === 'pm_card_authenticationRequired') {
    const message = 'Your card was declined. This transaction requires authentication.';
    const code = 'authentication_required';
    if (offSession) throw declined(bank, at, id, payer, { code, declineCode: code, message });
    const page = bank.pages
      ? `${bank.pages}/3d_secure/${id}`
      : `https://hooks.stripe.com/3d_secure_2/hosted?payment_intent=${id}`;
    requireAction(bank, at, id, page, textOf(form, 'return_url') ?? 'https://northgate.example/paid');
  } else if (payer.other) beginDebit(bank, at, id, payer);
  else succeed(bank, at, id, payer);
  return intentOf(bank, id);
}

/** The payer's bank was told that it is them. */
export function payIntent(bank: Bank, at: number, id: string): void {
  const intent = existing(bank, id);
  const method = typeof intent.payment_method === 'string' ? intent.payment_method : '';
  succeed(bank, at, id, payerOf(bank, intent, method));
}

/** A saved method is charged for the customer who has it; the test methods are anybody's. */
function checkOwner(bank: Bank, method: string, customer: string | null): void {
  if (method.startsWith('pm_card_')) return;
  const saved = bank.store.get('payment_method', method);
  if (!saved) throw noSuch('PaymentMethod', method, 'payment_method', 400);
  if (saved.customer === null || saved.customer !== customer) {
    const message =
      'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, or was detached from a Customer, or does not belong to this Customer.';
    throw new StripeProblem(400, { message, param: 'payment_method' });
  }
}

/** `POST /v1/payment_intents/{id}/cancel`. */
export function cancelPayment(bank: Bank, at: number, id: string, form: Form): Stripe.PaymentIntent {
  onlyKnown(form, ['cancellation_reason', 'expand']);
  const intent = existing(bank, id);
  if (intent.status === 'succeeded' || intent.status === 'canceled') throw wrongState(intent, 'cancel');
  return cancel(bank, at, id, textOf(form, 'cancellation_reason') ?? null);
}

/** `POST /v1/refunds`. */
export function createRefund(bank: Bank, at: number, form: Form): Stripe.Refund {
  onlyKnown(form, ['payment_intent', 'charge', 'amount', 'reason', 'metadata', 'expand']);
  const charge = chargeToRefund(bank, form);
  const left = charge.amount - charge.amount_refunded;
  if (left === 0) {
    const message = `Charge ${charge.id} has already been refunded.`;
    throw new StripeProblem(400, { message, code: 'charge_already_refunded' });
  }
  const amount = wholeOf(form, 'amount', 1, MAX_AMOUNT) ?? left;
  if (amount > left) {
    const message = `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`;
    throw new StripeProblem(400, { message, param: 'amount' });
  }
  const reason = textOf(form, 'reason') ?? null;
  if (reason !== null && reason !== 'duplicate' && reason !== 'fraudulent' && reason !== 'requested_by_customer') {
    const message = 'Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer';
    throw new StripeProblem(400, { message, param: 'reason' });
  }
  return refund(bank, at, charge.id, amount, reason, tableOf(form, 'metadata'));
}

function chargeToRefund(bank: Bank, form: Form): Stripe.Charge {
  const intentId = textOf(form, 'payment_intent');
  const latest = intentId === undefined ? undefined : existing(bank, intentId, 'payment_intent', 400).latest_charge;
  const chargeId = textOf(form, 'charge') ?? (typeof latest === 'string' ? latest : undefined);
  if (intentId === undefined && chargeId === undefined) throw missing('charge');
  const charge = chargeId === undefined ? undefined : bank.store.get('charge', chargeId);
  if (!charge) {
    if (intentId === undefined) throw noSuch('charge', chargeId ?? '', 'charge', 400);
    const message = `This PaymentIntent (${intentId}) does not have a successful charge to refund.`;
    throw new StripeProblem(400, { message, code: 'payment_intent_unexpected_state' });
  }
  return charge;
}

function existing(bank: Bank, id: string, param = 'intent', status = 404): Stripe.PaymentIntent {
  const intent = bank.store.get('payment_intent', id);
  if (!intent) throw noSuch('payment_intent', id, param, status);
  return intent;
}

function payerOf(bank: Bank, intent: Stripe.PaymentIntent, method: string): Payer {
  const customer = typeof intent.customer === 'string' ? bank.store.get('customer', intent.customer) : undefined;
  const saved = bank.store.get('payment_method', method);
  const like = bank.store.likeOf.get(method) ?? method;
  const brand = like.includes('mastercard') ? 'mastercard' : 'visa';
  const last4 = brand === 'visa' ? '4242' : '4444';
  return {
    name: customer?.name ?? null,
    email: customer?.email ?? null,
    address: customer?.address ?? null,
    card: saved?.card ? cardFactsOf(saved.card) : { brand, last4, country: 'US', expMonth: 12, expYear: 2034 },
    other: saved ? debitFactsOf(saved) : null,
  };
}

function debitFactsOf({ sepa_debit: sepa, us_bank_account: ach }: Stripe.PaymentMethod): Payer['other'] {
  if (sepa) return { type: 'sepa_debit', bank: '', last4: sepa.last4 ?? '', country: sepa.country ?? 'DE' };
  return ach ? { type: 'us_bank_account', bank: ach.bank_name ?? '', last4: ach.last4 ?? '', country: 'US' } : null;
}

function cardFactsOf({ brand, last4, country, exp_month, exp_year }: Stripe.PaymentMethod.Card): CardFacts {
  return { brand, last4, country: country ?? 'US', expMonth: exp_month, expYear: exp_year };
}

function declined(
  bank: Bank,
  at: number,
  id: string,
  payer: Payer,
  why: { code: string; declineCode: string; message: string },
): StripeProblem {
  const charge = decline(bank, at, id, payer, why);
  const body = { type: 'card_error', code: why.code, decline_code: why.declineCode, message: why.message } as const;
  return new StripeProblem(402, { ...body, charge: charge.id, payment_intent: intentOf(bank, id) });
}

function wrongState(intent: Stripe.PaymentIntent, act: string): StripeProblem {
  const message = `You cannot ${act} this PaymentIntent because it has a status of ${intent.status}.`;
  return new StripeProblem(400, { message, code: 'payment_intent_unexpected_state', payment_intent: intent });
}

function missing(param: string): StripeProblem {
  return new StripeProblem(400, { message: `Missing required param: ${param}.`, code: 'parameter_missing', param });
}
