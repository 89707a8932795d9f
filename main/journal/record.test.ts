import { describe, expect, test } from 'vitest';
import { act, memoryBook, openAgain, openTestBook, START_MS, testClock } from '../../test/support/book';
import { balances, lastSeq, replayed, verified } from '../../test/support/checks';
import { all, one } from '../db/sql';
import type { PaymentRecorded } from '../features/payments/events';
import type { Id } from '../kernel/id';
import type { EventDraft } from './event';
import { type Book, record } from './record';

function added(book: Book, subject: Id = book.newId()): EventDraft {
  return { kind: 'customer.added', subject, occurredAt: START_MS, payload: { personHash: 'x' } };
}

function paid(customer: Id, amount: number, more: Partial<PaymentRecorded> = {}): PaymentRecorded {
  const words = { method: 'card', description: '', reference: '', providerStatus: 'succeeded' } as const;
  const money = { gateway: 'stripe', customer, amount, currency: 'EUR', status: 'Completed' } as const;
  return { ...words, ...money, createdAt: START_MS, completedAt: START_MS, ...more };
}

const received = (book: Book, payload: PaymentRecorded): EventDraft => ({
  kind: 'payment.recorded',
  subject: book.newId(),
  occurredAt: payload.createdAt,
  payload,
});

describe('a request', () => {
  test('that is sent again gives the first result and adds nothing, also after the book was closed', () => {
    const clock = testClock();
    const { book, file } = openTestBook({ clock });
    const asked = act(book, { name: 'a' });
    const first = record(book, asked, () => [added(book), added(book)]);
    expect(first).toMatchObject({ repeated: false, firstSeq: 1, lastSeq: 2, count: 2 });
    const again = record(book, { ...asked, operator: 'bob' }, () => {
      throw new Error('decided twice');
    });
    expect(again).toEqual({ ...first, repeated: true });
    book.db.close();
    const later = openAgain(file, clock, 5).book;
    expect(record(later, asked, () => [added(later)])).toEqual({ ...first, repeated: true });
    expect(lastSeq(later.db)).toBe(2);
  });

  test('with other content is refused, and the first stays', () => {
    const book = memoryBook(testClock());
    const asked = act(book, { amount: '1.00' });
    record(book, asked, () => [added(book)]);
    for (const input of [{ amount: '1.01' }, null, undefined, { amount: 1 }, {}])
      expect(() => record(book, { ...asked, input }, () => [added(book)])).toThrow(
        expect.objectContaining({ code: 'request-reused', params: { request: asked.request } }),
      );
    expect(lastSeq(book.db)).toBe(1);
  });

  test('whose payload a replay would not read is refused whole', () => {
    const book = memoryBook(testClock());
    const wrong = [
      { ...added(book), payload: { personHash: 7 } },
      { ...added(book), payload: {} },
      { ...added(book), payload: { personHash: 'x', more: 1 } },
      received(book, { ...paid(book.newId(), 100), amount: 1.5 }),
      { ...added(book), kind: 'customer.eaten' },
    ];
    for (const draft of wrong) {
      const failing = expect.objectContaining({ code: 'event-invalid' });
      expect(() => record(book, act(book), () => [added(book), draft]), JSON.stringify(draft)).toThrow(failing);
    }
    expect(lastSeq(book.db)).toBe(0);
    // Of thousands, the first ones are checked.
    book.payloadsChecked = 3;
    const odd = { personHash: 'x', more: 1 };
    const many = () => [added(book), added(book), added(book), { ...added(book), payload: odd }];
    expect(record(book, act(book), many).count).toBe(4);
    expect(() => record(book, act(book), () => many().slice(1))).toThrow(/event-invalid/);
  });

  test('that decides nothing leaves nothing', () => {
    const book = memoryBook(testClock());
    expect(record(book, act(book), () => [])).toMatchObject({ count: 0, repeated: false });
    expect(one(book.db, 'SELECT count(*) AS n FROM request')).toEqual({ n: 0 });
  });
});

describe('a decision that fails leaves nothing of itself', () => {
  const broken: [string, (book: Book) => Iterable<EventDraft>, string | RegExp][] = [
    [
      'in the middle',
      function* (book) {
        yield added(book);
        throw new Error('no');
      },
      /no/,
    ],
    ['an unknown kind', (book) => [added(book), { ...added(book), kind: 'customer.vanished' }], 'event-invalid'],
    [
      'an amount that is no whole number',
      (book) => [added(book), received(book, paid(book.newId(), 10.5))],
      'event-invalid',
    ],
    ['an amount that is no number', (book) => [received(book, paid(book.newId(), Number.NaN))], 'event-invalid'],
    ['a time that is none', (book) => [{ ...added(book), occurredAt: Number.NaN }], /not a time/],
    ['a subject that is no id', (book) => [{ ...added(book), subject: 'x' as Id }], /not an id/],
    [
      'the same payment twice',
      (book) => [
        received(book, paid(book.newId(), 5, { externalId: 'pi_1' })),
        received(book, paid(book.newId(), 5, { externalId: 'pi_1' })),
      ],
      /UNIQUE/,
    ],
  ];
  for (const [name, decide, wanted] of broken) {
    test(name, () => {
      const book = memoryBook(testClock());
      record(book, act(book), () => [added(book)]);
      const attempt = () => record(book, act(book), () => decide(book));
      if (typeof wanted === 'string') expect(attempt).toThrow(expect.objectContaining({ code: wanted }));
      else expect(attempt).toThrow(wanted);
      expect(lastSeq(book.db)).toBe(1);
      expect(one(book.db, 'SELECT count(*) AS n FROM request')).toEqual({ n: 1 });
      expect(verified(book.db).findings).toEqual([]);
      expect(record(book, act(book), () => [added(book)])).toMatchObject({ firstSeq: 2 });
    });
  }

  test('a balance past the exact range, told as such', () => {
    const book = memoryBook(testClock());
    const customer = book.newId();
    const most = Number.MAX_SAFE_INTEGER;
    record(book, act(book), () => [added(book, customer), received(book, paid(customer, most))]);
    expect(() => record(book, act(book), () => [received(book, paid(customer, 1))])).toThrow(
      /amount-too-large|exact amount/,
    );
    expect(balances(book.db)[`clearing:stripe EUR`]).toBe(most);
    expect(verified(book.db).findings).toEqual([]);
  });
});

test('a decision sees the book with its own earlier events in it', () => {
  const book = memoryBook(testClock());
  const customer = book.newId();
  const seen: number[] = [];
  record(book, act(book), function* ({ balance }) {
    yield added(book, customer);
    for (const amount of [500, 700]) {
      yield received(book, paid(customer, amount));
      seen.push(balance(`credit:${customer}:paid`, 'EUR'));
    }
  });
  expect(seen).toEqual([-500, -1_200]);
});

test('an event says who, from where, when it was recorded, and the day it counts in', () => {
  const clock = testClock();
  const book = memoryBook(clock);
  clock.at = START_MS + 5_000;
  record(book, act(book), () => [{ ...added(book), occurredAt: Date.UTC(2026, 1, 28, 23, 30) }]);
  expect(
    one(
      book.db,
      'SELECT r.operator, r.source, r.recorded_at, e.booked_on FROM event e JOIN request r ON r.seq = e.request',
    ),
  ).toEqual({
    operator: 'ada',
    source: 'screen',
    recorded_at: START_MS + 5_000,
    booked_on: '2026-03-01',
  });
});

test('the order is that of recording: a clock that is set back or far off changes nothing', () => {
  const clock = testClock();
  const book = memoryBook(clock);
  for (const at of [START_MS, START_MS - 9e11, START_MS + 9e12, START_MS]) {
    clock.at = at;
    record(book, act(book), () => [added(book)]);
  }
  expect(all(book.db, 'SELECT seq FROM event ORDER BY seq')).toEqual([1, 2, 3, 4].map((seq) => ({ seq })));
  expect(verified(book.db).findings).toEqual([]);
  expect(replayed(book.db).same).toBe(true);
});

test('words are stored composed, and what is shown is what is hashed', () => {
  const book = memoryBook(testClock());
  const customer = book.newId();
  const texts = ['Zoe\u0308', 'a\n\u0303b', 'x"\u0301', '=\u0338', '\u0301', 'é'];
  record(book, act(book), () => [
    added(book, customer),
    ...texts.map((description) => received(book, paid(customer, 5, { description }))),
  ]);
  const shown = all<{ description: string }>(book.db, 'SELECT description FROM payment ORDER BY id');
  expect(shown.map((row) => row.description)).toEqual(texts.map((text) => text.normalize('NFC')));
  expect(verified(book.db).findings).toEqual([]);
  expect(replayed(book.db).differences).toEqual([]);
});
