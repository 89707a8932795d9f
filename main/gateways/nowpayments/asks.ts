/**
 * Asking for money: an invoice, which is NOWPayments' own page. A payment exists only once the payer has opened it and chosen a
 * coin. Nothing here is known by an idempotency key: an invoice whose answer was lost has a link that nobody ever saw, so no
 * money can come by it, and the attempt's key stands in it as the order's id.
 */
import { Failure } from '../../kernel/failure';
import { toDecimal } from '../../kernel/money';
import { DAY_MS } from '../../kernel/time';
import { type OpenedPage, OutcomeUnknown, type PageAsk, type PageState } from '../ask';
import { field } from '../field';
import { exactNumber } from '../lossless-json';
import type { PulledPayment } from '../pulled';
import type { Account } from './client';
import { Line } from './client';
import { Harvest } from './harvest';
import { listPayments } from './lists';
import { idTextOf, invoiceSchema } from './wire';

/** Throws Failure sign-in-needed: what comes of a page can be learnt from the list only. */
export async function openPage(account: Account, ask: PageAsk, signal?: AbortSignal): Promise<OpenedPage> {
  if (!account.signIn) throw new Failure('sign-in-needed', { gateway: 'NOWPayments' });
  const line = new Line(account, signal);
  const invoice = {
    price_amount: exactNumber(toDecimal(ask.amount, ask.currency)),
    price_currency: ask.currency.toLowerCase(),
    order_id: ask.key,
    order_description: ask.description.slice(0, 500),
    success_url: ask.returnUrl,
    cancel_url: ask.returnUrl,
    partially_paid_url: ask.returnUrl,
  };
  const read = invoiceSchema.safeParse(await line.post('/v1/invoice', invoice, 'a payment page'));
  if (!read.success || !isOurPage(account, read.data.invoice_url)) throw new OutcomeUnknown(line.http.brokenAnswer());
  return { page: read.data.id, link: read.data.invoice_url, expiresAt: null };
}

/** A link to any other host is not handed to a payer. */
function isOurPage(account: Account, link: string): boolean {
  const url = URL.parse(link);
  const home = URL.parse(account.pageOf('0'));
  if (!url || !home) return false;
  return url.origin === home.origin || (url.protocol === 'https:' && url.hostname === home.hostname);
}

export async function checkPage(account: Account, page: string, signal?: AbortSignal): Promise<PageState> {
  const line = new Line(account, signal);
  const harvest = new Harvest(account.pageOf);
  for await (const { rows } of listPayments(line, { from: 0, page: 0, invoice: page })) {
    for (const row of rows) if (idTextOf(field(row, 'invoice_id')) === page) harvest.add(row);
  }
  return { state: stateOf(harvest.payments), facts: harvest.facts(line.http.clockSkewMs) };
}

/** An invoice has no state of its own: it is that of its payments. One that can still be paid keeps the page open. */
function stateOf(payments: readonly PulledPayment[]): PageState['state'] {
  if (payments.some((payment) => payment.status === 'Completed')) return 'finished';
  const last = payments.at(-1);
  if (!last || payments.some((payment) => payment.status === 'Pending')) return 'open';
  return last.reason === 'expired' ? 'expired' : 'cancelled';
}

/**
 * Looks through the payments made since for the attempt's key. Null: no payer has opened a page of it, so that nothing was paid
 * and nothing can be, by a link that was never answered.
 */
export async function findPage(
  account: Account,
  ask: PageAsk,
  sentAt: number,
  signal?: AbortSignal,
): Promise<OpenedPage | null> {
  const line = new Line(account, signal);
  for await (const { rows } of listPayments(line, { from: Math.max(0, sentAt - DAY_MS), page: 0 })) {
    for (const row of rows) {
      const invoice = idTextOf(field(row, 'invoice_id'));
      if (field(row, 'order_id') !== ask.key || invoice === null) continue;
      return { page: invoice, link: account.pageOf(invoice), expiresAt: null };
    }
  }
  return null;
}
