/** What the rows of a report come to: by currency, with the balances that it states, and the span that it has whole. */
import { addMinor, toDecimal } from '../../kernel/money';
import { addDays, type Day, startOfDay } from '../../kernel/time';
import { CsvHead } from './formats/csv';
import type { ReportSum } from './report-contract';
import type { ReadReportRow } from './report-read';

interface Sum {
  gross: number;
  fee: number;
  paidOut: number;
  head: CsvHead;
}

const HOUR_MS = 3_600_000;

export class ReportSums {
  rows = 0;
  from: Day | null = null;
  to: Day | null = null;
  readonly #sums = new Map<string, Sum>();
  #first: number | null = null;
  #last: number | null = null;
  #isExact = true;

  take({ currency, kind, gross, fee, net, day, atMs, balance }: ReadReportRow): void {
    this.rows++;
    if (!this.from || day < this.from) this.from = day;
    if (!this.to || day > this.to) this.to = day;
    if (atMs === null) this.#isExact = false;
    else {
      this.#first = Math.min(this.#first ?? atMs, atMs);
      this.#last = Math.max(this.#last ?? atMs, atMs);
    }
    const sum = this.#sums.get(currency) ?? { gross: 0, fee: 0, paidOut: 0, head: new CsvHead() };
    this.#sums.set(currency, sum);
    if (kind === 'payout') sum.paidOut = addMinor(sum.paidOut, -net);
    else {
      sum.gross = addMinor(sum.gross, gross);
      sum.fee = addMinor(sum.fee, fee);
    }
    sum.head.take(day, net, balance);
  }

  currencies(): string[] {
    return [...this.#sums.keys()];
  }

  /** Minor units. */
  all(): {
    currency: string;
    gross: number;
    fee: number;
    paidOut: number;
    opening: number | null;
    closing: number | null;
  }[] {
    return [...this.#sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, { gross, fee, paidOut, head }]) => {
        const { opening, closing } = head.told(currency);
        return { currency, gross, fee, paidOut, opening, closing };
      });
  }

  told(): ReportSum[] {
    return this.all().map(({ currency, gross, fee, paidOut, opening, closing }) => {
      const decimal = (minor: number) => toDecimal(minor, currency);
      const orNull = (minor: number | null) => (minor === null ? null : decimal(minor));
      return {
        ...{ currency, gross: decimal(gross), fee: decimal(fee), net: decimal(addMinor(gross, -fee)) },
        ...{ paidOut: decimal(paidOut), opening: orNull(opening), closing: orNull(closing) },
      };
    });
  }

  /** UTC milliseconds, the end exclusive: without what the report may have cut at its edges, or have on another day. null: nothing is left. */
  span(): { fromMs: number; toMs: number } | null {
    if (!this.from || !this.to) return null;
    const isExact = this.#isExact && this.#first !== null && this.#last !== null;
    const fromMs = isExact ? (this.#first ?? 0) + HOUR_MS : startOfDay(addDays(this.from, 1), 'UTC') + 14 * HOUR_MS;
    const toMs = isExact ? (this.#last ?? 0) - HOUR_MS : startOfDay(this.to, 'UTC') - 14 * HOUR_MS;
    return fromMs < toMs ? { fromMs, toMs } : null;
  }
}
