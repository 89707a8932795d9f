/** Figures and days as a paper shows them: grouped as its language does, exact to the last digit, a true minus. */
import { exponentOf, isCurrency } from '../kernel/currency';
import type { Cell, PaperLanguage, PaperMoney } from './document';

type Decimal = `${number}`;
const MINUS = '\u2212';
const formats = new Map<string, Intl.NumberFormat>();

function formatFor(language: string, digits: number): Intl.NumberFormat {
  const key = `${language} ${digits}`;
  let format = formats.get(key);
  if (!format) {
    const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: 'always' } as const;
    format = new Intl.NumberFormat(language, options);
    formats.set(key, format);
  }
  return format;
}

/** At most 20 digits behind the point, which is what Intl writes exactly. */
function isDecimal(text: string): text is Decimal {
  return /^\d{1,40}(\.\d{1,20})?$/.test(text);
}

/**
 * `-1234.5` EUR gives `−1,234.50` in English and `−1.234,50` in Spanish. Digits beyond the currency's are kept. Text that
 * is no decimal comes back unchanged: it is shown, never guessed.
 */
export function moneyFigure({ amount, currency }: PaperMoney, language: PaperLanguage): string {
  const unsigned: string = amount.startsWith('-') ? amount.slice(1) : amount;
  if (!isDecimal(unsigned)) return amount;
  const stated = unsigned.split('.')[1]?.replace(/0+$/, '').length ?? 0;
  const exponent = isCurrency(currency) ? exponentOf(currency) : stated;
  const text = formatFor(language, Math.max(exponent, stated)).format(unsigned);
  return amount.startsWith('-') && /[1-9]/.test(amount) ? MINUS + text : text;
}

/** A plain decimal (a quantity, a rate) with its own digits: `21.00` gives `21`, `0.50` gives `0.5` or `0,5`. */
export function plainFigure(decimal: string, language: PaperLanguage): string {
  const trimmed = decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
  const digits = trimmed.split('.')[1]?.length ?? 0;
  const unsigned: string = trimmed.startsWith('-') ? trimmed.slice(1) : trimmed;
  if (!isDecimal(unsigned)) return decimal;
  const text = formatFor(language, digits).format(unsigned);
  return trimmed.startsWith('-') && /[1-9]/.test(trimmed) ? MINUS + text : text;
}

/** With its currency behind it, for running text. */
export function moneyText(money: PaperMoney, language: PaperLanguage): string {
  return `${moneyFigure(money, language)} ${money.currency}`;
}

export function cellText(cell: Cell, language: PaperLanguage): string {
  return typeof cell === 'string' ? cell : moneyFigure(cell, language);
}

const monthNames: Readonly<Record<PaperLanguage, Intl.DateTimeFormat>> = {
  en: new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'short' }),
  es: new Intl.DateTimeFormat('es', { timeZone: 'UTC', month: 'short' }),
};

/** `2026-09-21` gives `21 Sep 2026` or `21 sept 2026`. Anything else comes back unchanged. */
export function dayText(day: string, language: PaperLanguage): string {
  const match = /^(\d{4})-(\d{2})-0?(\d{1,2})$/.exec(day);
  const at = match ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(at) ? day : `${match?.[3]} ${monthNames[language].format(at)} ${match?.[1]}`;
}
