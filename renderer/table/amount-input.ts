/** Reads an amount that a person typed, in the way their language writes it. */
import { mayBeThousands } from '../../main/kernel/amount';
import { exponentOf } from '../../main/kernel/currency';

function signsOf(language: string): { group: string; decimal: string } {
  const parts = new Intl.NumberFormat(language, { useGrouping: 'always' }).formatToParts(1234.5);
  const find = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return { group: find('group'), decimal: find('decimal') };
}

/**
 * What one language reads as thousands and the other as decimals, in a currency where both make sense: it is asked for once more, written
 * out, instead of being a thousand times off.
 */
function isEither(typed: string, plain: string, currency: string): boolean {
  return (
    mayBeThousands(plain, currency) ||
    (exponentOf(currency) === 3 && /^-?\d{1,3}[^\d-]\d{3}$/.test(typed) && !plain.includes('.'))
  );
}

/**
 * Gives plain decimal text, `''` for nothing typed, null for what is no amount. Group signs must stand before three digits. `currency`: null
 * where it may be of any, or is no sum of money.
 */
export function readAmount(text: string, language: string, currency: string | null = null): string | null {
  const typed = text.trim().replaceAll('\u2212', '-').replaceAll('\u00a0', '').replaceAll(' ', '');
  if (typed === '') return '';
  const { group, decimal } = signsOf(language);
  const match = /^(-?)([\d.,']+)$/.exec(typed);
  if (!match) return null;
  const [, sign = '', digits = ''] = match;
  const [whole = '', fraction, ...more] = digits.split(decimal);
  if (more.length > 0 || (fraction !== undefined && !/^\d{1,18}$/.test(fraction))) return null;
  const groups = whole.split(group);
  const grouped = groups.length === 1 ? /^\d+$/.test(whole) : /^\d{1,3}$/.test(groups[0] ?? '');
  if (!grouped || groups.slice(1).some((part) => !/^\d{3}$/.test(part))) return null;
  const plain = groups.join('').replace(/^0+(?=\d)/, '');
  if (plain.length > 19) return null;
  const read = fraction === undefined ? sign + plain : `${sign}${plain}.${fraction}`;
  return currency !== null && isEither(typed, read, currency) ? null : read;
}
