/** What postings come to, added up as they are read: SQLite would sort all of them first, which takes ten times as long. */
import type { Db } from '../db/sql';
import { addMinor } from '../kernel/money';
import type { Transfer } from '../ledger/entry';

interface Kept {
  name: string;
  currency: string;
  minor: number;
}

export class PostedSums {
  /** Debits less credits, minor units: by currency, then by account. */
  readonly #sums = new Map<string, Map<string, number>>();

  /** Throws MoneyRangeError when a sum leaves the numbers that are exact. */
  add({ from, to, minor, currency }: Transfer): void {
    let sums = this.#sums.get(currency);
    if (!sums) {
      sums = new Map();
      this.#sums.set(currency, sums);
    }
    sums.set(from, addMinor(sums.get(from) ?? 0, -minor));
    sums.set(to, addMinor(sums.get(to) ?? 0, minor));
  }

  /** Where the kept balances are not these sums. */
  *differences(db: Db): Generator<{ place: string; detail: string }> {
    const kept = db.prepare(`SELECT coalesce(a.name, 'account ' || b.account) AS name, b.currency, b.minor
      FROM balance b LEFT JOIN account a ON a.id = b.account`);
    const left = new Map([...this.#sums].map(([currency, sums]) => [currency, new Map(sums)]));
    for (const found of kept.iterate()) {
      const { name, currency, minor } = found as Kept; // from outside: SQLite's rows
      const sum = left.get(currency)?.get(name);
      left.get(currency)?.delete(name);
      const place = `${name} ${currency}`;
      if (sum === undefined) yield { place, detail: `kept ${minor}, but it has no postings` };
      else if (sum !== minor) yield { place, detail: `kept ${minor}, its postings give ${sum}` };
    }
    for (const [currency, sums] of left)
      for (const [name, sum] of sums)
        if (sum !== 0) yield { place: `${name} ${currency}`, detail: `kept 0, its postings give ${sum}` };
  }
}
