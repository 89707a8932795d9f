/** The money side of an event: a list of transfers, so an entry cannot be out of balance. Pure. */
import { Failure } from '../kernel/failure';
import { MAX_MINOR } from '../kernel/money';

/** `minor` > 0 moves from → to: from is credited, to is debited. */
export interface Transfer {
  from: string;
  to: string;
  minor: number;
  currency: string;
}

/** A transfer of a signed amount: a negative one goes the other way; zero moves nothing. */
export function move(from: string, to: string, minor: number, currency: string): Transfer[] {
  if (minor === 0) return [];
  return minor > 0 ? [{ from, to, minor, currency }] : [{ from: to, to: from, minor: -minor, currency }];
}

/** The exact opposite, last transfer first. */
export function reverse(transfers: readonly Transfer[]): Transfer[] {
  return transfers.map(({ from, to, minor, currency }) => ({ from: to, to: from, minor, currency })).reverse();
}

/** Throws Failure event-invalid for a transfer that the ledger cannot hold. */
export function assertEntry(transfers: readonly Transfer[]): void {
  for (const { from, to, minor, currency } of transfers) {
    if (from === to) throw new Failure('event-invalid', { detail: `a transfer from ${from} to itself` });
    if (!Number.isSafeInteger(minor) || minor <= 0 || minor > MAX_MINOR) {
      throw new Failure('event-invalid', { detail: `a transfer of ${minor} ${currency}` });
    }
  }
}
