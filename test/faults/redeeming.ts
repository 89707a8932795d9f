/** One redemption, as a till asks for it: the same for the same request. */
import { VoucherDesk } from '../../main/features/vouchers/redeem';
import type { Book } from '../../main/journal/record';
import type { Id } from '../../main/kernel/id';

/** Gives the payment's id. Throws what redeeming throws. */
export function redeemAs(book: Book, customer: string, code: string, request: string): Id {
  const act = { request: request as Id, operator: 'ada', source: 'screen' }; // from outside: the process's own words
  const asked = { payer: null, code, currency: 'EUR', purpose: null, description: '' };
  return new VoucherDesk(book).redeem(act, { customer: customer as Id, ...asked }).payment; // from outside: as above
}
