/** Making and capturing an order. Only our own capture takes money, and an order can be captured once: that is what keeps a charge single. */
import { Failure } from '../../kernel/failure';
import type { Ask } from '../ask';
import { field, textOf } from '../field';
import { cleanText } from '../text';
import { moneyOf } from './amount';
import { type Line, Refusal } from './client';
import { customIdOf } from './custom-id';
import { fetchOrder } from './lookup';
import { linkOf, listOf, orderSchema } from './wire';

/** PayPal keeps an order's request id for six hours; less, so that no clock makes a second order. */
export const KEPT_MS = 5 * 3_600_000;

/** What is sent to make the order. `source`: how it is paid, where that is known before. */
function orderBody(ask: Ask, source: object | null): object {
  const description = cleanText(ask.description, 127);
  return {
    intent: 'CAPTURE',
    purchase_units: [
      {
        ...(description === '' ? {} : { description }),
        custom_id: customIdOf(ask.key, ask.purpose),
        amount: moneyOf(ask.amount, ask.currency),
      },
    ],
    ...(source === null ? {} : { payment_source: source }),
  };
}

/** The order of this key: a new one, or the one that was made under it before, as it is now. No money moves. */
export async function makeOrder(line: Line, ask: Ask, source: object | null): Promise<unknown> {
  if (ask.amount <= 0) throw new Failure('input-invalid', { detail: 'the amount is not above zero' });
  return line.ask({
    method: 'POST',
    path: '/v2/checkout/orders',
    json: orderBody(ask, source),
    // Not the capture's id: one id stands for one act.
    requestId: `order-${ask.key}`,
    whole: true,
    what: 'orders',
    repeat: 'freely',
  });
}

export interface OrderHead {
  id: string;
  status: string;
  raw: unknown;
}

/** Throws Failure `gateway-broken-answer` for what is no order. */
export function headOf(line: Line, raw: unknown): OrderHead {
  const read = orderSchema.safeParse(raw);
  if (!read.success) throw line.http.brokenAnswer();
  return { id: read.data.id, status: read.data.status, raw };
}

/** Where the payer goes on. */
export function payerLink(raw: unknown): string | null {
  const links = field(raw, 'links');
  const link = linkOf(links, 'payer-action') ?? linkOf(links, 'approve');
  return link !== null && link.length <= 2048 && /^https?:$/.test(URL.parse(link)?.protocol ?? '') ? link : null;
}

/** Takes the money of an approved order, or of any with `source`. Rejects with Refusal when PayPal will not. */
export async function captureOrder(line: Line, id: string, key: string, source: object | null): Promise<OrderHead> {
  const path = `/v2/checkout/orders/${encodeURIComponent(id)}/capture`;
  const json = source === null ? {} : { payment_source: source };
  try {
    const asked = {
      method: 'POST',
      path,
      json,
      requestId: key,
      whole: true,
      what: 'orders',
      repeat: 'freely',
    } as const;
    return headOf(line, await line.ask(asked));
  } catch (error) {
    // Captured already, by an earlier try: the order tells how it went.
    if (!(error instanceof Refusal) || error.issue !== 'ORDER_ALREADY_CAPTURED') throw error;
    const order = await fetchOrder(line, id);
    if (order === null) throw error;
    return headOf(line, order);
  }
}

const CLOSED = 'closed:';

/** Marks an order as one that is never to be captured. Gives false when PayPal no longer lets it be changed. */
export async function markClosed(line: Line, { id, raw }: OrderHead, key: string): Promise<boolean> {
  const unit = listOf(field(raw, 'purchase_units'))[0];
  const reference = textOf(field(unit, 'reference_id')) ?? 'default';
  const path = `/v2/checkout/orders/${encodeURIComponent(id)}`;
  const change = [
    { op: 'replace', path: `/purchase_units/@reference_id=='${reference}'/custom_id`, value: `${CLOSED}${key}` },
  ];
  try {
    await line.ask({ method: 'PATCH', path, json: change, what: 'orders', repeat: 'freely' });
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

export function isClosed(raw: unknown): boolean {
  const unit = listOf(field(raw, 'purchase_units'))[0];
  return (textOf(field(unit, 'custom_id')) ?? '').startsWith(CLOSED);
}
