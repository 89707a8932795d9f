/** What Stripe keeps for us: the customers' payment methods, and our own balance. */
import type Stripe from 'stripe';
import { Failure } from '../../kernel/failure';
import { minor } from '../../kernel/money';
import type { HeldBalance, PulledMethod } from '../ask';
import { field, textOf } from '../field';
import { currencyOf, Unreadable } from '../unreadable';
import { amountOf } from './amount';
import type { Line } from './client';
import { type ListParams, listPages } from './lists';
import { brandOf, methodLabel, methodOf } from './map-method';
import { balanceSchema, methodSchema } from './wire';

export async function listMethods(line: Line, customer: string): Promise<readonly PulledMethod[]> {
  const fetch = (stripe: Stripe, params: ListParams) => {
    const { created: _, ...paging } = params;
    return stripe.customers.listPaymentMethods(customer, paging);
  };
  const methods: PulledMethod[] = [];
  for await (const page of listPages(line, { what: 'saved methods', from: 0, after: null, fetch, maxPages: 10 })) {
    methods.push(...page.rows.map(mapMethod).filter((method) => method !== null));
  }
  return methods;
}

/** Null for what is no payment method. */
function mapMethod(raw: unknown): PulledMethod | null {
  const read = methodSchema.safeParse(raw);
  if (!read.success) return null;
  const { id, type, created } = read.data;
  const held = field(raw, type);
  const last4 = textOf(field(held, 'last4'));
  return {
    token: id,
    method: methodOf(type),
    label: methodLabel(raw, type) ?? type,
    brand: type === 'card' ? brandOf(held) : null,
    last4: last4 !== null && /^\w{4}$/.test(last4) ? last4 : null,
    expires: monthOf(field(held, 'exp_year'), field(held, 'exp_month')),
    status: 'confirmed',
    providerStatus: 'attached',
    createdAt: created * 1000,
    instrument: textOf(field(held, 'fingerprint')),
  };
}

function monthOf(year: unknown, month: unknown): string | null {
  if (!Number.isInteger(year) || !Number.isInteger(month)) return null;
  const text = `${year}-${String(month).padStart(2, '0')}`;
  return /^20\d\d-(?:0[1-9]|1[0-2])$/.test(text) ? text : null;
}

/** One that is gone or let go already counts as removed, so that to ask twice does no harm. */
export async function removeMethod(line: Line, token: string): Promise<void> {
  const { refusal } = await line.write('saved methods', (stripe) => stripe.paymentMethods.detach(token));
  const isGone = refusal?.error.code === 'resource_missing' || /not attached/i.test(refusal?.error.message ?? '');
  if (refusal && !isGone) throw refusal.failure;
}

/** What Stripe holds, one for each currency. What is not exact in the book is a Failure: a balance that lacks some is none. */
export async function balance(line: Line): Promise<readonly HeldBalance[]> {
  const read = balanceSchema.safeParse(await line.ask('the balance', 1, (stripe) => stripe.balance.retrieve()));
  if (!read.success) throw line.brokenAnswer();
  const held = new Map<string, HeldBalance>();
  for (const part of ['available', 'pending'] as const) {
    for (const row of read.data[part]) {
      const sum = sumOf(row);
      const known = held.get(sum.currency) ?? { currency: sum.currency, available: minor(0), pending: minor(0) };
      held.set(sum.currency, { ...known, [part]: minor(known[part] + sum.amount) });
    }
  }
  return [...held.values()];
}

function sumOf(row: { amount: number; currency: string }) {
  try {
    const currency = currencyOf(row.currency);
    return { currency, amount: amountOf(row.amount, currency) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new Failure('gateway-error', { gateway: 'Stripe', status: 200, detail: error.message }, { cause: error });
  }
}
