/** The text of a credit transfer's QR code, which banking apps read: European Payments Council, EPC069-12, version 002. */
import { readDecimal, toDecimal } from '../kernel/money';
import { readRfReference } from '../kernel/rf-reference';
import type { PaperMoney } from './document';

export interface TransferFacts {
  holder: string;
  iban: string;
  bic: string;
  amount: PaperMoney;
  reference: string;
}

const MOST_HOLDER = 70;
const MOST_TEXT = 140;
/** The scheme takes 0.01 to 999,999,999.99. */
const MOST_CENTS = 99_999_999_999;

/** Lines mean something here: none may come in with a name. */
const oneLine = (text: string, most: number) => text.replace(/\s+/g, ' ').trim().slice(0, most);

/** Null where the scheme does not reach: another currency, an account that is no IBAN, an amount outside its limits. */
export function creditTransferCode({ holder, iban, bic, amount, reference }: TransferFacts): string | null {
  const account = iban.replace(/\s/g, '').toUpperCase();
  if (amount.currency !== 'EUR' || !isIban(account) || oneLine(holder, MOST_HOLDER) === '') return null;
  const cents = readDecimal(amount.amount, 'EUR');
  if (typeof cents === 'string' || cents < 1 || cents > MOST_CENTS) return null;
  const structured = readRfReference(reference);
  const code = bic.replace(/\s/g, '').toUpperCase();
  return [
    'BCD',
    '002',
    '1',
    'SCT',
    /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(code) ? code : '',
    oneLine(holder, MOST_HOLDER),
    account,
    `EUR${toDecimal(cents, 'EUR')}`,
    '',
    structured ?? '',
    structured === null ? oneLine(reference, MOST_TEXT) : '',
  ]
    .join('\n')
    .replace(/\n+$/, '');
}

/** ISO 13616: the check digits make the whole, read as a number with letters from ten on, 1 modulo 97. */
export function isIban(account: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(account)) return false;
  let rest = 0;
  for (const sign of account.slice(4) + account.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
