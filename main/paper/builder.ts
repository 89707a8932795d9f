/** What the builders of all papers do alike: an empty paper, labelled facts, and the slip that is paid by. */
import { groupedIban } from '../kernel/iban';
import { printedReference } from '../kernel/rf-reference';
import type { BankDetails, LabelledValue, PaperDocument, PaperMoney, PaperSetting, PaymentSlip } from './document';
import { creditTransferCode } from './epc-code';
import { type PaperWord, paperWord } from './words';

export type Say = (word: PaperWord, values?: Readonly<Record<string, string>>) => string;

export function sayIn({ language }: PaperSetting): Say {
  return (word, values) => paperWord(language, word, values);
}

/** A paper with its head and nothing below. */
export function emptyPaper(setting: PaperSetting, title: string): PaperDocument {
  return {
    ...setting,
    title,
    number: '',
    recipient: null,
    headline: null,
    mark: null,
    facts: [],
    tables: [],
    totals: [],
    notes: [],
    coupons: [],
    slip: null,
  };
}

/** Only what is known: an empty value is no line. */
export function known(
  ...facts: readonly (readonly [label: string, value: string | null | undefined])[]
): LabelledValue[] {
  return facts.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

export interface SlipFacts {
  amount: PaperMoney;
  reference: string;
  /** Where transfers in this currency go; null when the book does not say. */
  bank: BankDetails | null;
  /** The page of a gateway where it can be paid. Its code stands where no transfer's can. */
  link: string | null;
}

/** Null when there is no way to pay that could be told. */
export function slipOf(setting: PaperSetting, { amount, reference, bank, link }: SlipFacts): PaymentSlip | null {
  if (!bank && link === null) return null;
  const say = sayIn(setting);
  const transferCode = bank ? creditTransferCode({ ...bank, amount, reference }) : null;
  return {
    title: say('paymentSlip'),
    amount,
    facts: known(
      [say('accountHolder'), bank?.holder],
      [say('accountNumber'), bank ? groupedIban(bank.iban) : null],
      [say('bankCode'), bank?.bic],
      [say('bank'), bank?.bank],
      [say('paymentReference'), bank ? printed(reference) : null],
    ),
    qr: transferCode
      ? { text: transferCode, caption: say('payerScans') }
      : link !== null && link.length <= MOST_IN_CODE
        ? { text: link, caption: say('pageScans') }
        : null,
  };
}

/** Longer texts make a code too fine for a printed slip. */
const MOST_IN_CODE = 600;

/** An ISO 11649 reference in groups of four; any other as it is, since its blanks may count. */
export function printed(reference: string): string {
  return /^RF\d{2}[A-Z0-9]{1,21}$/.test(reference) ? printedReference(reference) : reference;
}
