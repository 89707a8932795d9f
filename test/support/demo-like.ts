/** A small book with some of everything in it, made the way a book is: told by a gateway, and by purchases. */

import { one } from '../../main/db/sql';
import type { PurchaseRecorded } from '../../main/features/payments/events';
import { ingest } from '../../main/features/sync/ingest';
import { type Book, record } from '../../main/journal/record';
import { idFromBytes } from '../../main/kernel/id';
import { takeFromCredit } from '../../main/ledger/split';
import { act, START_MS } from './book';
import { customer, dispute, page, payment, payout, refund, settled } from './told';

const by = { operator: 'ada', source: 'gateway:stripe' };

/** `payments` of five customers, with refunds, disputes, payouts, purchases, a conversion, and something put aside. */
export function fillBook(book: Book, payments: number): void {
  const customers = ['cus_1', 'cus_2', 'cus_3', 'cus_4', 'cus_5'].map((id) =>
    customer(id, { address: ['1 Main St', 'Málaga'] }),
  );
  ingest(book, by, 'stripe', [page({ customers })], null);
  for (let n = 0; n < payments; n++) {
    const id = `pi_${n}`;
    const amount = 1_000 + n * 7;
    const status = n % 9 === 3 ? 'Pending' : n % 9 === 5 ? 'Cancelled' : 'Completed';
    const currency = n % 4 === 0 ? 'USD' : 'EUR';
    const told = payment(id, {
      ...{
        status,
        amount,
        currency,
        customer: n % 11 === 7 ? null : `cus_${1 + (n % 5)}`,
        createdAt: START_MS + n * 3_600_000,
      },
      payer: n % 3 === 0 ? { name: `Payer ${n % 6}`, email: null } : null,
      description: `Top-up № ${n}, café`,
      settlement:
        status === 'Completed'
          ? settled(`txn_${id}`, currency === 'USD' ? amount - 100 : amount, 35, { rate: '0.9' })
          : null,
    });
    const facts = page({
      payments: [told],
      refunds: n % 7 === 0 && status === 'Completed' ? [refund(`re_${n}`, id, 300, { currency })] : [],
      disputes:
        n % 13 === 0 && status === 'Completed'
          ? [dispute(`dp_${n}`, id, amount, { currency, state: n % 2 ? 'lost' : 'open' })]
          : [],
      payouts: n % 20 === 19 ? [payout(`po_${n}`, 9_000, { settlements: [`txn_pi_${n - 1}`] })] : [],
    });
    ingest(book, by, 'stripe', [facts], {
      cursor: `cursor ${n}`,
      covered: { fromMs: START_MS, toMs: START_MS + n * 3_600_000 },
    });
  }
  ingest(book, by, 'stripe', [page({ refunds: [refund('re_early', 'pi_never', 5)] })], null);
  for (let n = 0; n < payments / 5; n++) purchase(book, 700 + n, START_MS + n * 7_200_000);
}

function purchase(book: Book, amount: number, occurredAt: number): void {
  const uuid = one<{ uuid: Buffer }>(
    book.db,
    'SELECT uuid FROM customer ORDER BY id LIMIT 1 OFFSET ?',
    amount % 5,
  )?.uuid;
  const owner = idFromBytes(uuid ?? Buffer.alloc(16));
  record(book, act(book, { amount, occurredAt }), function* ({ balance }) {
    const payload: PurchaseRecorded = {
      ...{
        customer: owner,
        amount,
        currency: 'EUR',
        product: 'hosting',
        description: 'Server',
        reference: `P-${amount}`,
      },
      ...takeFromCredit(balance, owner, amount, 'EUR'),
    };
    yield { kind: 'purchase.recorded', subject: book.newId(), occurredAt, payload };
  });
}
