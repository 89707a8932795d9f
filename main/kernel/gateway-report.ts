/** Words of gateways' own reports for download: closed lists that both sides share. */
import type { ExceptionType } from './matching';

export const reportKinds = [
  'stripe-activity',
  'stripe-payouts',
  'paypal-activity',
  'razorpay-settlements',
  'paystack-payouts',
] as const;
export type ReportKind = (typeof reportKinds)[number];

/** How a report and the book can differ. */
export const findingTypes = [
  'missing-in-ledger',
  'missing-at-gateway',
  'amount-differs',
  'currency-differs',
  'fee-differs',
] as const satisfies readonly ExceptionType[];
export type FindingType = (typeof findingTypes)[number];

/** Rows of one report, and differences that one report may have: more is another account's. */
export const MOST_REPORT_ROWS = 500_000;
export const MOST_FINDINGS = 20_000;
