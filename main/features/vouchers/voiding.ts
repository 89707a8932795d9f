/** Voiding: what is left of a batch, or of chosen vouchers of it, can be redeemed no more. What was redeemed stays. */
import { all, type Db, one } from '../../db/sql';
import { type Act, type Book, record } from '../../journal/record';
import { maskCardNumbers } from '../../kernel/card-number';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import type { VoidWay, VoucherKind } from '../../kernel/voucher';
import type { VoucherVoided } from './events';
import { heldVoucher } from './held';

export interface Voidable {
  kind: VoucherKind;
  currency: string;
  paidAt: string | null;
  /** Minor units, of one use. */
  amount: number;
  open: { id: Id; left: number }[];
}

interface BatchRow {
  id: number;
  kind: VoucherKind;
  currency: string;
  amount: number;
  paid_at: string | null;
  expired_on: string | null;
}

/** `chosen` left out: all that is open. Throws Failure voucher-batch-unknown, and for a chosen one why it is not open. */
export function voidable(db: Db, batch: string, chosen: readonly string[] | undefined): Voidable {
  const row = one<BatchRow>(
    db,
    'SELECT id, kind, currency, amount, paid_at, expired_on FROM voucher_batch WHERE uuid = ?',
    idToBytes(batch),
  );
  if (!row) throw new Failure('voucher-batch-unknown', { id: batch });
  const { kind, currency, amount, paid_at: paidAt } = row;
  const open = row.expired_on === null ? openOf(db, row.id) : [];
  if (!chosen) return { kind, currency, amount, paidAt, open };
  const byId = new Map(open.map((each) => [each.id, each]));
  const wanted = [...new Set(chosen)].map((id) => byId.get(id as Id) ?? notOpen(db, id as Id)); // from outside: checked by the contract
  return { kind, currency, amount, paidAt, open: wanted };
}

function openOf(db: Db, batch: number): Voidable['open'] {
  return all<{ uuid: Buffer; left: number }>(
    db,
    'SELECT uuid, uses - used AS "left" FROM voucher WHERE batch = ? AND voided_at IS NULL AND used < uses ORDER BY no',
    batch,
  ).map(({ uuid, left }) => ({ id: idFromBytes(uuid), left }));
}

function notOpen(db: Db, id: Id): never {
  const held = heldVoucher(db, id);
  if (held.isVoided) throw new Failure('voucher-voided');
  if (held.used >= held.uses) throw new Failure('voucher-used-up', { uses: held.uses });
  if (held.isExpired) throw new Failure('voucher-expired', { day: held.to ?? '' });
  // Of another batch.
  throw new Failure('voucher-unknown');
}

/** What is left, in uses. */
export function leftOf({ open }: Pick<Voidable, 'open'>): number {
  return open.reduce((sum, { left }) => sum + left, 0);
}

export interface VoidWish {
  batch: string;
  vouchers?: readonly string[] | undefined;
  way: VoidWay | null;
  reason: string;
}

/** Gives what was voided, also when it was asked for again. Throws Failure voucher-*; then nothing changed. */
export function voidVouchers(book: Book, act: Act, wish: VoidWish): { vouchers: number; uses: number } {
  const recorded = record(book, act, function* ({ db }) {
    const found = voidable(db, wish.batch, wish.vouchers);
    if (found.open.length === 0) throw new Failure('voucher-none-open');
    const { kind, currency, amount, paidAt } = found;
    if (kind === 'sold' && wish.way === null) throw new Failure('voucher-money-needed');
    if (kind !== 'sold' && wish.way !== null) throw new Failure('voucher-money-needless');
    const reason = maskCardNumbers(wish.reason);
    for (const { id, left } of found.open) {
      const payload: VoucherVoided = {
        ...{ kind, uses: left, amount: left * amount, currency, way: wish.way, paidAt, reason },
      };
      yield { kind: 'voucher.voided', subject: id, occurredAt: book.clock.now(), payload };
    }
  });
  const ids = JSON.stringify(recorded.subjects.map((id) => id.replaceAll('-', '')));
  const text = 'SELECT sum(v.uses - v.used) AS n FROM json_each(?) j JOIN voucher v ON v.uuid = unhex(j.value)';
  return { vouchers: recorded.count, uses: one<{ n: number | null }>(book.db, text, ids)?.n ?? 0 };
}
