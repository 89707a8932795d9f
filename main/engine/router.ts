/** The API, put together: one line per feature. Failures leave as the contract's typed error, anything else as an incident. */
import { implement, ORPCError } from '@orpc/server';
import { contract } from '../contract';
import { sqliteFailure } from '../db/sqlite-failure';
import { type ApprovalsContext, approvalsHandlers } from '../features/approvals/handlers';
import { booksHandlers } from '../features/books/handlers';
import { changesHandlers } from '../features/changes/handlers';
import { chargesHandlers } from '../features/charges/handlers';
import type { Charging } from '../features/charges/running';
import { type ClosingContext, closingHandlers } from '../features/closing/handlers';
import { creditsHandlers } from '../features/credits/handlers';
import { customersHandlers } from '../features/customers/handlers';
import type { Answering } from '../features/disputes/answering';
import { disputesHandlers } from '../features/disputes/handlers';
import { exportHandlers } from '../features/export/handlers';
import { importsHandlers } from '../features/imports/handlers';
import { invoicesHandlers } from '../features/invoices/handlers';
import { mailHandlers } from '../features/mail/handlers';
import type { Mailing } from '../features/mail/mailing';
import { matchingHandlers } from '../features/matching/handlers';
import { methodsHandlers } from '../features/methods/handlers';
import type { MethodSync } from '../features/methods/syncing';
import { noticesHandlers } from '../features/notices/handlers';
import { type OperatorsContext, operatorsHandlers } from '../features/operators/handlers';
import type { Desk } from '../features/outbox/desk';
import { outboxHandlers } from '../features/outbox/handlers';
import type { Sending } from '../features/outbox/sending';
import { papersHandlers } from '../features/papers/handlers';
import { paymentsHandlers } from '../features/payments/handlers';
import { reportsHandlers } from '../features/reports/handlers';
import { statementsHandlers } from '../features/statements/handlers';
import { gatewayReportsHandlers } from '../features/statements/report-handlers';
import { type SyncContext, syncHandlers } from '../features/sync/handlers';
import { takingHandlers } from '../features/taking/handlers';
import { vouchersHandlers } from '../features/vouchers/handlers';
import type { VoucherDesk } from '../features/vouchers/redeem';
import { Failure } from '../kernel/failure';
import { MoneyRangeError } from '../kernel/money';
import { Gate } from './gate';
import { contextThen, type PastContext } from './past-calls';
import { onlyReads } from './reads';
import { assertRight } from './rights';

export type EngineContext = OperatorsContext &
  ApprovalsContext &
  ClosingContext &
  SyncContext &
  PastContext & {
    shownInPast: readonly string[];
    sending: Sending;
    outbox: Desk;
    savedMethods: MethodSync;
    mailing: Mailing;
    answering: Answering;
    vouchers: VoucherDesk;
    charging: Charging;
  };

const os = implement(contract).$context<EngineContext>();

const tellFailures = os.middleware(async ({ context, next, path }) => {
  try {
    const result = await next();
    if (!isIterator(result.output)) return result;
    return { ...result, output: tellLater(context, path, result.output) };
  } catch (error) {
    throw wireError(context, path, error);
  }
});

/** For every procedure, before its input is looked at: who calls, and whether they may. */
const checkRight = os.middleware(({ context, next, path }) => {
  const actor = assertRight(() => context.session.actor(), path.join('.'));
  return next({ context: { operator: actor?.name ?? context.operator } });
});

/** The same procedures answer of before: what they read is another book. */
const asItWas = os.middleware(async ({ context, next, path, signal }) =>
  next({ context: (await contextThen(context, path.join('.'), signal)) ?? {} }),
);

/** Before what may write: a long act in the middle of its transaction would hold this whole thread. */
const waitForLongAct = os.middleware(async ({ context, next, path }) => {
  const { healthy } = context;
  if (healthy instanceof Gate && healthy.isShut && !onlyReads(path.join('.'))) await healthy;
  return next();
});

export const router = os
  .use(tellFailures)
  .use(checkRight)
  .use(asItWas)
  .use(waitForLongAct)
  .router({
    approvals: approvalsHandlers,
    books: booksHandlers,
    changes: changesHandlers,
    charges: chargesHandlers,
    closing: closingHandlers,
    credits: creditsHandlers,
    customers: customersHandlers,
    disputes: disputesHandlers,
    exports: exportHandlers,
    gatewayReports: gatewayReportsHandlers,
    imports: importsHandlers,
    invoices: invoicesHandlers,
    mail: mailHandlers,
    matching: matchingHandlers,
    methods: methodsHandlers,
    notices: noticesHandlers,
    operators: operatorsHandlers,
    outbox: outboxHandlers,
    papers: papersHandlers,
    payments: paymentsHandlers,
    reports: reportsHandlers,
    statements: statementsHandlers,
    sync: syncHandlers,
    taking: takingHandlers,
    vouchers: vouchersHandlers,
    live: {
      watch: os.live.watch.handler(({ context, signal }) => context.watch(signal)),
    },
  });

async function* tellLater(context: EngineContext, path: readonly string[], steps: AsyncGenerator): AsyncGenerator {
  try {
    return yield* steps;
  } catch (error) {
    throw wireError(context, path, error);
  }
}

function isIterator(output: unknown): output is AsyncGenerator {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}

function wireError(context: EngineContext, path: readonly string[], error: unknown): unknown {
  if (error instanceof ORPCError) return error;
  const known = sqliteFailure(error, context.book.file);
  if (known instanceof Failure) return failureError(known);
  if (error instanceof MoneyRangeError)
    return failureError(new Failure('amount-too-large', { limit: '9007199254740991', currency: 'minor units' }));
  if (error instanceof Error && error.name === 'AbortError') return failureError(new Failure('cancelled'));
  const incident = context.log.error(path.join('.'), error);
  return failureError(new Failure('programmer-error', { incident }));
}

function failureError(failure: Failure): ORPCError<'FAILURE', unknown> {
  return new ORPCError('FAILURE', {
    message: failure.code,
    data: { code: failure.code, params: { ...failure.params } },
  });
}
