/** Procedures that answer while a long act writes, because they write nothing. Every other one waits at the gate before it begins. */
import type { ProcedurePath } from '../contract';

const reads: ReadonlySet<string> = new Set<ProcedurePath>([
  ...(['approvals.list', 'approvals.count', 'approvals.limits'] as const),
  ...(['books.info', 'books.list', 'books.backups', 'books.preference', 'books.check', 'books.replayCheck'] as const),
  ...(['books.lookBack'] as const),
  ...(['changes.preview', 'changes.list', 'changes.last', 'changes.lastOwn', 'changes.undoable'] as const),
  ...([
    'charges.list',
    'charges.rules',
    'credits.preview',
    'credits.list',
    'credits.order',
    'disputes.answers',
  ] as const),
  ...(['customers.page', 'customers.count', 'customers.get', 'customers.why', 'customers.balances'] as const),
  ...(['closing.periods', 'closing.checklist', 'closing.keys', 'closing.late', 'closing.clearing'] as const),
  ...(['customers.mergePreview', 'exports.count', 'exports.list'] as const),
  // A long act waits for itself.
  ...(['imports.upload', 'imports.look', 'imports.store', 'imports.mappings', 'changes.make', 'changes.undo'] as const),
  ...(['invoices.page', 'invoices.totals', 'invoices.get', 'invoices.ageing', 'invoices.taxSummary'] as const),
  ...(['invoices.numbers', 'invoices.payPreview', 'invoices.deferred', 'live.watch'] as const),
  ...(['mail.settings', 'mail.templates', 'mail.preview', 'mail.list', 'mail.counts'] as const),
  ...([
    'matching.banks',
    'matching.waiting',
    'matching.lines',
    'matching.proposals',
    'matching.candidates',
    'matching.exact',
  ] as const),
  ...(['matching.get', 'matching.proof', 'matching.exceptions', 'matching.backTest', 'matching.receipts'] as const),
  ...([
    'matching.claims',
    'matching.underWay',
    'matching.rules',
    'matching.exceptionAges',
    'matching.calendar',
  ] as const),
  ...(['methods.list', 'methods.removal', 'notices.list'] as const),
  ...(['operators.session', 'operators.lock', 'operators.stay', 'operators.list'] as const),
  ...(['outbox.list', 'outbox.get', 'outbox.counts', 'papers.letterhead'] as const),
  ...(['payments.page', 'payments.totals', 'payments.exactTotals', 'payments.get', 'payments.choices'] as const),
  ...(['reports.today', 'reports.paymentsByDay', 'reports.byGateway', 'reports.grossFeesNet'] as const),
  ...(['reports.settlementCurrencies', 'reports.pendingAge', 'reports.clearings', 'reports.clearing'] as const),
  ...(['reports.waterfall', 'reports.feesByMonth', 'reports.liabilityCurrencies', 'reports.liability'] as const),
  ...(['reports.bankLinesByDay', 'reports.payoutsByGateway', 'reports.invoiceAge', 'reports.creditHeld'] as const),
  ...(['reports.toBankByDay', 'reports.toBankRows', 'taking.options'] as const),
  ...(['sync.kinds', 'sync.state', 'sync.names', 'sync.health', 'sync.secrets', 'sync.removal'] as const),
  ...(['charges.triedWith', 'matching.fitting'] as const),
  // It touches no book.
  ...(['sync.tryOffline'] as const),
  ...(['sync.returnPage', 'sync.parked'] as const),
  ...(['statements.accounts', 'statements.upload', 'statements.look', 'statements.store'] as const),
  ...(['statements.profiles', 'statements.demoFiles'] as const),
  ...(['statements.list', 'statements.lines', 'statements.totals', 'statements.line'] as const),
  ...(['gatewayReports.look', 'gatewayReports.store', 'gatewayReports.list', 'gatewayReports.findings'] as const),
  ...(['vouchers.batches', 'vouchers.batch', 'vouchers.list', 'vouchers.uses', 'vouchers.paidAt'] as const),
  ...(['vouchers.look', 'vouchers.voidable', 'vouchers.report'] as const),
]);

export function onlyReads(path: string): boolean {
  return reads.has(path);
}
