/** The statement of account of one customer for any period: per currency the opening balance, what was booked, the closing balance. */

import { job } from '../../db/reader';
import { all, type Db } from '../../db/sql';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { PaperLanguage } from '../../paper/document';
import { movementWord } from '../../paper/movement-words';
import { type StatementRowFacts, statementPaper } from '../../paper/statement';
import { paperLanguageOf } from '../../paper/words';
import { textCell } from '../export/csv-cell';
import { writeInOneSnapshot } from '../export/writing';
import { type PaperOrder, paperJob } from '../papers/paper-job';
import { addressed } from '../papers/party';
import { keptParts } from './balances';
import { knownCustomer } from './query';
import { type Movement, movementsOf } from './why-postings';

export interface StatementPeriod {
  customer: Id;
  /** Business days, `YYYY-MM-DD`, both included. */
  from: string;
  to: string;
}

/** What one event did to the balance, in minor units. */
export interface StatementMovement {
  day: string;
  kind: string;
  subject: Id;
  amount: bigint;
  /** The balance after it. */
  balance: bigint;
}

export interface CurrencyStatement {
  currency: string;
  opening: bigint;
  closing: bigint;
  movements: StatementMovement[];
}

/** Also those in which nothing is held any longer. */
const currencies = `WITH who (customer) AS (VALUES (?))
  SELECT p.currency FROM who JOIN payment p USING (customer) UNION SELECT i.currency FROM who JOIN invoice i USING (customer)
  UNION SELECT j.currency FROM who JOIN adjustment j USING (customer)`;

/**
 * By booked day, then in the order of the journal. Currencies in which nothing is held and nothing moved are left out. Throws
 * Failure customer-unknown.
 */
export function statementOf(db: Db, { customer, from, to }: StatementPeriod): CurrencyStatement[] {
  const known = knownCustomer(db, customer, idToBytes(customer));
  const kept = (keptParts(db, [customer]).get(customer) ?? new Map()).keys();
  const ever = all<{ currency: string }>(db, currencies, known.id).map(({ currency }) => currency);
  return [...new Set([...kept, ...ever])].sort().flatMap((currency) => {
    const { movements } = movementsOf(db, known.id, customer, currency);
    const one = inPeriod(byEvent(movements), currency, from, to);
    return one.opening === 0n && one.movements.length === 0 ? [] : [one];
  });
}

/** Postings of one event are one movement; what leaves the balance as it was is none. */
function byEvent(movements: readonly Movement[]): Movement[] {
  const events = new Map<number, Movement>();
  for (const movement of movements) {
    const known = events.get(movement.event);
    if (known) known.effect += movement.effect;
    else events.set(movement.event, { ...movement });
  }
  const moved = [...events.values()].filter(({ effect }) => effect !== 0n);
  return moved.sort((a, b) => (a.bookedOn < b.bookedOn ? -1 : a.bookedOn > b.bookedOn ? 1 : a.event - b.event));
}

function inPeriod(movements: readonly Movement[], currency: string, from: string, to: string): CurrencyStatement {
  let opening = 0n;
  let balance = 0n;
  const shown: StatementMovement[] = [];
  for (const { bookedOn, kind, subject, effect } of movements) {
    if (bookedOn > to) break;
    balance += effect;
    if (bookedOn < from) opening = balance;
    else shown.push({ day: bookedOn, kind, subject, amount: effect, balance });
  }
  return { currency, opening, closing: balance, movements: shown };
}

/** How what moved is called: the payment's own words, the invoice's number. Asked for so many at a time. */
const NAMES_A_STEP = 500;

const names = `WITH asked (uuid) AS MATERIALIZED (SELECT unhex(value) FROM json_each(?))
  SELECT p.uuid, coalesce(nullif(p.description, ''), nullif(p.reference, ''), p.external_id, '') AS name
    FROM asked JOIN payment p USING (uuid)
  UNION ALL SELECT i.uuid, coalesce(i.number, '') FROM asked JOIN invoice i USING (uuid)`;

function* named(db: Db, movements: readonly StatementMovement[]): Generator<StatementMovement & { name: string }> {
  for (let at = 0; at < movements.length; at += NAMES_A_STEP) {
    const step = movements.slice(at, at + NAMES_A_STEP);
    const ids = JSON.stringify(step.map(({ subject }) => subject.replaceAll('-', '')));
    const rows = all<{ uuid: Buffer; name: string }>(db, names, ids);
    const known = new Map(rows.map(({ uuid, name }) => [idFromBytes(uuid), name]));
    for (const movement of step) yield { ...movement, name: known.get(movement.subject) ?? '' };
  }
}

const described = (language: PaperLanguage, kind: string, name: string) =>
  [movementWord(language, kind), name].filter((part) => part !== '').join(' · ');

function* rowFacts(
  db: Db,
  { currency, movements }: CurrencyStatement,
  language: PaperLanguage,
): Generator<StatementRowFacts> {
  for (const { day, kind, name, amount, balance } of named(db, movements))
    yield {
      day,
      description: described(language, kind, name),
      amount: toDecimal(amount, currency),
      balance: toDecimal(balance, currency),
    };
}

const closings = (statements: readonly CurrencyStatement[]) => () =>
  statements.map(({ currency, closing, movements }) => ({
    currency,
    amount: toDecimal(closing, currency),
    count: movements.length,
  }));

export type StatementOrder = PaperOrder & StatementPeriod;

/** Throws Failure customer-unknown. The totals of its receipt are the closing balances. */
export const statementPdf = paperJob('customers.statement-pdf', (db, order: StatementOrder) => {
  const { customer, from, to } = order;
  const statements = statementOf(db, order);
  const who = addressed(db, customer);
  return {
    language: who.language,
    rows: statements.reduce((sum, { movements }) => sum + movements.length, 0),
    totals: closings(statements),
    paper: (setting) =>
      statementPaper(
        {
          ...{ from, to, customer: who.party(setting.language) },
          currencies: statements.map((one) => ({
            currency: one.currency,
            opening: toDecimal(one.opening, one.currency),
            closing: () => toDecimal(one.closing, one.currency),
            rows: rowFacts(db, one, setting.language),
          })),
        },
        setting,
      ),
  };
});

const header = ['day', 'row', 'description', 'amount', 'balance', 'currency'];
const ROWS_A_STEP = 1_000;

/** Throws Failure customer-unknown, export-failed, path-invalid. */
export const statementCsv = job('customers.statement-csv', (db, order: StatementOrder & { bom: boolean }) =>
  writeInOneSnapshot(db, order, function* (own, file) {
    const statements = statementOf(own, order);
    const language = order.language ?? paperLanguageOf(addressed(own, order.customer).language);
    file.writeText(`${order.bom ? '\ufeff' : ''}${header.join(',')}\r\n`);
    let rows = 0;
    for (const one of statements) {
      const line = (day: string, row: string, description: string, amount: string, balance: string) =>
        file.writeText(`${[day, row, textCell(description), amount, balance, one.currency].join(',')}\r\n`);
      line(order.from, 'opening', '', '', toDecimal(one.opening, one.currency));
      for (const { day, description, amount, balance } of rowFacts(own, one, language)) {
        line(day, 'movement', description, amount, balance);
        if (++rows % ROWS_A_STEP === 0) yield { phase: 'write', done: rows, total: null };
      }
      line(order.to, 'closing', '', '', toDecimal(one.closing, one.currency));
    }
    return { rows, totals: closings(statements)() };
  }),
);
