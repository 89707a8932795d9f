/** What the simulated account pays and what other currencies are worth: fixed, so that the same story has the same sums. */

/** The fee in paise with its tax (GST, 18 %): 2 % of a payment within India, 3 % of one from abroad. */
export function feeOf(paise: number, isInternational: boolean): { fee: number; tax: number } {
  const bare = Math.trunc((paise * (isInternational ? 3 : 2) + 50) / 100);
  const tax = Math.trunc((bare * 18 + 50) / 100);
  return { fee: bare + tax, tax };
}

/** Hundredths of a paisa for one minor unit. */
const worth = new Map(Object.entries({ INR: 100, USD: 8_350, EUR: 9_060, GBP: 10_720, JPY: 5_540, KWD: 2_718 }));

/** In paise. */
export function inPaise(amount: number, currency: string): number {
  return Math.trunc((amount * (worth.get(currency) ?? 5_000)) / 100);
}
