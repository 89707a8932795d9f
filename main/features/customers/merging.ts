/** Merging two customers: looked at first, side by side, and then made of exactly what was looked at. */
import { createHash } from 'node:crypto';
import type { Context } from '../../context';
import { knownCustomer } from '../../db/known-customer';
import { query } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import { type Book, record } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes, isId } from '../../kernel/id';
import { minor, toDecimal } from '../../kernel/money';
import type { Day } from '../../kernel/time';
import { type MovedBalance, mergedEntry } from '../../ledger/merge';
import type { ChangesMade } from '../changes/events';
import { balanceOf, balanceText, keptParts, noParts, type Parts } from './balances';
import type { MergePreview } from './contract';
import { customerTags, mergedTags } from './desk-events';
import { detailOf } from './detail';
import { laterOf } from './due';
import { assertApart, type CustomerMerged } from './merge-events';
import { keysOf, rowsOf } from './merge-rows';

export interface MergeWish {
  /** Who is merged, and into whom. */
  customer: string;
  survivor: string;
}

/** Throws Failure customer-unknown, customer-merged, merge-into-archived, merge-waits, input-invalid. */
export const mergePreview = query(
  'customers.merge-preview',
  (db, { today, ...wish }: MergeWish & { today: Day }): MergePreview => {
    const { customer, survivor, payload } = planOf(db, wish);
    const keys = keysOf(db, customer, survivor);
    const { payment, invoice, adjustment, payer, saved_method: methods, note } = rowsOf(db, keys.customer);
    const vouchers = one<{ n: number }>(
      db,
      'SELECT count(*) AS n FROM payment p JOIN voucher_use u ON u.payment = p.id WHERE p.customer = ?',
      keys.customer,
    );
    return {
      customer: detailOf(db, customer, today),
      survivor: detailOf(db, survivor, today),
      moves: {
        ...{ payments: payment, invoices: invoice, adjustments: adjustment, payers: payer, methods, notes: note },
        vouchers: vouchers?.n ?? 0,
        links: detailOf(db, customer, today).externalIds.length,
      },
      after: afterOf(db, customer, survivor, payload.moved, today),
      tags: payload.tags,
      postings: mergedEntry(customer, survivor, payload.moved).map(({ from, to, minor: amount, currency }) => ({
        ...{ from, to, money: { amount: toDecimal(amount, currency), currency } },
      })),
      seen: seenOf(db, customer, survivor, payload),
    };
  },
);

function afterOf(
  db: Db,
  customer: Id,
  survivor: Id,
  moved: readonly MovedBalance[],
  today: Day,
): MergePreview['after'] {
  const own = keptParts(db, [survivor]).get(survivor) ?? new Map<string, Parts>();
  const coming = new Map(moved.map((of) => [of.currency, of]));
  const laterOfEach = laterOf(db, [customer, survivor], today);
  const later = (currency: string) =>
    (laterOfEach(customer).get(currency) ?? 0n) + (laterOfEach(survivor).get(currency) ?? 0n);
  return [...new Set([...own.keys(), ...coming.keys()])].sort().map((currency) => {
    const parts = own.get(currency) ?? noParts();
    const more = coming.get(currency);
    const sums = {
      granted: parts.granted + BigInt(more?.granted ?? 0),
      voucher: parts.voucher + BigInt(more?.voucher ?? 0),
      paid: parts.paid + BigInt(more?.paid ?? 0),
      receivable: parts.receivable + BigInt(more?.receivable ?? 0),
    };
    return balanceText(currency, sums, later(currency));
  });
}

interface Plan {
  customer: Id;
  survivor: Id;
  payload: CustomerMerged;
}

function planOf(db: Db, wish: MergeWish): Plan {
  const customer = knownCustomer(db, wish.customer);
  const survivor = knownCustomer(db, wish.survivor);
  if (customer === survivor) throw new Failure('input-invalid', { detail: 'a customer cannot be merged into itself' });
  assertApart(db, customer, survivor);
  if (one(db, 'SELECT 1 FROM customer WHERE uuid = ? AND archived_at IS NOT NULL', idToBytes(survivor)))
    throw new Failure('merge-into-archived');
  assertNothingWaits(db, customer, survivor);
  const was = customerTags(db, survivor);
  const tags = mergedTags([...was, ...customerTags(db, customer).filter((tag) => !holds(was, tag))]);
  return { customer, survivor, payload: { survivor, moved: movedOf(db, customer), tags, was } };
}

const holds = (tags: readonly string[], tag: string) =>
  tags.some((one) => one.toLocaleLowerCase() === tag.toLocaleLowerCase());

/** Minor units, by currency, of everything that the customer's accounts hold. */
function movedOf(db: Db, customer: Id): MovedBalance[] {
  const kept = keptParts(db, [customer]).get(customer) ?? new Map<string, Parts>();
  return [...kept]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, { granted, voucher, paid, receivable }]) => ({
      currency,
      ...{ granted: minor(Number(granted)), voucher: minor(Number(voucher)) },
      ...{ paid: minor(Number(paid)), receivable: minor(Number(receivable)) },
    }));
}

/** A request says whose it is, and what is sent to a gateway names the payer: neither may change under way. */
function assertNothingWaits(db: Db, customer: Id, survivor: Id): void {
  const { customer: own, survivor: other } = keysOf(db, customer, survivor);
  const requests = one<{ n: number }>(
    db,
    "SELECT count(*) AS n FROM approval WHERE customer IN (?, ?) AND state = 'waiting'",
    own,
    other,
  );
  const attempts = one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM payment p JOIN attempt a ON a.payment = p.id
     WHERE p.customer IN (?, ?) AND a.state NOT IN ('done', 'dropped')`,
    own,
    other,
  );
  const [waiting, open] = [requests?.n ?? 0, attempts?.n ?? 0];
  if (waiting + open > 0) throw new Failure('merge-waits', { requests: String(waiting), attempts: String(open) });
}

/** The same for the same customers as they are: what was looked at is what is done. */
function seenOf(db: Db, customer: Id, survivor: Id, payload: CustomerMerged): string {
  const keys = keysOf(db, customer, survivor);
  const own = all(
    db,
    'SELECT max(seq) AS seq FROM event WHERE subject IN (?, ?)',
    idToBytes(customer),
    idToBytes(survivor),
  );
  const held = [...(keptParts(db, [survivor]).get(survivor) ?? [])].map(([currency, parts]) => [
    currency,
    String(balanceOf(parts)),
  ]);
  const text = JSON.stringify([customer, payload, rowsOf(db, keys.customer), rowsOf(db, keys.survivor), held, own]);
  return createHash('sha256').update(text).digest('hex');
}

/** A change set of one. Throws what the preview throws, and changed-since-preview. */
export function* mergeDrafts(
  { newId, clock }: Pick<Book, 'newId' | 'clock'>,
  db: Db,
  { seen, ...wish }: MergeWish & { seen: string },
): Generator<EventDraft> {
  const { customer, survivor, payload } = planOf(db, wish);
  if (seenOf(db, customer, survivor, payload) !== seen) throw new Failure('changed-since-preview');
  const occurredAt = clock.now();
  const set: ChangesMade = {
    ...{ deed: 'merge-customers', kind: 'customer.merged', items: 1, about: '' },
    totals: Object.fromEntries(payload.moved.map((of) => [of.currency, effectOf(of)])),
  };
  yield { kind: 'changes.made', subject: newId(), occurredAt, payload: set };
  yield { kind: 'customer.merged', subject: customer, occurredAt, payload };
}

export async function mergeCustomers(
  context: Context,
  input: MergeWish & { request: string; seen: string },
): Promise<{ id: Id }> {
  await context.healthy;
  const { book, operator, source } = context;
  const { request, ...wish } = input;
  if (!isId(request)) throw new Failure('input-invalid', { detail: 'the request has no id' });
  const act = { request, operator, source, input: { what: 'merge', ...wish } };
  const recorded = record(book, act, ({ db }) => mergeDrafts(book, db, wish));
  if (!recorded.repeated) context.changed(['customers', 'payments', 'invoices', 'changes', 'book']);
  const id = recorded.subjects[0];
  if (!id) throw new Error('a merge without an event');
  return { id };
}

const effectOf = ({ granted, voucher, paid, receivable }: MovedBalance) => granted + voucher + paid - receivable;
