/** What the simulated account pays. Integers throughout. */

const whole = new Set(['JPY', 'HUF', 'TWD']);
const fixed: Readonly<Record<string, number>> = { USD: 49, EUR: 39, GBP: 30, JPY: 40 };
const disputes: Readonly<Record<string, number>> = { USD: 1500, EUR: 1400, GBP: 1200, JPY: 1300 };

export function isWhole(currency: string): boolean {
  return whole.has(currency);
}

/** 3.49 % and a fixed part. */
export function feeOf(amount: number, currency: string): number {
  return Math.min(amount, Math.round((amount * 349) / 10_000) + (fixed[currency] ?? 49));
}

export function disputeFeeOf(currency: string): number {
  return disputes[currency] ?? 1500;
}
