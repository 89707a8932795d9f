/** Who may act in a book, and which of their acts wait for a second one. */

export const roles = ['administrator', 'billing', 'support', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** Acts with an amount above which a different operator must approve. A reversal has the limit of the adjustment. */
export const limitedActs = ['receipt', 'adjustment', 'refund'] as const;
export type LimitedAct = (typeof limitedActs)[number];

export const approvalActs = ['receipt', 'adjustment', 'reversal', 'refund'] as const;
export type ApprovalAct = (typeof approvalActs)[number];

export const approvalStates = ['waiting', 'approved', 'refused', 'dropped'] as const;

/** A window that nobody touched for so long is locked, where the book says nothing else. */
export const IDLE_MINUTES = 15;

export const SHORTEST_PASSPHRASE = 8;

/** Of the sample company's operators, whose sign-in screen shows it. */
export const DEMO_PASSPHRASE = 'counterfoil';
