/** Voiding many chosen vouchers at once, of whatever batches. What was redeemed of them stays. */
import type { Db } from '../../db/sql';
import { maskCardNumbers } from '../../kernel/card-number';
import { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import type { VoidWay } from '../../kernel/voucher';
import type { BulkDeed } from '../changes/events';
import type { VoucherVoided } from './events';
import { type HeldVoucher, heldVoucher } from './held';

interface Voiding {
  /** What becomes of the money of sold ones; of promotional ones there is none. */
  way: VoidWay;
  reason: string;
}

const labelOf = ({ name, no, count }: HeldVoucher) => `${name} ${no}/${count}`;

/** Throws Failure voucher-unknown, voucher-voided, voucher-used-up, voucher-expired. */
function openVoucher(db: Db, item: Id): HeldVoucher & { left: number } {
  const held = heldVoucher(db, item);
  if (held.isVoided) throw new Failure('voucher-voided');
  if (held.used >= held.uses) throw new Failure('voucher-used-up', { uses: held.uses });
  if (held.isExpired) throw new Failure('voucher-expired', { day: held.to ?? '' });
  return { ...held, left: held.uses - held.used };
}

export const voidChosenVouchers: BulkDeed<Voiding> = {
  kind: 'voucher.voided',
  label: (db, item) => labelOf(heldVoucher(db, item)),
  plan({ db }, item) {
    const voucher = openVoucher(db, item);
    const { currency, amount, left } = voucher;
    const money = { minor: left * amount, currency };
    return { label: labelOf(voucher), before: 'Open', after: 'Void', money };
  },
  *drafts({ db }, item, { way, reason }, { nowMs }) {
    const { kind, currency, amount, paidAt, left } = openVoucher(db, item);
    const payload: VoucherVoided = {
      ...{ kind, uses: left, amount: left * amount, currency, paidAt, reason: maskCardNumbers(reason) },
      way: kind === 'sold' ? way : null,
    };
    yield { kind: 'voucher.voided', subject: item, occurredAt: nowMs, payload };
  },
};
