/**
 * What the lines of an invoice come to, exactly: quantity × price is rounded once per line, and tax once per tax code and rate on
 * the sum of its lines; both half away from zero. Never a float: decimal text is read as whole numbers with a scale.
 */
import { exponentOf } from './currency';
import { addMinor, type Minor, minorFromBigInt } from './money';

export interface PricedLine {
  /** Decimal text, such as `1.5`. */
  quantity: string;
  /** Decimal text in whole units of the currency; more digits than it has are allowed. */
  price: string;
  /** `rate` in per cent, decimal text. Null: outside tax. */
  tax: { code: string; rate: string } | null;
}

export interface TaxSum {
  code: string;
  rate: string;
  net: number;
  tax: number;
}

export interface InvoiceSums {
  /** Minor units, line by line. */
  nets: Minor[];
  /** By code and rate, in the order in which they first come. */
  taxes: TaxSum[];
  net: Minor;
  tax: Minor;
  total: Minor;
}

interface Exact {
  digits: bigint;
  scale: number;
}

/** Throws RangeError for text that is no plain decimal; contracts check that before. */
function readExact(text: string): Exact {
  const match = /^(-?)(\d{1,19})(?:\.(\d{1,10}))?$/.exec(text);
  if (!match) throw new RangeError(`not a decimal: ${JSON.stringify(text.slice(0, 64))}`);
  const [, sign = '', whole = '', fraction = ''] = match;
  return { digits: BigInt(`${sign}${whole}${fraction}`), scale: fraction.length };
}

/** Half away from zero: 2.5 gives 3, -2.5 gives -3. `by` is above zero. */
export function roundedQuotient(value: bigint, by: bigint): bigint {
  const doubled = (value < 0n ? -value : value) * 2n + by;
  const rounded = doubled / (by * 2n);
  return value < 0n ? -rounded : rounded;
}

const powerOfTen = (exponent: number) => 10n ** BigInt(exponent);

/** Minor units. Throws RangeError, MoneyRangeError. */
export function lineNet({ quantity, price }: Pick<PricedLine, 'quantity' | 'price'>, currency: string): Minor {
  const [of, at] = [readExact(quantity), readExact(price)];
  const product = of.digits * at.digits * powerOfTen(exponentOf(currency));
  return minorFromBigInt(roundedQuotient(product, powerOfTen(of.scale + at.scale)));
}

/** The tax on a net sum, minor units. */
function taxOn(net: number, rate: string): Minor {
  const { digits, scale } = readExact(rate);
  return minorFromBigInt(roundedQuotient(BigInt(net) * digits, 100n * powerOfTen(scale)));
}

/** The tax within a gross sum, minor units. */
export function taxWithin(gross: number, rate: string): Minor {
  const { digits, scale } = readExact(rate);
  return minorFromBigInt(roundedQuotient(BigInt(gross) * digits, 100n * powerOfTen(scale) + digits));
}

/** Throws RangeError, MoneyRangeError. */
export function invoiceSums(lines: readonly PricedLine[], currency: string): InvoiceSums {
  const nets = lines.map((line) => lineNet(line, currency));
  const taxes = new Map<string, TaxSum>();
  let net = addMinor(0, 0);
  for (const [n, { tax }] of lines.entries()) {
    const of = nets[n] ?? 0;
    net = addMinor(net, of);
    if (!tax) continue;
    const key = `${tax.code} ${tax.rate}`;
    const known = taxes.get(key);
    if (known) known.net = addMinor(known.net, of);
    else taxes.set(key, { ...tax, net: of, tax: 0 });
  }
  let tax = addMinor(0, 0);
  for (const sum of taxes.values()) {
    sum.tax = taxOn(sum.net, sum.rate);
    tax = addMinor(tax, sum.tax);
  }
  return { nets, taxes: [...taxes.values()], net, tax, total: addMinor(net, tax) };
}

/** Splits `amount` by weights of the same sign, exactly: what rounding leaves goes to the largest remainders, the first of equals. */
export function sharesOf(amount: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + BigInt(weight), 0n);
  if (sum === 0n) return weights.map((_, n) => (n === 0 ? amount : 0));
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const shares = exact.map((value) => value / sum);
  const rest = BigInt(amount) - shares.reduce((total, share) => total + share, 0n);
  const size = (value: bigint) => (value < 0n ? -value : value);
  const order = exact
    .map((value, n) => ({ n, left: size(value % sum) }))
    .sort((a, b) => (a.left === b.left ? a.n - b.n : a.left > b.left ? -1 : 1));
  const step = rest < 0n ? -1n : 1n;
  for (let k = 0n; k < size(rest); k++) {
    const n = order[Number(k) % order.length]?.n ?? 0;
    shares[n] = (shares[n] ?? 0n) + step;
  }
  return shares.map(Number);
}
