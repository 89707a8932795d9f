/**
 * What the simulated account holds: one shelf per kind of object, ordered by creation. Times are UTC milliseconds, amounts are
 * hundredths, as Paystack counts.
 */

export interface Customer {
  id: number;
  code: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  createdAt: number;
}

/** What the bank behind a saved method says when it is charged. */
export type Behaviour = 'succeed' | 'decline' | 'stolen' | 'challenge' | 'process';

export interface Authorization {
  code: string;
  customer: string;
  last4: string;
  bin: string;
  brand: string;
  expMonth: string;
  expYear: string;
  reusable: boolean;
  isActive: boolean;
  behaviour: Behaviour;
}

export interface Transaction {
  id: number;
  reference: string;
  accessCode: string;
  status: string;
  amount: number;
  currency: string;
  channel: string;
  customer: string;
  authorization: string | null;
  createdAt: number;
  paidAt: number | null;
  fees: number | null;
  gatewayResponse: string;
  metadata: unknown;
  callbackUrl: string | null;
  settlement: number | null;
  /** Its holder must agree before the charge goes on. */
  isPaused: boolean;
}

export interface Refund {
  id: number;
  transaction: number;
  amount: number;
  currency: string;
  status: string;
  createdAt: number;
  updatedAt: number;
  merchantNote: string;
  customerNote: string;
  settlement: number | null;
  dispute: number | null;
}

export interface Dispute {
  id: number;
  transaction: number;
  refundAmount: number | null;
  currency: string;
  status: string;
  resolution: string | null;
  category: string;
  createdAt: number;
  updatedAt: number;
  dueAt: number | null;
  resolvedAt: number | null;
}

export interface Payout {
  id: number;
  status: string;
  currency: string;
  gross: number;
  fees: number;
  deductions: number;
  createdAt: number;
  updatedAt: number;
  transactions: readonly number[];
}

interface Kept {
  readonly id: number;
  readonly createdAt: number;
}

/** Objects from the oldest to the newest. A change puts a new object in the place of the old one. */
export class Shelf<T extends Kept> {
  private readonly ids: number[] = [];
  private readonly byId = new Map<number, T>();

  get size(): number {
    return this.ids.length;
  }

  get(id: number): T | undefined {
    return this.byId.get(id);
  }

  /** Throws for one that is not there: the caller made it. */
  of(id: number): T {
    const found = this.byId.get(id);
    if (!found) throw new Error(`no object ${id}`);
    return found;
  }

  add(object: T): T {
    this.byId.set(object.id, object);
    let at = this.ids.length;
    while (at > 0 && this.createdAt(at - 1) > object.createdAt) at--;
    this.ids.splice(at, 0, object.id);
    return object;
  }

  change(id: number, change: Partial<T>): T {
    const changed = { ...this.of(id), ...change };
    this.byId.set(id, changed);
    return changed;
  }

  all(): T[] {
    return this.ids.map((id) => this.of(id));
  }

  /** Newest first, from `from` to `to` (UTC ms), a page of them. */
  page(from: number, to: number, skip: number, limit: number): { rows: T[]; total: number } {
    const first = this.countBefore(from);
    const end = this.countBefore(to + 1);
    const last = end - skip;
    const rows = this.ids.slice(Math.max(first, last - limit), Math.max(first, last)).map((id) => this.of(id));
    return { rows: rows.reverse(), total: Math.max(0, end - first) };
  }

  private createdAt(position: number): number {
    return this.byId.get(this.ids[position] ?? 0)?.createdAt ?? 0;
  }

  private countBefore(at: number): number {
    let low = 0;
    let high = this.ids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.createdAt(middle) >= at) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

export class Store {
  readonly integration: number;
  readonly customers = new Shelf<Customer>();
  readonly transactions = new Shelf<Transaction>();
  readonly refunds = new Shelf<Refund>();
  readonly disputes = new Shelf<Dispute>();
  readonly payouts = new Shelf<Payout>();
  readonly authorizations = new Map<string, Authorization>();
  readonly customerByCode = new Map<string, number>();
  readonly customerByEmail = new Map<string, number>();
  readonly byReference = new Map<string, number>();
  readonly byAccessCode = new Map<string, number>();

  constructor(integration: number) {
    this.integration = integration;
  }

  /** By code or e-mail, as Paystack looks customers up. */
  customer(codeOrEmail: string): Customer | undefined {
    const id = this.customerByCode.get(codeOrEmail) ?? this.customerByEmail.get(codeOrEmail.toLowerCase());
    return id === undefined ? undefined : this.customers.get(id);
  }

  /** By number or reference. */
  transaction(idOrReference: string): Transaction | undefined {
    const id = /^\d{1,15}$/.test(idOrReference) ? Number.parseInt(idOrReference, 10) : undefined;
    const found = id === undefined ? undefined : this.transactions.get(id);
    const other = this.byReference.get(idOrReference);
    return found ?? (other === undefined ? undefined : this.transactions.get(other));
  }
}
