/** Everything that the window says, in English: one file per part of the window, one line each here. */

import { accountWords } from './accounts';
import { changeWords } from './changes';
import { chargeWords } from './charges';
import { closingWords } from './closing';
import { creditWords } from './credits';
import { customerDeskWords } from './customer-desk';
import { customerWords } from './customers';
import { disputeWords } from './disputes';
import { dutyWords } from './duties';
import { exportingWords } from './exporting';
import { frameWords } from './frame';
import { reportWords } from './gateway-reports';
import { glWords } from './gl';
import { importWords } from './imports';
import { inboxWords } from './inbox';
import { invoiceWords } from './invoices';
import { mailWords } from './mail';
import { matchingWords } from './matching';
import { matchingDeskWords } from './matching-desk';
import { methodWords } from './methods';
import { operatorWords } from './operators';
import { outboxWords } from './outbox';
import { overviewWords } from './overview';
import { paperWords } from './papers';
import { partWords } from './parts';
import { pastWords } from './past';
import { paymentWords } from './payments';
import { settingsWords } from './settings';
import { statementWords } from './statements';
import { takingWords } from './taking';
import { termWords } from './terms';
import { timelineWords } from './timeline';
import { voucherWords } from './vouchers';

export const en = {
  ...frameWords,
  ...inboxWords,
  ...disputeWords,
  ...dutyWords,
  ...partWords,
  ...termWords,
  ...pastWords,
  ...paymentWords,
  ...customerWords,
  ...customerDeskWords,
  ...changeWords,
  ...importWords,
  ...overviewWords,
  ...exportingWords,
  ...glWords,
  ...settingsWords,
  ...accountWords,
  ...takingWords,
  ...invoiceWords,
  ...mailWords,
  ...methodWords,
  ...operatorWords,
  ...chargeWords,
  ...closingWords,
  ...creditWords,
  ...outboxWords,
  ...timelineWords,
  ...matchingWords,
  ...matchingDeskWords,
  ...voucherWords,
  ...paperWords,
  ...statementWords,
  ...reportWords,
} as const;
