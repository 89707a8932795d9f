/** Attempts in every state that there is, with their payments: for the books of each format that are kept. */
import { one } from '../../main/db/sql';
import { type MoneyWish, prepareMoney, prepareRefund } from '../../main/features/outbox/drafts';
import { ingest, ingestAnswer } from '../../main/features/sync/ingest';
import { type Book, record } from '../../main/journal/record';
import { type Id, idFromBytes } from '../../main/kernel/id';
import { act } from './book';
import { page, payment } from './told';

const by = { operator: 'ada', source: 'gateway:stripe' };
const sent = ['attempt.sent', { requestHash: '1'.repeat(64) }] as const;
const unknown = ['attempt.unknown', { why: 'gateway-timeout' }] as const;
const opened = { outcome: 'confirmed', page: 'cs_1', link: 'https://pay.example/cs_1', expiresAt: 1_800_000_000_000 };

/** What happens to each attempt after it was prepared. */
const lives: readonly (readonly (readonly [string, object])[])[] = [
  [],
  [sent],
  [sent, ['attempt.held', { state: 'drafted', why: 'gateway-offline' }]],
  [sent, ['attempt.held', { state: 'drafted', why: 'gateway-offline' }], ['attempt.released', {}]],
  [sent, unknown],
  [sent, unknown, ['attempt.not-found', { lookUps: 11 }]],
  [sent, unknown, ['attempt.not-found', { lookUps: 11 }], ['attempt.dropped', { why: 'not-made' }]],
  [['attempt.dropped', { why: 'operator' }]],
  [sent, ['attempt.resolved', { outcome: 'declined', detail: 'Your card was declined.', hard: true }]],
  [sent, ['attempt.resolved', { outcome: 'refused', why: 'gateway-error', detail: 'no such method' }]],
  [sent, ['attempt.resolved', opened]],
  [sent, ['attempt.resolved', opened], ['attempt.page-ended', { state: 'expired' }]],
];

/** The book must hold a customer, and a Completed payment of Stripe's. */
export function askInEveryState(book: Book): void {
  const customer = idFromBytes(one<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM customer')?.uuid ?? Buffer.alloc(16));
  const happen = (attempt: Id, life: (typeof lives)[number]) => {
    for (const [kind, payload] of life)
      record(book, act(book), () => [{ kind, subject: attempt, occurredAt: book.clock.now(), payload }]);
  };
  const prepare = (n: number): Id => {
    const wish: MoneyWish = {
      ...{ attempt: book.newId(), payment: book.newId(), gateway: 'stripe', customer, payer: null, amount: 5_000 + n },
      ...{
        currency: 'EUR',
        method: 'card',
        methodLabel: 'Visa ···· 4242',
        purpose: 'top-up',
        description: `Asked ${n}`,
      },
      ...{ token: n % 2 === 0 ? 'pm_1' : null, saveMethod: n % 3 === 0, draft: false },
    };
    record(book, act(book), (read) => prepareMoney(read, wish, book.clock.now()));
    return wish.attempt;
  };
  for (const [n, life] of lives.entries()) happen(prepare(n), life);
  const [identified, adopted] = [prepare(100), prepare(102)];
  happen(identified, [sent]);
  happen(adopted, [sent]);
  ingest(book, by, 'stripe', [page({ payments: [payment('pi_asked_2', { amount: 5_102, customer: null })] })], null);
  for (const [attempt, externalId, amount] of [
    [identified, 'pi_asked_1', 5_100],
    [adopted, 'pi_asked_2', 5_102],
  ] as const)
    ingestAnswer(book, by, 'stripe', {
      attempt,
      externalId,
      facts: page({ payments: [payment(externalId, { amount })] }),
    });
  const of = one<{ uuid: Buffer; external_id: string; currency: string }>(
    book.db,
    "SELECT uuid, external_id, currency FROM payment WHERE status = 'Completed' AND gateway = 'stripe' AND refunded = 0 ORDER BY id",
  );
  if (!of) throw new Error('the book holds nothing to refund');
  const wish = {
    attempt: book.newId(),
    payment: idFromBytes(of.uuid),
    amount: 100,
    reason: 'duplicate',
    owes: null,
    draft: true,
  };
  const refunded = { gateway: 'stripe', externalId: of.external_id, currency: of.currency };
  record(book, act(book), (read) => prepareRefund(read, refunded, wish, book.clock.now()));
}
