/** Prices in money and sums in coins: exact text, never a float. */
import { isCurrency } from '../../kernel/currency';
import { type Minor, readDecimal } from '../../kernel/money';
import { Unreadable } from '../unreadable';

/** ISO codes that are tickers of coins as well (Mantle, OpenDAO, TOP, BOB): which is meant cannot be told. */
const alsoCoins = new Set(['MNT', 'SOS', 'TOP', 'BOB']);

/** `usd` gives `USD`; null for a coin. */
export function moneyOf(ticker: string): string | null {
  const code = ticker.toUpperCase();
  return /^[A-Z]{3}$/.test(code) && isCurrency(code) && !alsoCoins.has(code) ? code : null;
}

/** The currency of a price. Throws Unreadable when it is a coin. */
export function priceCurrencyOf(ticker: string): string {
  const code = moneyOf(ticker);
  if (code === null)
    throw new Unreadable(`its price is in ${ticker.toUpperCase()}, which is not a currency of the book`);
  return code;
}

/** A price in minor units, above zero. Throws Unreadable when it is not exact there. */
export function priceOf(text: string, currency: string): Minor {
  const amount = readDecimal(text, currency);
  if (typeof amount === 'string') throw new Unreadable(`the price ${text} is not an exact amount of ${currency}`);
  if (amount <= 0) throw new Unreadable(`the price ${text} is not above zero`);
  return amount;
}

/** `12.5` and `trx` give `12.5 TRX`, digit by digit. */
export function coinText(amount: string, ticker: string): string {
  return `${amount} ${ticker.toUpperCase()}`;
}

/** Below zero when a < b, zero when they are the same sum. Both are plain decimal text that is zero or above. */
export function compareAmounts(a: string, b: string): number {
  const [wholeA = '', fractionA = ''] = a.split('.');
  const [wholeB = '', fractionB = ''] = b.split('.');
  const digits = Math.max(fractionA.length, fractionB.length);
  const difference = BigInt(wholeA + fractionA.padEnd(digits, '0')) - BigInt(wholeB + fractionB.padEnd(digits, '0'));
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function isNothing(amount: string): boolean {
  return /^[0.]*$/.test(amount);
}
