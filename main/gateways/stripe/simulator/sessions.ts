/** Checkout Sessions: what `POST /v1/checkout/sessions` makes, what the payer's submitting of its page does, and how one ends. */
import type Stripe from 'stripe';
import {
  addCustomer,
  type Bank,
  cancel,
  createIntent,
  decline,
  intentOf,
  type Payer,
  requireAction,
  succeed,
} from './bank';
import { beginDebit, debitOf } from './debits';
import { type Form, formOf, formsOf, onlyKnown, tableOf, textOf, wholeOf } from './form';
import { saveMethod, testCard } from './methods';
import { noSuch, StripeProblem } from './problem';
import { sessionObject } from './session-object';

const OPEN_S = 86_400;
const MAX_AMOUNT = 99_999_999;
const fields = [
  'currency',
  ...['mode', 'ui_mode', 'client_reference_id', 'line_items', 'adaptive_pricing', 'payment_intent_data', 'metadata'],
  ...['success_url', 'cancel_url', 'customer', 'customer_email', 'customer_creation', 'expires_at', 'expand'],
];
const intentFields = ['metadata', 'description', 'setup_future_usage'];

/** `POST /v1/checkout/sessions`. Throws StripeProblem. */
export function createSession(bank: Bank, at: number, form: Form): Stripe.Checkout.Session {
  onlyKnown(form, fields);
  const mode = textOf(form, 'mode');
  if (mode === 'setup') return createSetup(bank, at, form);
  if (mode !== 'payment')
    throw new StripeProblem(400, { message: `The mode ${mode} is not simulated.`, param: 'mode' });
  const { amount, currency, name } = lineOf(form);
  const customer = textOf(form, 'customer') ?? null;
  if (customer !== null && !bank.store.get('customer', customer)) throw noSuch('customer', customer, 'customer', 400);
  const success = textOf(form, 'success_url') ?? null;
  if (success === null)
    throw new StripeProblem(400, { message: 'Missing required param: success_url.', param: 'success_url' });
  const data = formOf(form, 'payment_intent_data');
  onlyKnown(data, intentFields);
  const id = bank.newId('cs_test');
  const session = sessionObject({
    id,
    created: at,
    amount,
    currency,
    customer,
    email: textOf(form, 'customer_email') ?? null,
    makesCustomer: textOf(form, 'customer_creation') === 'always',
    reference: textOf(form, 'client_reference_id') ?? null,
    metadata: tableOf(form, 'metadata'),
    expires: wholeOf(form, 'expires_at', at + 1800, at + OPEN_S) ?? at + OPEN_S,
    success,
    cancel: textOf(form, 'cancel_url') ?? null,
    url: `${bank.pages ?? 'https://checkout.stripe.com'}/c/pay/${id}`,
  });
  bank.store.put('checkout.session', session);
  bank.store.wishOf.set(id, {
    description: textOf(data, 'description') ?? name,
    metadata: tableOf(data, 'metadata'),
    saves: textOf(data, 'setup_future_usage') === 'off_session',
  });
  return session;
}

/** A page that saves a method and charges nothing: here only for a customer that is known. */
function createSetup(bank: Bank, at: number, form: Form): Stripe.Checkout.Session {
  const customer = textOf(form, 'customer') ?? '';
  if (!bank.store.get('customer', customer)) throw noSuch('customer', customer, 'customer', 400);
  const currency = textOf(form, 'currency') ?? '';
  if (!/^[a-z]{3}$/.test(currency))
    throw new StripeProblem(400, { message: 'Missing required param: currency.', param: 'currency' });
  const id = bank.newId('cs_test');
  const session: Stripe.Checkout.Session = {
    ...sessionObject({
      ...{ id, created: at, amount: 0, currency, customer, email: null, makesCustomer: false, metadata: {} },
      reference: textOf(form, 'client_reference_id') ?? null,
      expires: at + OPEN_S,
      success: textOf(form, 'success_url') ?? '',
      cancel: textOf(form, 'cancel_url') ?? null,
      url: `${bank.pages ?? 'https://checkout.stripe.com'}/c/pay/${id}`,
    }),
    ...{ mode: 'setup', amount_total: null, amount_subtotal: null, payment_status: 'no_payment_required' },
    setup_intent: bank.newId('seti'),
  };
  bank.store.put('checkout.session', session);
  return session;
}

/** The payer gives a card to be kept. */
export function submitSetup(bank: Bank, at: number, id: string): Stripe.Checkout.Session {
  const session = sessionOf(bank, at, id);
  const customer = typeof session.customer === 'string' ? session.customer : null;
  const { name, email } = payerOf(bank, session);
  saveMethod(bank, { created: at, customer, name, email, card: testCard, other: null });
  return change(bank, session, { status: 'complete', url: null });
}

function lineOf(form: Form): { amount: number; currency: string; name: string } {
  const [line, ...more] = formsOf(form, 'line_items');
  if (!line || more.length > 0)
    throw new StripeProblem(400, { message: 'One line item is simulated.', param: 'line_items' });
  onlyKnown(line, ['quantity', 'price_data']);
  const price = formOf(line, 'price_data');
  onlyKnown(price, ['currency', 'unit_amount', 'product_data']);
  const amount = wholeOf(price, 'unit_amount', 1, MAX_AMOUNT);
  const currency = textOf(price, 'currency') ?? '';
  const name = textOf(formOf(price, 'product_data'), 'name') ?? '';
  const missing = amount === undefined ? 'unit_amount' : name === '' ? 'name' : null;
  if (missing !== null || amount === undefined) {
    throw new StripeProblem(400, { message: `Missing required param: line_items[0][price_data][${missing}].` });
  }
  if (!/^[a-z]{3}$/.test(currency))
    throw new StripeProblem(400, { message: `Invalid currency: ${currency.slice(0, 20)}.` });
  return { amount, currency, name };
}

/** `POST /v1/checkout/sessions/{id}/expire`. */
export function expireSession(bank: Bank, at: number, id: string, form: Form): Stripe.Checkout.Session {
  onlyKnown(form, ['expand']);
  const session = sessionOf(bank, at, id);
  if (session.status !== 'open') {
    const message = `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`;
    throw new StripeProblem(400, { message });
  }
  return end(bank, at, session);
}

/** As it is at that time: one whose time is over has expired. Throws StripeProblem 404 when there is none. */
export function sessionOf(bank: Bank, at: number, id: string): Stripe.Checkout.Session {
  const session = bank.store.get('checkout.session', id);
  if (!session) throw noSuch('checkout.session', id, 'session');
  return session.status === 'open' && session.expires_at <= at ? end(bank, at, session) : session;
}

/** Its intent, if the payer had begun, can be paid no more. */
function end(bank: Bank, at: number, session: Stripe.Checkout.Session): Stripe.Checkout.Session {
  const { payment_intent: intent } = session;
  if (typeof intent === 'string' && intentOf(bank, intent).status !== 'canceled') cancel(bank, at, intent, 'expired');
  return change(bank, session, { status: 'expired', url: null });
}

function change(
  bank: Bank,
  session: Stripe.Checkout.Session,
  to: Partial<Stripe.Checkout.Session>,
): Stripe.Checkout.Session {
  const changed = { ...session, ...to };
  bank.store.put('checkout.session', changed);
  return changed;
}

export type Submit = 'succeed' | 'decline' | 'secure' | 'debit';

/** The payer submits an open page. `secure`: their bank asks for them, at its own page. */
export function submitSession(bank: Bank, at: number, id: string, how: Submit): Stripe.Checkout.Session {
  const begun = withIntent(bank, at, sessionOf(bank, at, id));
  const intent = typeof begun.payment_intent === 'string' ? begun.payment_intent : '';
  const payer = payerOf(bank, begun);
  if (how === 'secure') {
    requireAction(bank, at, intent, `${bank.pages}/3d_secure/${intent}`, begun.success_url ?? '');
    return begun;
  }
  if (how === 'decline') {
    const why = { code: 'card_declined', declineCode: 'generic_decline', message: 'Your card was declined.' };
    decline(bank, at, intent, payer, why);
    return begun;
  }
  const customer = typeof begun.customer === 'string' ? begun.customer : null;
  if (how === 'debit') {
    const other = debitOf(begun.currency ?? '');
    keepMethod(bank, at, begun, intent, other);
    beginDebit(bank, at, intent, { ...payer, card: null, other });
    return change(bank, begun, { status: 'complete', payment_status: 'unpaid', url: null, customer });
  }
  keepMethod(bank, at, begun, intent, null);
  succeed(bank, at, intent, payer);
  return change(bank, begun, { status: 'complete', payment_status: 'paid', url: null, customer });
}

/** What the payer pays with stays with the customer, as was agreed. */
function keepMethod(
  bank: Bank,
  at: number,
  session: Stripe.Checkout.Session,
  intent: string,
  other: Payer['other'],
): void {
  const customer = typeof session.customer === 'string' ? session.customer : null;
  const { name, email } = payerOf(bank, session);
  const isKept = bank.store.wishOf.get(session.id)?.saves === true && customer !== null;
  const method = saveMethod(bank, {
    created: at,
    customer: isKept ? customer : null,
    name,
    email,
    card: other ? null : testCard,
    other,
  });
  const paid = intentOf(bank, intent);
  bank.store.put('payment_intent', { ...paid, payment_method: method });
}

function withIntent(bank: Bank, at: number, session: Stripe.Checkout.Session): Stripe.Checkout.Session {
  if (session.payment_intent !== null) return session;
  const wish = bank.store.wishOf.get(session.id);
  const email = session.customer_email;
  const facts = {
    name: 'Ada Example',
    email,
    phone: null,
    address: null,
    locale: 'en',
    currency: session.currency ?? '',
  };
  const makes = session.customer === null && session.customer_creation === 'always';
  const customer = makes
    ? addCustomer(bank, { ...facts, id: bank.newId('cus'), created: at }).id
    : typeof session.customer === 'string'
      ? session.customer
      : null;
  const { id } = createIntent(bank, {
    id: bank.newId('pi'),
    created: at,
    amount: session.amount_total ?? 0,
    currency: session.currency ?? '',
    customer,
    description: wish?.description ?? null,
    metadata: wish?.metadata ?? {},
    paymentMethod: null,
    methodType: 'card',
    captureMethod: 'automatic',
  });
  if (wish?.saves) bank.store.put('payment_intent', { ...intentOf(bank, id), setup_future_usage: 'off_session' });
  return change(bank, session, { payment_intent: id, customer });
}

function payerOf(bank: Bank, session: Stripe.Checkout.Session): Payer {
  const known = typeof session.customer === 'string' ? bank.store.get('customer', session.customer) : undefined;
  const name = known?.name ?? 'Ada Example';
  return { name, email: known?.email ?? session.customer_email, address: null, card: testCard, other: null };
}
