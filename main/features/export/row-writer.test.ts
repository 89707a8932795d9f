/** The bytes of a CSV against a plain way of making it, and against another program's reading of it. */
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { isLongRun, runSeed } from '../../../test/support/seed';
import { type Id, idFromBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { isoTime } from '../../kernel/time';
import { textCell } from './csv-cell';
import { type FieldKind, RowWriter } from './row-writer';

const seed = runSeed();
const kinds: readonly FieldKind[] = ['customer', 'total', 'text', 'time', 'payer', 'settled', 'part', 'text', 'time'];
const formulas = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];
const names = new Map([
  [1, 'Müller & Söhne, "Nord"'],
  [2, '=HYPERLINK("http://x")'],
  [3, '株式会社サンプル'],
]);

const nasty = fc.oneof(
  fc.constantFrom('', '"', '""', "'", ',', '\r\n', 'a\nb', '́', '\u202eabc', '＝1', '-1', '12', "'=1"),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .tuple(fc.constantFrom(...formulas, '"', ' ', '＜', '\ufeff'), fc.string({ unit: 'binary', maxLength: 8 }))
    .map((both) => both.join('')),
);
const minor = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -1_100, max: 1_100 }));
const currency = fc.constantFrom('USD', 'EUR', 'JPY', 'KWD', 'CLF');
const time = fc.oneof(
  fc.integer({ min: Date.UTC(1960, 0), max: Date.UTC(2100, 0) }),
  fc.constantFrom(0, -1, 253_402_300_799_999, 253_402_300_800_000, -62_198_755_200_000),
);
const rowArbitrary = fc.record({
  id: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  customer: fc.constantFrom(null, 1, 2, 3),
  amount: minor,
  currency,
  description: nasty,
  at: time,
  payer: fc.constantFrom(null, 1, 2, 3),
  fee: fc.option(fc.record({ amount: minor, currency })),
  refunded: fc.nat({ max: 1_000_000 }),
  reference: nasty,
  completed: fc.option(time),
});
type Row = typeof rowArbitrary extends fc.Arbitrary<infer R> ? R : never;

/** As SQLite gives it: the id, then each field behind the other with a byte that no text holds. */
function rawOf(row: Row): Buffer {
  const fields = [row.customer, row.currency, row.amount, row.description, row.at, row.payer, row.fee?.currency];
  const rest = [row.fee?.amount, row.refunded, row.reference, row.completed];
  const parts = [...fields, ...rest].flatMap((field) => [Buffer.from(String(field ?? '')), Buffer.from([0xff])]);
  return Buffer.concat([row.id, ...parts]);
}

function people(ending: (key: number) => string, nobody: string) {
  return (key: number | null) => (key === null ? nobody : textCell(names.get(key) ?? '') + ending(key));
}

function writer(): RowWriter {
  return new RowWriter(kinds, { customer: people((key) => `,"id ${key}"`, ','), payer: people(() => '', '') });
}

/** The same line, made in the plain way. */
function plainLine(row: Row): string {
  const fee = row.fee ? [toDecimal(row.fee.amount, row.fee.currency), row.fee.currency] : ['', ''];
  const cells = [
    `"${idFromBytes(row.id)}"`,
    row.customer === null ? ',' : `${textCell(names.get(row.customer) ?? '')},"id ${row.customer}"`,
    toDecimal(row.amount, row.currency),
    row.currency,
    textCell(row.description),
    isoTime(row.at),
    row.payer === null ? '' : textCell(names.get(row.payer) ?? ''),
    ...fee,
    toDecimal(row.refunded, row.currency),
    textCell(row.reference),
    row.completed === null ? '' : isoTime(row.completed),
  ];
  return `${cells.join(',')}\r\n`;
}

describe('rows as CSV', () => {
  it(`are what the plain way makes of them (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(rowArbitrary, { maxLength: 12 }), (rows) => {
        const csv = writer().write(Buffer.concat(rows.map(rawOf)));
        expect(csv.toString('utf8')).toBe(rows.map(plainLine).join(''));
      }),
      { seed, numRuns: isLongRun ? 200_000 : 1_000 },
    );
  });

  it(`are read by another program as what they were, and none of their texts as a formula (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(rowArbitrary, { minLength: 1, maxLength: 12 }), (rows) => {
        const csv = writer()
          .write(Buffer.concat(rows.map(rawOf)))
          .toString('utf8');
        const { data } = Papa.parse<string[]>(csv, { newline: '\r\n', delimiter: ',', skipEmptyLines: 'greedy' });
        expect(data.length).toBe(rows.length);
        for (const [n, cells] of data.entries()) {
          const row = rows[n];
          expect(cells.length).toBe(13);
          expect(cells[0]).toBe(row && idFromBytes(row.id));
          for (const [at, original] of [
            [5, row?.description],
            [11, row?.reference],
          ] as const) {
            expect(formulas).not.toContain([...(cells[at] ?? '')][0]);
            expect([original, `'${original}`]).toContain(cells[at]);
          }
        }
      }),
      { seed, numRuns: isLongRun ? 50_000 : 300 },
    );
  });

  it(`add up exactly, also beyond what a number holds (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(rowArbitrary, { maxLength: 12 }), (rows) => {
        const one = writer();
        for (const row of rows) one.write(rawOf(row));
        const expected = new Map<string, { count: number; minor: bigint }>();
        for (const row of rows) {
          const sum = expected.get(row.currency) ?? { count: 0, minor: 0n };
          expected.set(row.currency, { count: sum.count + 1, minor: sum.minor + BigInt(row.amount) });
        }
        expect(new Map(one.totals().map(({ currency: code, ...sum }) => [code, sum]))).toEqual(expected);
        expect(one.rows).toBe(rows.length);
      }),
      { seed, numRuns: isLongRun ? 50_000 : 300 },
    );
  });

  it('are refused when they are cut off or not numbers', () => {
    const row: Row = {
      id: new Uint8Array(16),
      customer: null,
      amount: 5,
      currency: 'USD',
      description: 'x',
      at: 0,
      payer: null,
      fee: null,
      refunded: 0,
      reference: 'y',
      completed: null,
    };
    const raw = rawOf(row);
    expect(writer().write(raw).toString()).toBe(plainLine(row));
    for (let length = 1; length < raw.length; length++) expect(() => writer().write(raw.subarray(0, length))).toThrow();
    const wrong = Buffer.from(raw);
    wrong[wrong.indexOf('5')] = 0x78;
    expect(() => writer().write(wrong)).toThrow('a number that is none');
  });

  it('name more people than are kept, each by its own name', () => {
    const people = { customer: (key: number | null) => `"customer ${key}",${key}`, payer: () => '' };
    const many = new RowWriter(['customer'], people);
    const keys = [...Array(50_003).keys(), 7, 50_001];
    const row = (key: number) => Buffer.from(`${'\0'.repeat(16)}${key}\xff`, 'latin1');
    const lines = many
      .write(Buffer.concat(keys.map(row)))
      .toString('latin1')
      .split('\r\n');
    const wrong = keys.findIndex((key, at) => !lines[at]?.endsWith(`,"customer ${key}",${key}`));
    expect(wrong).toBe(-1);
    expect(many.rows).toBe(50_005);
  });

  it('write ids as the book writes them', () => {
    const id = '019a2e76-5a19-7f15-b677-4873da143e47' as Id;
    const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
    expect(
      new RowWriter([], { customer: people(() => '', ''), payer: people(() => '', '') }).write(bytes).toString(),
    ).toBe(`"${id}"\r\n`);
  });
});
