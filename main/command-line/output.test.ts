/** Tables on a terminal: aligned whatever the script, and never driven by foreign text. */
import { describe, expect, it } from 'vitest';
import { Failure, failureCodes } from '../kernel/failure';
import { exitCodeOf, failureOf, sentences } from './exit';
import { facts, table, visible, width } from './output';

describe('a table', () => {
  it('aligns texts left and figures right, in every script', () => {
    const text = table(
      ['name', 'amount'],
      [
        ['Ada', '1.00'],
        ['株式会社', '-1200.50'],
        ['é', '3'],
      ],
      [1],
    );
    expect(text.split('\n')).toEqual([
      'name        amount',
      'Ada           1.00',
      '株式会社  -1200.50',
      'é                3',
    ]);
    expect(width('株式会社')).toBe(8);
  });

  it('shows what would drive the terminal, and cuts what is too long', () => {
    const text = table(['what'], [['\u001b[2Jgone\r\n\u202etxt\u0007'], ['x'.repeat(100)]]);
    expect(text).toBe(`what\n·[2Jgone···txt·\n${'x'.repeat(59)}…`);
    expect(visible('a\u2028b')).toBe('a·b');
  });

  it('of names and values never cuts', () => {
    expect(facts([['file', 'y'.repeat(80)]])).toBe(`file  ${'y'.repeat(80)}`);
  });
});

describe('exit codes', () => {
  it('tell a script whose fault it is', () => {
    const coded = (code: Failure['code']) => exitCodeOf(code);
    expect(
      ['book-damaged', 'book-locked', 'book-newer', 'engine-stopped'].map((code) => coded(code as Failure['code'])),
    ).toEqual([3, 3, 3, 3]);
    expect([coded('input-invalid'), coded('cancelled'), coded('gateway-offline'), coded('key-refused')]).toEqual([
      2, 130, 5, 5,
    ]);
    expect([coded('book-exists'), coded('file-exists'), coded('export-failed'), coded('disk-full')]).toEqual([
      1, 1, 1, 1,
    ]);
    for (const code of failureCodes) expect([1, 2, 3, 5, 130]).toContain(exitCodeOf(code));
  });

  it('have three sentences behind them', () => {
    expect(sentences(new Failure('file-exists', { file: '/tmp/a.csv' }))).toEqual({
      what: 'There is already a file at /tmp/a.csv.',
      safe: 'It was not changed.',
      next: 'Choose another name.',
    });
    expect(failureOf(new TypeError('x is not a function'))).toMatchObject({ code: 'programmer-error' });
    expect(failureOf(new DOMException('stop', 'AbortError'))).toMatchObject({ code: 'cancelled' });
  });
});
