import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { memoryBook, testClock } from '../../test/support/book';
import { replayed, verified } from '../../test/support/checks';
import { all, one, run } from '../db/sql';
import type { PaymentRecorded } from '../features/payments/events';
import type { StoredEvent } from './event';
import { packed, unpacked } from './packed';
import { type Book, record } from './record';
import { readEvents } from './stored';

let book: Book;
beforeEach(() => {
  book = memoryBook(testClock());
});

function payment(change: Partial<PaymentRecorded> = {}): PaymentRecorded {
  return {
    gateway: 'stripe',
    externalId: `pi_${book.newId()}`,
    amount: 1_250,
    currency: 'EUR',
    status: 'Completed',
    providerStatus: 'succeeded',
    completedAt: 5,
    settlement: { externalId: `txn_${book.newId()}`, amount: 1_250, fee: 55, net: 1_195, currency: 'EUR' },
    method: 'card',
    description: 'Renewal: "M", 1 month \\ Cigüeña 青空 \u2028\u0007',
    reference: '',
    createdAt: 3,
    ...change,
  };
}

const by = (input: unknown) => ({ request: book.newId(), operator: 'ada', source: 'screen', input });

function recordOne(payload: PaymentRecorded): number {
  const draft = { kind: 'payment.recorded', subject: book.newId(), occurredAt: 5, payload };
  return record(book, by(payload), () => [draft]).firstSeq;
}

const stored = (seq: number) =>
  one<{ payload: string }>(book.db, 'SELECT payload FROM event WHERE seq = ?', seq)?.payload ?? '';
const textOf = (seq: number) => readEvents(book.db, seq - 1, 1)[0]?.payloadText;

describe('payments of one form', () => {
  test('are stored by their values, and read as they were told', () => {
    const payloads = [payment(), payment(), payment({ currency: 'USD' }), payment({ currency: 'USD', amount: 7 })];
    const seqs = payloads.map(recordOne);
    expect(seqs.map((seq) => stored(seq)[0])).toEqual(['{', '[', '{', '[']);
    expect(seqs.map((seq) => textOf(seq))).toEqual(payloads.map((payload) => JSON.stringify(payload)));
    expect(stored(2).length).toBeLessThan((stored(1).length * 2) / 3);
    expect([verified(book.db).ok, replayed(book.db).same]).toEqual([true, true]);
  });

  test('are like no event of an act that was undone', () => {
    const undone = () =>
      record(book, by(1), function* () {
        yield { kind: 'payment.recorded', subject: book.newId(), occurredAt: 5, payload: payment() };
        throw new Error('no');
      });
    expect(undone).toThrow('no');
    recordOne(payment());
    recordOne(payment());
    expect([stored(1)[0], stored(2)[0], verified(book.db).ok]).toEqual(['{', '[', true]);
  });

  test.each([
    ['its own', "UPDATE event SET payload = replace(payload, '\"Renewal', '\"Removal') WHERE seq = 3", 3],
    ['the number of the other', "UPDATE event SET payload = replace(payload, '[1,', '[2,') WHERE seq = 3", 3],
    ['less', "UPDATE event SET payload = '[1]' WHERE seq = 3", 3],
    ['no JSON', "UPDATE event SET payload = '[1,' WHERE seq = 3", 3],
    ['one that is not there', "UPDATE event SET payload = replace(payload, '[1,', '[9,') WHERE seq = 3", 3],
    ['the other', "UPDATE event SET payload = replace(payload, 'stripe', 'paypal') WHERE seq = 1", 1],
  ])('are found when somebody altered %s', (_what, change, seq) => {
    for (let n = 0; n < 3; n++) recordOne(payment());
    expect(verified(book.db).ok).toBe(true);
    book.db.exec('DROP TRIGGER event_keeps');
    book.db.exec(change);
    expect(verified(book.db).findings).toContainEqual(
      expect.objectContaining({ check: 'chain', where: `event ${seq}` }),
    );
    expect(replayed(book.db).same).toBe(false);
  });
});

test('whatever JSON a payload holds, it is read back to the letter', () => {
  const leaf = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
  );
  const names = fc.oneof(
    fc.constantFrom('gateway', 'status', 'a', 'settlement', '2', '10', '"', '\0', '{'),
    fc.string({ minLength: 1, maxLength: 3 }).filter((name) => name !== '__proto__'),
  );
  const payloads = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(leaf, { maxLength: 3 }),
      tie('object'),
    ),
    object: fc.dictionary(names, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  })).object as fc.Arbitrary<object>; // from outside: letrec forgets the types
  let lists = 0;
  fc.assert(
    fc.property(fc.array(payloads, { minLength: 1, maxLength: 4 }), (made) => {
      const fresh = memoryBook(testClock());
      // Each twice, so that every form is met again.
      for (const [n, payload] of [...made, ...made].entries()) {
        const text = JSON.stringify(payload);
        const event = { seq: n + 1, payload } as StoredEvent; // from outside: all that packing looks at
        const kept = packed(fresh.db, event, text);
        insertPlain(fresh, n + 1, kept);
        expect(unpacked(fresh.db, kept)).toBe(text);
        if (kept !== text) lists++;
      }
    }),
    { numRuns: 100 },
  );
  expect(lists).toBeGreaterThan(50);
});

/** An event of which only the payload counts. */
function insertPlain(of: Book, seq: number, payload: string): void {
  if (all(of.db, 'SELECT 1 FROM request').length === 0)
    run(of.db, 'INSERT INTO request VALUES (1, randomblob(16), randomblob(32), ?, ?, 0)', 'ada', 'screen');
  run(
    of.db,
    "INSERT INTO event VALUES (?, randomblob(16), 1, 'payment.recorded', randomblob(16), 0, '2026-01-01', NULL, ?, ?, randomblob(32))",
    seq,
    seq,
    payload,
  );
}
