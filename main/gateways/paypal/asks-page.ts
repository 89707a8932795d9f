/** PayPal's own page: an order that waits for its payer, captured by us once it is approved. */
import type { OpenedPage, PageAsk, PageState } from '../ask';
import { textOf } from '../field';
import type { Facts } from '../pulled';
import { type Line, Refusal } from './client';
import { isDecline, mayGoOn } from './declines';
import { LatestHarvest } from './harvest';
import { factsOfOrder, fetchOrder, fetchPayment } from './lookup';
import { captureOrder, headOf, isClosed, makeOrder, markClosed, type OrderHead, payerLink } from './order';
import { findRow } from './own-row';
import { orderSchema, timeOf } from './wire';

/** An order that nobody approves is kept this long. */
const OPEN_MS = 6 * 3_600_000;
const DAY_MS = 86_400_000;
const customerShape = /^[0-9a-zA-Z_-]{7,22}$/;

/** Rejects with Failure when no page was opened, with OutcomeUnknown when one may be: asked again under its key it is the same one. */
export async function openPage(line: Line, ask: PageAsk): Promise<OpenedPage> {
  return pageOf(line, await makeOrder(line, ask, pageSource(ask)));
}

/**
 * The page of an attempt whose answer never came. PayPal finds no order by our words, and gives the same order to the same key;
 * an order takes no money by itself, so asking again is safe.
 */
export async function findPage(line: Line, ask: PageAsk, sentAt: number, keptMs: number): Promise<OpenedPage | null> {
  return line.http.providerNow() - sentAt > keptMs ? null : openPage(line, ask);
}

function pageSource(ask: PageAsk): object {
  const { customer } = ask.payer;
  const known = customer !== null && customerShape.test(customer) ? { customer: { id: customer } } : {};
  const vault = { store_in_vault: 'ON_SUCCESS', usage_type: 'MERCHANT' };
  return {
    paypal: {
      experience_context: {
        return_url: ask.returnUrl,
        cancel_url: ask.returnUrl,
        user_action: 'PAY_NOW',
        shipping_preference: 'NO_SHIPPING',
      },
      ...(ask.saveMethod ? { attributes: { ...known, vault } } : {}),
    },
  };
}

const waitsForPayer = new Set(['CREATED', 'SAVED', 'PAYER_ACTION_REQUIRED']);

function pageOf(line: Line, raw: unknown): OpenedPage {
  const { id, status } = headOf(line, raw);
  // Asked again under its key PayPal answers with the order as it is now: one that its payer has approved leads nowhere any more.
  const link = payerLink(raw) ?? (waitsForPayer.has(status) ? null : '');
  if (link === null) throw line.http.brokenAnswer();
  const made = timeOf(textOf(orderSchema.safeParse(raw).data?.create_time) ?? '') ?? line.http.providerNow();
  return { page: id, link, expiresAt: made + OPEN_MS };
}

/** Captures an order that its payer has approved. Rejects with OutcomeUnknown when the capture may have happened: ask again. */
export async function checkPage(line: Line, page: string, key: string): Promise<PageState> {
  const raw = await fetchOrder(line, page);
  if (raw === null) return gone(line, key);
  const order = headOf(line, raw);
  return order.status === 'APPROVED' && !isClosed(raw) ? capture(line, order, key) : stateOf(line, order);
}

async function capture(line: Line, order: OrderHead, key: string): Promise<PageState> {
  try {
    return stateOf(line, await captureOrder(line, order.id, key, null));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 404 || error.issue === 'ORDER_EXPIRED') return { state: 'expired', facts: nothing(line) };
    if (mayGoOn(error.issue)) return { state: 'open', facts: nothing(line) };
    if (isDecline(error.issue)) return { state: 'cancelled', facts: nothing(line) };
    throw error;
  }
}

/** Nothing but our capture takes the money: a page is closed by never capturing it, and marked so that nobody does later. */
export async function closePage(line: Line, page: string, key: string): Promise<PageState> {
  const raw = await fetchOrder(line, page);
  if (raw === null) return gone(line, key);
  const order = headOf(line, raw);
  const now = stateOf(line, order);
  if (now.state !== 'open') return now;
  if (await markClosed(line, order, key)) return { state: 'cancelled', facts: nothing(line) };
  const again = await fetchOrder(line, page);
  return again === null ? gone(line, key) : stateOf(line, headOf(line, again));
}

/** PayPal has the order no more: it was never paid, unless the search has its payment. */
async function gone(line: Line, key: string): Promise<PageState> {
  const row = await findRow(line, key, 'payment', timeOfKey(key) ?? line.http.providerNow() - DAY_MS);
  if (row === null) return { state: 'expired', facts: nothing(line) };
  return { state: 'finished', facts: await fetchPayment(line, row.id) };
}

/** Our keys begin with the time at which they were made (UUID version 7). UTC milliseconds. */
function timeOfKey(key: string): number | null {
  const [, high = '', low = ''] = /^([0-9a-f]{8})-([0-9a-f]{4})-7/.exec(key) ?? [];
  return high === '' ? null : Number.parseInt(high + low, 16);
}

/** An order may be completed while its capture is not: the facts say which. */
function stateOf(line: Line, { status, raw }: OrderHead): PageState {
  const facts = factsOfOrder(line, raw);
  if (facts.payments.length + facts.parked.length > 0 || status === 'COMPLETED') return { state: 'finished', facts };
  if (status === 'VOIDED' || isClosed(raw)) return { state: 'cancelled', facts };
  return { state: 'open', facts };
}

function nothing(line: Line): Facts {
  return new LatestHarvest().facts(line.clockSkewMs);
}
