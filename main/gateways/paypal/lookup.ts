/** Single payments and orders looked at as they are now. */

import { field, textOf } from '../field';
import type { Facts } from '../pulled';
import { type Line, orGone } from './client';
import { WINDOW_MS } from './cursor';
import { DisputeDesk } from './disputes';
import { gather } from './gather';
import { LatestHarvest } from './harvest';
import { capturesOf, mapCapture, mapRefund, noOrder, orderFacts, refundsOf } from './map-capture';
import type { Row } from './map-row';
import { searchPage } from './search';
import { captureSchema, linkOf } from './wire';

const WINDOWS_BACK = 35;

/** Null when PayPal has it no more. */
export function fetchOrder(line: Line, id: string): Promise<unknown> {
  const path = `/v2/checkout/orders/${encodeURIComponent(id)}`;
  return orGone(line.ask({ method: 'GET', path, what: 'orders', repeat: 'freely' }));
}

/** The order that a capture belongs to; null when the capture does not name it, or it is gone. */
export async function orderOfCapture(line: Line, capture: unknown): Promise<unknown> {
  const related = field(field(capture, 'supplementary_data'), 'related_ids');
  const up = /\/v2\/checkout\/orders\/([A-Z0-9]{1,36})$/.exec(linkOf(field(capture, 'links'), 'up') ?? '')?.[1];
  const id = textOf(field(related, 'order_id')) ?? up ?? null;
  return id === null ? null : fetchOrder(line, id);
}

/** All that an order tells: its captures, each with the refunds that name it. */
export function factsOfOrder(line: Line, order: unknown): Facts {
  const harvest = new LatestHarvest();
  const around = orderFacts(order);
  for (const capture of capturesOf(order)) harvest.add('payments', mapCapture(capture, around));
  addRefunds(order, null, harvest);
  return harvest.facts(line.clockSkewMs);
}

/** `payment`: only the refunds of that capture. A refund says whose it is by its link `up`. */
function addRefunds(order: unknown, payment: string | null, harvest: LatestHarvest): void {
  const only = capturesOf(order).length === 1 ? textOf(field(capturesOf(order)[0], 'id')) : null;
  for (const refund of refundsOf(order)) {
    const up = /\/captures\/([A-Z0-9]{1,36})$/.exec(linkOf(field(refund, 'links'), 'up') ?? '')?.[1];
    const owner = up ?? only;
    if (owner !== null && (payment === null || owner === payment)) harvest.add('refunds', mapRefund(refund, owner));
  }
}

/** The present state of one payment, with its refunds and disputes. Rejects as Line.ask does. */
export async function fetchPayment(line: Line, id: string): Promise<Facts> {
  const harvest = new LatestHarvest();
  const path = `/v2/payments/captures/${encodeURIComponent(id)}`;
  const raw = await orGone(line.ask({ method: 'GET', path, what: 'payments', repeat: 'freely' }));
  const desk = new DisputeDesk(line, line.http.providerNow());
  if (raw === null) await gather(line, await rowsOf(line, id), desk, harvest);
  else {
    const order = await orderOfCapture(line, raw);
    harvest.add('payments', mapCapture(raw, order === null ? noOrder : orderFacts(order)));
    if (order !== null) addRefunds(order, id, harvest);
  }
  if (raw === null || captureSchema.safeParse(raw).data?.status !== 'PENDING') {
    await desk.addAll(await desk.idsOf(id), harvest);
  }
  return harvest.facts(line.clockSkewMs);
}

/** A payment that was made another way than through an order has only its rows, looked for from now backwards. */
async function rowsOf(line: Line, id: string): Promise<readonly Row[]> {
  if (id.length < 17 || id.length > 19) return [];
  let end = line.http.providerNow();
  for (let back = 0; back < WINDOWS_BACK; back++, end -= WINDOW_MS) {
    const { rows } = await searchPage(line, { start: end - WINDOW_MS, end }, 1, { transaction_id: id });
    if (rows.length > 0) return rows;
  }
  return [];
}
