/** The simulated account and what happens in it: each act changes things and leaves rows, as at PayPal. Times are UTC milliseconds. */
import { between, type Random, randomFrom } from '../../random';
import { feeOf, isWhole } from './terms';
import type { Capture, Converted, Dispute, Order, Payer, Row, Token } from './things';

const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

export interface RowWish {
  code: string;
  amount: number;
  currency: string;
  status?: string;
  fee?: number | null;
  of?: string | null;
  id?: string;
  payer?: Payer | null;
  subject?: string | null;
  note?: string | null;
  invoice?: string | null;
  custom?: string | null;
  bankReference?: string | null;
  /** How much later than its time it can be seen. */
  lateMs?: number;
}

export class Bank {
  readonly account: string;
  readonly payers = new Map<string, Payer>();
  readonly orders = new Map<string, Order>();
  readonly captures = new Map<string, Capture>();
  readonly disputes = new Map<string, Dispute>();
  readonly tokens = new Map<string, Token>();
  /** By time. */
  readonly rows: Row[] = [];
  private readonly byId = new Map<string, Row>();
  private random: Random;
  private seq = 0;

  /** `seed`: any text; the same seed and the same acts give the same ids. */
  constructor(seed: string) {
    this.random = randomFrom(`paypal/${seed}`);
    this.account = this.newId(13);
  }

  /** Ids come from another seed from now on. */
  reseed(seed: string): void {
    this.random = randomFrom(`paypal/${seed}`);
  }

  newId(length = 17): string {
    let id = '';
    for (let n = 0; n < length; n++) id += LETTERS[between(this.random, 0, LETTERS.length - 1)];
    return id;
  }

  makeCustomer(wish: Partial<Omit<Payer, 'id'>> = {}): Payer {
    const payer = { given: 'Jane', surname: 'Buyer', email: 'jane@buyer.example', country: 'US', ...wish };
    const made = { ...payer, id: this.newId(13) };
    this.payers.set(made.id, made);
    return made;
  }

  /** Writes a row; its money counts in the balance once its status is S or V. */
  row(at: number, wish: RowWish): Row {
    const { lateMs = 0, ...given } = wish;
    const row: Row = {
      id: this.newId(),
      status: 'S',
      fee: null,
      of: null,
      subject: null,
      note: null,
      invoice: null,
      custom: null,
      bankReference: null,
      payer: null,
      ...given,
      at,
      updated: at,
      visible: at + lateMs,
      seq: this.seq++,
    };
    let place = this.rows.length;
    while (place > 0 && (this.rows[place - 1]?.at ?? 0) > at) place--;
    this.rows.splice(place, 0, row);
    if (!this.byId.has(row.id)) this.byId.set(row.id, row);
    return row;
  }

  /** The first row with that id. Throws when there is none: the caller made it. */
  rowOf(id: string): Row {
    const row = this.byId.get(id);
    if (!row) throw new Error(`no row ${id}`);
    return row;
  }

  captureOf(id: string): Capture {
    const capture = this.captures.get(id);
    if (!capture) throw new Error(`no capture ${id}`);
    return capture;
  }

  /** What the account holds in each currency at that time. */
  balances(at: number): Map<string, number> {
    const sums = new Map<string, number>();
    for (const row of this.rows) {
      if (row.at > at || (row.status !== 'S' && row.status !== 'V') || !movesBalance(row)) continue;
      sums.set(row.currency, (sums.get(row.currency) ?? 0) + row.amount - (row.fee ?? 0));
    }
    return sums;
  }

  saveMethod(payer: Payer, wish: Partial<Pick<Token, 'customer' | 'card' | 'refuses'>> = {}): Token {
    const token = { card: null, refuses: false, customer: payer.id, ...wish, id: this.newId(17).toLowerCase(), payer };
    this.tokens.set(token.id, token);
    return token;
  }

  newOrder(at: number, wish: Partial<Order> & Pick<Order, 'amount' | 'currency'>): Order {
    const order: Order = {
      status: 'CREATED',
      description: null,
      customId: null,
      invoice: null,
      payer: null,
      wallet: false,
      returnUrl: null,
      cancelUrl: null,
      save: null,
      token: null,
      means: 'good',
      captures: [],
      ...wish,
      id: this.newId(),
      at,
      updated: at,
    };
    this.orders.set(order.id, order);
    return order;
  }

  /** The money of an order: a capture, its row, and what PayPal turned it into. `code`: T0006 on a page, T0003 with a saved method. */
  capture(
    at: number,
    order: Order,
    how: { code?: string; status?: string; why?: string; settledIn?: string } = {},
  ): Capture {
    const fee = feeOf(order.amount, order.currency);
    const converted = how.settledIn ? turned(order.amount - fee, order.currency, how.settledIn) : null;
    const status = how.status ?? 'COMPLETED';
    const { amount, currency, customId, invoice } = order;
    const made = { amount, currency, customId, invoice, fee, converted, status, why: how.why ?? null };
    const capture: Capture = { ...made, id: this.newId(), order: order.id, at, updated: at, refunds: [] };
    order.captures.push(capture);
    order.status = 'COMPLETED';
    order.updated = at;
    this.captures.set(capture.id, capture);
    const letter = { COMPLETED: 'S', PENDING: 'P' }[status] ?? 'D';
    const words = { subject: order.description, invoice, custom: customId, payer: order.payer };
    const row = { ...words, id: capture.id, code: how.code ?? 'T0006', status: letter, amount, currency };
    this.row(at, { ...row, fee: letter === 'S' ? fee : null });
    if (letter === 'S') this.convert(at, capture.id, amount - fee, currency, converted);
    return capture;
  }

  /** A conversion has two rows: what went, and what came for it. */
  convert(at: number, of: string, amount: number, currency: string, into: Converted | null): void {
    if (!into) return;
    this.row(at, { code: 'T0200', amount: -amount, currency, of });
    this.row(at, { code: 'T0200', amount: into.amount, currency: into.currency, of });
  }
}

/** Authorisations, holds and what is only shown leave the balance alone. */
export function movesBalance({ code, status }: Row): boolean {
  return status !== 'P' && status !== 'D' && !/^T(13|15|21|98)|^T1105/.test(code);
}

const RATES: Readonly<Record<string, number>> = {
  'USD>EUR': 91_120,
  'JPY>USD': 670,
  'EUR>USD': 108_300,
  'GBP>USD': 126_450,
};

function turned(amount: number, from: string, into: string): Converted {
  const rate = RATES[`${from}>${into}`] ?? 100_000;
  const shift = isWhole(from) && !isWhole(into) ? 100 : 1;
  return { currency: into, amount: Math.round((amount * rate * shift) / 100_000), rate };
}
