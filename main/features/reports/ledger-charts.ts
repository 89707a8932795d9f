/** Charts of what the ledger says: from the sums by account, day and kind of event, a few hundred rows instead of a million postings. */
import { query } from '../../db/reader';
import { all, type Db, sql } from '../../db/sql';
import { toDecimal } from '../../kernel/money';
import type { Day } from '../../kernel/time';
import { accounts } from '../../ledger/chart';
import { piecesOf, type Span, startOfInSql, stepFor } from './spans';

/** What moved clearing, by the kind of the event. */
const causes = ['received', 'refunds', 'disputes', 'payouts', 'other'] as const;
export type Cause = (typeof causes)[number];

const causeByKind: Readonly<Record<string, Cause>> = {
  'payment.refunded': 'refunds',
  'payment.refund-changed': 'refunds',
  'payment.disputed': 'disputes',
  'payment.dispute-changed': 'disputes',
};

function causeOf(kind: string): Cause {
  const cause = causeByKind[kind];
  if (cause) return cause;
  if (kind.startsWith('payment.')) return 'received';
  return kind.startsWith('payout.') ? 'payouts' : 'other';
}

/** The gateways with a clearing account, by currency; the busiest first. */
export const clearings = query('reports.clearings', (db, _input: null): { gateway: string; currency: string }[] =>
  all<{ account: string; currency: string }>(
    db,
    `SELECT account, currency FROM account_day WHERE account >= 'clearing:' AND account < 'clearing;'
     GROUP BY account, currency ORDER BY count(*) DESC, account, currency`,
  ).map(({ account, currency }) => ({ gateway: account.slice('clearing:'.length), currency })),
);

interface Move {
  piece: string;
  kind: string;
  minor: bigint;
}

/** By piece of the span and kind of event; what was before the span has the piece `''`. */
function movesOf(db: Db, account: string, currency: string, span: Span): Move[] {
  const piece = `CASE WHEN day < ? THEN '' ELSE ${startOfInSql[stepFor(span)]} END`;
  return sql(
    db,
    `SELECT ${piece} AS piece, kind, sum(minor) AS minor FROM account_day WHERE account = ? AND currency = ? AND day <= ? GROUP BY 1, 2`,
  )
    .safeIntegers(true)
    .all(span.from, account, currency, span.to) as Move[]; // from outside: SQLite's rows
}

export type OfGateway = Span & { gateway: string; currency: string };

export interface ClearingPoint extends Record<Cause, string> {
  /** The first day of the piece; never before the span. */
  day: Day;
  /** At its end. */
  balance: string;
}

/** What a gateway holds for us, at the end of each day (week, month) of the span, and what moved it. Throws Failure input-invalid. */
export const clearingBalance = query('reports.clearing', (db, { gateway, currency, ...span }: OfGateway) => {
  const text = (minor: bigint) => toDecimal(minor, currency);
  const pieces = piecesOf(span, stepFor(span));
  const moves = movesOf(db, accounts.clearing(gateway), currency, span);
  const opening = moves.reduce((sum, { piece, minor }) => (piece === '' ? sum + minor : sum), 0n);
  let balance = opening;
  const points = pieces.map((piece): ClearingPoint => {
    const by: Record<Cause, bigint> = { received: 0n, refunds: 0n, disputes: 0n, payouts: 0n, other: 0n };
    for (const move of moves) {
      if (move.piece !== piece) continue;
      by[causeOf(move.kind)] += move.minor;
      balance += move.minor;
    }
    const told = { received: text(by.received), refunds: text(by.refunds), disputes: text(by.disputes) };
    return {
      ...{ day: piece < span.from ? span.from : piece, ...told, payouts: text(by.payouts), other: text(by.other) },
      balance: text(balance),
    };
  });
  return { opening: text(opening), points };
});

/** Gross − refunds − disputes − fees (± what else moved it) = net; net − sent = what the gateway holds more; and what the bank got. */
export const payoutWaterfall = query('reports.waterfall', (db, { gateway, currency, ...span }: OfGateway) => {
  const within = (account: string) => movesOf(db, account, currency, span).filter(({ piece }) => piece !== '');
  const sum = (moves: readonly Move[], of?: Cause) =>
    moves.reduce((total, { kind, minor }) => {
      return of === undefined || of === causeOf(kind) ? total + minor : total;
    }, 0n);
  const clearing = within(accounts.clearing(gateway));
  const fees = [...within(accounts.fees(gateway)), ...within(accounts.disputeFees(gateway))];
  // A fee is taken from clearing by the event that tells of it: with it, what the event brought is gross.
  const gross = (of: Cause) => sum(clearing, of) + sum(fees, of);
  const sent = -sum(clearing, 'payouts');
  const net = sum(clearing) + sent;
  const parts = { gross: gross('received'), refunds: -gross('refunds'), disputes: -gross('disputes'), fees: sum(fees) };
  const other = net - (parts.gross - parts.refunds - parts.disputes - parts.fees);
  const bank = within(accounts.transit(gateway))
    .filter(({ kind }) => kind.startsWith('match.'))
    .reduce((total, { minor }) => total - minor, 0n);
  const told = { ...parts, other, net, sent, left: net - sent, bank };
  const text = (part: keyof typeof told) => toDecimal(told[part], currency);
  return {
    ...{ gross: text('gross'), refunds: text('refunds'), disputes: text('disputes'), fees: text('fees') },
    ...{ other: text('other'), net: text('net'), sent: text('sent'), left: text('left'), bank: text('bank') },
  };
});

interface MonthSum {
  piece: string;
  gateway: string;
  gross: bigint;
  fee: bigint;
}

/** What each gateway kept, by month, in one currency of settlement; `share` of gross in percent with two digits, empty without gross. */
export const feesByMonth = query('reports.fees-by-month', (db, { currency, ...span }: Span & { currency: string }) => {
  piecesOf(span, 'month');
  const sums = sql(
    db,
    `SELECT ${startOfInSql.month} AS piece, gateway, sum(gross) AS gross, sum(fee) AS fee FROM settlement_day
     WHERE currency = ? AND day BETWEEN ? AND ? GROUP BY 1, 2 ORDER BY 1, 2`,
  )
    .safeIntegers(true)
    .all(currency, span.from, span.to) as MonthSum[]; // from outside: SQLite's rows
  return sums.map(({ piece, gateway, gross, fee }) => ({
    ...{ month: piece, gateway, gross: toDecimal(gross, currency), fees: toDecimal(fee, currency) },
    share: gross > 0n ? shareOf(fee, gross) : '',
  }));
});

/** Hundredths of a percent, half away from zero. */
function shareOf(part: bigint, whole: bigint): string {
  const negative = part < 0n;
  const hundredths = ((negative ? -part : part) * 20_000n + whole) / (2n * whole);
  const digits = hundredths.toString().padStart(3, '0');
  return `${negative ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** What is owed to customers and to holders of sold vouchers, at the end of each day (week, month). Throws Failure input-invalid. */
export const liability = query('reports.liability', (db, { currency, ...span }: Span & { currency: string }) => {
  const parts = {
    paid: movesOf(db, 'credit:paid', currency, span),
    granted: [...movesOf(db, 'credit:granted', currency, span), ...movesOf(db, 'credit:voucher', currency, span)],
    vouchers: movesOf(db, accounts.vouchersOutstanding(), currency, span),
  };
  // Liabilities grow by credits.
  const at = (moves: readonly Move[], piece: string) =>
    moves.reduce((sum, move) => (move.piece <= piece ? sum - move.minor : sum), 0n);
  return piecesOf(span, stepFor(span)).map((piece) => ({
    day: piece < span.from ? span.from : piece,
    paid: toDecimal(at(parts.paid, piece), currency),
    granted: toDecimal(at(parts.granted, piece), currency),
    vouchers: toDecimal(at(parts.vouchers, piece), currency),
  }));
});

/** In which customers hold credit, or vouchers were sold; the busiest first. */
export const liabilityCurrencies = query('reports.liability-currencies', (db, _input: null): string[] =>
  all<{ currency: string }>(
    db,
    `SELECT currency FROM account_day WHERE account IN ('credit:paid', 'credit:granted', 'credit:voucher', 'vouchers:outstanding')
     GROUP BY currency ORDER BY count(*) DESC, currency`,
  ).map((row) => row.currency),
);
