/** Names and texts from anywhere: none may stop a paper, push a figure off it, or turn one around. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { invoiceFacts, setting } from '../../test/support/papers';
import { pdfFacts, pdfText } from '../../test/support/read-pdf';
import { isLongRun, runSeed } from '../../test/support/seed';
import { invoicePaper } from './invoice';
import { printable } from './printable';
import { drawnOrder } from './type/direction';
import { setLine, wrap } from './type/line';
import { pdfBytes, preparePapers } from './write-pdf';

beforeAll(preparePapers);
const seed = runSeed();

const hostile: Readonly<Record<string, string>> = {
  'right to left': 'شركة الاتصالات المتحدة 123 ש.ר.ל',
  'an override of direction': '\u202egnp.exe\u202c 100.00 \u2066x\u2069',
  emoji: 'Acme 👩‍👩‍👧‍👦 🇪🇸 ❤️ Ltd',
  'a word without end': 'A'.repeat(1_500),
  'digits without end': '1234567890'.repeat(40),
  'control signs': 'a\u0000b\u0007c\u001b[31m\td\u0085e',
  'a PDF inside': ') Tj ET endstream endobj <</S/JavaScript>> (',
  'half a surrogate': 'x\ud800y\udfff',
  'piled marks': `Z${'\u0351\u0489\u0332'.repeat(60)}`,
  'a line that breaks': 'one\u2028two\u2029three\r\nfour',
  'Han beyond the first plane': '𠮷野家 𡈽 龘',
  'nothing at all': '',
  'only blanks': ' \u3000\u200b ',
  Thai: 'บริษัท ทดสอบ จำกัด',
  Devanagari: 'कंपनी प्राइवेट लिमिटेड',
};

/** An invoice in which a text stands wherever one can. */
function paperWith(text: string): Buffer {
  const facts = invoiceFacts(3, {
    note: text,
    number: text.slice(0, 60),
    recipient: { name: text, address: [text, text], taxId: text.slice(0, 40), email: text.slice(0, 60) },
  });
  const lines = facts.lines.map((line) => ({ ...line, description: text }));
  const letterhead = { ...setting.letterhead, name: text, website: text.slice(0, 80) };
  return pdfBytes(invoicePaper({ ...facts, lines }, { ...setting, letterhead }));
}

function expectWhole(pdf: Buffer): void {
  const text = pdfText(pdf);
  const { lines } = invoiceFacts(3);
  for (const { net } of lines) expect(text).toContain(net);
  expect(text).toContain('RF18 5390 0754 7034');
  expect(pdfFacts(pdf).get('Tagged')).toBe('yes');
}

describe('a paper with hostile text', () => {
  it.each(Object.keys(hostile))('%s: is whole, and every figure stands', (name) => {
    expectWhole(paperWith(hostile[name] ?? ''));
  });
  it(`any text: is whole (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => expectWhole(paperWith(text))),
      { seed, numRuns: isLongRun ? 400 : 12 },
    );
  });
});

describe('text made printable', () => {
  it('has no sign that steers, and loses no digit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const made = printable(text);
        expect(made).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(made.isWellFormed()).toBe(true);
        expect(made.replace(/[^0-9]/g, '')).toBe(text.normalize('NFC').replace(/[^0-9]/g, ''));
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe('a line', () => {
  it.each([
    ['Acme 12', [['Acme 12', false]]],
    ['שלום', [['שלום', true]]],
    [
      'A שלום 123 B',
      [
        ['A', false],
        [' ', false],
        ['123', false],
        [' ', true],
        ['שלום', true],
        [' ', false],
        ['B', false],
      ],
    ],
    [
      'שלום 1,234.50',
      [
        ['1,234.50', false],
        [' ', true],
        ['שלום', true],
      ],
    ],
  ])('%s is drawn in order', (text, drawn) => {
    expect(drawnOrder(text).map((piece) => [piece.text, piece.rightToLeft])).toEqual(drawn);
  });
  it('is wrapped within its width, with every sign that it had', () => {
    const texts = fc.array(
      fc.constantFrom('Hosting', '株式会社', '12345678901234567890', 'شركة', 'a', 'Ωμέγα,', '도메인'),
    );
    fc.assert(
      fc.property(texts, fc.integer({ min: 3, max: 30 }), (words, width) => {
        const text = words.join(' ');
        const lines = wrap(text, 'text', width);
        const joined = lines.map((line) => line.text).join('');
        expect(joined.replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of lines) if (line.text.length > 2) expect(line.width).toBeLessThanOrEqual(width + 1);
      }),
      { seed, numRuns: 100 },
    );
  });
  it('has figures of one width, so that they stand below each other', () => {
    const widths = [...'0123456789'].map((digit) => setLine(`${digit}${digit}.${digit}${digit}`, 'figure').width);
    expect(new Set(widths).size).toBe(1);
    const free = [...'0123456789'].map((digit) => setLine(digit, 'text').width);
    expect(new Set(free).size).toBeGreaterThan(1);
  });
});
