/** A workbook: exact numbers, ids and texts as text, no row lost at the format's limits; read back by a parser that is not ours. */
import { describe, expect, it } from 'vitest';
import { columnOf, readXlsx } from '../../../test/support/read-xlsx';
import { chance, pick, runSeed } from '../../../test/support/seed';
import type { SheetColumn } from './sheet';
import { SheetSums } from './sheet-sums';
import { Workbook } from './xlsx';
import { MOST_CHARACTERS, styles } from './xlsx-cell';

const seed = runSeed();
const atMs = Date.UTC(2026, 10, 21, 12);

describe(`a workbook (seed ${seed})`, () => {
  const columns: SheetColumn[] = [
    { header: 'id', kind: 'id', width: 100 },
    { header: 'text', kind: 'text', width: 100 },
    { header: 'amount', kind: 'money', width: 100, sums: 3 },
    { header: 'currency', kind: 'currency', width: 100 },
    { header: 'at', kind: 'time', width: 100 },
    { header: 'day', kind: 'day', width: 100 },
  ];

  function workbook(rows: (string | number | null)[][], rowsASheet?: number): Uint8Array {
    const chunks: Uint8Array[] = [];
    const order = { columns, count: rows.length, atMs, ...(rowsASheet ? { rowsASheet } : {}) };
    const made = new Workbook((bytes) => chunks.push(bytes), order);
    const sums = new SheetSums(columns);
    for (let at = 0; at < rows.length; at += 7) made.write(rows.slice(at, at + 7));
    for (const row of rows) sums.add(row);
    made.finish({ facts: [['list', 'test']], totals: sums.totals() });
    return Buffer.concat(chunks);
  }

  const row = (text: string, amount = '1.00', currency = 'EUR') => ['0001', text, amount, currency, atMs, '2026-11-21'];

  it('gives back every text, whatever is in it', () => {
    const next = chance(seed);
    const signs = [
      '=',
      '+',
      '-',
      '@',
      '"',
      "'",
      '&',
      '<',
      '>',
      '\t',
      '\n',
      '\r',
      '\0',
      '\u0007',
      '_x0041_',
      '株',
      'é',
      '😀',
      ' ',
      '\ud800',
      'A',
    ];
    const texts = Array.from({ length: 300 }, () =>
      Array.from({ length: 1 + pick(next, 12) }, () => signs[pick(next, signs.length)]).join(''),
    );
    const read = readXlsx(workbook(texts.map((text) => row(text))))[0]?.rows.slice(1) ?? [];
    expect(read.map((cells) => cells.find((cell) => columnOf(cell.place) === 'B')?.text)).toEqual(
      texts.map((text) => text.toWellFormed()),
    );
    for (const cells of read) expect(cells[1]?.isNumber).toBe(false);
  });

  it('keeps ids and what looks like a formula as text, and marks the latter as quoted', () => {
    const read = readXlsx(workbook([row('=HYPERLINK("http://x")'), row('plain'), row('-5')]))[0]?.rows ?? [];
    expect(read[1]?.[0]).toMatchObject({ text: '0001', isNumber: false });
    expect(read.slice(1).map((cells) => cells[1]?.style)).toEqual(
      [styles.quoted, styles.text, styles.quoted].map(String),
    );
  });

  it('writes amounts as exact numbers with their currency’s decimals, and as text where a spreadsheet would lose digits', () => {
    const amounts: [string, string][] = [
      ['1234.50', 'EUR'],
      ['-0.01', 'EUR'],
      ['1000', 'JPY'],
      ['1.234', 'KWD'],
      ['90071992547409.91', 'EUR'],
    ];
    const read = readXlsx(workbook(amounts.map(([amount, currency]) => row('x', amount, currency))));
    const cells = read[0]?.rows.slice(1).map((found) => found[2]);
    expect(cells?.map((cell) => [cell?.text, cell?.isNumber, Number(cell?.style)])).toEqual([
      ['1234.50', true, styles.amounts + 2],
      ['-0.01', true, styles.amounts + 2],
      ['1000', true, styles.amounts],
      ['1.234', true, styles.amounts + 3],
      ['90071992547409.91', false, styles.text],
    ]);
  });

  it('goes on in another sheet at the format’s limit, each with its heading, and ends with the totals', () => {
    const rows = Array.from({ length: 25 }, (_, n) => row(`row ${n}`, `${n}.00`));
    const read = readXlsx(workbook(rows, 11));
    expect(read.map(({ name, rows: found }) => [name, found.length])).toEqual([
      ['Rows', 11],
      ['Rows 2', 11],
      ['Rows 3', 6],
      ['Totals', 3],
    ]);
    for (const { rows: found } of read.slice(0, 3))
      expect(found[0]?.map((cell) => cell.text)).toEqual(columns.map(({ header }) => header));
    const texts = read.slice(0, 3).flatMap(({ rows: found }) => found.slice(1).map((cells) => cells[1]?.text));
    expect(texts).toEqual(rows.map((cells) => cells[1]));
    expect(read[3]?.rows[2]?.map((cell) => cell.text)).toEqual(['EUR', '300.00', '25']);
  });

  it('fills the last sheet to its last row without opening another', () => {
    expect(
      readXlsx(
        workbook(
          Array.from({ length: 20 }, () => row('x')),
          11,
        ),
      ).map(({ name }) => name),
    ).toEqual(['Rows', 'Rows 2', 'Totals']);
    expect(readXlsx(workbook([])).map(({ name }) => name)).toEqual(['Rows', 'Totals']);
  });

  it('refuses a text that the format cannot hold, rather than cutting it', () => {
    expect(() => workbook([row('x'.repeat(MOST_CHARACTERS))])).not.toThrow();
    expect(() => workbook([row('x'.repeat(MOST_CHARACTERS + 1))])).toThrow(
      expect.objectContaining({ code: 'export-too-large' }),
    );
  });
});
