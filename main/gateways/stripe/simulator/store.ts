/**
 * What the simulated account holds: one shelf per kind of object, ordered by creation. Objects are values: a change puts a
 * new object in the place of the old one, so an event may keep the old one as its snapshot.
 */
import type Stripe from 'stripe';
import type { Payer } from './bank';

export interface Kinds {
  customer: Stripe.Customer;
  payment_intent: Stripe.PaymentIntent;
  charge: Stripe.Charge;
  refund: Stripe.Refund;
  dispute: Stripe.Dispute;
  payout: Stripe.Payout;
  balance_transaction: Stripe.BalanceTransaction;
  event: Stripe.EventBase;
  payment_method: Stripe.PaymentMethod;
  'checkout.session': Stripe.Checkout.Session;
}
export type Kind = keyof Kinds;
/** Those whose whole list a pull reads. */
export const kinds: readonly Kind[] = [
  'customer',
  'payment_intent',
  'charge',
  'refund',
  'dispute',
  'payout',
  'balance_transaction',
  'event',
];

export interface Row<T> {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  /** Tells apart what was created in the same second. */
  readonly seq: number;
  made: T | null;
  make: (() => T) | null;
  /** The JSON last sent, for one set of expansions, as of one version of the store. */
  sent: { paths: string; version: number; text: string } | null;
}

export interface IntentWish {
  description: string;
  metadata: Record<string, string>;
  /** What the payer pays with is kept. */
  saves: boolean;
}

interface Named {
  id: string;
  created: number;
}

/** Rows from the oldest to the newest. */
export class Ordered<T> {
  private readonly rows: Row<T>[];

  constructor(rows: Row<T>[] = []) {
    this.rows = rows;
  }

  get size(): number {
    return this.rows.length;
  }

  at(position: number): Row<T> | undefined {
    return this.rows[position];
  }

  /** How many rows come before the first one that is created at `created` or later. */
  countBefore(created: number): number {
    return this.search((row) => row.created >= created);
  }

  positionOf(row: Row<T>): number {
    return this.search((other) => isBefore(row, other) || other === row);
  }

  add(row: Row<T>): void {
    const last = this.rows.at(-1);
    if (!last || isBefore(last, row)) this.rows.push(row);
    else this.rows.splice(this.positionOf(row), 0, row);
  }

  private search(isAtOrAfter: (row: Row<T>) => boolean): number {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = this.rows[middle];
      if (row && isAtOrAfter(row)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function isBefore<T>(row: Row<T>, other: Row<T>): boolean {
  return row.created < other.created || (row.created === other.created && row.seq < other.seq);
}

export class Shelf<T extends Named> {
  readonly order = new Ordered<T>();
  private readonly byId = new Map<string, Row<T>>();
  private seq = 0;

  get size(): number {
    return this.order.size;
  }

  /** Adds an object, or replaces the one with its id; `created` of an object never changes. */
  put(object: T): void {
    const known = this.byId.get(object.id);
    if (known) {
      known.made = object;
      known.make = null;
    } else this.add({ id: object.id, created: object.created, seq: this.seq++, made: object, make: null, sent: null });
  }

  /** Adds an object that is built when it is first asked for. */
  putLater(id: string, created: number, make: () => T): void {
    if (this.byId.has(id)) throw new Error(`there is already a ${id}`);
    this.add({ id, created, seq: this.seq++, made: null, make, sent: null });
  }

  row(id: string): Row<T> | undefined {
    return this.byId.get(id);
  }

  get(id: string): T | undefined {
    const row = this.byId.get(id);
    return row && this.of(row);
  }

  of(row: Row<T>): T {
    if (row.made) return row.made;
    if (!row.make) throw new Error(`nothing makes ${row.id}`);
    row.made = row.make();
    row.make = null;
    return row.made;
  }

  /** Those of the ids that are here, in order. */
  pick(ids: readonly string[]): Ordered<T> {
    const picked = new Ordered<T>();
    for (const id of ids) {
      const row = this.byId.get(id);
      if (row) picked.add(row);
    }
    return picked;
  }

  *oldestFirst(): Generator<T> {
    for (let at = 0; at < this.size; at++) {
      const row = this.order.at(at);
      if (row) yield this.of(row);
    }
  }

  private add(row: Row<T>): void {
    this.byId.set(row.id, row);
    this.order.add(row);
  }
}

type Shelves = { readonly [K in Kind]: Shelf<Kinds[K]> };

export class Store {
  private readonly shelves: Shelves = {
    customer: new Shelf(),
    payment_intent: new Shelf(),
    charge: new Shelf(),
    refund: new Shelf(),
    dispute: new Shelf(),
    payout: new Shelf(),
    balance_transaction: new Shelf(),
    event: new Shelf(),
    payment_method: new Shelf(),
    'checkout.session': new Shelf(),
  };
  /** Balance transactions of each automatic payout, its own negative one included. */
  readonly contents = new Map<string, string[]>();
  /** Balance transactions that no payout has taken yet, by settlement currency. */
  readonly unpaid = new Map<string, string[]>();
  /** The test method that a saved one is like, by its id. */
  readonly likeOf = new Map<string, string>();
  /** Direct debits under way. */
  readonly debits: { intent: string; payer: Payer; dueAt: number }[] = [];
  /** Uploaded, by id. */
  readonly files = new Map<string, Stripe.File>();
  /** What a checkout session's payment intent is to be, by the session's id. */
  readonly wishOf = new Map<string, IntentWish>();
  readonly account: Stripe.Account;
  /** Rises with each change, so that cached answers are known to be old. */
  version = 0;

  constructor(account: Stripe.Account) {
    this.account = account;
  }

  shelf<K extends Kind>(kind: K): Shelf<Kinds[K]> {
    return this.shelves[kind];
  }

  put<K extends Kind>(kind: K, object: Kinds[K]): void {
    this.version++;
    this.shelf(kind).put(object);
  }

  get<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
    return this.shelf(kind).get(id);
  }
}
