/**
 * What a window may ask while it looks at the book as it was. Everything that is not named here is refused: deeds, what prepares one,
 * and what could not be told as it was then.
 */
import type { ProcedurePath } from '../contract';

/** Answered from the book as it was; files too, which are logged in the present. */
const then: readonly ProcedurePath[] = [
  ...(['approvals.list', 'approvals.count', 'approvals.limits', 'books.info', 'changes.list'] as const),
  ...([
    'charges.list',
    'charges.triedWith',
    'closing.periods',
    'closing.checklist',
    'closing.clearing',
    'closing.late',
    'closing.keys',
  ] as const),
  ...(['credits.list', 'credits.file', 'customers.page', 'customers.count', 'customers.get'] as const),
  ...(['customers.timeline', 'customers.why', 'customers.balances', 'customers.statement'] as const),
  ...(['disputes.answers', 'exports.count', 'exports.rows', 'exports.journal', 'exports.gl'] as const),
  ...(['invoices.page', 'invoices.totals', 'invoices.get', 'invoices.ageing', 'invoices.taxSummary'] as const),
  'invoices.deferred',
  ...(['invoices.pdf', 'invoices.creditNotePdf', 'invoices.zip', 'methods.list'] as const),
  ...([
    'matching.banks',
    'matching.waiting',
    'matching.lines',
    'matching.get',
    'matching.proof',
    'matching.writeProof',
  ] as const),
  ...([
    'matching.exceptions',
    'matching.exceptionAges',
    'matching.fitting',
    'matching.receipts',
    'matching.claims',
    'matching.underWay',
  ] as const),
  ...(['matching.proposals', 'matching.candidates', 'matching.exact'] as const),
  ...(['outbox.list', 'outbox.get', 'outbox.counts', 'papers.receipt', 'payments.page', 'payments.totals'] as const),
  ...(['payments.exactTotals', 'payments.get', 'payments.choices', 'reports.today'] as const),
  ...(['reports.paymentsByDay', 'reports.byGateway', 'reports.grossFeesNet', 'reports.settlementCurrencies'] as const),
  ...(['reports.pendingAge', 'reports.clearings', 'reports.clearing', 'reports.waterfall'] as const),
  ...(['reports.feesByMonth', 'reports.liabilityCurrencies', 'reports.liability', 'reports.bankLinesByDay'] as const),
  ...(['gatewayReports.list', 'gatewayReports.findings', 'matching.backTest'] as const),
  ...(['exports.again', 'exports.archive'] as const),
  ...(['reports.toBankByDay', 'reports.toBankRows', 'reports.creditHeld'] as const),
  ...(['reports.payoutsByGateway', 'reports.invoiceAge', 'statements.accounts', 'statements.list'] as const),
  ...(['statements.lines', 'statements.totals', 'statements.line', 'sync.parked', 'vouchers.batches'] as const),
  ...(['vouchers.batch', 'vouchers.list', 'vouchers.uses', 'vouchers.report', 'vouchers.paidAt'] as const),
];

/** About no time: who is at the window, how it looks, what the gateways are doing now, settings, and what left the book. */
const present: readonly ProcedurePath[] = [
  ...(['books.list', 'books.open', 'books.backups', 'books.lookBack', 'books.preference'] as const),
  ...(['books.setPreference', 'charges.rules', 'exports.list', 'exports.download', 'exports.glAccounts'] as const),
  ...([
    'invoices.numbers',
    'invoices.taxRelief',
    'invoices.spreadsRevenue',
    'live.watch',
    'mail.settings',
    'mail.templates',
  ] as const),
  ...(['mail.preview', 'mail.list', 'mail.counts', 'matching.rules', 'notices.list', 'notices.markRead'] as const),
  ...(['operators.session', 'operators.signIn', 'operators.resume', 'operators.lock'] as const),
  ...(['operators.signOut', 'operators.stay', 'operators.list', 'papers.letterhead', 'sync.kinds'] as const),
  ...(['sync.state', 'sync.names', 'sync.health', 'sync.secrets', 'sync.returnPage', 'taking.options'] as const),
  ...(['statements.profiles', 'matching.calendar'] as const),
];

const ofThen: ReadonlySet<string> = new Set(then);
const ofPresent: ReadonlySet<string> = new Set(present);

/** Null: it may not be asked there. */
export function pastAccess(path: string): 'then' | 'present' | null {
  if (ofThen.has(path)) return 'then';
  return ofPresent.has(path) ? 'present' : null;
}

export const shownInPast: readonly string[] = [...then, ...present];
