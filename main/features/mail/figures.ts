/** Amounts and days as a mail says them: in the reader's language, exact to the last digit. */
import { exponentOf, isCurrency } from '../../kernel/currency';
import type { MailLanguage } from '../../kernel/mail';

const locales: Readonly<Record<MailLanguage, string>> = { en: 'en-GB', es: 'es', zh: 'zh-CN', ja: 'ja' };

/** As Intl takes it: exact to the last digit. */
function isDecimal(text: string): text is `${number}` {
  return /^\d{1,19}(\.\d{1,18})?$/.test(text);
}

/** `1234.5` EUR gives `1,234.50 EUR`. `amount` is a decimal text. */
export function moneyIn(language: MailLanguage, amount: string, currency: string): string {
  const digits = isCurrency(currency) ? exponentOf(currency) : 2;
  const format = new Intl.NumberFormat(locales[language], {
    ...{ minimumFractionDigits: digits, maximumFractionDigits: 20, useGrouping: 'always' },
  });
  return `${isDecimal(amount) ? format.format(amount) : amount} ${currency}`;
}

/** `2026-09-21` gives `21 September 2026`. */
export function dayText(language: MailLanguage, day: string): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${day}T00:00:00Z`),
  );
}
