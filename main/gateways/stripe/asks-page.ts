/**
 * Stripe's own page: a Checkout Session. It makes its payment intent when the payer first submits it, with our attempt's key in the
 * intent's metadata, so that a pull ties the payment too. It is open for as long as Stripe keeps one by itself (a day): a time of
 * our own would make the same request differ when it is repeated under its key.
 */
import type Stripe from 'stripe';
import { type OpenedPage, OutcomeUnknown, type PageAsk, type PageState } from '../ask';
import { field, textOf } from '../field';
import { Harvest } from '../harvest';
import { cleanText } from '../text';
import { askedAmount } from './amount';
import type { Line } from './client';
import { findListed } from './look-up';
import { mapIntent } from './map';
import { metadataOf } from './metadata';
import { fetchOne, isGone } from './phase-lists';
import { sessionSchema } from './wire';

const whole = { expand: ['payment_intent.latest_charge.balance_transaction'] };

/** Rejects with Failure when no page was opened, with OutcomeUnknown when one may be. */
export async function openPage(line: Line, ask: PageAsk): Promise<OpenedPage> {
  const params = paramsOf(ask);
  const written = await line.write('pages', (stripe) =>
    stripe.checkout.sessions.create(params, { idempotencyKey: ask.key }),
  );
  if (written.refusal) throw written.refusal.failure;
  const opened = pageOf(written.raw);
  if (opened === null || opened.link === '') throw new OutcomeUnknown(line.brokenAnswer());
  return opened;
}

function paramsOf(ask: PageAsk): Stripe.Checkout.SessionCreateParams {
  const description = cleanText(ask.description, 250);
  return {
    mode: 'payment',
    ui_mode: 'hosted_page',
    client_reference_id: ask.key,
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: ask.currency.toLowerCase(),
          unit_amount: askedAmount(ask.amount, ask.currency),
          product_data: { name: description || 'Payment' },
        },
      },
    ],
    // The payer pays in the currency that was asked for, or not at all.
    adaptive_pricing: { enabled: false },
    payment_intent_data: {
      metadata: metadataOf(ask, 'page'),
      ...(description === '' ? {} : { description }),
      ...(ask.saveMethod ? { setup_future_usage: 'off_session' } : {}),
    },
    success_url: ask.returnUrl,
    cancel_url: ask.returnUrl,
    ...payerOf(ask),
  };
}

function payerOf({ payer, saveMethod }: PageAsk): Stripe.Checkout.SessionCreateParams {
  if (payer.customer !== null) return { customer: payer.customer };
  const email = payer.email !== null && /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(payer.email) ? payer.email : null;
  return {
    ...(email === null ? {} : { customer_email: email }),
    ...(saveMethod ? { customer_creation: 'always' } : {}),
  };
}

/** Null for what is no session. A session that is over leads nowhere: its link is empty. */
export function pageOf(raw: unknown): OpenedPage | null {
  const read = sessionSchema.safeParse(raw);
  if (!read.success) return null;
  return { page: read.data.id, link: textOf(read.data.url) ?? '', expiresAt: read.data.expires_at * 1000 };
}

export async function checkPage(line: Line, page: string): Promise<PageState> {
  const raw = await fetchOne(line, 'pages', (stripe) => stripe.checkout.sessions.retrieve(page, whole));
  if (isGone(raw)) return { state: 'expired', facts: new Harvest().facts(line.clockSkewMs) };
  return stateOf(line, raw);
}

/** To expire one twice comes to the same, so that it needs no key. */
export async function closePage(line: Line, page: string): Promise<PageState> {
  const { refusal } = await line.write('pages', (stripe) => stripe.checkout.sessions.expire(page));
  const now = await checkPage(line, page);
  if (refusal && now.state === 'open') throw refusal.failure;
  return now;
}

/** The page of an attempt whose answer never came; null: Stripe has none with its key. Opens nothing. */
export async function findPage(line: Line, ask: PageAsk, sentAt: number): Promise<OpenedPage | null> {
  const { customer } = ask.payer;
  const found = await findListed(line, {
    what: 'pages',
    sentAt,
    fetch: (stripe, params) => stripe.checkout.sessions.list({ ...params, ...(customer === null ? {} : { customer }) }),
    isIt: (row) => field(row, 'client_reference_id') === ask.key,
  });
  if (found === null) return null;
  const opened = pageOf(found);
  if (opened === null) throw line.brokenAnswer();
  return opened;
}

/** What is paid by a slow method (a debit) is finished here while the payment is Pending: the facts say so. */
function stateOf(line: Line, raw: unknown): PageState {
  const read = sessionSchema.safeParse(raw);
  if (!read.success) throw line.brokenAnswer();
  const { status, payment_intent: intent, expires_at } = read.data;
  const harvest = new Harvest();
  if (typeof intent === 'object' && intent !== null) harvest.add('payments', mapIntent(intent));
  const facts = harvest.facts(line.clockSkewMs);
  if (status === 'complete') return { state: 'finished', facts };
  if (status === 'open') return { state: 'open', facts };
  // One that ended before its time was ended by somebody.
  return { state: line.providerNow() < expires_at * 1000 ? 'cancelled' : 'expired', facts };
}
