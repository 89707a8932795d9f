/** The whole way in a book: asked for, paid on the gateway's page, Completed, and the customer's balance right; told again, the same. */
import { expect, onTestFinished, test } from 'vitest';
import { one } from '../../../main/db/sql';
import type { AskedMoney } from '../../../main/features/outbox/contract';
import { Desk } from '../../../main/features/outbox/desk';
import { Sending } from '../../../main/features/outbox/sending';
import { ingest } from '../../../main/features/sync/ingest';
import { SyncRunner } from '../../../main/features/sync/syncing';
import type { Gateway } from '../../../main/gateways/gateway';
import { type Id, idFromBytes, idToBytes } from '../../../main/kernel/id';
import { act, memoryBook } from '../../support/book';
import { balances, lastSeq, replayed, verified } from '../../support/checks';
import { customer, page } from '../../support/told';
import type { Driver, OpenAccount } from './driver';

const AMOUNT = 12_000;
const LATER_MS = 4 * 3_600_000;

/** A book of one customer, whom another gateway told of, and what asks this one. */
function bookAt(provider: string, account: OpenAccount) {
  const clock = { now: () => account.now() };
  const book = memoryBook(clock);
  onTestFinished(() => void book.db.close());
  const elsewhere = provider === 'stripe' ? 'paypal' : 'stripe';
  ingest(book, { operator: 'ada', source: 'test' }, elsewhere, [page({ customers: [customer('ada')] })], null);
  const uuid = one<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM customer')?.uuid ?? Buffer.alloc(16);
  const shared = { book, healthy: Promise.resolve(), operator: 'ada', changed: () => {} };
  const unexpected = (what: string, error: unknown) => {
    throw new Error(what, { cause: error });
  };
  const syncing = new SyncRunner({ ...shared, clock, unexpected });
  const take = (gateway: Gateway) => syncing.take(provider, 'sandbox', 'acct_1', gateway);
  take(account.gateway);
  const sending = new Sending({ ...shared, providers: syncing, unexpected });
  return { book, syncing, desk: new Desk(book, sending, syncing), customer: idFromBytes(uuid), elsewhere };
}

const rowOf = (book: ReturnType<typeof memoryBook>, payment: Id) =>
  one<{ status: string; amount: number; method: string }>(
    book.db,
    'SELECT status, amount, method FROM payment WHERE uuid = ?',
    idToBytes(payment),
  );

export function testBooking({ kind, page: driven, open }: Driver): void {
  if (driven === null) return;
  test('from creation to the right balance: Pending moves nothing, paid is credit, once', async () => {
    const account = await open({ payments: 0 });
    const { book, syncing, desk, customer: payer, elsewhere } = bookAt(kind.provider, account);
    const wish: AskedMoney = {
      ...{ gateway: kind.provider, customer: payer, payer: null, amount: AMOUNT, currency: driven.currency },
      ...{ method: kind.methods[0] ?? 'card', methodLabel: null, purpose: 'top-up', description: 'Top-up' },
      ...{ token: null, saveMethod: false, draft: false, again: false },
    };
    const { payment, attempt } = await desk.askMoney(act(book, wish), wish);
    expect(rowOf(book, payment)?.status).toBe('Pending');
    expect(balances(book.db)).toEqual({});
    const opened = one<{ page: string; link: string }>(
      book.db,
      'SELECT page, link FROM attempt WHERE uuid = ?',
      idToBytes(attempt),
    );
    await driven.pay(account, { page: opened?.page ?? '', link: opened?.link ?? '', expiresAt: null });
    account.advance(60_000);
    await syncing.checkPayment(payment);
    expect(rowOf(book, payment)).toMatchObject({ status: 'Completed', amount: AMOUNT });
    // Some tell what they kept, and of what it was settled in, hours later; then the same again.
    for (let n = 0; n < 2; n++) {
      account.advance(LATER_MS);
      await syncing.now().result;
    }
    const { [`credit:ada:paid ${driven.currency}`]: credit, ...others } = balances(book.db, elsewhere);
    expect(credit).toBe(-AMOUNT);
    // What the gateway holds and what it kept are all of it, in whatever currency it holds it.
    const ours = [`clearing:${kind.provider}`, `fees:${kind.provider}`, 'exchange:', 'tax:input'];
    for (const name of Object.keys(others))
      expect(
        ours.some((head) => name.startsWith(head)),
        name,
      ).toBe(true);
    expect(one(book.db, 'SELECT count(*) AS n FROM payment')).toEqual({ n: 1 });
    expect(verified(book.db).findings).toEqual([]);
    expect(replayed(book.db).differences).toEqual([]);
    const seq = lastSeq(book.db);
    await syncing.checkPayment(payment);
    expect(lastSeq(book.db)).toBe(seq);
    await syncing.close();
  });
}
