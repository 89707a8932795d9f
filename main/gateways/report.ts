/** What a gateway's own report for download says of each of its rows, in the words that every gateway shares: the adapter knows its columns. */
import type { ReportKind } from '../kernel/gateway-report';
import type { Minor } from '../kernel/money';

/** One row of a report. Its columns are asked for by their names, in lower case and without spaces and signs. */
export interface ReportCells {
  /** '' where the report has no such column. */
  text(...names: string[]): string;
  /** Minor units; 0 where the cell is empty. Throws Failure statement-amount-unread, too-many-decimals, amount-too-large. */
  sum(currency: string, ...names: string[]): Minor;
  /** Throws Failure import-cell-empty, statement-currency-unread. */
  currency(...names: string[]): string;
}

/**
 * `movement`: what the book has as a settlement. `payout`: left for the bank. `conversion`: one of the two rows by which the sum of
 * the row that it names was turned into another currency.
 */
export type ReportRowKind = 'movement' | 'payout' | 'conversion';

export interface ReportRow {
  kind: ReportRowKind;
  /** As the book calls the settlement, or the payout. */
  externalId: string;
  /** The book may call it by this id and more behind a slash. */
  isStem?: boolean;
  /** The payment that it belongs to, as the book calls it; null: the report does not say. */
  of: string | null;
  /** As the report writes it: its day, or its time. */
  when: string;
  /** The report's own word for it. */
  word: string;
  /** Signed minor units; `net = gross - fee`. Of a payout: below zero. */
  gross: Minor;
  fee: Minor;
  net: Minor;
  currency: string;
  /** The payout that carries it, where the report says so. */
  payout: string | null;
  /** What the account held behind it; null: the report does not say. */
  balance: Minor | null;
}

export interface ReportFormat {
  name: ReportKind;
  /** Without these columns it is another file: for each the names that it may have. */
  needed: readonly (readonly string[])[];
  /** The column that it begins with, where others that have the same ones do not. */
  first?: string;
  /** The columns that tell how the report writes numbers and days. */
  numbers: readonly string[];
  days: readonly string[];
  /** Days and times of it are UTC; otherwise of the gateway's own place, and may be a day off. */
  isUtc: boolean;
  /** It has all that payouts carry, not all that happened in a span. */
  isByPayout: boolean;
  /** null: the row moves no money. Throws Failure for what cannot be read, report-row-unsound where its sums do not fit. */
  read(row: ReportCells): ReportRow | null;
}
