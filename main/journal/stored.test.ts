/** Events are read a bounded number at a time, and fewer at a time where they are large. */
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { act, memoryBook, testClock } from '../../test/support/book';
import { eventKind } from './event';
import { record } from './record';
import { readEvents } from './stored';

test('large events come a few at a time, each once and in their order', () => {
  const book = memoryBook(testClock());
  onTestFinished(() => {
    book.db.close();
  });
  const large = eventKind<object>({ schema: z.looseObject({}), project: () => {} });
  const kinds = new Map([...book.kinds, ['large', large] as const]);
  const lengths = [9_000_000, 10, 3_000_000, 3_000_000, 3_000_000, 10, 10];
  record({ ...book, kinds }, act(book), () =>
    lengths.map((length) => ({
      kind: 'large',
      subject: book.newId(),
      occurredAt: 1,
      payload: { text: 'x'.repeat(length) },
    })),
  );
  const first = (readEvents(book.db, 0, 1)[0]?.seq ?? 0) - 1;
  const read: number[][] = [];
  for (let after = first; ; ) {
    const seqs = readEvents(book.db, after, 100).map(({ seq }) => seq);
    const last = seqs.at(-1);
    if (last === undefined) break;
    read.push(seqs);
    after = last;
  }
  expect(read.map(({ length }) => length)).toEqual([1, 4, 2]);
  expect(read.flat()).toEqual(lengths.map((_, n) => first + 1 + n));
});
