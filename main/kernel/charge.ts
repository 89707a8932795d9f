/** The words of charging due invoices by itself: closed lists that both sides share. */

/** Who tries a failed charge again at a gateway account; where others do, nothing is charged by itself, so that nobody collects twice. */
export const retriers = ['counterfoil', 'gateway', 'nobody'] as const;
export type Retrier = (typeof retriers)[number];

/**
 * Why no next try is planned: `off`: nothing is charged by itself in this book. `under-way`: a payment for it is Pending. `never`: the
 * method would be declined for ever. `person`: only when a person says so. `others`: somebody else tries again. `over`: its days are
 * over.
 */
export const noTryReasons = ['off', 'stopped', 'under-way', 'never', 'person', 'no-method', 'others', 'over'] as const;
export type NoTryReason = (typeof noTryReasons)[number];

/** `person`: nothing happens by itself. `planned`: it is tried again, or its answer is awaited. `stopped`: a person ended it. */
export const chargeViews = ['person', 'planned', 'stopped'] as const;
export type ChargeView = (typeof chargeViews)[number];

/** Tries after the due day, at most. */
export const MOST_TRY_DAYS = 12;
export const MOST_STOP_DAYS = 90;
