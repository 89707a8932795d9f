/** Numbers keep their digits. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runSeed } from '../../test/support/seed';
import { decimalTextOf, exactNumber, JsonNumber, parseLossless } from './lossless-json';

describe('lossless JSON', () => {
  it('keeps safe whole numbers as numbers and all others as their text', () => {
    const read = parseLossless('{"a":12,"b":0.123456789012345678,"c":12345678901234567890,"d":"0.10","e":[1.50]}');
    expect(read).toEqual({
      a: 12,
      b: new JsonNumber('0.123456789012345678'),
      c: new JsonNumber('12345678901234567890'),
      d: '0.10',
      e: [new JsonNumber('1.50')],
    });
  });

  it('writes a number as the digits that it was given', () => {
    const wide = '90071992547409.91';
    expect(JSON.stringify({ a: exactNumber(wide), b: exactNumber('0.10') })).toBe(`{"a":${wide},"b":0.10}`);
    expect(() => exactNumber('1,5')).toThrow(SyntaxError);
  });

  it('cannot be given another prototype', () => {
    expect(parseLossless('{"__proto__":{"admin":true},"a":1}')).toEqual({ a: 1 });
  });

  it('takes an answer of 2 KB that is cut off at any byte for none', () => {
    const row = { id: 'pay_1', amount: 12.5, text: 'a "quote", a \\ and ü', list: [1, null, true], none: {} };
    const bytes = Buffer.from(JSON.stringify({ data: Array.from({ length: 24 }, () => row) }));
    expect(bytes.length).toBeGreaterThan(2_000);
    for (let keep = 0; keep < bytes.length; keep++) {
      expect(() => parseLossless(bytes.toString('utf8', 0, keep)), `${keep} bytes`).toThrow();
    }
  });

  it('reads the same on its short way as on its careful way', () => {
    const space = fc.constantFrom('', ' ', '\n\t');
    const number = fc.oneof(
      fc.integer().map(String),
      fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }).map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
      fc.constantFrom('1e3', '-0', '0.10', '1E-7', '999999999999999', '9999999999999999'),
    );
    const text = fc.oneof(
      fc.string().map((value) => JSON.stringify(value)),
      fc.constantFrom('"2026-02-28T09:15:02.000Z"', '"1, 2.5"', '"a\\":1.5"', '"__proto__"', '"\\u005f_proto__"'),
    );
    const { value } = fc.letrec<{ value: string }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        number,
        text,
        fc.constantFrom('null', 'true'),
        fc.tuple(fc.array(tie('value')), space).map(([all, gap]) => `[${gap}${all.join(`${gap},${gap}`)}${gap}]`),
        fc
          .tuple(fc.array(fc.tuple(text, tie('value'))), space)
          .map(([all, gap]) => `{${all.map(([key, one]) => `${gap}${key}${gap}:${gap}${one}`).join(`${gap},`)}}`),
      ),
    }));
    const seed = runSeed();
    console.log(`lossless JSON: seed ${seed}`);
    // The key that is left out makes it take care of the whole.
    const carefully = (json: string) => parseLossless(`[${json},{"__proto__":0}]`);
    fc.assert(
      fc.property(value, (json) => {
        expect([parseLossless(json), {}]).toEqual(carefully(json));
      }),
      { seed, numRuns: 2_000 },
    );
  });

  it('gives decimal text for a number, one in quotes, and one with an exponent', () => {
    const read = (json: string) => decimalTextOf(parseLossless(json));
    expect(read('1.50')).toBe('1.50');
    expect(read('"17"')).toBe('17');
    expect(read('-3')).toBe('-3');
    expect(read('1e-7')).toBe('0.0000001');
    expect(read('1.234E2')).toBe('123.4');
    expect(read('-12.5e3')).toBe('-12500');
    expect(read('"null"')).toBeNull();
    expect(read('"0x10"')).toBeNull();
    expect(read('true')).toBeNull();
  });
});
