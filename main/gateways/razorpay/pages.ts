/**
 * The provider's own page for one attempt: a payment link, or the link by which a method is registered along with a payment (only in
 * INR, an invoice at Razorpay). Both carry the attempt's key as their reference, and are looked up by it before one is made.
 */
import { Failure } from '../../kernel/failure';
import { type OpenedPage, OutcomeUnknown, type PageAsk, type PageState } from '../ask';
import { field, textOf } from '../field';
import { Harvest } from '../harvest';
import { unknownWord } from '../mapped';
import { cleanText } from '../text';
import { askedAmount, HOME_CURRENCY } from './amount';
import { fetchPageObject } from './beside';
import { HOME, isIdPart, type Line, type Refusal, refusalOf } from './client';
import { mapPayment } from './map';
import { pageState } from './map-status';
import { linkListSchema, type PageObject, pageSchema } from './wire';

const LONGEST_NAME = 50;
const LONGEST_DESCRIPTION = 250;

export async function openPage(line: Line, ask: PageAsk): Promise<OpenedPage> {
  const body = ask.saveMethod ? registrationOf(ask) : linkOf(ask);
  const known = await findPage(line, ask);
  if (known) return known;
  const path = ask.saveMethod ? '/subscription_registration/auth_links' : '/payment_links';
  const answer = await line.ask({ method: 'POST', path, json: body, what: 'payment links' }, 'once');
  const refusal = refusalOf(answer);
  if (refusal) {
    const made = isTaken(refusal) ? await findPage(line, ask) : null;
    if (made) return made;
    throw line.failureOf(refusal);
  }
  const read = pageSchema.safeParse(answer.body);
  if (!read.success) throw new OutcomeUnknown(line.http.brokenAnswer());
  return openedOf(line, read.data);
}

/** The reference is in use: the page was made before. */
function isTaken({ description }: Refusal): boolean {
  return /reference_id|receipt/i.test(description) && /already/i.test(description);
}

function linkOf(ask: PageAsk) {
  return {
    amount: askedAmount(ask.amount, ask.currency),
    currency: ask.currency,
    accept_partial: false,
    reference_id: ask.key,
    description: cleanText(ask.description, LONGEST_DESCRIPTION),
    customer: customerOf(ask),
    notify: { sms: false, email: false },
    reminder_enable: false,
    notes: notesOf(ask),
    ...(ask.returnUrl === '' ? {} : { callback_url: ask.returnUrl, callback_method: 'get' }),
  };
}

/** Throws Failure method-home-currency, payer-contact-needed: Razorpay cannot keep a method. */
function registrationOf(ask: PageAsk) {
  const { name, email, contact } = customerOf(ask);
  if (ask.currency !== HOME_CURRENCY) {
    throw new Failure('method-home-currency', { gateway: 'Razorpay', currency: HOME_CURRENCY });
  }
  if (email === undefined || contact === undefined) {
    throw new Failure('payer-contact-needed', { gateway: 'Razorpay' });
  }
  return {
    customer: { name, email, contact },
    type: 'link',
    amount: askedAmount(ask.amount, ask.currency),
    currency: ask.currency,
    description: cleanText(ask.description, LONGEST_DESCRIPTION),
    subscription_registration: { method: 'card' },
    receipt: ask.key,
    email_notify: false,
    sms_notify: false,
    notes: notesOf(ask),
  };
}

function customerOf({ payer }: PageAsk): { name: string; email?: string; contact?: string } {
  return {
    name: cleanText(payer.name, LONGEST_NAME),
    ...(payer.email === null ? {} : { email: payer.email }),
    ...(payer.phone === null ? {} : { contact: payer.phone }),
  };
}

export function notesOf({ key, purpose }: Pick<PageAsk, 'key' | 'purpose'>): Record<string, string> {
  return purpose === null ? { attempt: key } : { attempt: key, purpose };
}

export async function findPage(line: Line, ask: PageAsk): Promise<OpenedPage | null> {
  const { key } = ask;
  const rows = ask.saveMethod
    ? await line.rows('invoices', '/invoices', { receipt: key })
    : rowsOfLinks(await line.look('payment links', '/payment_links', { reference_id: key }));
  if (!rows) throw line.http.brokenAnswer();
  const name = ask.saveMethod ? 'receipt' : 'reference_id';
  const found = rows.find((row) => field(row, name) === key);
  const read = pageSchema.safeParse(found).data;
  return read ? openedOf(line, read) : null;
}

function rowsOfLinks(body: unknown): readonly unknown[] | undefined {
  if (body === null) return [];
  const read = linkListSchema.safeParse(body).data;
  return read && (read.payment_links ?? []);
}

/** Throws OutcomeUnknown for a page whose address is not one to send a payer to. */
function openedOf(line: Line, page: PageObject): OpenedPage {
  if (!isSafeLink(line, page.short_url)) throw new OutcomeUnknown(line.http.brokenAnswer());
  const expiresAt = page.expire_by ? page.expire_by * 1000 : null;
  return { page: page.id, link: page.short_url, expiresAt };
}

/** Only https, or the simulator that stands in for Razorpay. */
function isSafeLink(line: Line, link: string): boolean {
  const url = URL.parse(link);
  const { base } = line.account.http;
  return url?.protocol === 'https:' || (base.origin !== HOME && url?.origin === base.origin);
}

/** The page as it stands, with the payment that came of it; tries that came to nothing (yet) are the pull's to tell. */
export async function checkPage(line: Line, id: string, key: string): Promise<PageState> {
  const page = await fetchPageObject(line, id);
  if (!page) throw line.http.refusal(400, 'The id provided does not exist');
  const state = pageState(page.status);
  const harvest = new Harvest();
  for (const raw of await paymentsOf(line, page)) {
    const row = mapPayment(raw, { page, attempt: key });
    if (row.parked || row.row?.attempt) harvest.add('payments', row);
  }
  if (state === null) harvest.park(unknownWord('payment link', page.id, page.status));
  return { state: state ?? 'open', facts: harvest.facts(line.http.clockSkewMs) };
}

/** By its order, which knows every payment; else those that the page names. */
async function paymentsOf(line: Line, page: PageObject): Promise<readonly unknown[]> {
  if (page.order_id) return paymentsOfOrder(line, page.order_id);
  const listed = Array.isArray(page.payments) ? page.payments : [];
  const ids = [page.payment_id, ...listed.map((each) => field(each, 'payment_id'))].map(textOf);
  const found: unknown[] = [];
  for (const id of new Set(ids)) {
    if (id !== null && isIdPart(id)) found.push(await line.lookAt('payments', `/payments/${id}`, withCard));
  }
  return found;
}

export const withCard = { 'expand[]': 'card' };

export function paymentsOfOrder(line: Line, order: string): Promise<readonly unknown[]> {
  return line.rows('payments', `/orders/${encodeURIComponent(order)}/payments`, withCard);
}

/** Cancels the page, whatever came of asking: what counts is how it then stands. */
export async function closePage(line: Line, id: string, key: string): Promise<PageState> {
  const kind = id.startsWith('inv_') ? 'invoices' : 'payment_links';
  const path = `/${kind}/${encodeURIComponent(id)}/cancel`;
  let failure: Failure | null = null;
  try {
    const refusal = refusalOf(await line.ask({ method: 'POST', path, what: 'payment links' }, 'freely'));
    failure = refusal && line.failureOf(refusal);
  } catch (error) {
    if (!(error instanceof OutcomeUnknown)) throw error;
    failure = error.failure;
  }
  const state = await checkPage(line, id, key);
  if (state.state === 'open') throw failure ?? line.http.brokenAnswer();
  return state;
}
