/**
 * What was asked for and what a gateway tells of it may arrive in any order: answers, pulls with our key and without, pages twice,
 * shuffled, overlapping, missing and sent again later. The book then says what it says when all comes in order and once.
 */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { holdsTerms } from '../../main/db/fold';
import { all, type Db } from '../../main/db/sql';
import { type MoneyWish, prepareMoney } from '../../main/features/outbox/drafts';
import { waitingPayments } from '../../main/features/payments/words';
import { ingest, ingestAnswer } from '../../main/features/sync/ingest';
import type { PulledPayment, PulledRefund } from '../../main/gateways/pulled';
import { type Book, record } from '../../main/journal/record';
import { type Id, idFromBytes } from '../../main/kernel/id';
import { act, START_MS, testClock } from '../support/book';
import { factsOf, replayed, verified } from '../support/checks';
import { chance, isLongRun, pick, runSeed, shuffled } from '../support/seed';
import { customer, page, payment, refund, settled } from '../support/told';
import { usedAgain } from '../support/used-again';

const seed = runSeed();
const books = usedAgain();
const REPLAYS = isLongRun ? 20_000 : 1_000;
const REBUILT_EVERY = 50;
const by = { operator: 'ada', source: 'gateway:stripe' };

interface Deed {
  attempt: Id;
  amount: number;
  told: PulledPayment;
  refund: PulledRefund | null;
}

type Message = { answer: Deed; whole: boolean } | { pull: readonly Deed[]; keys: boolean };

/** A book in which `count` charges were asked for and sent, and nothing has come back: always the same for the same seed. */
function askedBook(own: number, count: number): { book: Book; deeds: Deed[] } {
  const next = chance(own);
  const clock = testClock();
  const book = books.book(clock, own);
  ingest(book, by, 'stripe', [page({ customers: [customer('cus_1'), customer('cus_2')] })], null);
  const customers = all<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM customer ORDER BY id');
  const deeds = Array.from({ length: count }, (_, n): Deed => {
    const at = pick(next, 2);
    const amount = 1_000 + pick(next, 9_000);
    const attempt = book.newId();
    record(book, act(book), function* (read) {
      const wish: MoneyWish = {
        ...{ attempt, payment: book.newId(), gateway: 'stripe', payer: null, amount, currency: 'EUR', method: 'card' },
        ...{ methodLabel: null, purpose: 'top-up', description: `Top-up ${n}`, token: 'pm_1', saveMethod: false },
        ...{ customer: idFromBytes(customers[at]?.uuid ?? Buffer.alloc(16)), draft: false },
      };
      yield* prepareMoney(read, wish, clock.at);
      const payload = { requestHash: '0'.repeat(64) };
      yield { kind: 'attempt.sent', subject: attempt, occurredAt: clock.at, payload };
    });
    const status =
      (['Completed', 'Completed', 'Completed', 'Cancelled', 'Pending'] as const)[pick(next, 5)] ?? 'Pending';
    const told = payment(`pi_${n}`, {
      ...{ amount, status, customer: pick(next, 3) > 0 ? `cus_${at + 1}` : null, createdAt: START_MS + 1_000 },
      ...{ description: '', reference: '', purpose: null, methodLabel: null },
      settlement: status === 'Completed' ? settled(`txn_pi_${n}`, amount, 29) : null,
    });
    const half = { createdAt: START_MS + 60_000, settlement: settled(`txn_re_${n}`, -Math.floor(amount / 2)) };
    const taken = status === 'Completed' && pick(next, 4) === 0;
    return {
      attempt,
      amount,
      told,
      refund: taken ? refund(`re_${n}`, told.externalId, Math.floor(amount / 2), half) : null,
    };
  });
  return { book, deeds };
}

function hear(book: Book, message: Message): void {
  if ('answer' in message) {
    const { attempt, told } = message.answer;
    const facts = message.whole ? page({ payments: [told] }) : page({});
    const payload = { outcome: told.status === 'Cancelled' ? 'declined' : 'confirmed', externalId: told.externalId };
    ingestAnswer(
      book,
      by,
      'stripe',
      { attempt, externalId: told.externalId, facts },
      {
        *before(read) {
          const open = all<{ uuid: Buffer }>(read.db, "SELECT uuid FROM attempt WHERE state <> 'done'");
          if (open.some((row) => idFromBytes(row.uuid) === attempt))
            yield { kind: 'attempt.resolved', subject: attempt, occurredAt: book.clock.now(), payload };
        },
      },
    );
    return;
  }
  const payments = message.pull.map(({ told, attempt }) => (message.keys ? { ...told, attempt } : told));
  const refunds = message.pull.flatMap((deed) => deed.refund ?? []);
  ingest(book, by, 'stripe', [page({ payments, refunds })], null);
}

/** All of the book that does not depend on when and under which number something was written. */
function canonical(db: Db): string {
  const attempts = all(
    db,
    `SELECT a.kind, a.state, a.outcome, a.external_id, a.amount, p.external_id AS payment, p.description, p.status
     FROM attempt a JOIN payment p ON p.id = a.payment ORDER BY p.external_id`,
  );
  const { balance = [], ...tables } = factsOf(db);
  const words = all(db, 'SELECT rowid FROM payment_words WHERE payment_words MATCH \'"top"\'').length;
  const waiting = waitingPayments(db).filter(({ words }) => holdsTerms(words, ['top'])).length;
  return JSON.stringify([tables, netted(balance), attempts, words + waiting]);
}

/** What a refund took from whom depends on who was there first; what the customer has in all does not. */
function netted(balance: readonly string[]): string[] {
  const net = new Map<string, number>();
  for (const line of balance) {
    const [account = '', minor = ''] = line.split(',');
    const owner = account.replace(/^(credit|receivable):(\w+)(:\w+)?/, 'customer:$2');
    net.set(owner, (net.get(owner) ?? 0) + Number(minor));
  }
  return [...net]
    .filter(([, minor]) => minor !== 0)
    .map(String)
    .sort();
}

/** Every attempt is answered or found, or told with its key, at least once; every payment is pulled at least once, in the end. */
function anyhow(deeds: readonly Deed[], next: () => number): Message[] {
  const messages: Message[] = [];
  for (const deed of deeds) {
    const times = 1 + pick(next, 3);
    for (let n = 0; n < times; n++) messages.push({ answer: deed, whole: pick(next, 2) === 0 });
  }
  for (let from = 0; from < deeds.length; from += 1 + pick(next, 3)) {
    const pull = shuffled(deeds.slice(from, from + 1 + pick(next, 4)), next);
    const times = pick(next, 4);
    for (let n = 0; n < times; n++) messages.push({ pull, keys: pick(next, 2) === 0 });
  }
  // What was missing is sent again in the end; a last pull tells everything, as gateways do.
  return [...shuffled(messages, next), { pull: shuffled(deeds, next), keys: pick(next, 2) === 0 }];
}

test(
  `${REPLAYS} replays in any order`,
  () => {
    let adopted = 0;
    for (let n = 0; n < REPLAYS; n++) {
      const own = (seed + n * 7_919) % 0x7fffffff;
      const next = chance(own + 1);
      const count = 1 + pick(next, 5);
      const inOrder = askedBook(own, count);
      for (const answer of inOrder.deeds) hear(inOrder.book, { answer, whole: true });
      hear(inOrder.book, { pull: inOrder.deeds, keys: true });
      const other = askedBook(own, count);
      for (const message of anyhow(other.deeds, next)) hear(other.book, message);
      const [wanted, got] = [canonical(inOrder.book.db), canonical(other.book.db)];
      if (got !== wanted)
        expect(JSON.parse(got), `replay ${own} of the run with seed ${seed}`).toEqual(JSON.parse(wanted));
      const hash = (text: string) => createHash('sha256').update(text).digest('hex');
      expect(hash(got)).toBe(hash(wanted));
      adopted += all(other.book.db, "SELECT 1 FROM event WHERE kind = 'payment.adopted'").length;
      if (n % REBUILT_EVERY === 0) {
        expect(verified(other.book.db).findings).toEqual([]);
        expect(replayed(other.book.db).differences).toEqual([]);
      }
      for (const { book } of [inOrder, other]) book.db.close();
    }
    console.log(`replays in any order: ${REPLAYS}, seed ${seed}, ${adopted} payments were told before their answer`);
    expect(adopted).toBeGreaterThan(REPLAYS / 10);
  },
  isLongRun ? 3 * 3_600_000 : 600_000,
);
