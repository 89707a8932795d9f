/** What leaves the book: payments and the ledger as files, and the log of everything that left. */
import { existsSync } from 'node:fs';
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { Failure } from '../../kernel/failure';
import { exportContract } from './contract';
import { findExport, listExports } from './export-log';
import { exportJournal } from './journal';
import { destinationOf, exportTo } from './outgoing';
import { countExport, exportPayments } from './payments-csv';

const os = implement(exportContract).$context<Context>();

export const exportHandlers = os.router({
  count: os.count.handler(async ({ input, context }) => ({
    count: await context.readers.chart(countExport, input.filter),
  })),
  payments: os.payments.handler(({ input, context, signal }) => {
    const to = destinationOf(context, input, 'payments', 'csv');
    const { filter, bom } = input;
    const work = { kind: 'payments-csv', filter, job: exportPayments, input: { filter, bom } } as const;
    return exportTo(context, to, work, signal);
  }),
  journal: os.journal.handler(({ input, context, signal }) => {
    const { format } = input;
    const to = destinationOf(context, input, 'journal', format === 'hledger' ? 'journal' : 'beancount');
    const work = { kind: `journal-${format}`, filter: {}, job: exportJournal, input: { format } } as const;
    return exportTo(context, to, work, signal);
  }),
  list: os.list.handler(({ context }) => listExports(context.book.db)),
  download: os.download.handler(async ({ input, context }) => {
    const receipt = findExport(context.book.db, input.id);
    if (!receipt) throw new Failure('input-invalid', { detail: `there is no export ${input.id}` });
    if (!existsSync(receipt.file))
      throw new Failure('path-invalid', { file: receipt.file, detail: 'it is no longer there' });
    const answer = await context.shell.ask({ kind: 'offer-download', file: receipt.file, name: receipt.name });
    if (answer.kind === 'ticket') return { path: `/download/${answer.ticket}`, savedAs: null };
    return { path: null, savedAs: answer.kind === 'saved' ? answer.file : null };
  }),
});
