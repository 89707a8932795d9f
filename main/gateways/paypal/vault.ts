/** Saved methods in PayPal's vault, and what the account holds now. */
import type { HeldBalance, PulledMethod } from '../ask';
import { textOf } from '../field';
import { Unreadable } from '../unreadable';
import { sumOf } from './amount';
import { type Line, orGone } from './client';
import { mapMethod } from './map-method';
import { balancesSchema, vaultListSchema } from './wire';

const PAGE_SIZE = 10;
/** PayPal keeps at most fifty for one customer. */
const MAX_PAGES = 10;
const customerShape = /^[0-9a-zA-Z_-]{7,36}$/;

export async function listMethods(line: Line, customer: string): Promise<readonly PulledMethod[]> {
  if (!customerShape.test(customer)) return [];
  const methods: PulledMethod[] = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const query = { customer_id: customer, page: String(page), page_size: String(PAGE_SIZE), total_required: 'true' };
    const path = '/v3/vault/payment-tokens';
    const raw = await orGone(line.ask({ method: 'GET', path, query, what: 'saved methods', page, repeat: 'freely' }));
    if (raw === null) return methods;
    const read = vaultListSchema.safeParse(raw);
    if (!read.success) throw line.http.brokenAnswer(page);
    const found = read.data.payment_tokens ?? [];
    methods.push(...found.map(mapMethod).filter((method) => method !== null));
    const { total_pages } = read.data;
    if (typeof total_pages === 'number' ? page >= total_pages : found.length < PAGE_SIZE) break;
  }
  return methods;
}

/** One that is gone already is removed. */
export async function removeMethod(line: Line, token: string): Promise<void> {
  const path = `/v3/vault/payment-tokens/${encodeURIComponent(token)}`;
  await orGone(line.ask({ method: 'DELETE', path, what: 'saved methods', repeat: 'freely' }));
}

export interface Held {
  account: string | null;
  balances: readonly HeldBalance[];
}

/** `pending`: what PayPal holds back. */
export async function held(line: Line): Promise<Held> {
  const raw = await line.ask({
    method: 'GET',
    path: '/v1/reporting/balances',
    query: { currency_code: 'ALL' },
    what: 'balances',
    repeat: 'freely',
  });
  const read = balancesSchema.safeParse(raw);
  if (!read.success) throw line.http.brokenAnswer();
  try {
    const balances = read.data.balances.map(({ total_balance, available_balance, withheld_balance }) => {
      const { currency, amount } = sumOf(available_balance ?? total_balance);
      const pending = sumOf(withheld_balance ?? { currency_code: currency, value: '0' }).amount;
      return { currency, available: amount, pending, withReserve: true };
    });
    return { account: textOf(read.data.account_id), balances };
  } catch (error) {
    throw error instanceof Unreadable ? line.http.brokenAnswer() : error;
  }
}
