/** What becomes of the rows of a file: one item is one customer, one invoice of one or more lines, or one purchase. */
import type { Person } from '../../db/person';
import type { Id } from '../../kernel/id';
import type { ImportField, ImportState } from '../../kernel/import-field';
import type { Method, Purpose } from '../../kernel/payment';
import type { Day } from '../../kernel/time';
import type { InvoiceContent } from '../invoices/events';
import type { Refusal } from './contract';
import type { ReadStatus } from './payment-words';
import type { RowReader } from './row';

export interface CustomerItem {
  kind: 'customers';
  externalId: string | null;
  person: Person;
  /** The customer that gets the external id; null: a new one. */
  known: Id | null;
}

export interface InvoiceItem {
  kind: 'invoices';
  key: string;
  /** null: the next one of the series is drawn. */
  number: string | null;
  content: InvoiceContent;
  issueDay: string;
  /** The one of this number whose import was taken back. */
  again: Id | null;
}

export interface PurchaseItem {
  kind: 'purchases';
  key: string;
  customer: Id;
  /** Minor units, above zero. */
  amount: number;
  currency: string;
  /** Within the amount; `rate` in per cent. */
  tax: { code: string; rate: string } | null;
  product: string;
  description: string;
  reference: string;
  purpose: Purpose | null;
  day: string;
  /** UTC milliseconds. */
  at: number;
}

/** Below zero: a purchase. */
export interface PaymentItem extends ReadStatus {
  kind: 'payments';
  key: string;
  customer: Id;
  /** Minor units, never 0. */
  amount: number;
  currency: string;
  providerStatus: string;
  method: Method;
  /** As the file calls it. */
  methodText: string;
  description: string;
  reference: string;
  purpose: Purpose | null;
  day: string;
  /** UTC milliseconds. */
  at: number;
}

export type ImportItem = CustomerItem | InvoiceItem | PurchaseItem | PaymentItem;

export interface Planned {
  /** Where it begins in the file. */
  line: number;
  state: ImportState;
  /** null where it is refused. */
  item: ImportItem | null;
  /** As it will be stored. */
  cells: { field: ImportField; text: string }[];
  /** Minor units; null for customers and for what is refused. */
  money: { minor: number; currency: string } | null;
  refusals: Refusal[];
}

/** When a file is read, where the book is, and which file it is. */
export interface Today {
  day: Day;
  atMs: number;
  timeZone: string;
  sha256: string;
}

/** Plans one row after another; what needs the following rows is given when it is known. */
export interface Planner {
  row(row: RowReader): Planned[];
  end(): Planned[];
}
