/** Why an operator gives or takes credit by hand, and where its other side stands in the ledger. */

export const adjustmentReasons = ['goodwill', 'correction', 'service-failure', 'migration', 'other'] as const;
export type AdjustmentReason = (typeof adjustmentReasons)[number];

/** What a correction can be about: the account that was wrong. Sales are those of no product in particular. */
export const correctedAccounts = ['sales:general', 'suspense', 'clearing:bank-transfer', 'fees:bank'] as const;
export type CorrectedAccount = (typeof correctedAccounts)[number];

/** Given away is granted credit, which may expire; what was the customer's own all along is paid credit. */
export const grantedReasons: readonly AdjustmentReason[] = ['goodwill', 'service-failure', 'other'];
