import { expect, test } from 'vitest';
import { readNumber, readWhen, tellDayOrder, tellDecimalSign } from '../../kernel/written-number';
import { csvRows, guessDelimiter } from './parse';

test.each([
  [['12,50', '1.200'], ','],
  [['12.50', '1,200'], '.'],
  [['1.234.567'], ','],
  [['1.234,5'], ','],
  [['0.125'], '.'],
  [['1.200', '2.500'], 'unsure'],
  [['1,200'], 'unsure'],
  [['12,50', '12.50'], 'unsure'],
  [['1200', '', 'x'], null],
] as const)('of %j the decimal sign is %s', (texts, sign) => expect(tellDecimalSign(texts)).toBe(sign));

test.each([
  ['1.234,50', ',', '1234.50'],
  ['-1 234,5', ',', '-1234.5'],
  ["1'234.50", '.', '1234.50'],
  ['1,234,567', '.', '1234567'],
  ['007', '.', '7'],
  ['0.5', '.', '0.5'],
  ['+3', '.', '3'],
  // Three digits to a group, or it is no grouping.
  ['1,23', '.', null],
  ['12,3456', '.', null],
  ['1234,567', '.', null],
  ['1.2.3', '.', null],
  ['1.', '.', null],
  ['.5', '.', null],
  ['€5', '.', null],
  ['1e3', '.', null],
  ['--1', '.', null],
] as const)('%s with %s as the decimal sign is %s', (text, sign, number) =>
  expect(readNumber(text, sign)).toBe(number),
);

test.each([
  [['13/04/2026', '01/02/2026'], 'dmy'],
  [['04/13/2026', '01/02/2026'], 'mdy'],
  [['2026-04-13'], 'ymd'],
  [['2026-04-13', '13.4.2026'], 'dmy'],
  [['01/02/2026'], 'unsure'],
  [['13/04/2026', '04/13/2026'], 'unsure'],
  [['x', ''], null],
] as const)('of %j the order of days is %s', (texts, order) => expect(tellDayOrder(texts)).toBe(order));

test.each([
  ['3/4/2026', 'dmy', '2026-04-03'],
  ['3/4/2026', 'mdy', '2026-03-04'],
  ['2026/04/03', 'mdy', '2026-04-03'],
  ['31/02/2026', 'dmy', null],
  ['03/04/26', 'dmy', null],
  ['2026-04-03 10:00', 'ymd', null],
] as const)('%s in the order %s is %s', (text, order, day) => expect(readWhen(text, order)?.day ?? null).toBe(day));

test('a time that is UTC is read as such', () => {
  expect(readWhen('2026-04-03T10:20:30Z', 'dmy')).toEqual({ day: null, at: Date.UTC(2026, 3, 3, 10, 20, 30) });
});

test('rows keep the line they begin in, whatever stands in their cells, over any number of steps', () => {
  const many = Array.from({ length: 5_000 }, (_, n) => (n % 3 === 0 ? `${n},"two\nlines ""${n}"""` : `${n},one`));
  const rows = [...csvRows(`a,b\n\n${many.join('\n')}\n`, ',')].flatMap(({ rows: some }) => some);
  expect(rows).toHaveLength(5_001);
  let line = 3;
  for (const [n, row] of rows.slice(1).entries()) {
    expect([row.line, row.cells[0], row.broken]).toEqual([line, String(n), false]);
    line += n % 3 === 0 ? 2 : 1;
  }
});

test('the sign between columns is the one that gives the most of them, evenly', () => {
  expect(guessDelimiter('a;b;c\n1,5;2,5;3,5\n')).toBe(';');
  expect(guessDelimiter('a,b\n"x;y;z",2\n')).toBe(',');
  expect(guessDelimiter('a\tb\n1\t2\n')).toBe('\t');
  expect(guessDelimiter('name\nx\n')).toBe(',');
});

test('what is too large is refused: rows, columns, cells', () => {
  const read = (text: string) => [...csvRows(text, ',')];
  expect(() => read('a\n'.repeat(100_003))).toThrow('import-rows-many');
  expect(() => read(`x${','.repeat(201)}`)).toThrow('import-columns-many');
  expect(() => read('x'.repeat(10_001))).toThrow('import-cell-long');
});
