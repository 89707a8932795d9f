import { describe, expect, it } from 'vitest';
import { changeText, isNegative, moneyText, negated } from './money-text';

describe('moneyText', () => {
  it('groups as the language does and pads to the currency', () => {
    expect(moneyText('1234567.5', 'EUR', 'en')).toBe('1,234,567.50');
    expect(moneyText('1234.5', 'EUR', 'es')).toBe('1.234,50');
    expect(moneyText('1204000', 'JPY', 'en')).toBe('1,204,000');
    expect(moneyText('12.5', 'KWD', 'en')).toBe('12.500');
  });

  it('writes a true minus', () => {
    expect(moneyText('-500.00', 'USD', 'en')).toBe('\u2212500.00');
    expect(moneyText('-0.00', 'USD', 'en')).toBe('0.00');
  });

  it('is exact far beyond what a float can hold', () => {
    expect(moneyText('90071992547409.91', 'USD', 'en')).toBe('90,071,992,547,409.91');
    expect(moneyText('1234567890123456789.12', 'USD', 'en')).toBe('1,234,567,890,123,456,789.12');
  });

  it('keeps digits beyond the currency, and text that is no amount', () => {
    expect(moneyText('0.12345', 'USD', 'en')).toBe('0.12345');
    expect(moneyText('8.8500', 'USD', 'en')).toBe('8.85');
    expect(moneyText('n/a', 'USD', 'en')).toBe('n/a');
  });
});

describe('signs', () => {
  it('turns them round', () => {
    expect(negated('10.50')).toBe('-10.50');
    expect(negated('-10.50')).toBe('10.50');
    expect(negated('0.00')).toBe('0.00');
    expect(isNegative('-0.00')).toBe(false);
    expect(isNegative('-0.01')).toBe(true);
  });

  it('shows a change with its sign', () => {
    expect(changeText('500', 'EUR', 'en')).toBe('+500.00');
    expect(changeText('-500', 'EUR', 'en')).toBe('\u2212500.00');
    expect(changeText('0', 'EUR', 'en')).toBe('0.00');
  });
});
