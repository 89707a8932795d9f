/** The words of an attempt: one asking of a provider to move money, kept under its key before anything is sent. */

export const attemptKinds = ['page', 'charge', 'refund'] as const;
export type AttemptKind = (typeof attemptKinds)[number];

/**
 * `drafted`: a person must say that it may go. `waiting`: goes when it can. `sending`: it may have gone. `unknown`: it went, and
 * no answer says what came of it; it is looked up. `not-found`: looked up for long enough; a person decides. Then the ends.
 */
export const attemptStates = ['drafted', 'waiting', 'sending', 'unknown', 'not-found', 'done', 'dropped'] as const;
export type AttemptState = (typeof attemptStates)[number];

/** `confirmed`: the provider did it. `declined`: it would not, and says why. `refused`: it never took the request in hand. */
export const attemptOutcomes = ['confirmed', 'declined', 'refused'] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

/** Why an attempt that was never sent, or never found, will not be. */
export const dropReasons = ['operator', 'already-refunded', 'payment-changed', 'not-made'] as const;

export const pageStates = ['open', 'finished', 'expired', 'cancelled'] as const;
export type HostedPageState = (typeof pageStates)[number];

const after: Readonly<Record<AttemptState, readonly AttemptState[]>> = {
  drafted: ['waiting', 'done', 'dropped'],
  waiting: ['drafted', 'sending', 'done', 'dropped'],
  sending: ['drafted', 'waiting', 'unknown', 'done'],
  unknown: ['sending', 'not-found', 'done', 'dropped'],
  'not-found': ['sending', 'unknown', 'done', 'dropped'],
  done: [],
  // What was given up may still turn out to have been done.
  dropped: ['done'],
};

/** Whether one state may follow the other. What is `sending` may never simply be dropped: it may have been done. */
export function mayBecome(from: AttemptState, to: AttemptState): boolean {
  return after[from].includes(to);
}

/** It may have been done, or may still be: nobody should ask for the same money again. */
export function isOpen(state: AttemptState): boolean {
  return state !== 'done' && state !== 'dropped';
}
