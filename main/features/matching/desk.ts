/** Money without an owner, and customers who say that they have paid: listed, given away, tied, answered. */
import type { Context } from '../../context';
import { knownCustomer } from '../../db/known-customer';
import { query } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import { type Facts, record } from '../../journal/record';
import { positiveAmount } from '../../kernel/amount';
import { maskCardNumbers } from '../../kernel/card-number';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import type { ClaimState, ReceiptState } from '../../kernel/matching';
import { toDecimal } from '../../kernel/money';
import { type Day, startOfDay } from '../../kernel/time';
import type { PaymentRecorded } from '../payments/events';
import { bookTimeZone } from '../payments/filter';
import { BANK_TRANSFER } from '../taking/received-events';
import type { ClaimAnswered, ClaimMade, ClaimTied } from './claim-events';
import type { ClaimRow, ReceiptRow } from './contract';
import { actOf, idOf } from './deeds';
import type { ReceiptAssigned } from './receipt-events';

const MOST_LISTED = 500;

export interface ReceiptFound {
  uuid: Buffer;
  day: Day;
  amount: number;
  currency: string;
  state: ReceiptState;
  bank: string;
  name: string | null;
  text: string | null;
  payment: Buffer | null;
}

export const receiptSql = `SELECT r.uuid, r.day, r.amount, r.currency, r.state, b.name AS bank, t.name, t.text, r.payment FROM unknown_receipt r
  JOIN bank_account b ON b.id = r.bank_account LEFT JOIN match_item i ON i.kind = 'receipt' AND i.item = r.uuid
  LEFT JOIN bank_line l ON l.id = (SELECT min(id) FROM bank_line WHERE match = i.match) LEFT JOIN bank_line w ON w.id = l.parent
  LEFT JOIN bank_line_text t ON t.uuid = coalesce(w.uuid, l.uuid)`;
const receiptsShown = `${receiptSql} WHERE (r.state = 'open') = ? ORDER BY r.day, r.uuid LIMIT ${MOST_LISTED}`;

export const unknownReceipts = query('matching.receipts', (db, { open }: { open: boolean }): ReceiptRow[] =>
  all<ReceiptFound>(db, receiptsShown, open ? 1 : 0).map(
    ({ uuid, day, amount, currency, state, bank, name, text, payment }) => ({
      ...{ id: idFromBytes(uuid), day, state, bank, name: name ?? '', text: text ?? '' },
      money: { amount: toDecimal(amount, currency), currency },
      payment: payment ? idFromBytes(payment) : null,
    }),
  ),
);

/** It becomes a payment of that customer, booked today. Throws Failure receipt-not-open, customer-unknown, customer-merged. */
export async function assign(context: Context, input: { request: string; receipt: string; customer: string }) {
  await context.healthy;
  const { book } = context;
  const recorded = record(book, actOf(context, 'assign', input), function* ({ db }: Facts) {
    const customer = knownCustomer(db, input.customer);
    const row = one<{ amount: number; currency: string; state: string }>(
      db,
      'SELECT amount, currency, state FROM unknown_receipt WHERE uuid = ?',
      idToBytes(input.receipt),
    );
    if (row?.state !== 'open') throw new Failure('receipt-not-open');
    const payment = book.newId();
    const now = book.clock.now();
    const { amount, currency } = row;
    const payload: PaymentRecorded = {
      ...{ gateway: BANK_TRANSFER, customer, amount, currency, status: 'Completed', providerStatus: '' },
      ...{ completedAt: now, createdAt: now, method: 'bank-transfer', description: '', reference: '' },
    };
    yield { kind: 'payment.recorded', subject: payment, occurredAt: now, payload };
    const assigned: ReceiptAssigned = { payment, amount, currency };
    yield { kind: 'receipt.assigned', subject: idOf(input.receipt), occurredAt: now, payload: assigned };
  });
  context.changed(['statements', 'payments', 'customers', 'invoices']);
  return { payment: recorded.subjects[0] ?? idOf(input.receipt) };
}

export interface ClaimFound {
  id: number;
  uuid: Buffer;
  customer: Buffer;
  name: string | null;
  amount: number;
  currency: string;
  day: Day;
  ticket: string;
  state: ClaimState;
  payment: Buffer | null;
  answer: string | null;
  at: number;
  operator: string;
  closed_by: string | null;
  closed_at: number | null;
}

export const claimSql = `SELECT k.id, k.uuid, c.uuid AS customer, n.name, k.amount, k.currency, k.day, k.ticket, k.state, k.payment, k.answer, k.at, k.operator,
    k.closed_by, k.closed_at FROM claim k JOIN customer c ON c.id = k.customer LEFT JOIN person n ON n.uuid = c.uuid`;
const claimsShown = `${claimSql} WHERE (k.state = 'open') = ? ORDER BY k.at, k.id LIMIT ${MOST_LISTED}`;

/** What may be it: payments of that customer, or of nobody, and of that amount, within a month. */
const candidateSql = `SELECT p.uuid, p.amount, p.currency, p.status, p.at, p.gateway, coalesce(p.reference, '') AS reference FROM payment p
  JOIN customer c ON c.uuid = ? WHERE p.currency = ? AND p.amount > 0 AND p.at BETWEEN ? AND ? AND (p.customer = c.id OR p.customer IS NULL)
  ORDER BY p.amount <> ?, abs(p.at - ?) LIMIT 5`;
const MONTH_MS = 31 * 86_400_000;

export const claims = query('matching.claims', (db, { open }: { open: boolean }): ClaimRow[] =>
  all<ClaimFound>(db, claimsShown, open ? 1 : 0).map((row) => claimRow(db, row)),
);

function claimRow(db: Db, row: ClaimFound): ClaimRow {
  const { uuid, customer, name, amount, currency, day, ticket, state, payment, answer, at, operator } = row;
  const near = startOfDay(day, bookTimeZone(db));
  const found =
    state === 'open'
      ? all<{
          uuid: Buffer;
          amount: number;
          currency: string;
          status: ClaimRow['candidates'][number]['status'];
          at: number;
          gateway: string;
          reference: string;
        }>(db, candidateSql, ...[customer, currency, near - MONTH_MS, near + MONTH_MS, amount, near])
      : [];
  return {
    ...{
      id: idFromBytes(uuid),
      customer: { id: idFromBytes(customer), name: name ?? '' },
      day,
      ticket,
      state,
      answer,
      at,
      operator,
    },
    ...{ money: { amount: toDecimal(amount, currency), currency }, closedBy: row.closed_by },
    payment: payment ? idFromBytes(payment) : null,
    candidates: found.map(({ uuid: of, amount: minor, currency: money, ...rest }) => ({
      ...{ ...rest, id: idFromBytes(of), money: { amount: toDecimal(minor, money), currency: money } },
    })),
  };
}

interface ClaimInput {
  request: string;
  customer: string;
  amount: string;
  currency: string;
  day: string;
  ticket: string;
}

/** Throws Failure customer-unknown, customer-merged, amount-*, day-to-come. */
export async function claim(context: Context, input: ClaimInput): Promise<{ id: Id }> {
  const { book } = context;
  const { amount, currency, day, ticket } = input;
  return closing(context, 'claim', input, function* ({ db }) {
    if (day > book.dayOf(book.clock.now())) throw new Failure('day-to-come', { day });
    const payload: ClaimMade = {
      ...{ customer: knownCustomer(db, input.customer), amount: positiveAmount(amount, currency), currency, day },
      ticket: maskCardNumbers(ticket),
    };
    yield { kind: 'claim.made', subject: book.newId(), occurredAt: book.clock.now(), payload };
  });
}

/** Throws Failure claim-not-open, payment-unknown. */
export async function tie(context: Context, input: { request: string; claim: string; payment: string }) {
  const { book } = context;
  return closing(context, 'tie', input, function* ({ db }) {
    if (!one(db, 'SELECT 1 FROM payment WHERE uuid = ?', idToBytes(input.payment)))
      throw new Failure('payment-unknown', { id: input.payment });
    const payload: ClaimTied = { payment: idOf(input.payment) };
    yield { kind: 'claim.tied', subject: idOf(input.claim), occurredAt: book.clock.now(), payload };
  });
}

/** Throws Failure claim-not-open. */
export async function answer(context: Context, input: { request: string; claim: string; answer: string }) {
  const { book } = context;
  return closing(context, 'answer', input, function* () {
    const payload: ClaimAnswered = { answer: maskCardNumbers(input.answer) };
    yield { kind: 'claim.answered', subject: idOf(input.claim), occurredAt: book.clock.now(), payload };
  });
}

async function closing(
  context: Context,
  what: string,
  input: { request: string },
  decide: Parameters<typeof record>[2],
): Promise<{ id: Id }> {
  await context.healthy;
  const { subjects } = record(context.book, actOf(context, what, input), decide);
  context.changed(['statements']);
  return { id: subjects[0] ?? idOf('') };
}

/** Sent by a gateway, not yet seen at a bank; and what stands between our own banks. */
export const underWay = query('matching.under-way', (db, _input: null) =>
  all<{ name: string; currency: string; minor: number }>(
    db,
    `SELECT a.name, b.currency, b.minor FROM balance b JOIN account a ON a.id = b.account
     WHERE (a.name LIKE 'transit:%' OR a.name LIKE 'reserve:%') AND b.minor <> 0 ORDER BY 1, 2`,
  ).map(({ name, currency, minor }) => ({ account: name, money: { amount: toDecimal(minor, currency), currency } })),
);
