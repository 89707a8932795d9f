/** Notices by e-mail, as the engine starts them: their papers are set by a reader. */
import type { Readers } from '../context';
import { Mailing, type MailingOptions } from '../features/mail/mailing';
import { receiptBytes } from '../features/papers/payment-papers';

export function makeMailing(options: Omit<MailingOptions, 'receipt'>, readers: Pick<Readers, 'job'>): Mailing {
  return new Mailing({
    ...options,
    async receipt(payment) {
      const steps = readers.job(receiptBytes, { payment, atMs: options.book.clock.now() });
      for (;;) {
        const step = await steps.next();
        if (step.done) return step.value;
      }
    },
  });
}
