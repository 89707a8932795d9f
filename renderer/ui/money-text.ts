/** Writes decimal text of the wire for a person: grouped as their language does, exact to the last digit, a true minus. */
import { exponentOf, isCurrency } from '../../main/kernel/currency';

type Decimal = `${number}`;
const MINUS = '\u2212';
const formats = new Map<string, Intl.NumberFormat>();

function formatFor(language: string, digits: number): Intl.NumberFormat {
  const key = `${language} ${digits}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(language, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      useGrouping: 'always',
    });
    formats.set(key, format);
  }
  return format;
}

function isDecimal(text: string): text is Decimal {
  return /^-?\d+(\.\d+)?$/.test(text);
}

export function isNegative(amount: string): boolean {
  return amount.startsWith('-') && /[1-9]/.test(amount);
}

export function isZero(amount: string): boolean {
  return !/[1-9]/.test(amount);
}

/** The same amount without its sign, or with the other one. */
export function negated(amount: string): string {
  if (isZero(amount)) return amount;
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

/**
 * `-1234.5` EUR gives `−1,234.50` in English and `−1.234,50` in Spanish. Digits beyond the currency's are kept as they
 * came. Text that is no decimal comes back unchanged: it is shown, never guessed.
 */
export function moneyText(amount: string, currency: string, language: string): string {
  if (!isDecimal(amount)) return amount;
  const stated = amount.split('.')[1]?.replace(/0+$/, '').length ?? 0;
  const exponent = isCurrency(currency) ? exponentOf(currency) : stated;
  // Intl takes decimal text and formats its exact value: no float is made on the way.
  const unsigned: string = amount.startsWith('-') ? amount.slice(1) : amount;
  if (!isDecimal(unsigned)) return amount;
  const text = formatFor(language, Math.max(exponent, stated)).format(unsigned);
  return isNegative(amount) ? MINUS + text : text;
}

/** The same with a plus before what is more than zero: for changes. */
export function changeText(amount: string, currency: string, language: string): string {
  const text = moneyText(amount, currency, language);
  return isNegative(amount) || isZero(amount) ? text : `+${text}`;
}
