/**
 * *Why this balance*: begins with the view that customers know, the sum of Completed payments, and goes on line by line
 * with what else moved the balance until it reaches the figure; beside it what was left out, and by which rule.
 */
import { query } from '../../db/reader';
import { all, type Db, sql } from '../../db/sql';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Day } from '../../kernel/time';
import { balanceOf, balanceText, noParts, type Parts } from './balances';
import type { Why } from './contract';
import { laterOf } from './due';
import { knownCustomer } from './query';
import {
  adjustmentNotes,
  customerNames,
  invoiceNumbers,
  type Movement,
  movementsOf,
  paymentNames,
} from './why-postings';

export interface WhyInput {
  id: Id;
  currency: string;
  /** Counts what is booked on this day or before; left out: everything. */
  asOf?: Day | undefined;
  today: Day;
}

/** A line lists this many of its rows, the latest first. */
const SHOWN_ROWS = 20;

/** In the order of the lines. */
const lineKinds = [
  'completed-payments',
  'purchases',
  'invoices',
  'credit-notes',
  'invoices-settled',
  'refunds',
  'refunds-failed',
  'disputes-lost',
  'adjustments',
  'merged',
  'other',
] as const;
type LineKind = (typeof lineKinds)[number];

const lineOfEvent: Readonly<Record<string, LineKind>> = {
  'payment.recorded': 'completed-payments',
  'payment.status-changed': 'completed-payments',
  'payment.adopted': 'completed-payments',
  'payment.imported': 'completed-payments',
  'payment.import-reversed': 'completed-payments',
  'voucher.redeemed': 'completed-payments',
  'purchase.recorded': 'purchases',
  'purchase.reversed': 'purchases',
  'payment.refunded': 'refunds',
  'payment.refund-changed': 'refunds-failed',
  'payment.disputed': 'disputes-lost',
  'payment.dispute-changed': 'disputes-lost',
  'credit.expired': 'adjustments',
  'invoice.issued': 'invoices',
  'invoice.imported': 'invoices',
  'invoice.voided': 'invoices',
  'invoice.credited': 'credit-notes',
  'invoice.short': 'invoices-settled',
  'invoice.written-off': 'invoices-settled',
  'invoice.recovered': 'invoices-settled',
  'customer.merged': 'merged',
  'customer.unmerged': 'merged',
};

function lineOf(kind: string): LineKind {
  return lineOfEvent[kind] ?? (kind.startsWith('adjustment.') ? 'adjustments' : 'other');
}

/** What one payment did to a line. A payment that was Completed and then taken back comes to nothing and is no row. */
interface Share {
  subject: Id;
  at: number;
  amount: bigint;
}

/** Throws Failure customer-unknown. */
export const whyBalance = query('customers.why', (db, input: WhyInput): Why => {
  const { currency, asOf } = input;
  const known = knownCustomer(db, input.id, idToBytes(input.id));
  const { movements, kept } = movementsOf(db, known.id, input.id, currency);
  const counted = movements.filter(({ bookedOn }) => asOf === undefined || bookedOn <= asOf);
  const later = movements.filter(({ bookedOn }) => asOf !== undefined && bookedOn > asOf);
  const parts = sumParts(counted);
  const balance = balanceOf(parts);
  return {
    currency,
    lines: linesOf(db, counted, currency),
    balance: toDecimal(balance, currency),
    proven: balance + sumEffects(later) === kept,
    leftOut: [
      ...notCompleted(db, known.id, currency),
      ...afterCutOff(db, later, currency),
      ...others(db, known.id, currency),
    ],
    lots: lotsOf(db, input, parts),
    asOf: asOf ?? null,
  };
});

/** What was due on an earlier day is not told: what was open of each invoice then is not kept. */
function lotsOf(db: Db, { id, currency, asOf, today }: WhyInput, parts: Parts): Why['lots'] {
  const lots = balanceText(currency, parts, laterOf(db, [id], today)(id).get(currency));
  return asOf === undefined ? lots : { ...lots, due: null, notYetDue: null };
}

function linesOf(db: Db, movements: readonly Movement[], currency: string): Why['lines'] {
  let running = 0n;
  const lines: Why['lines'] = [];
  for (const kind of lineKinds) {
    const shares = sharesOf(movements.filter((movement) => lineOf(movement.kind) === kind));
    // The view that customers know is always there, also when it is zero.
    if (shares.length === 0 && kind !== 'completed-payments') continue;
    const amount = shares.reduce((sum, share) => sum + share.amount, 0n);
    running += amount;
    lines.push({
      kind,
      count: shares.length,
      amount: toDecimal(amount, currency),
      running: toDecimal(running, currency),
      ...rowsOf(db, shares, currency),
    });
  }
  return lines;
}

/** One share per payment, the latest first; those that come to nothing are left out. */
function sharesOf(movements: readonly Movement[]): Share[] {
  const shares = new Map<Id, Share>();
  for (const { subject, occurredAt, effect } of movements) {
    const share = shares.get(subject);
    if (!share) shares.set(subject, { subject, at: occurredAt, amount: effect });
    else {
      share.amount += effect;
      share.at = Math.max(share.at, occurredAt);
    }
  }
  return [...shares.values()].filter(({ amount }) => amount !== 0n).sort((a, b) => b.at - a.at);
}

function rowsOf(db: Db, shares: readonly Share[], currency: string): { rows: Why['lines'][0]['rows']; more: boolean } {
  const shown = shares.slice(0, SHOWN_ROWS);
  const subjects = shown.map(({ subject }) => subject);
  const names = paymentNames(db, subjects);
  const numbers = invoiceNumbers(db, subjects);
  const notes = adjustmentNotes(db, subjects);
  const customers = customerNames(db, subjects);
  const rows = shown.flatMap(({ subject, at, amount }) => {
    const description = numbers.get(subject) ?? names.get(subject) ?? notes.get(subject) ?? customers.get(subject);
    const screen = numbers.has(subject) ? 'invoices' : names.has(subject) ? 'payments' : 'none';
    // What is about the customer itself counts in the line; there is nothing to open.
    return description === undefined
      ? []
      : [{ payment: subject, screen, at, description, amount: toDecimal(amount, currency) } as const];
  });
  return { rows, more: shares.length > rows.length };
}

function sumEffects(movements: readonly Movement[]): bigint {
  return movements.reduce((sum, { effect }) => sum + effect, 0n);
}

function sumParts(movements: readonly Movement[]): Parts {
  const sum = noParts();
  for (const { parts } of movements) {
    sum.granted += parts.granted;
    sum.voucher += parts.voucher;
    sum.paid += parts.paid;
    sum.receivable += parts.receivable;
  }
  return sum;
}

type LeftOut = Why['leftOut'][0];

function afterCutOff(db: Db, later: readonly Movement[], currency: string): LeftOut[] {
  const shares = sharesOf(later);
  if (shares.length === 0) return [];
  const amount = toDecimal(sumEffects(later), currency);
  return [{ rule: 'after-cut-off', currency, count: shares.length, amount, ...rowsOf(db, shares, currency) }];
}

interface Sum {
  status: string;
  currency: string;
  n: bigint;
  amount: bigint;
}

function notCompleted(db: Db, customer: number, currency: string): LeftOut[] {
  const sums = sumsWhere(db, customer, "status <> 'Completed' AND currency = ?", currency);
  return (['Pending', 'Cancelled'] as const).flatMap((status) => {
    const sum = sums.find((found) => found.status === status);
    return sum ? [leftOut(db, customer, status === 'Pending' ? 'pending' : 'cancelled', sum)] : [];
  });
}

/** Completed payments in other currencies: each has a balance of its own. */
function others(db: Db, customer: number, currency: string): LeftOut[] {
  const sums = sumsWhere(db, customer, "status = 'Completed' AND currency <> ?", currency);
  return sums.map((sum) => leftOut(db, customer, 'other-currency', sum));
}

function sumsWhere(db: Db, customer: number, where: string, currency: string): Sum[] {
  const text = `SELECT status, currency, count(*) AS n, sum(amount) AS amount FROM payment
    WHERE customer = ? AND ${where} GROUP BY status, currency ORDER BY status, currency`;
  return sql(db, text).safeIntegers(true).all(customer, currency) as Sum[]; // from outside: SQLite's rows
}

function leftOut(db: Db, customer: number, rule: string, { status, currency, n, amount }: Sum): LeftOut {
  const rows = all<{ uuid: Buffer; at: number; amount: number; description: string }>(
    db,
    `SELECT uuid, at, amount, coalesce(nullif(description, ''), nullif(reference, ''), external_id, '') AS description
     FROM payment WHERE customer = ? AND status = ? AND currency = ? ORDER BY at DESC, id DESC LIMIT ${SHOWN_ROWS}`,
    customer,
    status,
    currency,
  ).map((row) => ({
    payment: idFromBytes(row.uuid),
    screen: 'payments' as const,
    at: row.at,
    description: row.description,
    amount: toDecimal(row.amount, currency),
  }));
  return { rule, currency, count: Number(n), amount: toDecimal(amount, currency), rows, more: n > BigInt(rows.length) };
}
