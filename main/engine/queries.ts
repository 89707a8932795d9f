/** Every reading that the reader threads can do: a line or two per feature. */
import type { AnyReading } from '../db/reader';
import { bookCounts, bookHealth, checkBook, replayBook } from '../features/books/jobs';
import { lookAtChanges } from '../features/changes/making';
import { undoableChanges } from '../features/changes/undo';
import { failedCharges } from '../features/charges/query';
import { triedWith } from '../features/charges/tried-with';
import { writeBundle } from '../features/closing/bundle';
import { checklist } from '../features/closing/checklist';
import { clearingItems } from '../features/closing/clearing';
import { lateItems } from '../features/closing/late';
import { periods } from '../features/closing/periods';
import { attachmentFile } from '../features/credits/attachment-file';
import { customerBalances } from '../features/customers/balances';
import { customerDetail } from '../features/customers/detail';
import { mergePreview } from '../features/customers/merging';
import { customerCount, customerPage } from '../features/customers/query';
import { statementCsv, statementPdf } from '../features/customers/statement';
import { customerTimeline } from '../features/customers/timeline';
import { whyBalance } from '../features/customers/why';
import { disputeAnswers } from '../features/disputes/query';
import { compareExport } from '../features/export/again';
import { exportArchive } from '../features/export/archive';
import { exportGl } from '../features/export/gl';
import { exportJournal } from '../features/export/journal';
import { exportPayments } from '../features/export/payments-csv';
import { countSheet, exportSheet } from '../features/export/sheet-job';
import { lookAtImport } from '../features/imports/look-job';
import { ageing, taxSummary } from '../features/invoices/ageing';
import { deferredRevenue } from '../features/invoices/deferring';
import { invoiceDetail } from '../features/invoices/detail';
import { creditNotePdf, invoicePdf, invoicesZip } from '../features/invoices/paper';
import { invoicePage, invoiceTotals } from '../features/invoices/query';
import { mailCounts, mailPage } from '../features/mail/query';
import { matchingReadings } from '../features/matching/readings';
import { savedMethods } from '../features/methods/query';
import { noticesPage } from '../features/notices/query';
import { outboxCounts, outboxPage } from '../features/outbox/query';
import { receiptBytes, receiptJob, transferJob } from '../features/papers/payment-papers';
import { paymentDetail } from '../features/payments/detail';
import { paymentChoices, paymentPage } from '../features/payments/query';
import { exactPaymentTotals, paymentTotals } from '../features/payments/totals';
import { bankLinesByDay, invoiceAge, payoutsByGateway } from '../features/reports/bank-charts';
import { creditHeld } from '../features/reports/credit-held';
import {
  clearingBalance,
  clearings,
  feesByMonth,
  liability,
  liabilityCurrencies,
  payoutWaterfall,
} from '../features/reports/ledger-charts';
import { byGateway, grossFeesNet, paymentsByDay, pendingAge, settlementCurrencies } from '../features/reports/query';
import { toBankByDay, toBankRows } from '../features/reports/to-bank';
import { today } from '../features/reports/today';
import { bankLinePage, bankLineTotals } from '../features/statements/lines-query';
import { lookAtStatements } from '../features/statements/look-job';
import { lookAtReports } from '../features/statements/report-look';
import { unknownWords } from '../features/sync/health';
import { exportCodes } from '../features/vouchers/codes-csv';
import { voucherSheetPdf } from '../features/vouchers/codes-sheet';
import { voucherBatch, voucherBatches, voucherList, voucherUses } from '../features/vouchers/query';
import { voucherReport } from '../features/vouchers/report';
import { knownBook } from './known-book';

const books = [knownBook, checkBook, replayBook, bookHealth, bookCounts];
const closing = [periods, checklist, clearingItems, lateItems, writeBundle];
const customers = [
  customerPage,
  customerCount,
  customerDetail,
  customerBalances,
  whyBalance,
  customerTimeline,
  mergePreview,
];
const exports = [
  countSheet,
  exportSheet,
  compareExport,
  exportArchive,
  exportPayments,
  exportJournal,
  exportGl,
  attachmentFile,
];
const imports = [lookAtImport, lookAtChanges, undoableChanges];
const invoices = [
  invoicePage,
  invoiceTotals,
  invoiceDetail,
  ageing,
  taxSummary,
  deferredRevenue,
  invoicePdf,
  creditNotePdf,
  invoicesZip,
  failedCharges,
  triedWith,
];
const methods = [savedMethods, disputeAnswers];
const outbox = [outboxPage, outboxCounts, noticesPage, mailPage, mailCounts];
const papers = [receiptJob, receiptBytes, transferJob, statementPdf, statementCsv];
const payments = [paymentPage, paymentTotals, exactPaymentTotals, paymentChoices, paymentDetail];
const reports = [today, paymentsByDay, byGateway, grossFeesNet, settlementCurrencies, pendingAge];
const charts = [clearings, clearingBalance, payoutWaterfall, feesByMonth, liability, liabilityCurrencies];
const waiting = [bankLinesByDay, payoutsByGateway, invoiceAge, toBankByDay, toBankRows, creditHeld];
const statements = [lookAtStatements, lookAtReports, bankLinePage, bankLineTotals];
const sync = [unknownWords];
const vouchers = [voucherBatches, voucherBatch, voucherList, voucherUses, voucherReport, exportCodes, voucherSheetPdf];

export const readings: readonly AnyReading[] = [
  ...books,
  ...closing,
  ...customers,
  ...exports,
  ...imports,
  ...invoices,
  ...matchingReadings,
  ...methods,
  ...outbox,
  ...papers,
  ...payments,
  ...reports,
  ...charts,
  ...waiting,
  ...statements,
  ...sync,
  ...vouchers,
];
