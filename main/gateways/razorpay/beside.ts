/** What a pull must know of an object beside itself: the link a payment was made by, and whether a refunded payment was ever ours. */

import { field, textOf } from '../field';
import { idPart, isIdPart, type Line } from './client';
import { pageIdOf } from './map';
import { type PageObject, pageSchema, paymentSchema } from './wire';

/** The link or registration that a payment was made by, for the words in it; null when by none. */
export async function pageOf(line: Line, payment: unknown): Promise<PageObject | null> {
  const id = pageIdOf(payment);
  if (id === null) return null;
  const { pages } = line.account.known;
  const page = pages.get(id) ?? (await fetchPageObject(line, id));
  if (page) pages.keep(id, page);
  return page;
}

/** So that its refunds need not ask for it. */
export function remember(line: Line, payment: unknown): void {
  const read = paymentSchema.safeParse(payment).data;
  if (read?.status !== 'captured' && read?.status !== 'refunded') return;
  line.account.known.captured.keep(read.id, wasTaken(payment));
}

/** False when the refund only let go what was never taken: then no money moved. */
export async function movedMoney(line: Line, refund: unknown): Promise<boolean> {
  const id = textOf(field(refund, 'payment_id'));
  if (id === null || !isIdPart(id)) return true;
  const known = line.account.known.captured.get(id);
  if (known !== undefined) return known;
  const payment = await line.look('payments', `/payments/${idPart(id)}`);
  remember(line, payment);
  return payment === null || wasTaken(payment);
}

function wasTaken(payment: unknown): boolean {
  const captured = field(payment, 'captured');
  return field(payment, 'status') !== 'refunded' || captured === true || captured === 1;
}

/** Null when there is none (any more), or none that can be read. */
export async function fetchPageObject(line: Line, id: string): Promise<PageObject | null> {
  const path = id.startsWith('inv_') ? `/invoices/${idPart(id)}` : `/payment_links/${idPart(id)}`;
  return pageSchema.safeParse(await line.look('payment links', path)).data ?? null;
}
