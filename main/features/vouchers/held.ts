/** A voucher as the book has it now, and whether a customer may redeem it: each refusal says its own reason. */
import { type Db, one } from '../../db/sql';
import { voucherOfCode } from '../../db/voucher-code';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Day } from '../../kernel/time';
import type { VoucherKind } from '../../kernel/voucher';
import { readCode } from '../../kernel/voucher-code';

export interface HeldVoucher {
  key: number;
  id: Id;
  no: number;
  batch: Id;
  name: string;
  kind: VoucherKind;
  /** Minor units, of one use. */
  amount: number;
  currency: string;
  from: Day;
  to: Day | null;
  uses: number;
  used: number;
  perCustomer: number | null;
  count: number;
  isVoided: boolean;
  /** What is left of its batch has been booked as expired. */
  isExpired: boolean;
  paidAt: string | null;
}

interface Row {
  id: number;
  uuid: Buffer;
  no: number;
  batch: Buffer;
  name: string;
  kind: VoucherKind;
  amount: number;
  currency: string;
  valid_from: Day;
  valid_to: Day | null;
  uses: number;
  used: number;
  per_customer: number | null;
  count: number;
  voided_at: number | null;
  expired_on: string | null;
  paid_at: string | null;
}

const rowSql = `SELECT v.id, v.uuid, v.no, b.uuid AS batch, b.name, b.kind, b.amount, b.currency, b.valid_from, b.valid_to, v.uses, v.used,
  b.per_customer, b.count, v.voided_at, b.expired_on, b.paid_at FROM voucher v JOIN voucher_batch b ON b.id = v.batch`;

/** Throws Failure voucher-unknown. */
export function heldVoucher(db: Db, id: Id): HeldVoucher {
  const row = one<Row>(db, `${rowSql} WHERE v.uuid = ?`, idToBytes(id));
  if (!row) throw new Failure('voucher-unknown');
  return {
    ...{ key: row.id, id: idFromBytes(row.uuid), no: row.no, batch: idFromBytes(row.batch), name: row.name },
    ...{ kind: row.kind, amount: row.amount, currency: row.currency, from: row.valid_from, to: row.valid_to },
    ...{ uses: row.uses, used: row.used, perCustomer: row.per_customer, count: row.count },
    ...{ isVoided: row.voided_at !== null, isExpired: row.expired_on !== null, paidAt: row.paid_at },
  };
}

/** Whose code this is. Throws Failure voucher-mistyped for what cannot be a code, voucher-unknown. */
export function voucherTyped(db: Db, code: string): Id {
  const plain = readCode(code);
  if (plain === null) throw new Failure('voucher-mistyped');
  const voucher = voucherOfCode(db, plain);
  if (!voucher) throw new Failure('voucher-unknown');
  return voucher;
}

/** Why it cannot be redeemed on this day; null: it can. Left out: whatever currency, whoever it is. */
export function refusal(
  db: Db,
  voucher: HeldVoucher,
  today: Day,
  by: { currency?: string | undefined; customer?: Id | undefined },
): Failure | null {
  const { currency, from, to, uses, used, perCustomer } = voucher;
  if (voucher.isVoided) return new Failure('voucher-voided');
  if (by.currency !== undefined && by.currency !== currency)
    return new Failure('voucher-wrong-currency', { currency, asked: by.currency });
  if (today < from) return new Failure('voucher-not-yet-valid', { day: from });
  // Before its end: of one that has expired it is said that credit could be granted instead, which who used it has had.
  if (used >= uses) return new Failure('voucher-used-up', { uses });
  if (by.customer !== undefined && perCustomer !== null && usesBy(db, voucher.key, by.customer) >= perCustomer)
    return new Failure('voucher-used-by-customer', { uses: perCustomer });
  return to !== null && (today > to || voucher.isExpired) ? new Failure('voucher-expired', { day: to }) : null;
}

/** By the payment's customer, so that what belonged to one that was merged counts for the one that stays. */
function usesBy(db: Db, voucher: number, customer: Id): number {
  const text = `SELECT count(*) AS n FROM voucher_use u JOIN payment p ON p.id = u.payment JOIN customer c ON c.id = p.customer
    WHERE u.voucher = ? AND c.uuid = ?`;
  return one<{ n: number }>(db, text, voucher, idToBytes(customer))?.n ?? 0;
}

export function worth({ amount, currency }: { amount: number; currency: string }) {
  return { amount: toDecimal(amount, currency), currency };
}
