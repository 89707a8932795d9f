import { expect, test } from 'vitest';
import { csvRows, UnreadableRow } from './csv-rows';
import { openText, UnreadableByte } from './text';

/** More than one piece of bytes. */
const long = 150_000;

function rowsOf(text: string | Iterable<string>): unknown[] {
  const told: unknown[] = [];
  try {
    for (const { line, cells } of csvRows(text, ';')) told.push([line, ...cells]);
  } catch (error) {
    if (!(error instanceof UnreadableRow)) throw error;
    told.push([error.failure.code, error.line, error.column]);
  }
  return told;
}

const texts = [
  'a;b\n1;2\n',
  'a;"b\nc";d\n"x""y";z',
  '\n\n;;\n"";""\nlast',
  'a;"b"\n"open;1\n2\n',
  'a;"b" and on;c\n"d"',
  `a;b\n${'c'.repeat(40)};"${'d'.repeat(40)}""\n"\ne;f`,
  `a\n1;2;"${';'.repeat(3)}"\n${';'.repeat(1_000)}\n`,
];

test('the rows of a text, and where it cannot be read, do not depend on the pieces that it comes in', () => {
  for (const text of texts)
    for (const size of [1, 2, 3, 7, 50]) {
      const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      expect(rowsOf(['', ...pieces, '']), `${JSON.stringify(text)} by ${size}`).toEqual(rowsOf(text));
    }
  expect(rowsOf(texts[3] ?? '').at(-1)).toEqual(['statement-quote-open', 2, 1]);
  expect(rowsOf(texts[6] ?? '').at(-1)).toEqual(['import-columns-many', 3, 1_001]);
});

test.each(['utf-8', 'utf-16le', 'utf-16be'] as const)(
  '%s is the same in pieces, and its line breaks too',
  (encoding) => {
    const signs = Array.from({ length: long / 3 }, (_, n) => ['€', '\r\n', 'ñ', '\u{1f4b6}', 'x', '\r'][(n * n) % 6]);
    const said = signs.join('');
    const bytes = Buffer.from(`\ufeff${said}`, encoding === 'utf-8' ? 'utf-8' : 'utf-16le');
    if (encoding === 'utf-16be') bytes.swap16();
    const text = openText(bytes);
    expect(text.encoding).toBe(encoding === 'utf-8' ? 'utf-8' : 'utf-16');
    expect([...text].length).toBeGreaterThan(1);
    expect(text.whole() === said.replaceAll('\r\n', '\n').replaceAll('\r', '\n')).toBe(true);
  },
);

test('a byte that the encoding lacks is named with its line and column, also far behind', () => {
  const before = 'abc,\r\n'.repeat(long / 6);
  const place = { line: long / 6 + 1, column: 3 };
  const wrong = (bytes: Buffer, said: 'utf-8' | 'windows-1252' | null) => {
    try {
      return openText(bytes, said).encoding;
    } catch (error) {
      return error instanceof UnreadableByte ? error.place : error;
    }
  };
  const latin = Buffer.from(`${before}ab\x81c`, 'latin1');
  expect(wrong(latin, 'utf-8')).toEqual(place);
  expect(wrong(latin, 'windows-1252')).toEqual(place);
  expect(wrong(latin, null)).toEqual(place);
  expect(wrong(Buffer.from(`${before}a\xf1`, 'latin1'), null)).toBe('windows-1252');
});

test('what is no text, or none at all, is refused wherever it stands', () => {
  expect(() => openText(Buffer.from(`${'a,b\n'.repeat(long)}\0`))).toThrow('import-not-text');
  expect(() => openText(Buffer.from('\n \n'.repeat(long)))).toThrow('import-file-empty');
  expect(() => openText(new Uint8Array())).toThrow('import-file-empty');
});
