/** Redeeming: decided and recorded in one transaction, so that of two who come for the last use one gets it. */
import { knownCustomer } from '../../db/known-customer';
import { one } from '../../db/sql';
import { type Book, record } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import type { AskedRedemption, RedeemingAct, Vouchers } from './contract';
import type { VoucherRedeemed } from './events';
import { type HeldVoucher, heldVoucher, refusal, voucherTyped } from './held';

export class VoucherDesk implements Vouchers {
  readonly #book: Book;

  constructor(book: Book) {
    this.#book = book;
  }

  redeem(act: RedeemingAct, { code, ...asked }: AskedRedemption): { payment: Id; voucher: Id } {
    const book = this.#book;
    const voucher = voucherTyped(book.db, code);
    knownParties(book, asked);
    // The request is hashed into the journal: by the voucher's id, for a code could be tried out against a hash.
    const input = { what: 'redeem', voucher, ...asked };
    const recorded = record(book, { ...act, input }, function* ({ db }) {
      const held = heldVoucher(db, voucher);
      const now = book.clock.now();
      const refused = refusal(db, held, book.dayOf(now), asked);
      if (refused) throw refused;
      const payload = redeemedPayload(held, asked);
      yield { kind: 'voucher.redeemed', subject: book.newId(), occurredAt: now, payload };
    });
    const payment = recorded.subjects[0];
    if (!payment) throw new Error('a redemption without an event');
    return { payment, voucher };
  }
}

function redeemedPayload(held: HeldVoucher, asked: Omit<AskedRedemption, 'code'>): VoucherRedeemed {
  const { customer, payer, purpose, description } = asked;
  return {
    ...{ voucher: held.id, kind: held.kind, customer, amount: held.amount, currency: held.currency },
    ...(payer ? { payer } : {}),
    ...(purpose ? { purpose } : {}),
    description: description || held.name,
    reference: `${held.name} ${held.no}/${held.count}`,
  };
}

/** Throws Failure customer-unknown, also for a payer of another customer. */
function knownParties({ db }: Book, { customer, payer }: Pick<AskedRedemption, 'customer' | 'payer'>): void {
  knownCustomer(db, customer);
  if (payer === null) return;
  const text = 'SELECT 1 FROM payer y JOIN customer c ON c.id = y.customer WHERE y.uuid = ? AND c.uuid = ?';
  if (!one(db, text, idToBytes(payer), idToBytes(customer))) throw new Failure('customer-unknown', { id: payer });
}
