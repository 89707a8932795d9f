/**
 * The simulated provider's pages for the payer: Checkout, and the page of the payer's bank (3-D Secure). Plain forms, no script; a
 * button stands for what the payer would type.
 */
import type Stripe from 'stripe';
import { toDecimal } from '../../../kernel/money';
import { type PagePart, payerPage } from '../../payer-page';
import type { SimulatorAnswer } from '../../simulator-server';
import { currencyOf } from '../../unreadable';
import { amountOf } from '../amount';
import { type Bank, decline } from './bank';
import { payIntent } from './create';
import { StripeProblem } from './problem';
import { type Submit, sessionOf, submitSession, submitSetup } from './sessions';

/** Null for a path that is no page. `at`: Unix seconds. */
export function answerPage(bank: Bank, at: number, method: string, path: string, body: string): SimulatorAnswer | null {
  const [, kind, id] = /^\/(c\/pay|3d_secure)\/(\w{1,80})$/.exec(path) ?? [];
  if (kind === undefined || id === undefined) return null;
  const choice = method === 'POST' ? (new URLSearchParams(body).get('outcome') ?? '') : null;
  try {
    return kind === 'c/pay' ? checkout(bank, at, id, choice) : bankPage(bank, at, id, choice);
  } catch (error) {
    if (!(error instanceof StripeProblem)) throw error;
    return page('Something went wrong', ['The page you were looking for could not be found.'], 404);
  }
}

const ways = {
  succeed: 'Pay',
  decline: 'Pay with a card that is declined',
  secure: 'Pay with a card that asks for 3-D Secure',
  debit: 'Pay by direct debit',
  abandon: 'Leave without paying',
};

function checkout(bank: Bank, at: number, id: string, choice: string | null): SimulatorAnswer {
  const session = sessionOf(bank, at, id);
  const back = { back: session.success_url };
  if (session.status !== 'open') {
    const words = session.status === 'complete' ? 'This payment is complete.' : 'This checkout session has expired.';
    return page('You’re all done here', [words, back]);
  }
  const path = `/c/pay/${id}`;
  if (session.mode === 'setup') return setup(bank, at, session, choice);
  if (choice === null) return page(`Pay ${sumOf(session)}`, [aboutOf(bank, session), buttons(path, ways)]);
  if (!isSubmit(choice))
    return page('Left', ['You left without paying. The page stays open.', { back: session.cancel_url }]);
  const after = submitSession(bank, at, id, choice);
  if (choice === 'succeed') return page('Paid', [`Thank you. ${sumOf(session)} was paid.`, back]);
  if (choice === 'debit') return page('Under way', ['Thank you. Your bank pays in some days.', back]);
  if (choice === 'decline') return page('Declined', ['Your card was declined. Try another one.', buttons(path, ways)]);
  const intent = typeof after.payment_intent === 'string' ? after.payment_intent : '';
  return asking(`/3d_secure/${intent}`);
}

const setupWays = { succeed: 'Save this card', abandon: 'Leave without saving' };

function setup(
  bank: Bank,
  at: number,
  { id, success_url, cancel_url }: Stripe.Checkout.Session,
  choice: string | null,
): SimulatorAnswer {
  if (choice === null) return page('Save a card', ['Nothing is charged.', buttons(`/c/pay/${id}`, setupWays)]);
  if (choice !== 'succeed') return page('Left', ['You left. The page stays open.', { back: cancel_url }]);
  submitSetup(bank, at, id);
  return page('Saved', ['Thank you. The card was saved.', { back: success_url }]);
}

function isSubmit(choice: string): choice is Submit {
  return choice === 'succeed' || choice === 'decline' || choice === 'secure' || choice === 'debit';
}

/** Where the payer's bank asks whether it is them; for a payment of Checkout, and for one that we asked for without them. */
function bankPage(bank: Bank, at: number, id: string, choice: string | null): SimulatorAnswer {
  const intent = bank.store.get('payment_intent', id);
  const back = { back: intent?.next_action?.redirect_to_url?.return_url ?? null };
  if (intent?.status !== 'requires_action') return page('You’re all done here', ['Nothing is to be confirmed here.']);
  if (choice === null) return asking(`/3d_secure/${id}`);
  const session = [...bank.store.shelf('checkout.session').oldestFirst()].find((row) => row.payment_intent === id);
  if (choice === 'confirm') {
    if (session) submitSession(bank, at, session.id, 'succeed');
    else payIntent(bank, at, id);
    return page('Confirmed', ['Thank you. The payment was confirmed.', back]);
  }
  const code = 'payment_intent_authentication_failure';
  const message = 'The provided PaymentMethod has failed authentication.';
  decline(
    bank,
    at,
    id,
    { name: null, email: null, address: null, card: null, other: null },
    { code, declineCode: code, message },
  );
  return page('Not confirmed', ['The payment was not confirmed.', back]);
}

function asking(path: string): SimulatorAnswer {
  const choices = { confirm: 'It is me: confirm', refuse: 'It is not me' };
  return page('3-D Secure', ['Your bank wants to know that it is you.', buttons(path, choices)]);
}

function sumOf({ amount_total, currency }: Stripe.Checkout.Session): string {
  const code = currencyOf(currency ?? '');
  return `${toDecimal(amountOf(amount_total ?? 0, code), code)} ${code}`;
}

function aboutOf(bank: Bank, { id }: Stripe.Checkout.Session): string {
  return bank.store.wishOf.get(id)?.description ?? '';
}

function buttons(path: string, labels: Readonly<Record<string, string>>): PagePart {
  return { buttons: labels, field: 'outcome', to: () => path };
}

function page(title: string, parts: readonly PagePart[], status = 200): SimulatorAnswer {
  return payerPage({ gateway: 'Stripe', title, parts, status });
}
