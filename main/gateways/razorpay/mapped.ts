/** How one object becomes one fact: read whole, or put aside whole with the reason. Half of an object is never booked. */
import type { z } from 'zod';
import type { Facts, ParkedItem, PulledPage } from '../pulled';
import { Unreadable } from './amount';
import { idOf } from './wire';

export interface Mapped<T> {
  row: T | null;
  parked: ParkedItem | null;
}

/** Reads `raw` by the schema and maps it; what does not fit is parked with the field that was wrong. */
export function mapped<S extends z.ZodType, T>(
  kind: string,
  schema: S,
  raw: unknown,
  map: (object: z.output<S>) => Mapped<T>,
  idField = 'id',
): Mapped<T> {
  const externalId = idOf(raw, idField) ?? 'unknown';
  const read = schema.safeParse(raw);
  if (!read.success) {
    const path = read.error.issues[0]?.path ?? [];
    const why = `${path.length > 0 ? path.join('.') : 'the object'} is missing or not as expected`;
    return { row: null, parked: { kind, externalId, why } };
  }
  try {
    return map(read.data);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { row: null, parked: { kind, externalId, why: error.message } };
  }
}

export function whole<T>(row: T): Mapped<T> {
  return { row, parked: null };
}

type Rows = Pick<PulledPage, 'customers' | 'payments' | 'refunds' | 'disputes' | 'payouts'>;

/** Collects the facts of one answer. */
export class Harvest {
  private readonly rows: { [K in keyof Rows]: Rows[K][number][] } = {
    customers: [],
    payments: [],
    refunds: [],
    disputes: [],
    payouts: [],
  };
  private readonly parked: ParkedItem[] = [];

  add<K extends keyof Rows>(kind: K, { row, parked }: Mapped<Rows[K][number]>): void {
    if (row) this.rows[kind].push(row);
    if (parked) this.parked.push(parked);
  }

  park(item: ParkedItem): void {
    this.parked.push(item);
  }

  /** Everything of another, behind what is here. */
  take(other: Harvest): void {
    this.rows.customers.push(...other.rows.customers);
    this.rows.payments.push(...other.rows.payments);
    this.rows.refunds.push(...other.rows.refunds);
    this.rows.disputes.push(...other.rows.disputes);
    this.rows.payouts.push(...other.rows.payouts);
    this.parked.push(...other.parked);
  }

  facts(clockSkewMs: number | null): Facts {
    return { ...this.rows, parked: this.parked, clockSkewMs };
  }
}
