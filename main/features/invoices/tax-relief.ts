/**
 * The tax in what is written off: given back where the book's setting says so, in the parts in which the invoice bore it, and taken
 * again when the write-off is taken back. Each event says what it moves; the setting only decides about later ones.
 */
import { z } from 'zod';
import { readSetting, writeSetting } from '../../db/setting';
import { all, type Db } from '../../db/sql';
import type { StoredEvent } from '../../journal/event';
import type { Projector } from '../../journal/project';
import { roundedQuotient } from '../../kernel/invoice-sums';
import { minorFromBigInt } from '../../kernel/money';
import type { InvoiceFacts } from './facts';
import { positiveSum } from './shapes';

/** Minor units of the invoice's currency. */
export const reliefSchema = z.array(z.strictObject({ code: z.string(), rate: z.string(), tax: positiveSum }));
export type TaxRelief = z.infer<typeof reliefSchema>;

const KEY = 'write-off-tax-relief';

export function givesTaxRelief(db: Db): boolean {
  return readSetting(db, KEY) === 'on';
}

export function setTaxRelief(db: Db, on: boolean): void {
  writeSetting(db, KEY, on ? 'on' : 'off');
}

interface Billed {
  code: string;
  rate: string;
  tax: number;
  relieved: number;
}

const billedSql = `SELECT t.code, t.rate, t.tax - t.credited_tax AS tax,
    (SELECT coalesce(sum(r.tax), 0) FROM tax_relief r WHERE r.invoice = t.invoice AND r.code = t.code AND r.rate = t.rate) AS relieved
  FROM invoice_tax t WHERE t.invoice = ? ORDER BY t.code, t.rate`;

const billedOf = (db: Db, { key }: Pick<InvoiceFacts, 'key'>) => all<Billed>(db, billedSql, key);

export function isRelieved(db: Db, invoice: Pick<InvoiceFacts, 'key'>): boolean {
  return billedOf(db, invoice).some(({ relieved }) => relieved > 0);
}

/**
 * Of `amount` that is written off now. Rounded on what is written off in all, so that parts come to what the whole would; never
 * more than the amount, nor than the tax.
 */
export function reliefIn(db: Db, invoice: InvoiceFacts, amount: number): TaxRelief {
  const billed = BigInt(invoice.total - invoice.credited);
  const inAll = BigInt(invoice.writtenOff + amount);
  let rest = amount;
  return billedOf(db, invoice).flatMap(({ code, rate, tax, relieved }) => {
    const share = minorFromBigInt(roundedQuotient(BigInt(tax) * inAll, billed)) - relieved;
    const given = Math.min(rest, tax - relieved, share);
    if (given <= 0) return [];
    rest -= given;
    return [{ code, rate, tax: given }];
  });
}

/** Of `amount` that is taken back of what was written off: all of it where that is all. */
export function reliefBackOf(db: Db, invoice: InvoiceFacts, amount: number): TaxRelief {
  return billedOf(db, invoice).flatMap(({ code, rate, relieved }) => {
    const share = roundedQuotient(BigInt(relieved) * BigInt(amount), BigInt(invoice.writtenOff));
    const tax = Math.min(amount, minorFromBigInt(share));
    return tax > 0 ? [{ code, rate, tax }] : [];
  });
}

/** `sign` -1: it is taken again. */
export function keepRelief(
  projector: Projector,
  event: StoredEvent,
  { invoice, relief = [], sign }: { invoice: number; relief: TaxRelief | undefined; sign: 1 | -1 },
): void {
  for (const { code, rate, tax } of relief)
    projector.run(
      'INSERT INTO tax_relief (invoice, code, rate, day, tax) VALUES (?, ?, ?, ?, ?)',
      ...[invoice, code, rate, event.bookedOn, sign * tax],
    );
}
