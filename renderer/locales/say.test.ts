import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../main/kernel/failure';
import { failureText } from '../../main/kernel/failure-text';
import { en } from './en/all';
import { es } from './es/all';
import { failures } from './es/failures';
import { isolatedEnds, piecesOf, speaker } from './say';

describe('speaking', () => {
  const english = speaker(en, 'en');
  const spanish = speaker(es, 'es');

  it('fills blanks and groups counts as the language does', () => {
    expect(english('sync.lastNext', { time: '14:01', next: '0:41' })).toBe('Synced 14:01 · next in 0:41');
    expect(english('payments.selected', { count: 12_345 })).toBe('12,345 payments selected');
    expect(spanish('payments.selected', { count: 12_345 })).toBe('12.345 pagos seleccionados');
  });

  it('chooses one or many', () => {
    expect(english('payments.selected', { count: 1 })).toBe('1 payment selected');
    expect(spanish('payments.selected', { count: 1 })).toBe('1 pago seleccionado');
    expect(english('payments.selected', { count: 0 })).toBe('0 payments selected');
  });

  it('takes what fills a blank as it is', () => {
    expect(english('palette.nothing', { text: '{text} $& <b>' })).toBe('Nothing with “{text} $& <b>”.');
  });

  it('keeps a name that is written from the right, and the figures beside it, in their places', () => {
    const less = (customer: string) => english('refund.lessCredit', { customer, amount: '12.00', currency: 'EUR' });
    expect(less('شركة النور 24')).toBe('\u2068شركة النور 24\u2069 holds 12.00 EUR less.');
    expect(less('Ashgrove')).toBe('Ashgrove holds 12.00 EUR less.');
    expect(isolatedEnds('خدمات → النور')).toBe('\u2068خدمات\u2069 → \u2068النور\u2069');
    expect(isolatedEnds('+vip → −old')).toBe('+vip → −old');
  });

  it('cuts a sentence at its blanks', () => {
    expect(piecesOf('{method} from {who}')).toEqual([
      { text: 'method', blank: true },
      { text: ' from ', blank: false },
      { text: 'who', blank: true },
    ]);
  });
});

describe('failures in Spanish', () => {
  const blanks = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

  it.each(failureCodes)('%s says the same as in English', (code) => {
    for (const part of ['what', 'safe', 'next'] as const) {
      expect(failures[code][part].trim()).not.toBe('');
      expect(failures[code][part]).not.toBe(failureText[code][part]);
      expect(blanks(failures[code][part])).toEqual(blanks(failureText[code][part]));
    }
  });
});
