/** What the simulated account pays for each settlement currency, and what is settled in another one. Integers throughout. */

interface Terms {
  /** Hundredths of a percent. */
  rate: number;
  /** Minor units of the settlement currency. */
  fixed: number;
  disputeFee: number;
}

const terms: Readonly<Record<string, Terms>> = {
  usd: { rate: 290, fixed: 30, disputeFee: 1500 },
  eur: { rate: 150, fixed: 25, disputeFee: 2000 },
  gbp: { rate: 150, fixed: 20, disputeFee: 2000 },
  jpy: { rate: 360, fixed: 0, disputeFee: 1300 },
};

/** Currencies that the account holds no balance in: settled in `into` at `rate` hundred-thousandths, from 10^`digits` to cents. */
const conversions: Readonly<Record<string, { into: string; rate: number; divisor: number }>> = {
  kwd: { into: 'usd', rate: 325_420, divisor: 10 },
  chf: { into: 'eur', rate: 104_310, divisor: 1 },
};

export interface Leg {
  currency: string;
  amount: number;
  /** As Stripe states it: a decimal number, null without a conversion. */
  rate: number | null;
}

/** The settled side of an amount in Stripe's minor units; the sign is kept. */
export function settle(amount: number, currency: string): Leg {
  const conversion = conversions[currency];
  if (!conversion) return { currency: terms[currency] ? currency : 'usd', amount, rate: null };
  const sign = amount < 0 ? -1 : 1;
  const settled = sign * Math.round((sign * amount * conversion.rate) / (100_000 * conversion.divisor));
  return { currency: conversion.into, amount: settled, rate: conversion.rate / 100_000 };
}

/** The processing fee of a settled amount, in the settlement currency. */
export function feeOf(leg: Leg): number {
  const found = terms[leg.currency];
  if (!found) return 0;
  return Math.round((leg.amount * found.rate) / 10_000) + found.fixed;
}

export function disputeFeeOf(currency: string): number {
  return terms[currency]?.disputeFee ?? 0;
}
