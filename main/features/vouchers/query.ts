/** Reading vouchers: batches, what became of each voucher, and what was redeemed. No code is read here. */
import { allOf, type Where } from '../../db/list';
import { query } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Day } from '../../kernel/time';
import type { BatchState, VoidWay, VoucherKind, VoucherState } from '../../kernel/voucher';
import type { BatchDetail, BatchRow, VoucherRow, VoucherUse } from './contract';

export interface Batch {
  id: number;
  uuid: Buffer;
  name: string;
  kind: VoucherKind;
  amount: number;
  currency: string;
  valid_from: Day;
  valid_to: Day | null;
  uses: number;
  per_customer: number | null;
  note: string;
  pattern: string;
  count: number;
  paid_at: string | null;
  paid_note: string | null;
  created_at: number;
  booked_on: string;
  redeemed: number;
  voided: number;
  expired: number;
  expired_on: string | null;
}

export interface BatchesInput {
  limit: number;
  before?: string | undefined;
  today: Day;
}

/** The newest first. */
export const voucherBatches = query(
  'vouchers.batches',
  (db, { limit, before, today }: BatchesInput): { rows: BatchRow[]; next: string | null } => {
    const behind = before === undefined ? null : one<{ id: number }>(db, keyOfBatch, idToBytes(before));
    const found = all<Batch>(
      db,
      'SELECT * FROM voucher_batch WHERE id < ? ORDER BY id DESC LIMIT ?',
      behind?.id ?? Number.MAX_SAFE_INTEGER,
      limit + 1,
    );
    const rows = found.slice(0, limit).map((batch) => batchRowOf(batch, today));
    return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
  },
);

const keyOfBatch = 'SELECT id FROM voucher_batch WHERE uuid = ?';

/** Throws Failure voucher-batch-unknown. */
export const voucherBatch = query('vouchers.batch', (db, { id, today }: { id: string; today: Day }): BatchDetail => {
  const batch = one<Batch>(db, 'SELECT * FROM voucher_batch WHERE uuid = ?', idToBytes(id));
  if (!batch) throw new Failure('voucher-batch-unknown', { id });
  const { note, pattern, paid_at: at, paid_note, booked_on: day } = batch;
  return {
    row: batchRowOf(batch, today),
    note,
    pattern,
    paid: at === null ? null : { at, note: paid_note ?? '', day },
  };
});

export function batchRowOf(batch: Batch, today: Day): BatchRow {
  const { amount, currency, uses, count, redeemed, voided, expired } = batch;
  const issued = uses * count;
  const left = issued - redeemed - voided - expired;
  const counted = (n: number) => ({ uses: n, amount: toDecimal(n * amount, currency) });
  return {
    ...{ id: idFromBytes(batch.uuid), name: batch.name, kind: batch.kind, state: stateOf(batch, left, today) },
    money: { amount: toDecimal(amount, currency), currency },
    ...{ from: batch.valid_from, to: batch.valid_to, uses, perCustomer: batch.per_customer, count },
    ...{ issued: counted(issued), redeemed: counted(redeemed), voided: counted(voided), expired: counted(expired) },
    open: counted(left),
    issuedAt: batch.created_at,
  };
}

function stateOf({ valid_from, valid_to, expired_on }: Batch, left: number, today: Day): BatchState {
  if (expired_on !== null || (valid_to !== null && today > valid_to)) return 'ended';
  if (left === 0) return 'done';
  return today < valid_from ? 'upcoming' : 'running';
}

interface Voucher {
  uuid: Buffer;
  no: number;
  uses: number;
  used: number;
  state: VoucherState;
  voided_at: number | null;
  void_way: VoidWay | null;
  void_reason: string | null;
  payment: Buffer | null;
  used_at: number | null;
  customer: Buffer | null;
  customer_name: string | null;
}

/** What a voucher is, `b` being its batch. One of which nothing is left stays used up when the batch ends. */
export const voucherStateSql = `CASE WHEN v.voided_at IS NOT NULL THEN 'voided' WHEN v.used >= v.uses THEN 'used-up'
  WHEN b.expired_on IS NOT NULL OR b.valid_to < ? THEN 'expired' ELSE 'open' END`;

const vouchersSql = `SELECT v.uuid, v.no, v.uses, v.used, ${voucherStateSql} AS state, v.voided_at, v.void_way, v.void_reason, p.uuid AS payment,
  p.at AS used_at, c.uuid AS customer, n.name AS customer_name
  FROM voucher v JOIN voucher_batch b ON b.id = v.batch
  LEFT JOIN payment p ON p.id = (SELECT max(u.payment) FROM voucher_use u WHERE u.voucher = v.id)
  LEFT JOIN customer c ON c.id = p.customer LEFT JOIN person n ON n.uuid = c.uuid`;

export interface VouchersInput {
  batch: string;
  state?: VoucherState | undefined;
  after: number;
  limit: number;
  today: Day;
}

/** Throws Failure voucher-batch-unknown. */
export const voucherList = query(
  'vouchers.list',
  (db, input: VouchersInput): { rows: VoucherRow[]; next: number | null } => {
    const { batch, state, after, limit, today } = input;
    const key = one<{ id: number }>(db, keyOfBatch, idToBytes(batch));
    if (!key) throw new Failure('voucher-batch-unknown', { id: batch });
    const where = allOf([
      { sql: 'v.batch = ? AND v.no > ?', values: [key.id, after] },
      state === undefined ? null : { sql: `${voucherStateSql} = ?`, values: [today, state] },
    ]);
    const text = `${vouchersSql} WHERE ${where.sql} ORDER BY v.no LIMIT ?`;
    const found = all<Voucher>(db, text, today, ...where.values, limit + 1);
    const rows = found.slice(0, limit).map(voucherRowOf);
    return { rows, next: found.length > limit ? (rows.at(-1)?.no ?? null) : null };
  },
);

function voucherRowOf(row: Voucher): VoucherRow {
  const { no, uses, used, state, voided_at: at, payment, used_at: usedAt } = row;
  return {
    ...{ id: idFromBytes(row.uuid), no, uses, used, state },
    voided: at === null ? null : { at, way: row.void_way, reason: row.void_reason ?? '' },
    lastUse:
      payment === null || usedAt === null
        ? null
        : { payment: idFromBytes(payment), at: usedAt, customer: personOf(row.customer, row.customer_name) },
  };
}

function personOf(id: Buffer | null, name: string | null): { id: Id; name: string } | null {
  return id === null ? null : { id: idFromBytes(id), name: name ?? '' };
}

interface Use {
  payment: Buffer;
  at: number;
  amount: number;
  currency: string;
  customer: Buffer | null;
  customer_name: string | null;
  voucher: Buffer;
  no: number;
  batch: Buffer;
  batch_name: string;
  kind: VoucherKind;
}

export interface UsesInput {
  batch?: string | undefined;
  voucher?: string | undefined;
  customer?: string | undefined;
  limit: number;
}

/** The newest first. */
export const voucherUses = query('vouchers.uses', (db, input: UsesInput): VoucherUse[] => {
  const is = (column: string, id: string | undefined): Where | null =>
    id === undefined ? null : { sql: `${column} = ?`, values: [id.replaceAll('-', '').toUpperCase()] };
  const where = allOf([
    is('hex(b.uuid)', input.batch),
    is('hex(v.uuid)', input.voucher),
    input.customer === undefined ? null : ofCustomer(db, input.customer),
  ]);
  const text = `SELECT p.uuid AS payment, p.at, p.amount, p.currency, c.uuid AS customer, n.name AS customer_name, v.uuid AS voucher, v.no,
      b.uuid AS batch, b.name AS batch_name, b.kind
    FROM voucher_use u JOIN payment p ON p.id = u.payment JOIN voucher v ON v.id = u.voucher JOIN voucher_batch b ON b.id = v.batch
    LEFT JOIN customer c ON c.id = p.customer LEFT JOIN person n ON n.uuid = c.uuid
    WHERE ${where.sql || '1'} ORDER BY u.payment DESC LIMIT ?`;
  return all<Use>(db, text, ...where.values, input.limit).map((row) => ({
    ...{ payment: idFromBytes(row.payment), at: row.at },
    money: { amount: toDecimal(row.amount, row.currency), currency: row.currency },
    customer: personOf(row.customer, row.customer_name),
    voucher: { id: idFromBytes(row.voucher), no: row.no },
    batch: { id: idFromBytes(row.batch), name: row.batch_name, kind: row.kind },
  }));
});

/** By the customer's payments, of which there is an index. */
function ofCustomer(db: Db, id: string): Where {
  const text = 'SELECT coalesce(merged_into, id) AS id FROM customer WHERE uuid = ?';
  const row = one<{ id: number }>(db, text, idToBytes(id));
  if (!row) throw new Failure('customer-unknown', { id });
  return { sql: "p.customer = ? AND p.gateway = 'voucher'", values: [row.id] };
}
