/** What was booked in a span as an hledger file, with the accounts that it uses. */
import { type Db, sql } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Span } from './bundle-tables';

type MoveRow = [
  event: number,
  kind: string,
  subject: Buffer,
  day: string,
  from: string,
  to: string,
  minor: number,
  currency: string,
];

const text = `SELECT e.seq, e.kind, e.subject, e.booked_on, f.name, t.name, p.minor, p.currency FROM event e JOIN posting p ON p.event = e.seq
  JOIN account f ON f.id = p.from_account JOIN account t ON t.id = p.to_account WHERE e.booked_on BETWEEN ? AND ? ORDER BY e.seq, p.n`;

/** What hledger would read as something else becomes its code point between dashes, as in the journal's export. */
function written(account: string): string {
  const plain = (part: string) =>
    part.replace(/[^A-Za-z0-9-]/gu, (sign) => `-u${sign.codePointAt(0)?.toString(16)}-`) || '-';
  return account.split(':').map(plain).join(':');
}

export function hledgerBytes(db: Db, span: Span): { bytes: Buffer; entries: number } {
  const parts: string[] = [
    '; What counts in one closed period, written by Counterfoil. Customers stand under their ids.\n',
  ];
  let entries = 0;
  let last = 0;
  for (const row of sql(db, text).raw().iterate(span.from, span.to)) {
    const [event, kind, subject, day, from, to, minor, currency] = row as MoveRow; // from outside: SQLite's rows
    if (event !== last) {
      parts.push(`\n${day} * ${kind}  ; event:${event}, subject:${idFromBytes(subject)}\n`);
      entries++;
      last = event;
    }
    const amount = toDecimal(minor, currency);
    parts.push(`    ${written(from)}  -${amount} ${currency}\n    ${written(to)}  ${amount} ${currency}\n`);
  }
  return { bytes: Buffer.from(parts.join('')), entries };
}
