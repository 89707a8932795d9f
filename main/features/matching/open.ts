/** What the matcher is given, read from the book: lines that nothing explains, what may explain them, and who paid before. */
import { all, type Db } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import { DAY_MS, dayIn } from '../../kernel/time';
import { accounts } from '../../ledger/chart';
import { bookTimeZone } from '../payments/filter';
import type { Aliases, Given, OpenItem, OpenLine } from './proposal';
import { CLEARING } from './receipt-events';
import { rulesOf } from './rule-events';
import { nameKey, spoken } from './words';

/** More than these are looked at in their order: nobody's statements of a year have as many that are open. */
const MOST_LINES = 50_000;
const MOST_ITEMS = 200_000;

/** Thousands of lines and items share a day: reading one costs more than looking it up. */
const days = new Map<string, number>();
/** Of thirty years. */
const MOST_DAYS = 11_000;

export function dayNumber(day: string): number {
  const known = days.get(day);
  if (known !== undefined) return known;
  const number = Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
  if (days.size >= MOST_DAYS) days.clear();
  days.set(day, number);
  return number;
}

type Which = 'EXISTS' | 'NOT EXISTS';

interface LineRow {
  uuid: Buffer;
  match: number | null;
  bank: string;
  currency: string;
  day: string;
  amount: number;
  reference: string;
  bank_reference: string | null;
  name: string | null;
  account: string | null;
  text: string | null;
}

/** A part has the words of the line that it was split from. */
const lineSql = (
  which: string,
) => `SELECT l.uuid, l.match, b.key AS bank, l.currency, l.day, l.amount, l.reference, l.bank_reference, t.name, t.account, t.text
  FROM bank_line l JOIN bank_account b ON b.id = l.bank_account LEFT JOIN bank_line w ON w.id = l.parent
  LEFT JOIN bank_line_text t ON t.uuid = coalesce(w.uuid, l.uuid) WHERE ${which}
  ORDER BY l.day, l.id LIMIT ${MOST_LINES}`;

/** Of all bank accounts: a transfer between two of ours is seen from both. */
function openLines(db: Db): OpenLine[] {
  return all<LineRow>(db, lineSql("l.state = 'open'")).map(lineOf);
}

function lineOf(row: LineRow): OpenLine {
  const { uuid, bank, currency, day, amount, name, account } = row;
  return {
    ...{ id: idFromBytes(uuid), bank, currency, day: dayNumber(day), amount },
    text: [row.reference, row.bank_reference, row.text, name].filter(Boolean).join(' '),
    name: nameKey(name ?? ''),
    account: account ?? '',
  };
}

const payoutSql = (
  which: Which,
) => `SELECT p.uuid, p.gateway, coalesce(g.provider, p.gateway) AS provider, p.amount, p.currency, p.arrival_day AS day,
    p.external_id, p.descriptor FROM payout p LEFT JOIN gateway_account g ON g.key = p.gateway
  WHERE p.status <> 'failed' AND p.amount <> 0 AND ${which} (SELECT 1 FROM match_item m WHERE m.kind = 'payout' AND m.item = p.uuid)
  ORDER BY p.arrival_day DESC, p.id LIMIT ${MOST_ITEMS}`;

interface PayoutRow {
  uuid: Buffer;
  gateway: string;
  provider: string;
  amount: number;
  currency: string;
  day: string;
  external_id: string;
  descriptor: string | null;
}

function somePayouts(db: Db, which: Which): OpenItem[] {
  return all<PayoutRow>(db, payoutSql(which)).map(
    ({ uuid, gateway, provider, amount, currency, day, external_id, descriptor }) => ({
      ...{
        kind: 'payout',
        id: idFromBytes(uuid),
        account: accounts.transit(gateway),
        amount,
        currency,
        day: dayNumber(day),
      },
      ...{ names: [external_id, descriptor ?? ''], customer: null, name: '', gateway: spoken(provider) },
    }),
  );
}

/** Transfers that are waited for, and those that a person marked as received and no bank showed yet. */
const paymentSql = (
  which: Which,
) => `SELECT p.uuid, p.amount, p.currency, ${which === 'EXISTS' ? 'p.created_at' : 'p.at'} AS at, p.reference, p.external_id, c.uuid AS customer, n.name,
    i.number, i.reference AS invoice_reference
  FROM payment p LEFT JOIN customer c ON c.id = p.customer LEFT JOIN person n ON n.uuid = c.uuid
  LEFT JOIN invoice_payment l ON l.payment = p.uuid LEFT JOIN invoice i ON i.id = l.invoice
  WHERE p.gateway = 'bank-transfer' AND p.status IN ('Pending', 'Completed') AND p.amount > 0
    AND ${which} (SELECT 1 FROM match_item m WHERE m.kind = 'payment' AND m.item = p.uuid)
  ORDER BY p.at DESC, p.id LIMIT ${MOST_ITEMS}`;

interface PaymentRow {
  uuid: Buffer;
  amount: number;
  currency: string;
  at: number;
  reference: string;
  external_id: string | null;
  customer: Buffer | null;
  name: string | null;
  number: string | null;
  invoice_reference: string | null;
}

function somePayments(db: Db, which: Which): OpenItem[] {
  const dayOf = dayIn(bookTimeZone(db));
  return all<PaymentRow>(db, paymentSql(which)).map(
    ({ uuid, amount, currency, at, reference, customer, name, ...row }) => ({
      ...{ kind: 'payment', id: idFromBytes(uuid), account: CLEARING, amount, currency, day: dayNumber(dayOf(at)) },
      names: [reference, row.external_id, row.number, row.invoice_reference].flatMap((text) => text ?? []),
      ...{ customer: customer ? idFromBytes(customer) : null, name: nameKey(name ?? ''), gateway: '' },
    }),
  );
}

/** Gateways that send no payouts: each movement comes to the bank by itself. Most books have none, and are not read through for it. */
const aloneSql =
  'SELECT DISTINCT gateway FROM settlement_day WHERE gateway NOT IN (SELECT gateway FROM payout) ORDER BY gateway';

/** Of one of them, by its payments: theirs alone are read. */
const settlementSql = (
  which: Which,
) => `SELECT s.gateway, s.external_id, s.net AS amount, s.currency, p.at, p.reference, p.external_id AS payment
  FROM payment p CROSS JOIN settlement s ON s.payment = p.id AND s.gateway = p.gateway
  WHERE p.gateway = ? AND s.net <> 0
    AND ${which} (SELECT 1 FROM match_item m WHERE m.kind = 'settlement' AND m.item = CAST(s.gateway || '/' || s.external_id AS BLOB))
  ORDER BY p.at DESC LIMIT ${MOST_ITEMS}`;

interface SettlementRow {
  gateway: string;
  external_id: string;
  amount: number;
  currency: string;
  at: number;
  reference: string;
  payment: string | null;
}

function someSettlements(db: Db, which: Which): OpenItem[] {
  const dayOf = dayIn(bookTimeZone(db));
  const alone = all<{ gateway: string }>(db, aloneSql);
  const rows = alone.flatMap(({ gateway }) => all<SettlementRow>(db, settlementSql(which), gateway));
  return rows.map(({ gateway, external_id, amount, currency, at, reference, payment }) => ({
    ...{ kind: 'settlement', id: `${gateway}/${external_id}`, account: accounts.clearing(gateway), amount, currency },
    ...{ day: dayNumber(dayOf(at)), names: [external_id, reference, payment ?? ''], customer: null, name: '' },
    gateway: spoken(gateway),
  }));
}

const receiptSql = "SELECT uuid, amount, currency, day FROM unknown_receipt WHERE state = 'open'";

/** What may go back to who sent it. */
function openReturns(db: Db): OpenItem[] {
  return all<{ uuid: Buffer; amount: number; currency: string; day: string }>(db, receiptSql).map(
    ({ uuid, amount, currency, day }) => ({
      ...{ kind: 'return', id: idFromBytes(uuid), account: accounts.suspense(), amount: -amount, currency },
      ...{ day: dayNumber(day), names: [], customer: null, name: '', gateway: '' },
    }),
  );
}

/** Those that no match has, or those that one has. */
export function itemsThat(db: Db, which: Which): OpenItem[] {
  return [...somePayouts(db, which), ...somePayments(db, which), ...someSettlements(db, which)];
}

export function openItems(db: Db): OpenItem[] {
  return [...itemsThat(db, 'NOT EXISTS'), ...openReturns(db)];
}

/** Whose money came under which name and account number, by the matches that stand. */
const aliasSql = (which: string) => `SELECT t.account, t.name, c.uuid AS customer, count(DISTINCT i.match) AS times
  FROM match_item i JOIN payment p ON p.uuid = i.item JOIN customer c ON c.id = p.customer
  JOIN bank_line l ON l.match = i.match LEFT JOIN bank_line w ON w.id = l.parent
  JOIN bank_line_text t ON t.uuid = coalesce(w.uuid, l.uuid)
  WHERE i.kind = 'payment'${which} GROUP BY t.account, t.name, c.uuid`;

const nobody: Aliases = { account: () => undefined, name: () => undefined };

function aliasesOf(db: Db, which: string, ...values: unknown[]): Aliases {
  const byAccount = new Map<string, Map<string, number>>();
  const byName = new Map<string, Map<string, number>>();
  const rows = all<{ account: string; name: string; customer: Buffer; times: number }>(db, aliasSql(which), ...values);
  for (const { account, name, customer, times } of rows) {
    const of = idFromBytes(customer);
    add(byAccount, account, of, times);
    add(byName, nameKey(name), of, times);
  }
  return { account: (number) => byAccount.get(number), name: (key) => byName.get(key) };
}

function add(map: Map<string, Map<string, number>>, key: string, customer: string, times: number): void {
  if (key === '') return;
  const there = map.get(key) ?? new Map<string, number>();
  there.set(customer, (there.get(customer) ?? 0) + times);
  map.set(key, there);
}

/** Where no line is open there is nothing to explain, and nothing else is read. */
export function given(db: Db): Given {
  const lines = openLines(db);
  if (lines.length === 0) return { lines, items: [], aliases: nobody, rules: rulesOf(db), refused: new Set() };
  const refused = all<{ pair: string }>(db, 'SELECT pair FROM refused_pair').map(({ pair }) => pair);
  return {
    ...{ lines, items: openItems(db), aliases: aliasesOf(db, ''), rules: rulesOf(db) },
    refused: new Set(refused),
  };
}

export interface PastLine {
  line: OpenLine;
  day: string;
  match: number;
}

/** Lines that a person matched, by day. */
export function linesByPeople(db: Db): PastLine[] {
  const which = 'l.match IN (SELECT id FROM match WHERE automatic = 0)';
  return all<LineRow>(db, lineSql(which)).map((row) => ({ line: lineOf(row), day: row.day, match: row.match ?? 0 }));
}

/** What was known of payers before that day. */
export function aliasesBefore(db: Db, day: string): Aliases {
  return aliasesOf(db, ' AND l.day < ?', day);
}
