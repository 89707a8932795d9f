import { beforeEach, describe, expect, test } from 'vitest';
import { memoryBook, testClock } from '../../../test/support/book';
import { all } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import { projectorOn } from '../../journal/project';
import { type Book, record } from '../../journal/record';
import type { Id } from '../../kernel/id';
import type { PaymentDescribed, PaymentRecorded } from './events';
import { paymentRow, removePayment } from './projection';
import { paymentPage } from './query';

let book: Book;
beforeEach(() => {
  book = memoryBook(testClock());
});

function drafts(words: readonly string[]): EventDraft[] {
  return words.map((reference) => {
    const subject = book.newId();
    const payload: PaymentRecorded = {
      gateway: 'stripe',
      externalId: `pi_${subject}`,
      amount: 100,
      currency: 'EUR',
      status: 'Pending',
      providerStatus: 'processing',
      method: 'card',
      description: 'Über die Cigüeña',
      reference,
      createdAt: 0,
    };
    return { kind: 'payment.recorded', subject, occurredAt: 0, payload };
  });
}

const by = (input: unknown) => ({ request: book.newId(), operator: 'ada', source: 'screen', input });

function recorded(words: readonly string[]): Id[] {
  return record(book, by(words), () => drafts(words)).subjects;
}

function described(subject: Id, reference: string): void {
  const payload: PaymentDescribed = { description: '', reference };
  record(book, by(reference), () => [{ kind: 'payment.described', subject, occurredAt: 0, payload }]);
}

function found(text: string): number {
  return paymentPage.run(book.db, { filter: { text }, sort: { column: 'date', direction: 'desc' }, limit: 200 }).rows
    .length;
}

const written = () => all(book.db, 'SELECT rowid FROM payment_words WHERE payment_words MATCH \'"uber"\'').length;

describe('the words of a payment are found', () => {
  test.each([1, 127, 128, 129, 300])('of each of %i, recorded one by one', (count) => {
    for (let n = 0; n < count; n++) recorded([`INV-${n}x`]);
    for (const n of [0, count - 1]) expect(found(`inv ${n}x`)).toBe(1);
    expect(found('CIGUENA uber')).toBe(Math.min(count, 200));
    expect(written()).toBe(count - (count % 128));
  });

  test('of each of many, recorded at once', () => {
    recorded(Array.from({ length: 1_000 }, (_, n) => `INV-${n}x`));
    for (const n of [0, 127, 128, 895, 896, 999]) expect(found(`inv ${n}x`)).toBe(1);
    expect(written()).toBe(896);
  });

  test.each([3, 200])('by the new words alone, once they were changed; of %i', (count) => {
    const subjects = recorded(Array.from({ length: count }, (_, n) => `INV-${n}x`));
    for (const at of [0, count - 1]) {
      described(subjects[at] as Id, `changed${at}x`); // from outside: made above
      expect(found(`changed${at}x`)).toBe(1);
      expect(found(`inv ${at}x`)).toBe(0);
    }
    // What was changed while it waited is written once, as it then is.
    recorded(Array.from({ length: 128 }, (_, n) => `later-${n}x`));
    for (const at of [0, count - 1]) {
      expect(found(`changed${at}x`)).toBe(1);
      expect(found(`inv ${at}x`)).toBe(0);
    }
  });

  test('by no words that a refused act would have written', () => {
    recorded(Array.from({ length: 127 }, (_, n) => `INV-${n}x`));
    const refused = () =>
      record(book, by(1), function* () {
        yield* drafts(['lost']);
        throw new Error('no');
      });
    expect(refused).toThrow('no');
    expect([found('lost'), written()]).toEqual([0, 0]);
    recorded(['kept']);
    expect([found('lost'), found('kept'), written()]).toEqual([0, 1, 128]);
  });

  test.each([128, 129])('no more once it is removed, and the next one has its own; of %i', (count) => {
    const subjects = recorded(Array.from({ length: count }, (_, n) => `INV-${n}x`));
    for (const subject of subjects.slice(-2)) removePayment(projectorOn(book.db), paymentRow(book.db, subject));
    expect(found(`inv ${count - 1}x`)).toBe(0);
    recorded(['next-1', 'next-2', 'next-3']);
    expect([found('next'), found('cig'), written()]).toEqual([3, count + 1, 128]);
  });
});
