/** What a pull must know of an object beside itself: the link a payment was made by, and whether a refunded payment was ever ours. */
import { idPart, type Line } from './client';
import { pageIdOf } from './map';
import { field, type PageObject, pageSchema, paymentSchema, textOf } from './wire';

const MAX_KEPT = 20_000;

export class Surroundings {
  private readonly line: Line;
  private readonly pages = new Map<string, PageObject | null>();
  private readonly captured = new Map<string, boolean>();

  constructor(line: Line) {
    this.line = line;
  }

  /** The link or registration that a payment was made by; null when by none. */
  async pageOf(payment: unknown): Promise<PageObject | null> {
    const id = pageIdOf(payment);
    if (id === null) return null;
    const known = this.pages.get(id);
    if (known !== undefined) return known;
    const page = await fetchPageObject(this.line, id);
    if (this.pages.size < MAX_KEPT) this.pages.set(id, page);
    return page;
  }

  /** So that its refunds need not ask for it. */
  remember(payment: unknown): void {
    const read = paymentSchema.safeParse(payment).data;
    if (!read || this.captured.size >= MAX_KEPT) return;
    if (read.status === 'captured' || read.status === 'refunded') this.captured.set(read.id, wasTaken(payment));
  }

  /** False when the refund only let go what was never taken: then no money moved. */
  async movedMoney(refund: unknown): Promise<boolean> {
    const id = textOf(field(refund, 'payment_id'));
    if (id === null || !/^\w{1,64}$/.test(id)) return true;
    const known = this.captured.get(id);
    if (known !== undefined) return known;
    const payment = await this.line.look('payments', `/payments/${idPart(id)}`);
    this.remember(payment);
    return payment === null || wasTaken(payment);
  }
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
