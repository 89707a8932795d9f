/** Every list that can leave the book, one line each. */
import { requestSheet } from './approvals/sheet';
import { changeSheet } from './changes/sheet';
import { chargeSheet } from './charges/sheet';
import { lateSheet } from './closing/late-sheet';
import { adjustmentSheet } from './credits/sheet';
import { customerSheet } from './customers/sheet';
import type { ListName } from './export/contract';
import { exportLogSheet } from './export/log-sheet';
import type { Sheet } from './export/sheet';
import { invoiceSheet } from './invoices/sheet';
import { noticeSheet } from './mail/sheet';
import { claimSheet, receiptSheet } from './matching/desk-sheets';
import { exceptionSheet } from './matching/exception-sheet';
import { matchSheet } from './matching/match-sheet';
import { ruleSheet } from './matching/rule-sheet';
import { operatorSheet } from './operators/sheet';
import { outboxSheet } from './outbox/sheet';
import { paymentSheet } from './payments/sheet';
import { accountSheet } from './statements/account-sheet';
import { findingSheet } from './statements/finding-sheet';
import { bankLineSheet } from './statements/line-sheet';
import { reportSheet } from './statements/report-sheet';
import { statementSheet } from './statements/statement-sheet';
import { parkedSheet } from './sync/parked-sheet';
import { batchSheet } from './vouchers/batch-sheet';
import { voucherSheet } from './vouchers/sheet';

export const sheets: Readonly<Record<ListName, Sheet>> = {
  payments: paymentSheet,
  customers: customerSheet,
  invoices: invoiceSheet,
  vouchers: voucherSheet,
  outbox: outboxSheet,
  changes: changeSheet,
  'bank-accounts': accountSheet,
  'bank-lines': bankLineSheet,
  'bank-statements': statementSheet,
  'gateway-reports': reportSheet,
  'report-findings': findingSheet,
  'matching-rules': ruleSheet,
  matches: matchSheet,
  exceptions: exceptionSheet,
  claims: claimSheet,
  'unknown-receipts': receiptSheet,
  requests: requestSheet,
  'parked-items': parkedSheet,
  operators: operatorSheet,
  'export-log': exportLogSheet,
  notices: noticeSheet,
  'failed-charges': chargeSheet,
  'voucher-batches': batchSheet,
  adjustments: adjustmentSheet,
  'late-items': lateSheet,
};
