/** Adds up the columns of a list that are added up, by currency and never across them. */
import { readDecimal, toDecimal } from '../../kernel/money';
import type { SheetCell, SheetColumn } from './sheet';
import type { Written } from './written';

export class SheetSums {
  readonly #sums = new Map<string, { count: number; minor: bigint }>();
  readonly #summed: readonly { at: number; currency: string | number }[];

  constructor(columns: readonly SheetColumn[]) {
    this.#summed = columns.flatMap(({ sums }, at) => (sums === undefined ? [] : [{ at, currency: sums }]));
  }

  add(row: readonly SheetCell[]): void {
    for (const { at, currency: by } of this.#summed) {
      const amount = row[at];
      const currency = typeof by === 'string' ? by : row[by];
      if (typeof amount !== 'string' || typeof currency !== 'string') continue;
      const minor = readDecimal(amount, currency);
      if (typeof minor !== 'number') throw new Error(`not an amount: ${amount} ${currency}`);
      const known = this.#sums.get(currency);
      if (known) {
        known.count++;
        known.minor += BigInt(minor);
      } else this.#sums.set(currency, { count: 1, minor: BigInt(minor) });
    }
  }

  /** The most frequent currency first. */
  totals(): Written['totals'] {
    return [...this.#sums]
      .map(([currency, { count, minor }]) => ({
        ...{ currency, count, amount: toDecimal(minor, currency) },
      }))
      .sort((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1));
  }
}
