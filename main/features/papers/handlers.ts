/** Papers: the letterhead is a setting; each paper is written by a reader and leaves by the door of all exports. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { destinationOf, exportTo } from '../export/outgoing';
import { papersContract } from './contract';
import { letterheadSettings, setLetterhead } from './letterhead';
import { receiptJob, transferJob } from './payment-papers';

const os = implement(papersContract).$context<Context>();

export const papersHandlers = os.router({
  letterhead: os.letterhead.handler(({ context }) => letterheadSettings(context.book.db)),
  setLetterhead: os.setLetterhead.handler(async ({ input, context }) => {
    await context.healthy;
    setLetterhead(context.book.db, input);
    return letterheadSettings(context.book.db);
  }),
  receipt: os.receipt.handler(({ input, context, signal }) => {
    const { payment, language } = input;
    const order = { payment, language, atMs: context.clock.now() };
    const work = { kind: 'receipt-pdf', filter: { payment }, job: receiptJob, input: order } as const;
    return exportTo(context, destinationOf(context, input, 'receipt', 'pdf'), work, signal);
  }),
  transfer: os.transfer.handler(({ input, context, signal }) => {
    const { payment, language } = input;
    const order = { payment, language, atMs: context.clock.now() };
    const work = { kind: 'transfer-pdf', filter: { payment }, job: transferJob, input: order } as const;
    return exportTo(context, destinationOf(context, input, 'payment instructions', 'pdf'), work, signal);
  }),
});
