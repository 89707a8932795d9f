/** The disputes API, and the vault: lists with PayPal's own ways of paging. */
import type { Bank } from './bank';
import { badRequest, notFound } from './problem';
import { wholeOf } from './search';
import { disputeListed, disputeShown, tokenShown } from './show';

const LISTED_MS = 180 * 86_400_000;

/** Without a start time only what begins now is listed: nothing. */
export function disputesAnswer(url: string, bank: Bank, query: URLSearchParams, nowMs: number): object {
  const of = query.get('disputed_transaction_id');
  const from = query.get('start_time');
  if (of !== null && from !== null)
    throw badRequest('INVALID_REQUEST', 'Specify either start_time or disputed_transaction_id.');
  const start = from === null ? nowMs : timeIn(from, nowMs);
  const changed = query.get('update_time_after');
  const after = changed === null ? Number.NEGATIVE_INFINITY : timeIn(changed, nowMs);
  const size = wholeOf(query, 'page_size', 1, 50, 10);
  const offset = offsetOf(query.get('next_page_token'));
  const all = [...bank.disputes.values()].filter((dispute) =>
    of === null ? dispute.at >= start && dispute.updated >= after : dispute.capture === of,
  );
  const next = offset + size < all.length ? offset + size : null;
  const again = new URLSearchParams(query);
  if (next !== null) again.set('next_page_token', Buffer.from(`at=${next}`).toString('base64'));
  const self = { href: `${url}/v1/customer/disputes?${query}`, rel: 'self', method: 'GET' };
  const more = { href: `${url}/v1/customer/disputes?${again}`, rel: 'next', method: 'GET' };
  const items = all.slice(offset, offset + size).map((dispute) => disputeListed(url, dispute));
  return { items, links: next === null ? [self] : [self, more] };
}

function timeIn(text: string, nowMs: number): number {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw badRequest('INVALID_PARAMETER_SYNTAX', 'The time is not well formed.');
  if (at < nowMs - LISTED_MS) throw badRequest('INVALID_REQUEST', 'The time must be within the last 180 days.');
  return at;
}

function offsetOf(token: string | null): number {
  if (token === null) return 0;
  const found = /^at=(\d{1,6})$/.exec(Buffer.from(token, 'base64').toString('utf8'))?.[1];
  if (found === undefined) throw badRequest('INVALID_REQUEST', 'The next page token is not valid.');
  return Number.parseInt(found, 10);
}

export function disputeAnswer(url: string, bank: Bank, id: string): object {
  const dispute = bank.disputes.get(id);
  if (!dispute) throw notFound();
  return disputeShown(url, bank, dispute);
}

export function tokensAnswer(url: string, bank: Bank, query: URLSearchParams): object {
  const customer = query.get('customer_id') ?? '';
  if (!/^[0-9a-zA-Z_-]{7,36}$/.test(customer)) throw badRequest('INVALID_PARAMETER_SYNTAX', 'customer_id is invalid.');
  const size = wholeOf(query, 'page_size', 1, 50, 5);
  const page = wholeOf(query, 'page', 1, 10, 1);
  const all = [...bank.tokens.values()].filter((token) => token.customer === customer);
  const shown = all.slice((page - 1) * size, page * size).map((token) => tokenShown(url, token));
  const self = { href: `${url}/v3/vault/payment-tokens?${query}`, rel: 'self', method: 'GET' };
  const counts = { total_items: all.length, total_pages: Math.ceil(all.length / size) };
  const asked = query.get('total_required') === 'true' && all.length > 0;
  return { ...(asked ? counts : {}), customer: { id: customer }, payment_tokens: shown, links: [self] };
}

export function tokenAnswer(url: string, bank: Bank, id: string): object {
  const token = bank.tokens.get(id);
  if (!token) throw notFound();
  return tokenShown(url, token);
}
