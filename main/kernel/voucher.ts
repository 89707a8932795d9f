/** The words of vouchers (docs/architecture.md, Words): closed lists that both sides share. */

/** `sold`: somebody paid for it, so that what is not redeemed is owed. `promotional`: a gift. */
export const voucherKinds = ['sold', 'promotional'] as const;
export type VoucherKind = (typeof voucherKinds)[number];

/** What becomes of the money of a sold one that is voided. */
export const voidWays = ['returned', 'kept'] as const;
export type VoidWay = (typeof voidWays)[number];

export const voucherStates = ['open', 'used-up', 'voided', 'expired'] as const;
export type VoucherState = (typeof voucherStates)[number];

/** `ended`: its last day is over. `done`: all of it was used or voided. */
export const batchStates = ['upcoming', 'running', 'ended', 'done'] as const;
export type BatchState = (typeof batchStates)[number];

/** So many vouchers can be issued at once, and so often can one be used. */
export const MOST_VOUCHERS = 10_000;
export const MOST_USES = 1_000_000;
