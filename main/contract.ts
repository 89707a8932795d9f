/** The root of the API: one line per feature. The renderer takes its types only. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { approvalsContract } from './features/approvals/contract';
import { booksContract } from './features/books/contract';
import { changesContract } from './features/changes/contract';
import { chargesContract } from './features/charges/contract';
import { closingContract } from './features/closing/contract';
import { creditsContract } from './features/credits/contract';
import { customersContract } from './features/customers/contract';
import { disputesContract } from './features/disputes/contract';
import { exportContract } from './features/export/contract';
import { importsContract } from './features/imports/contract';
import { invoicesContract } from './features/invoices/contract';
import { mailContract } from './features/mail/contract';
import { matchingContract } from './features/matching/contract';
import { methodsContract } from './features/methods/contract';
import { noticesContract } from './features/notices/contract';
import { operatorsContract } from './features/operators/contract';
import { outboxContract } from './features/outbox/contract';
import { papersContract } from './features/papers/contract';
import { paymentsContract } from './features/payments/contract';
import { reportsContract } from './features/reports/contract';
import { statementsContract } from './features/statements/contract';
import { gatewayReportsContract } from './features/statements/report-contract';
import { syncContract } from './features/sync/contract';
import { takingContract } from './features/taking/contract';
import { vouchersContract } from './features/vouchers/contract';
import { procedure } from './wire';

/** What may have changed; a screen asks again for what it shows of it. */
export const topics = [
  'payments',
  'customers',
  'invoices',
  'outbox',
  'sync',
  'exports',
  'vouchers',
  'notices',
  'mail',
  'operators',
  'approvals',
  'changes',
  'closing',
  'statements',
  'book',
] as const;
export type Topic = (typeof topics)[number];

export const contract = {
  approvals: approvalsContract,
  books: booksContract,
  changes: changesContract,
  charges: chargesContract,
  closing: closingContract,
  credits: creditsContract,
  customers: customersContract,
  disputes: disputesContract,
  exports: exportContract,
  gatewayReports: gatewayReportsContract,
  imports: importsContract,
  invoices: invoicesContract,
  mail: mailContract,
  matching: matchingContract,
  methods: methodsContract,
  notices: noticesContract,
  operators: operatorsContract,
  outbox: outboxContract,
  papers: papersContract,
  payments: paymentsContract,
  reports: reportsContract,
  statements: statementsContract,
  sync: syncContract,
  taking: takingContract,
  vouchers: vouchersContract,
  live: {
    /** Yields at once (an empty list), then whenever something changed. */
    watch: procedure.output(eventIterator(z.object({ topics: z.array(z.enum(topics)) }))),
  },
};
export type Contract = typeof contract;

type PathsOf<Tree> = {
  [Name in keyof Tree & string]: Tree[Name] extends { '~orpc': unknown } ? Name : `${Name}.${PathsOf<Tree[Name]>}`;
}[keyof Tree & string];
/** `payments.page`: what the table of rights has a row for. */
export type ProcedurePath = PathsOf<Contract>;
