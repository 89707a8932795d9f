/** Why a charge came to nothing, in the classes that a person acts on; each gateway's own codes are mapped to them by its adapter. */

export const declineClasses = [
  'bank-unreachable',
  'funds',
  'card-expired',
  'needs-customer',
  'blocked',
  'gateway-fault',
  'other',
] as const;
export type DeclineClass = (typeof declineClasses)[number];

export interface Decline {
  class: DeclineClass;
  /** The provider's own code, where it gave one. */
  code: string | null;
}

/**
 * `minutes`: nobody declined it, so that it is tried again soon. `days`: by the schedule. `person`: only when a person says so.
 * `never`: the same method would be declined for ever, and asking again may be held against us.
 */
export type Again = 'minutes' | 'days' | 'person' | 'never';

const againBy: Readonly<Record<DeclineClass, Again>> = {
  'bank-unreachable': 'days',
  funds: 'days',
  'card-expired': 'never',
  'needs-customer': 'never',
  blocked: 'never',
  'gateway-fault': 'minutes',
  other: 'person',
};

export function againAfter(declined: DeclineClass): Again {
  return againBy[declined];
}

/** What may stand in a book as a code: of a provider's making, but short and of one line. */
export const MOST_DECLINE_CODE = 80;

/** The provider's code, looked up in its table; a code that is not there is `other`. */
export function declineBy(table: Readonly<Record<string, DeclineClass>>, codes: readonly (string | null)[]): Decline {
  const known = codes.filter((code) => code !== null).map((code) => code.slice(0, MOST_DECLINE_CODE));
  // The later code is the more exact one, where it says anything.
  const code = known.findLast((each) => Object.hasOwn(table, each)) ?? known.at(-1) ?? null;
  const found = code !== null && Object.hasOwn(table, code) ? table[code] : undefined;
  return { class: found ?? 'other', code };
}
