/** The demo company's bank statements, made of what its book expects at the bank: payouts, transfers; and of what banks add. */
import { all, type Db, one } from '../../db/sql';
import { exponentOf } from '../../kernel/currency';
import { Failure } from '../../kernel/failure';
import type { StatementFormat } from '../../kernel/statement';
import { addDays, type Day, readDay } from '../../kernel/time';
import { type BankAccountRow, bankAccountOf } from './account-events';
import type { StatementLine } from './line';
import { fileEndings, writtenStatement } from './written';

export interface DemoFile {
  name: string;
  bank: string;
  lines: number;
  content: string;
}

/** So many whole months, the last one before today; a bank gives its files in the form that it has. */
const formatsByMonth: readonly (readonly [first: StatementFormat, second: StatementFormat])[] = [
  ['csv', 'ofx'],
  ['mt940', 'csv'],
  ['camt053', 'ofx'],
];

/** What an account held before the first of them, in major units. */
const OPENING = 25_000;

/** The months before this day, the earliest first, as their first days. */
function monthsBefore(today: Day, count: number): Day[] {
  const months: Day[] = [];
  let first = firstOf(today);
  for (let n = 0; n < count; n++) {
    first = firstOf(addDays(first, -1));
    months.unshift(first);
  }
  return months;
}

function firstOf(day: Day): Day {
  const first = readDay(`${day.slice(0, 8)}01`);
  if (!first) throw new RangeError(`not a day: ${day}`);
  return first;
}

/** The same for the same book and day. Throws Failure demo-only. */
export function demoStatements(db: Db, today: Day): DemoFile[] {
  if (!one(db, 'SELECT 1 FROM book WHERE demo = 1')) throw new Failure('demo-only');
  const banks = all<{ key: string }>(db, 'SELECT key FROM bank_account WHERE closed_at IS NULL ORDER BY id LIMIT 2');
  const files: DemoFile[] = [];
  for (const [place, { key }] of banks.entries()) {
    const bank = bankAccountOf(db, key);
    let opening = OPENING * 10 ** exponentOf(bank.currency);
    for (const [n, from] of monthsBefore(today, formatsByMonth.length).entries()) {
      const format = formatsByMonth[n]?.[place] ?? 'camt053';
      const to = addDays(firstOf(addDays(from, 31)), -1);
      const lines = linesOf(db, bank, from, to);
      const closing = lines.reduce((sum, { amount }) => sum + amount, opening);
      const reference = `${key}-${from.slice(0, 7)}`;
      const head = { account: bank.number ?? key, currency: bank.currency, reference, from, to, opening, closing };
      const content = writtenStatement(format, { head, lines });
      files.push({ name: `${reference}.${fileEndings[format]}`, bank: key, lines: lines.length, content });
      opening = closing;
    }
  }
  return files;
}

interface Moved {
  day: Day;
  amount: number;
  name: string;
  text: string;
  reference: string;
}

/** Not every gateway says that a payout arrived; each one that was not taken back did. */
const payoutSql = `SELECT arrival_day AS day, amount, gateway AS name, coalesce(descriptor, 'Payout ' || external_id) AS text,
    external_id AS reference FROM payout WHERE status <> 'failed' AND currency = ? AND arrival_day BETWEEN ? AND ? ORDER BY arrival_day, id`;

const transferSql = `SELECT p.booked_on AS day, p.amount, coalesce(n.name, '') AS name, p.description AS text, p.reference FROM payment p
  LEFT JOIN customer c ON c.id = p.customer LEFT JOIN person n ON n.uuid = c.uuid
  WHERE p.gateway = 'bank-transfer' AND p.status = 'Completed' AND p.amount > 0 AND p.currency = ? AND p.booked_on BETWEEN ? AND ?
  ORDER BY p.booked_on, p.id`;

function linesOf(db: Db, { currency }: BankAccountRow, from: Day, to: Day): StatementLine[] {
  const minor = (major: number) => major * 10 ** exponentOf(currency);
  const expected = [
    ...all<Moved>(db, payoutSql, currency, from, to).map((row) => ({ ...row, name: companies[row.name] ?? row.name })),
    ...all<Moved>(db, transferSql, currency, from, to),
  ];
  const own: Moved[] = [
    { day: addDays(from, 13), amount: minor(75), name: 'J. DOE', text: 'hosting, thank you', reference: '' },
    { day: to, amount: -minor(12), name: 'Bank', text: 'Account fee', reference: '' },
    { day: to, amount: minor(3), name: 'Bank', text: 'Credit interest', reference: '' },
  ];
  const moved = [...expected, ...own].filter(({ amount }) => amount !== 0);
  moved.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return moved.map((line, n) => ({
    ...{ day: line.day, valueDay: line.day, amount: line.amount, name: line.name, account: '', text: line.text },
    ...{
      reference: line.reference,
      bankReference: `${currency}${from.slice(0, 7).replace('-', '')}${String(n + 1).padStart(4, '0')}`,
    },
  }));
}

/** Who a gateway's payout comes from, as a bank writes it. */
const companies: Readonly<Record<string, string>> = {
  stripe: 'STRIPE PAYMENTS EUROPE',
  paypal: 'PAYPAL EUROPE SARL',
  razorpay: 'RAZORPAY SOFTWARE',
  paystack: 'PAYSTACK PAYMENTS',
};
