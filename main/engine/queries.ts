/** Every reading that the reader threads can do: a line or two per feature. */
import type { AnyReading } from '../db/reader';
import { bookCounts, bookHealth, checkBook, replayBook } from '../features/books/jobs';
import { paymentDetail } from '../features/payments/detail';
import { paymentChoices, paymentPage, paymentTotals } from '../features/payments/query';

const books = [checkBook, replayBook, bookHealth, bookCounts];
const payments = [paymentPage, paymentTotals, paymentChoices, paymentDetail];

export const readings: readonly AnyReading[] = [...books, ...payments];
