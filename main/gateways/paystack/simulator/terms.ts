/** What the simulated account pays for each currency that it takes. Hundredths and integers throughout. */

interface Terms {
  /** Hundredths of a percent. */
  rate: number;
  /** Added to the larger amounts only. */
  fixed: number;
  fixedFrom: number;
  most: number;
  /** Fees are whole multiples of this. */
  step: number;
}

const terms: Readonly<Record<string, Terms>> = {
  NGN: { rate: 150, fixed: 10_000, fixedFrom: 250_000, most: 200_000, step: 1 },
  GHS: { rate: 195, fixed: 0, fixedFrom: 0, most: Number.MAX_SAFE_INTEGER, step: 1 },
  ZAR: { rate: 290, fixed: 100, fixedFrom: 0, most: Number.MAX_SAFE_INTEGER, step: 1 },
  KES: { rate: 290, fixed: 0, fixedFrom: 0, most: Number.MAX_SAFE_INTEGER, step: 1 },
  USD: { rate: 390, fixed: 0, fixedFrom: 0, most: Number.MAX_SAFE_INTEGER, step: 1 },
  XOF: { rate: 195, fixed: 0, fixedFrom: 0, most: Number.MAX_SAFE_INTEGER, step: 100 },
};

export const takenCurrencies: readonly string[] = Object.keys(terms);

/** The fee of an amount, both in hundredths of the currency. */
export function feeOf(amount: number, currency: string): number {
  const found = terms[currency];
  if (!found) return 0;
  const { rate, fixed, fixedFrom, most, step } = found;
  const exact = (amount * rate) / 10_000 + (amount >= fixedFrom ? fixed : 0);
  return Math.min(most, Math.round(exact / step) * step);
}
