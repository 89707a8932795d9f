/**
 * Which role may call which procedure: the one table. A procedure without a row does not compile, and one that is not in it
 * is refused. A book without operators has one person, who may do everything.
 */
import type { ProcedurePath } from '../contract';
import type { Actor } from '../features/operators/sessions';
import { Failure } from '../kernel/failure';
import { type Role, roles } from '../kernel/operator';
import { bankRights } from './bank-rights';
import { exportRights } from './export-rights';
import { matchingRights } from './matching-rights';
import { syncRights } from './sync-rights';

/** `anyone`: also while nobody is signed in. */
export type Right = 'anyone' | readonly Role[];

const all = roles;
const admin: Right = ['administrator'];
const billing: Right = ['administrator', 'billing'];
/** Whoever talks with customers: looks up and writes notes. */
const notes: Right = ['administrator', 'billing', 'support'];
/** Whoever proves the book. */
const audit: Right = ['administrator', 'billing', 'auditor'];

export const rights: Readonly<Record<ProcedurePath, Right>> = {
  'approvals.list': all,
  'approvals.count': all,
  'approvals.approve': billing,
  'approvals.refuse': billing,
  'approvals.limits': all,
  'approvals.setLimit': admin,

  'books.info': all,
  // A window that nobody is signed in at can be moved to another book, which asks for itself who is there.
  'books.list': 'anyone',
  'books.create': admin,
  'books.open': 'anyone',
  'books.check': audit,
  'books.replayCheck': audit,
  'books.backup': admin,
  'books.backups': all,
  'books.lookBack': all,
  'books.downloadBackup': admin,
  'books.preference': all,
  'books.setPreference': all,
  'books.openLink': notes,

  'changes.preview': billing,
  'changes.make': billing,
  'changes.list': all,
  'changes.last': all,
  'changes.lastOwn': all,
  'changes.undoOwn': billing,
  'changes.undoable': billing,
  'changes.undo': billing,

  'charges.list': all,
  'charges.triedWith': all,
  'charges.rules': all,
  'charges.setRules': admin,
  'charges.retry': billing,
  'charges.switch': billing,
  'charges.stop': billing,
  'charges.resume': billing,
  'charges.run': billing,

  'closing.periods': all,
  'closing.checklist': all,
  'closing.clearing': all,
  'closing.close': billing,
  'closing.reopen': billing,
  'closing.approve': billing,
  'closing.refuse': billing,
  'closing.bundle': audit,
  'closing.keys': all,
  'closing.late': all,
  'closing.answerLate': billing,

  'credits.preview': all,
  'credits.adjust': billing,
  'credits.reverse': billing,
  'credits.list': all,
  'credits.order': all,
  'credits.setOrder': admin,
  'credits.file': all,
  'credits.saveFile': all,

  'customers.page': all,
  'customers.count': all,
  'customers.get': all,
  'customers.timeline': all,
  'customers.why': all,
  'customers.balances': all,
  'customers.statement': all,
  'customers.add': billing,
  'customers.edit': billing,
  'customers.tag': notes,
  'customers.archive': billing,
  'customers.restore': billing,
  'customers.mergePreview': billing,
  'customers.merge': billing,
  'customers.note': notes,
  'customers.eraseNote': notes,
  'customers.addPayer': billing,
  'customers.editPayer': billing,
  'customers.archivePayer': billing,
  'customers.nameContact': billing,

  'disputes.answers': all,
  'disputes.answer': billing,
  'disputes.lookUp': billing,

  ...exportRights,
  ...bankRights,
  ...matchingRights,
  'imports.upload': billing,
  'imports.look': billing,
  'imports.store': billing,
  'imports.mappings': all,
  'imports.forgetMapping': billing,

  'invoices.page': all,
  'invoices.totals': all,
  'invoices.get': all,
  'invoices.ageing': all,
  'invoices.taxSummary': all,
  'invoices.numbers': all,
  'invoices.previewNumbers': all,
  'invoices.setNumbers': admin,
  'invoices.taxRelief': all,
  'invoices.setTaxRelief': admin,
  'invoices.spreadsRevenue': all,
  'invoices.setSpreadsRevenue': admin,
  'invoices.deferred': all,
  'invoices.save': billing,
  'invoices.issue': billing,
  'invoices.drop': billing,
  'invoices.void': billing,
  'invoices.payPreview': all,
  'invoices.pay': billing,
  'invoices.credit': billing,
  'invoices.settleShort': billing,
  'invoices.writeOff': billing,
  'invoices.recover': billing,
  'invoices.promise': billing,
  'invoices.pdf': all,
  'invoices.creditNotePdf': all,
  'invoices.zip': all,

  'live.watch': 'anyone',

  'mail.settings': all,
  'mail.setSettings': admin,
  'mail.test': admin,
  'mail.templates': all,
  'mail.setTemplate': admin,
  'mail.resetTemplate': admin,
  'mail.preview': all,
  'mail.list': all,
  'mail.counts': all,
  'mail.resend': billing,
  'mail.cancel': billing,
  'mail.sendNow': billing,

  'methods.list': all,
  'methods.sync': billing,
  'methods.setUp': billing,
  'methods.openSetUp': notes,
  'methods.removal': all,
  'methods.remove': billing,
  'methods.makePrimary': billing,
  'methods.rename': billing,
  'methods.verify': billing,
  'methods.consent': billing,

  'notices.list': all,
  'notices.markRead': all,
  'notices.show': all,

  'operators.session': 'anyone',
  'operators.signIn': 'anyone',
  'operators.resume': 'anyone',
  'operators.lock': 'anyone',
  'operators.signOut': 'anyone',
  'operators.stay': all,
  'operators.list': all,
  'operators.add': admin,
  'operators.changeRole': admin,
  'operators.retire': admin,
  'operators.resetPassphrase': admin,
  'operators.changePassphrase': all,
  'operators.setPin': all,
  'operators.setLanguage': all,
  'operators.setIdle': admin,

  'outbox.list': all,
  'outbox.get': all,
  'outbox.counts': all,
  'outbox.cashOut': all,
  'outbox.release': billing,
  'outbox.cancel': billing,
  'outbox.lookUp': billing,
  'outbox.sendAgain': billing,
  'outbox.notMade': billing,

  'papers.letterhead': all,
  'papers.setLetterhead': admin,
  'papers.receipt': all,
  'papers.transfer': all,

  'payments.page': all,
  'payments.totals': all,
  'payments.exactTotals': all,
  'payments.get': all,
  'payments.choices': all,
  'payments.check': notes,
  'payments.recordPurchase': billing,
  'payments.clearFlag': billing,

  'reports.today': all,
  'reports.paymentsByDay': all,
  'reports.byGateway': all,
  'reports.grossFeesNet': all,
  'reports.settlementCurrencies': all,
  'reports.pendingAge': all,
  'reports.clearings': all,
  'reports.clearing': all,
  'reports.waterfall': all,
  'reports.feesByMonth': all,
  'reports.liabilityCurrencies': all,
  'reports.liability': all,
  'reports.bankLinesByDay': all,
  'reports.payoutsByGateway': all,
  'reports.invoiceAge': all,
  'reports.toBankByDay': all,
  'reports.toBankRows': all,
  'reports.creditHeld': all,

  ...syncRights,
  'taking.options': all,
  'taking.setOptions': admin,
  'taking.take': billing,
  'taking.receive': billing,
  'taking.refund': billing,
  'taking.cancel': billing,

  'vouchers.batches': all,
  'vouchers.batch': all,
  'vouchers.list': all,
  'vouchers.uses': all,
  // Whoever reads a code could use it up.
  'vouchers.codes': billing,
  'vouchers.paidAt': all,
  'vouchers.create': billing,
  'vouchers.look': notes,
  'vouchers.redeem': billing,
  'vouchers.voidable': all,
  'vouchers.void': billing,
  'vouchers.export': billing,
  'vouchers.report': all,
};

function mayCall(role: Role, path: string): boolean {
  const right = rightTo(path);
  return right === 'anyone' || right.includes(role);
}

/** Nobody's, where the table has no row. */
export function rightTo(path: string): Right {
  const named: Readonly<Record<string, Right>> = rights;
  return Object.hasOwn(named, path) ? (named[path] ?? []) : [];
}

/** What may be called; `role` null: by the only person of a book without operators. */
export function allowedTo(role: Role | null | 'locked'): string[] {
  if (role === null) return Object.keys(rights);
  return Object.keys(rights).filter((path) => (role === 'locked' ? rightTo(path) === 'anyone' : mayCall(role, path)));
}

/** Throws Failure not-allowed-role, operator-locked. Gives who calls; null: the only person of a book without operators. */
export function assertRight(actor: () => Actor | null, path: string): Actor | null {
  if (rightTo(path) === 'anyone') return null;
  const who = actor();
  if (who && !mayCall(who.role, path)) throw new Failure('not-allowed-role', { role: who.role });
  return who;
}
