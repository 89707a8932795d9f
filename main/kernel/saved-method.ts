/** The words of a saved method: closed lists that both sides share. */

/** `Pending`: its payment is not Completed yet, or its provider still tests it. Only a Confirmed one can be charged. */
export const savedMethodStatuses = ['Pending', 'Confirmed', 'Failed'] as const;
export type SavedMethodStatus = (typeof savedMethodStatuses)[number];

/** What a person has verified of a method. */
export const verifiedParts = ['details', 'address'] as const;
export type VerifiedPart = (typeof verifiedParts)[number];

/** How an expiry stands today: `soon` within sixty days, `over` once its month has passed. */
export const expiryStates = ['fine', 'soon', 'over'] as const;
export type ExpiryState = (typeof expiryStates)[number];
