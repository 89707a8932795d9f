/**
 * Revenue over the service period, where the book's setting spreads it: what an invoice bills for later months is deferred, by line and
 * month, and each month is released on its first day. Each event says what it defers; the setting only decides about later invoices.
 * An account is of one month and product, so what stands on those of months that have begun is what is to be released.
 */
import { z } from 'zod';
import { query } from '../../db/reader';
import { readSetting, writeSetting } from '../../db/setting';
import { all, type Db } from '../../db/sql';
import { eventKind } from '../../journal/event';
import { idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { byMonth, monthOf } from '../../kernel/service-months';
import { releasedEntry } from '../../ledger/invoice';
import type { DeferredRow } from './figures-contract';
import { type DeferredParts, deferredSchema, type InvoiceContent } from './shapes';

const KEY = 'revenue-over-service-period';

export function spreadsRevenue(db: Db): boolean {
  return readSetting(db, KEY) === 'on';
}

export function setSpreadsRevenue(db: Db, on: boolean): void {
  writeSetting(db, KEY, on ? 'on' : 'off');
}

type Deferring = { deferred?: DeferredParts };

/** What of a service invoice of `issueDay` is service of later months; nothing where the setting is off or no line says so. */
export function deferredOf(
  db: Db,
  { kind, lines }: Pick<InvoiceContent, 'kind' | 'lines'>,
  issueDay: string,
): Deferring {
  if (kind !== 'service' || !spreadsRevenue(db)) return {};
  const issued = monthOf(issueDay);
  const parts = lines.flatMap(({ from, to, net, product }, n) => {
    if (from === undefined || to === undefined) return [];
    return byMonth(net, from, to).flatMap((part) =>
      part.month > issued && part.net !== 0 ? [{ n, product, ...part }] : [],
    );
  });
  return parts.length > 0 ? { deferred: parts } : {};
}

const saidSql = `SELECT kind, payload ->> '$.deferred' AS deferred FROM event
  WHERE subject = ? AND kind IN ('invoice.issued', 'invoice.imported', 'invoice.credited', 'invoice.voided') ORDER BY seq`;

/** What of an invoice was deferred and not taken back, whether or not its months have begun. */
export function deferredStill(db: Db, invoice: string): Deferring {
  const left = new Map<string, DeferredParts[number]>();
  for (const { kind, deferred } of all<{ kind: string; deferred: string | null }>(db, saidSql, idToBytes(invoice))) {
    const sign = kind === 'invoice.issued' || kind === 'invoice.imported' ? 1 : -1;
    for (const part of deferred === null ? [] : deferredSchema.parse(JSON.parse(deferred))) {
      const key = `${part.n} ${part.month}`;
      left.set(key, { ...part, net: (left.get(key)?.net ?? 0) + sign * part.net });
    }
  }
  const parts = [...left.values()].filter(({ net }) => net !== 0);
  return parts.length > 0 ? { deferred: parts } : {};
}

/** What a credit note of these net sums takes back: of each line the service that is furthest off first. */
export function deferredTakenBack(db: Db, invoice: string, lines: readonly { n: number; net: number }[]): Deferring {
  const still = deferredStill(db, invoice).deferred ?? [];
  const parts = lines.flatMap(({ n, net }) => {
    let rest = net;
    const own = still.filter((part) => part.n === n).sort((a, b) => (a.month < b.month ? 1 : -1));
    return own.flatMap((part) => {
      const taken = Math.sign(part.net) === Math.sign(rest) ? nearer(part.net, rest) : 0;
      rest -= taken;
      return taken === 0 ? [] : [{ ...part, net: taken }];
    });
  });
  return parts.length > 0 ? { deferred: parts } : {};
}

/** Of two numbers of the same sign the one nearer to nothing. */
const nearer = (a: number, b: number) => (Math.abs(a) < Math.abs(b) ? a : b);

const releasedSchema = z.strictObject({
  month: z.string().length(7),
  currency: z.string(),
  /** Below zero where more was taken back than was invoiced since the month was released. */
  parts: z.array(z.strictObject({ product: z.string(), net: z.number().int() })).min(1),
});
export type RevenueReleased = z.infer<typeof releasedSchema>;

export const revenueReleased = eventKind<RevenueReleased>({
  schema: releasedSchema,
  entry: ({ month, parts, currency }) => releasedEntry(month, parts, currency),
  project() {},
});

/** Minor units. */
export interface DeferredSum {
  month: string;
  product: string;
  currency: string;
  net: number;
}

const heldSql = `SELECT a.name, b.currency, -b.minor AS net FROM account a JOIN balance b ON b.account = a.id
  WHERE a.name > 'deferred:' AND a.name < ? ORDER BY a.name, b.currency`;

/** What stands deferred for the months up to this one (`YYYY-MM`); null: for all. */
export function deferredSums(db: Db, upTo: string | null): DeferredSum[] {
  const end = upTo === null ? 'deferred;' : `deferred:${upTo};`;
  return all<{ name: string; currency: string; net: number }>(db, heldSql, end)
    .filter(({ net }) => net !== 0)
    .map(({ name, currency, net }) => {
      const [, month = '', product = ''] = name.split(':');
      return { month, product, currency, net };
    });
}

export const deferredRevenue = query('invoices.deferred', (db, _: null): DeferredRow[] =>
  deferredSums(db, null).map(({ net, ...row }) => ({ ...row, amount: toDecimal(net, row.currency) })),
);
