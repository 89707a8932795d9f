/** Every reading that the reader threads can do, one line per feature. */
import type { AnyReading } from '../db/reader';
import { paymentDetail } from '../features/payments/detail';
import { paymentChoices, paymentPage, paymentTotals } from '../features/payments/query';

export const readings: readonly AnyReading[] = [paymentPage, paymentTotals, paymentChoices, paymentDetail];
