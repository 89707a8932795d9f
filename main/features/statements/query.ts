/** Bank accounts and the list of statements, as screens and the command line show them. */
import { all, type Db } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { idFromBytes, idToBytes, isId } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { StatementFormat } from '../../kernel/statement';
import { bankAccountOf } from './account-events';
import type { BankAccount, StatementRow } from './contract';

interface AccountRow {
  uuid: Buffer;
  key: string;
  name: string;
  currency: string;
  number: string | null;
  closed_at: number | null;
  day: string | null;
  balance: number | null;
  statements: number;
  lines: number;
  open: number;
}

const accountsSql = `SELECT b.uuid, b.key, b.name, b.currency, b.number, b.closed_at, last.to_day AS day, last.closing AS balance,
    (SELECT count(*) FROM statement s WHERE s.bank_account = b.id AND s.reversed IS NULL) AS statements,
    (SELECT count(*) FROM bank_line l WHERE l.bank_account = b.id AND l.state <> 'split') AS lines,
    (SELECT count(*) FROM bank_line l WHERE l.bank_account = b.id AND l.state = 'open') AS open
  FROM bank_account b LEFT JOIN statement last ON last.id = (SELECT s.id FROM statement s WHERE s.bank_account = b.id
    AND s.reversed IS NULL AND s.closing IS NOT NULL AND s.to_day IS NOT NULL ORDER BY s.to_day DESC, s.id DESC LIMIT 1)
  ORDER BY b.closed_at IS NOT NULL, b.id`;

export function bankAccounts(db: Db): BankAccount[] {
  return all<AccountRow>(db, accountsSql).map((row) => {
    const { uuid, key, name, currency, number, closed_at: closedAt, day, balance, statements, lines, open } = row;
    const isKnown = day !== null && balance !== null;
    return {
      ...{ id: idFromBytes(uuid), key, name, currency, number, closedAt, statements, lines, open },
      balance: isKnown ? { day, amount: toDecimal(balance, currency) } : null,
    };
  });
}

export interface StatementSqlRow {
  id: number;
  uuid: Buffer;
  bank: Buffer;
  bank_name: string;
  format: StatementFormat;
  file_name: string;
  reference: string | null;
  from_day: string | null;
  to_day: string | null;
  opening: number | null;
  closing: number | null;
  currency: string;
  lines: number;
  already: number;
  open: number;
  matched: number;
  imported_at: number;
  operator: string;
  reversed_at: number | null;
  before: number | null;
}

/** `before`: the closing balance of the statement that ends last before this one begins, or on that day. */
export const statementsSql = `SELECT s.id, s.uuid, b.uuid AS bank, b.name AS bank_name, s.format, s.file_name, s.reference, s.from_day, s.to_day, s.opening,
    s.closing, s.currency, s.lines, s.already, e.occurred_at AS imported_at, r.operator, v.occurred_at AS reversed_at,
    (SELECT count(*) FROM bank_line l WHERE l.statement = s.id AND l.state = 'open') AS open,
    (SELECT count(*) FROM bank_line l WHERE l.statement = s.id AND l.state = 'matched') AS matched,
    (SELECT p.closing FROM statement p WHERE p.bank_account = s.bank_account AND p.reversed IS NULL AND p.id <> s.id
       AND p.closing IS NOT NULL AND p.to_day <= s.from_day ORDER BY p.to_day DESC, p.id DESC LIMIT 1) AS before
  FROM statement s JOIN bank_account b ON b.id = s.bank_account
  JOIN event e ON e.subject = s.uuid AND e.kind = 'statement.imported' JOIN request r ON r.seq = e.request
  LEFT JOIN event v ON v.seq = s.reversed`;

/** The latest first. Throws Failure bank-account-unknown, statement-unknown. */
export function statements(
  db: Db,
  place: { bank?: string | undefined; before?: string | undefined; limit: number },
): StatementRow[] {
  const bank = place.bank === undefined ? null : bankAccountOf(db, place.bank).row;
  const before = place.before === undefined ? null : rowOf(db, place.before);
  const text = `${statementsSql} WHERE (? IS NULL OR s.bank_account = ?) AND (? IS NULL OR s.id < ?) ORDER BY s.id DESC LIMIT ?`;
  return all<StatementSqlRow>(db, text, bank, bank, before, before, place.limit).map(statementRow);
}

function rowOf(db: Db, id: string): number {
  const [row] = isId(id) ? all<{ id: number }>(db, 'SELECT id FROM statement WHERE uuid = ?', idToBytes(id)) : [];
  if (!row) throw new Failure('statement-unknown');
  return row.id;
}

export function statementRow(row: StatementSqlRow): StatementRow {
  const { currency, opening, closing, before } = row;
  const decimal = (minor: number | null) => (minor === null ? null : toDecimal(minor, currency));
  const gap = before === null || opening === null || row.reversed_at !== null ? 0 : opening - before;
  return {
    id: idFromBytes(row.uuid),
    bank: { id: idFromBytes(row.bank), name: row.bank_name },
    ...{ format: row.format, fileName: row.file_name, reference: row.reference, from: row.from_day, to: row.to_day },
    ...{ opening: decimal(opening), closing: decimal(closing), currency, lines: row.lines, already: row.already },
    ...{ open: row.open, matched: row.matched, importedAt: row.imported_at, operator: row.operator },
    ...{ reversedAt: row.reversed_at, gap: gap === 0 ? null : decimal(gap) },
  };
}
