import { expect, it } from 'vitest';
import { stockedBook } from '../../../test/support/stocked-book';
import { openReader } from '../../db/open';
import { checkBook, replayBook } from './jobs';

/** More than any of the jobs has steps in so small a book: one that goes on with what is booked meanwhile must end too. */
const BOOKED_MEANWHILE = 50;

/** Goes through a job's steps; before each, another payment is booked beside it. */
function meanwhileBooked<Result>(steps: Generator<unknown, Result>, book: () => void): Result {
  for (let n = 0; ; n++) {
    if (n < BOOKED_MEANWHILE) book();
    const step = steps.next();
    if (step.done) return step.value;
  }
}

it('checks one state of the book, whatever is booked meanwhile', () => {
  const of = stockedBook();
  const ada = of.customer('Ada');
  const payment = () => void of.payment({ customer: ada, amount: 1_000, currency: 'EUR' });
  payment();
  const { db } = openReader(of.book.file);
  try {
    expect(meanwhileBooked(checkBook.run(db, null), payment)).toMatchObject({ ok: true, findings: [] });
    expect(meanwhileBooked(replayBook.run(db, null), payment)).toMatchObject({ same: true, differences: [] });
  } finally {
    db.close();
  }
});
