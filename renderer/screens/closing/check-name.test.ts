/** What is open of a check is named in the language of whoever reads it, to the decimal sign. */
import { expect, test } from 'vitest';
import { es } from '../../locales/es/all';
import { speaker } from '../../locales/say';
import { moneyText } from '../../ui/money-text';
import { timeTexts } from '../../ui/time-text';
import { checkName } from './check-name';

const words = {
  say: speaker(es, 'es'),
  times: timeTexts('es', 'UTC', '2026'),
  money: (amount: string, currency: string) => moneyText(amount, currency, 'es'),
};
const named = (check: Parameters<typeof checkName>[0], text: string) =>
  checkName(check, text, words, (key) => (key === 'stripe' ? 'Stripe' : key));

test('sums and days are written as Spanish writes them', () => {
  expect(named('statements', 'Main account: 2026-02-10: 1100.00 ≠ -150.00 EUR')).toBe(
    'Main account: 10 feb: 1.100,00 ≠ −150,00 EUR',
  );
  expect(named('statements', 'Bank 2.50: 2026-02-01 – 2026-02-28')).toBe('Bank 2.50: 1 feb – 28 feb');
  expect(named('clearing', 'clearing:stripe -1234.5 KWD')).toBe('clearing:stripe −1.234,500 KWD');
});

test('codes are said, names are not', () => {
  expect(named('attempts', 'stripe not-found')).toBe('Stripe: No encontrado');
  expect(named('flagged', 'refund re_1')).toBe('Apartado re_1');
  expect(named('flagged', 'unknown-status RN-2026-02-10')).toMatch(/^[A-Z].* RN-2026-02-10$/);
  expect(named('gateways', 'stripe')).toBe('Stripe');
  expect(named('exceptions', 'amount-differs 2026-02-10')).toBe('Importe distinto 10 feb');
});
