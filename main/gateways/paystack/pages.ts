/** Paystack's own page for one attempt. Its reference is the attempt's key, which Paystack takes once and never again. */
import { Failure } from '../../kernel/failure';
import { DAY_MS } from '../../kernel/time';
import type { Ask, OpenedPage, PageAsk, PageState } from '../ask';
import { field, textOf } from '../field';
import type { Call } from '../http';
import { cleanText } from '../text';
import { Unreadable } from '../unreadable';
import { subunitsOf } from './amount';
import type { PaystackLine } from './calls';
import { factsOf, verify } from './look-up';
import { PAGE_LIFE_MS } from './map-status';
import { openedSchema } from './wire';

const MAX_DESCRIPTION = 500;

/** Opens the page. Rejects with Failure when there is none, with OutcomeUnknown when there may be one. */
export async function openPage(line: PaystackLine, ask: PageAsk): Promise<OpenedPage> {
  const json = {
    email: await payerEmail(line, ask),
    amount: askedAmount(ask),
    currency: ask.currency,
    reference: ask.key,
    callback_url: ask.returnUrl,
    metadata: {
      ...told(ask),
      // Only cards that can be charged again later, and the bank's consent at once.
      ...(ask.saveMethod ? { custom_filters: { recurring: true } } : {}),
    },
  };
  const call: Call = { method: 'POST', path: '/transaction/initialize', json, what: 'payment pages', repeat: 'once' };
  const { data } = await line.ask(call);
  const read = openedSchema.safeParse(data);
  const link = read.success && read.data.reference === ask.key ? linkOf(line, read.data.authorization_url) : null;
  if (link === null) throw line.broken(call);
  return { page: ask.key, link, expiresAt: line.line.providerNow() + PAGE_LIFE_MS };
}

/**
 * The page of an attempt whose answer was lost. Paystack never tells a page's address again, and nobody else was told: a page that
 * is untouched can be paid by nobody, so it counts as none. Where somebody has been, its state says what came of it.
 */
export async function findPage(line: PaystackLine, key: string): Promise<OpenedPage | null> {
  const found = await verify(line, key);
  if (!found || textOf(field(found.raw, 'status')) === 'abandoned') return null;
  return { page: key, link: '', expiresAt: null };
}

/** `page`: the reference under which it was opened. Rejects with Failure. */
export async function checkPage(line: PaystackLine, page: string): Promise<PageState> {
  const found = await verify(line, page);
  // A page that Paystack does not know (any more) can still be a look-up that came too early.
  if (!found) throw line.failureOf({ status: 404, message: 'Transaction reference not found' });
  const facts = factsOf(line, found.raw);
  const payment = facts.payments[0];
  if (payment?.status === 'Completed') return { state: 'finished', facts };
  if (payment?.status === 'Cancelled') return { state: payment.reason === 'expired' ? 'expired' : 'cancelled', facts };
  return { state: 'open', facts };
}

/** What the payment carries for whoever reads it later, us included. */
export function told({ purpose, description }: Ask): Record<string, string> {
  const text = cleanText(description, MAX_DESCRIPTION);
  return { ...(purpose === null ? {} : { purpose }), ...(text === '' ? {} : { description: text }) };
}

/** Throws Failure `input-invalid` for what Paystack cannot count. */
export function askedAmount({ amount, currency }: Pick<Ask, 'amount' | 'currency'>): number {
  try {
    return subunitsOf(amount, currency);
  } catch (error) {
    if (error instanceof Unreadable) throw new Failure('input-invalid', { detail: error.message });
    throw error;
  }
}

/** Paystack knows its customers by e-mail: another one would be another customer, so the one that it has itself goes first. */
export async function payerEmail(line: PaystackLine, { payer }: Ask): Promise<string> {
  const known = payer.customer === null ? null : await emailOf(line, payer.customer);
  const email = known ?? textOf(payer.email);
  if (email === null) throw new Failure('payer-email-needed', { gateway: 'Paystack' });
  return email;
}

async function emailOf(line: PaystackLine, customer: string): Promise<string | null> {
  const path = `/customer/${encodeURIComponent(customer)}`;
  const told = await beforeAsking(line.askOr({ method: 'GET', path, what: 'customers', repeat: 'freely' }));
  return 'refused' in told ? null : textOf(field(told.data, 'email'));
}

const doubtful = new Set<string>(['gateway-timeout', 'gateway-broken-answer', 'gateway-error', 'gateway-sign-in-page']);

/** Nothing has been asked for yet: whoever reads the failure of this question must not take it for doubt about money. */
export async function beforeAsking<T>(question: Promise<T>): Promise<T> {
  try {
    return await question;
  } catch (error) {
    const isDoubt = error instanceof Failure && doubtful.has(error.code);
    throw isDoubt ? new Failure('gateway-offline', { gateway: 'Paystack' }, { cause: error }) : error;
  }
}

/** An address that a browser may open: of Paystack's, or of the simulator that stands in for it. Null for anything else. */
export function linkOf(line: PaystackLine, text: string | null): string | null {
  const url = text === null || text.length > 2048 ? null : URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return null;
  const { base } = line.line.account;
  const isSimulator = base.protocol === 'http:' && url.origin === base.origin;
  return url.protocol === 'https:' || isSimulator ? url.href : null;
}

/** Of what was sent at `sentAt`, both clocks may be off. */
export function sinceSent(sentAt: number): number {
  return sentAt - DAY_MS;
}
