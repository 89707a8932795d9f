/** A sheet of vouchers to cut up: each with its amount, its code and how long it is valid. */
import { emptyPaper, known, sayIn } from './builder';
import type { Coupon, PaperDocument, PaperSetting } from './document';
import { dayText } from './figures';

export interface VoucherFacts {
  code: string;
  /** Decimal text. */
  amount: string;
  currency: string;
  /** `YYYY-MM-DD`, or null where it is not limited. */
  validFrom: string | null;
  validTo: string | null;
  note: string;
}

export interface VoucherSheetFacts {
  /** What the batch is called. */
  name: string;
  /** Read once, in order. */
  vouchers: Iterable<VoucherFacts>;
}

export function voucherSheet(facts: VoucherSheetFacts, setting: PaperSetting): PaperDocument {
  const say = sayIn(setting);
  const { language } = setting;
  function* coupons(): Generator<Coupon> {
    for (const { code, amount, currency, validFrom, validTo, note } of facts.vouchers) {
      const lines = known(
        ['', validFrom && say('redeemFrom', { day: dayText(validFrom, language) })],
        ['', validTo && say('redeemUntil', { day: dayText(validTo, language) })],
        ['', note],
      );
      yield {
        money: { amount, currency },
        code,
        lines: lines.flatMap(({ value }) => (typeof value === 'string' ? [value] : [])),
      };
    }
  }
  return { ...emptyPaper(setting, say('vouchers')), number: facts.name, coupons: { [Symbol.iterator]: coupons } };
}
