/** The small parts of a paper: exact sums, the transfer's code, figures, pictures, fonts. */
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bank, setting } from '../../test/support/papers';
import { pdfFacts } from '../../test/support/read-pdf';
import { runSeed } from '../../test/support/seed';
import { groupedIban } from '../kernel/iban';
import { toDecimal } from '../kernel/money';
import { printed, slipOf } from './builder';
import { creditTransferCode, isIban } from './epc-code';
import { dayText, moneyFigure, plainFigure } from './figures';
import { readPng } from './pdf/image';
import { addDecimals } from './set/carrying';
import { transferPaper } from './transfer-instructions';
import { cutFont, readFont } from './type/font-file';
import { fixWeight } from './type/instance';
import { readSlice, slicesFor } from './type/slices';
import { unpackWoff2 } from './type/woff2';
import { paperLanguageOf } from './words';
import { pdfBytes, preparePapers } from './write-pdf';

describe('sums that are carried', () => {
  it('are exact', () => {
    const amount = fc.maxSafeInteger();
    fc.assert(
      fc.property(fc.array(amount), (minors) => {
        const sum = minors.reduce((total, minor) => addDecimals(total, toDecimal(minor, 'EUR')), '0');
        const exact = minors.reduce((total, minor) => total + BigInt(minor), 0n);
        expect(addDecimals(sum, '0.00')).toBe(toDecimal(exact, 'EUR'));
      }),
      { seed: runSeed() },
    );
  });
  it('take digits of any length, and nothing from what is no figure', () => {
    expect(addDecimals('0.1', '0.25')).toBe('0.35');
    expect(addDecimals('-0.01', '0.01')).toBe('0.00');
    expect(addDecimals('5.00', 'unknown')).toBe('5.00');
  });
});

describe('the code of a transfer', () => {
  const facts = { ...bank, amount: { amount: '1250.5', currency: 'EUR' }, reference: 'RF18539007547034' };
  it('is what EPC069-12 asks for', () => {
    const code = creditTransferCode(facts);
    expect(code?.split('\n')).toEqual([
      ...['BCD', '002', '1', 'SCT', 'COBADEFFXXX', 'Norrland Hosting AB', 'DE89370400440532013000', 'EUR1250.50', ''],
      'RF18539007547034',
    ]);
  });
  it('takes a reference that is none of ISO 11649 as text, and lets no name add a line', () => {
    const code = creditTransferCode({ ...facts, reference: 'order 7', holder: 'A\nB' });
    expect(code?.split('\n').slice(5)).toEqual(['A B', 'DE89370400440532013000', 'EUR1250.50', '', '', 'order 7']);
  });
  it.each([
    ['another currency', { amount: { amount: '1.00', currency: 'USD' } }],
    ['an account with a wrong check digit', { iban: 'DE88370400440532013000' }],
    ['nothing to pay', { amount: { amount: '0.00', currency: 'EUR' } }],
    ['more than the scheme takes', { amount: { amount: '1000000000.00', currency: 'EUR' } }],
    ['no holder', { holder: '  ' }],
  ])('is none for %s', (_, other) => {
    expect(creditTransferCode({ ...facts, ...other })).toBeNull();
  });
  it('knows an account number', () => {
    expect(isIban('GB82WEST12345698765432')).toBe(true);
    expect(isIban('GB82WEST12345698765431')).toBe(false);
    expect(groupedIban('de89 370400440532013000')).toBe('de89 3704 0044 0532 0130 00');
    expect(groupedIban('12-34-56')).toBe('12-34-56');
    expect(printed('order 7')).toBe('order 7');
  });
});

describe('the slip', () => {
  const money = { amount: '20.00', currency: 'EUR' };
  it('shows a page to pay at where no transfer can be told', () => {
    const slip = slipOf(setting, { amount: money, reference: 'x', bank: null, link: 'https://pay.example/1' });
    expect(slip?.qr).toEqual({ text: 'https://pay.example/1', caption: 'Scan to open the payment page' });
    expect(slipOf(setting, { amount: money, reference: 'x', bank: null, link: null })).toBeNull();
  });
});

describe('figures', () => {
  it.each([
    ['-1234567.5', 'EUR', 'en', '−1,234,567.50'],
    ['-1234567.5', 'EUR', 'es', '−1.234.567,50'],
    ['1234', 'JPY', 'en', '1,234'],
    ['8.850', 'KWD', 'en', '8.850'],
    ['0.0125', 'EUR', 'en', '0.0125'],
    ['-0.00', 'EUR', 'en', '0.00'],
    ['90071992547409.91', 'EUR', 'es', '90.071.992.547.409,91'],
    ['twelve', 'EUR', 'en', 'twelve'],
  ] as const)('%s %s in %s is %s', (amount, currency, language, shown) => {
    expect(moneyFigure({ amount, currency }, language)).toBe(shown);
  });
  it('keep their own digits where they are no money', () => {
    expect([
      plainFigure('21.00', 'en'),
      plainFigure('0.50', 'es'),
      plainFigure('1000', 'es'),
      plainFigure('-2', 'en'),
    ]).toEqual(['21', '0,5', '1.000', '−2']);
  });
  it('of days are in the words of the language', () => {
    expect([dayText('2026-09-05', 'en'), dayText('2026-01-05', 'es'), dayText('soon', 'en')]).toEqual([
      '5 Sep 2026',
      '5 ene 2026',
      'soon',
    ]);
    expect([paperLanguageOf('es-MX'), paperLanguageOf('est'), paperLanguageOf(null)]).toEqual(['es', 'en', 'en']);
  });
});

/** A PNG of one colour, with or without transparency, every row told by the filter of that number. */
function png(kind: 2 | 6, filter: number): Buffer {
  const channels = kind === 2 ? 3 : 4;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(4, 0);
  head.writeUInt32BE(3, 4);
  head.set([8, kind, 0, 0, 0], 8);
  const rows = Array.from({ length: 3 }, () => [filter, ...Array.from({ length: 4 * channels }, () => 0)]).flat();
  const chunk = (name: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(name), data, Buffer.alloc(4)]);
  };
  const begin = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  return Buffer.concat([
    begin,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.from(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('a logo', () => {
  it.each([0, 1, 2, 3, 4])('is read whatever filter its rows have: %s', (filter) => {
    expect(readPng(png(2, filter))).toMatchObject({ width: 4, height: 3, opacity: null });
    expect(readPng(png(6, filter))?.opacity).not.toBeNull();
  });
  it('that cannot be read is left out, and the paper is written', async () => {
    expect(readPng(Buffer.from('no picture'))).toBeNull();
    expect(readPng(png(2, 0).subarray(0, 50))).toBeNull();
    await preparePapers();
    const letterhead = { ...setting.letterhead, logo: { png: png(6, 0) } };
    const payer = { name: 'A', address: [], taxId: null, email: null };
    const facts = {
      payer,
      amount: '5.00',
      currency: 'EUR',
      reference: 'x',
      description: '',
      askedOn: '2026-11-20',
      bank,
    };
    const withLogo = pdfBytes(transferPaper(facts, { ...setting, letterhead }));
    expect(pdfFacts(withLogo).get('Pages')).toBe('1');
    expect(withLogo.includes('/Subtype/Image')).toBe(true);
    const broken = { ...setting.letterhead, logo: { png: Buffer.from('x') } };
    expect(pdfBytes(transferPaper(facts, { ...setting, letterhead: broken })).includes('/Subtype/Image')).toBe(false);
  });
});

describe('a font', () => {
  const [slice] = slicesFor('A'.codePointAt(0) ?? 0, 'inter');
  it('comes out of its package whole, and keeps its glyphs at one weight', () => {
    if (!slice) throw new Error('no slice holds an A');
    const variable = readFont(unpackWoff2(readSlice(slice)));
    const fixed = readFont(fixWeight(unpackWoff2(readSlice(slice)), 600));
    for (const tag of ['glyf', 'loca', 'head', 'hmtx', 'cmap', 'GSUB', 'GPOS']) expect(fixed.has(tag)).toBe(true);
    expect([variable.has('fvar'), fixed.has('fvar')]).toEqual([true, false]);
    expect(fixed.get('maxp')?.readUInt16BE(4)).toBe(variable.get('maxp')?.readUInt16BE(4));
    const cut = readFont(cutFont(fixed, [5, 6]));
    expect(cut.get('glyf')?.length).toBeLessThan((fixed.get('glyf')?.length ?? 0) / 10);
  });
  it('that is damaged is refused', () => {
    expect(() => unpackWoff2(Buffer.from('wOFFxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'))).toThrow(
      RangeError,
    );
    if (slice) expect(() => unpackWoff2(readSlice(slice).subarray(0, 300))).toThrow();
  });
});
