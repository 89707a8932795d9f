/**
 * The deposit proof: charges − fees − refunds − disputes − reserves ± exchange = net = bank line. Pure arithmetic over plain facts; amounts in
 * minor units, every sum in one currency.
 */
import { addMinor } from '../../kernel/money';

export const proofKinds = ['charge', 'refund', 'dispute', 'dispute-won', 'reserve', 'booked'] as const;
export type ProofKind = (typeof proofKinds)[number];

/** By whom it is told what a payout holds: its gateway; what moved there since the payout before, to the minor unit; nobody (yet). */
export type ProofTold = 'named' | 'swept' | 'untold';

/** One movement that the deposit is made of. `amount` before its fee, as the gateway books it: refunds are below zero. */
export interface ProofRow {
  kind: ProofKind;
  amount: number;
  fee: number;
}

export interface ProofSums {
  charges: number;
  refunds: number;
  disputes: number;
  fees: number;
  /** Held back by the gateway (below zero), or given back. */
  reserved: number;
  /** Bank fees, interest, and what else the match itself booked. */
  booked: number;
  /** What the movements come to. */
  net: number;
  /** What was paid out less that: movements that the book does not have. 0 in a whole proof. */
  missing: number;
}

/** `paid`: what the payout, or the deposit, is of. Throws MoneyRangeError. */
export function proofSums(rows: readonly ProofRow[], paid: number): ProofSums {
  const sums: ProofSums = { charges: 0, refunds: 0, disputes: 0, fees: 0, reserved: 0, booked: 0, net: 0, missing: 0 };
  for (const { kind, amount, fee } of rows) {
    const part = partOf[kind];
    sums[part] = addMinor(sums[part], amount);
    sums.fees = addMinor(sums.fees, -fee);
  }
  sums.net = [sums.charges, sums.refunds, sums.disputes, sums.fees, sums.reserved, sums.booked].reduce<number>(
    addMinor,
    0,
  );
  sums.missing = addMinor(paid, -sums.net);
  return sums;
}

const partOf = {
  charge: 'charges',
  refund: 'refunds',
  dispute: 'disputes',
  'dispute-won': 'disputes',
  reserve: 'reserved',
  booked: 'booked',
} as const satisfies Record<ProofKind, keyof ProofSums>;

export interface ProofPart {
  currency: string;
  sums: ProofSums;
  /** What the payout is of, in its own currency. */
  paid: number;
  /** What the bank shows for it, in the bank's currency; undefined: the bank has not shown it. */
  seen?: { amount: number; currency: string } | undefined;
}

/** Nothing is missing in any part, and the parts come to the bank's lines. `lines` null: no line yet, the payout alone is proven. */
export function proofHolds(parts: readonly ProofPart[], lines: { amount: number; currency: string } | null): boolean {
  if (parts.length === 0 || parts.some(({ sums }) => sums.missing !== 0)) return false;
  if (lines === null) return true;
  const isSeen = parts.every(({ seen }) => seen?.currency === lines.currency);
  return isSeen && parts.reduce((sum, { seen }) => addMinor(sum, seen?.amount ?? 0), 0) === lines.amount;
}
