/**
 * A journal for a general ledger: one line per transfer between two accounts of that ledger, summed up by day. As plain CSV, as a Xero
 * manual journal, or as a DATEV Buchungsstapel. Pure.
 *
 * Xero: the columns of its manual journal template (Narration, Date, Description, AccountCode, TaxRate, Amount; a debit is positive,
 * and each narration's amounts come to zero). DATEV: header EXTF, version 700, format category 21, format version 13, as DATEV's developer portal describes it; amounts are positive with a comma, `S`
 * books the first account as debit; the day is written as DDMM within the fiscal year that the header names.
 */
import { exponentOf } from '../../kernel/currency';
import { toDecimal } from '../../kernel/money';
import { textCell } from './csv-cell';

export const glFormats = ['csv', 'xero', 'datev'] as const;
export type GlFormat = (typeof glFormats)[number];

export interface GlLine {
  day: string;
  /** The codes of the other ledger. */
  debit: string;
  credit: string;
  currency: string;
  /** Minor units, above zero. */
  minor: bigint;
  /** Transfers that it sums up. */
  count: number;
}
