/** Coins at rates that never move, with the digits that each has: how much of one a price comes to. Exact, in whole parts of a coin. */

interface Coin {
  digits: number;
  /** Hundredths of the price's currency for one coin, whatever that currency is. */
  rate: bigint;
}

const coins: Readonly<Record<string, Coin>> = {
  btc: { digits: 8, rate: 6_512_345n },
  eth: { digits: 18, rate: 312_007n },
  trx: { digits: 6, rate: 13n },
  usdttrc20: { digits: 6, rate: 100n },
};

export const tickers: readonly string[] = Object.keys(coins);

export function isCoin(ticker: string): boolean {
  return Object.hasOwn(coins, ticker);
}

/** What `price` (decimal text) is in that coin, or that part of it. */
export function inCoin(price: string, ticker: string, part = { of: 1n, in: 1n }): string {
  const coin = coins[ticker];
  if (!coin) throw new Error(`no coin ${ticker}`);
  const [whole = '0', fraction = ''] = price.split('.');
  const micros = BigInt(whole + fraction.padEnd(6, '0').slice(0, 6));
  const parts = (micros * 10n ** BigInt(coin.digits) * part.of) / (coin.rate * 10_000n * part.in);
  return decimalOf(parts, coin.digits);
}

function decimalOf(parts: bigint, digits: number): string {
  const text = parts.toString().padStart(digits + 1, '0');
  const fraction = text.slice(text.length - digits).replace(/0+$/, '');
  const whole = text.slice(0, text.length - digits);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
