/** Every kind of event that a book can hold, one line per feature. */

import { type EventKinds, followed } from '../journal/event';
import { approvalKinds } from './approvals/events';
import { changeKinds } from './changes/events';
import { chargeKinds } from './charges/events';
import { closingKinds } from './closing/events';
import { creditKinds } from './credits/events';
import { undoableApproval } from './credits/undo-approval';
import { customerDeskKinds } from './customers/desk-events';
import { customerKinds } from './customers/events';
import { importedCustomerKinds } from './customers/import-events';
import { customerMergeKinds } from './customers/merge-events';
import { disputeKinds } from './disputes/events';
import { invoiceEvents } from './invoices/events';
import { invoiceFollowers } from './invoices/follow-events';
import { importedInvoiceKinds } from './invoices/import-events';
import { claimKinds } from './matching/claim-events';
import { matchKinds } from './matching/events';
import { exceptionKinds } from './matching/exception-events';
import { receiptKinds } from './matching/receipt-events';
import { matchRuleKinds } from './matching/rule-events';
import { methodKinds } from './methods/events';
import { operatorKinds } from './operators/events';
import { attemptEvents } from './outbox/events';
import { paymentKinds } from './payments/events';
import { flagKinds } from './payments/flag-events';
import { historyKinds } from './payments/history-events';
import { identityKinds } from './payments/identity-events';
import { reversalKinds } from './payments/reversal-events';
import { payoutKinds } from './payouts/events';
import { reserveKinds } from './payouts/reserve-events';
import { bankAccountKinds } from './statements/account-events';
import { statementKinds } from './statements/events';
import { bankLineKinds } from './statements/line-events';
import { reportEventKinds } from './statements/report-events';
import { accountKinds } from './sync/account-events';
import { syncKinds } from './sync/events';
import { voucherEvents } from './vouchers/events';

const kinds: EventKinds = new Map([
  ...customerKinds,
  ...customerDeskKinds,
  ...customerMergeKinds,
  ...changeKinds,
  ...paymentKinds,
  ...identityKinds,
  ...historyKinds,
  ...flagKinds,
  ...reversalKinds,
  ...disputeKinds,
  ...payoutKinds,
  ...reserveKinds,
  ...syncKinds,
  ...accountKinds,
  ...attemptEvents,
  ...methodKinds,
  ...operatorKinds,
  ...approvalKinds,
  ['approval.approved', undoableApproval],
  ...creditKinds,
  ...voucherEvents,
  ...invoiceEvents,
  ...importedInvoiceKinds,
  ...importedCustomerKinds,
  ...chargeKinds,
  ...bankAccountKinds,
  ...statementKinds,
  ...matchKinds,
  ...receiptKinds,
  ...matchRuleKinds,
  ...claimKinds,
  ...exceptionKinds,
  ...bankLineKinds,
  ...reportEventKinds,
  ...closingKinds,
]);

/** What some of them bring with them, whoever records them. */
export const eventKinds = followed(kinds, invoiceFollowers);
