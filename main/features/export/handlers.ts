/** What leaves the book: payments and the ledger as files, and the log of everything that left. */
import { existsSync } from 'node:fs';
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { Failure } from '../../kernel/failure';
import type { Role } from '../../kernel/operator';
import { exportContract } from './contract';
import { type ExportKind, findExport, listExports } from './export-log';
import { exportJournal } from './journal';
import { destinationOf, exportTo } from './outgoing';
import { countExport, exportPayments } from './payments-csv';

/** Who is at the window, and what a role may call. */
interface AtWindow {
  session: { actor(): { role: Role } | null };
  allowed(role: Role): readonly string[];
}

const os = implement(exportContract).$context<Context & AtWindow>();

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
    if (isOfCodes(receipt.kind)) assertMayReadCodes(context);
    if (!existsSync(receipt.file))
      throw new Failure('path-invalid', { file: receipt.file, detail: 'it is no longer there' });
    const answer = await context.shell.ask({ kind: 'offer-download', file: receipt.file, name: receipt.name });
    if (answer.kind === 'ticket') return { path: `/download/${answer.ticket}`, savedAs: null };
    return { path: null, savedAs: answer.kind === 'saved' ? answer.file : null };
  }),
});

const isOfCodes = (kind: ExportKind) => kind === 'vouchers-csv' || kind === 'vouchers-pdf';

/** A file of codes is as good as money, whoever wrote it. Throws Failure not-allowed-role. */
function assertMayReadCodes({ session, allowed }: AtWindow): void {
  const who = session.actor();
  if (who && !allowed(who.role).includes('vouchers.codes')) throw new Failure('not-allowed-role', { role: who.role });
}
