/** A code that was typed wrong is told from one that was never issued, and none can be guessed. */
import { describe, expect, test } from 'vitest';
import { checkSign, codeSigns, laidOut, newCode, patternProblem, readCode, USUAL_PATTERN } from './voucher-code';

const system = (bytes: Uint8Array<ArrayBuffer>) => {
  crypto.getRandomValues(bytes);
};
const codes = (pattern: string, count: number) => Array.from({ length: count }, () => newCode(pattern, system));

describe('the check character', () => {
  test('notices every single wrong sign', () => {
    for (const code of codes('{12}', 20))
      for (let at = 0; at < code.length; at++)
        for (const sign of codeSigns)
          if (sign !== code[at]) expect(readCode(code.slice(0, at) + sign + code.slice(at + 1))).toBeNull();
  });

  test('notices every swap of two signs, of the longest code too', () => {
    for (const code of [...codes('{12}', 20), ...codes('{31}', 5)])
      for (let at = 0; at < code.length; at++)
        for (let to = at + 1; to < code.length; to++) {
          if (code[at] === code[to]) continue;
          const signs = [...code];
          [signs[at], signs[to]] = [signs[to] ?? '', signs[at] ?? ''];
          expect(readCode(signs.join(''))).toBeNull();
        }
  });

  test('is the last sign of every code that is made', () => {
    for (const code of codes(USUAL_PATTERN, 200)) {
      expect(checkSign(code.slice(0, -1))).toBe(code.at(-1));
      expect(readCode(code)).toBe(code);
    }
  });
});

test('what people type for a code is read as it', () => {
  const plain = `0011AB${'C'.repeat(5)}`;
  const code = plain + checkSign(plain);
  const typed = [code.toLowerCase(), laidOut(USUAL_PATTERN, code), `  ${code} `, code.replace('0011', 'oOiL')];
  for (const text of [...typed, laidOut('{4}-{4}-{4}', code).replaceAll('-', '–')]) expect(readCode(text)).toBe(code);
  for (const text of ['', '0000', `${code}U`, 'x'.repeat(500), `${code}!`]) expect(readCode(text)).toBeNull();
});

test('a pattern says where letters and digits stand', () => {
  for (const code of codes('AAAA-9999-AAAA', 50)) {
    expect(code).toMatch(/^[A-Z]{4}\d{4}[A-Z]{4}$/);
    expect(laidOut('AAAA-9999-AAAA', code)).toMatch(/^[A-Z]{4}-\d{4}-[A-Z]{4}$/);
  }
  expect(laidOut('{8}-{4}', codes('{8}-{4}', 1)[0] ?? '')).toMatch(/^.{8}-.{4}$/);
  expect(laidOut('{8}-{4}', '', '•')).toBe('••••••••-••••');
});

test('a pattern in which codes could be guessed is refused', () => {
  expect(patternProblem('AAAA-9999-AAAA', 10_000)).toBeNull();
  expect(patternProblem('{8}-{4}', 10_000)).toBeNull();
  expect(patternProblem('99999999', 1)).toBe('too-easy');
  expect(patternProblem('{8}', 1)).toBeNull();
  expect(patternProblem('{8}', 100)).toBe('too-easy');
  for (const wrong of ['', 'abc', '-{8}', '{8}-', '{4}--{8}', '{3}', '{32}', `{99}`, '{8}!'])
    expect(patternProblem(wrong, 1), wrong).toBe('not-a-pattern');
});

test('every sign comes as often as the others', () => {
  const counts = new Map<string, number>();
  for (const code of codes('{31}', 2_000))
    for (const sign of code.slice(0, -1)) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  expect(counts.size).toBe(codeSigns.length);
  // 60,000 signs: 1,875 of each, give or take six standard deviations.
  for (const count of counts.values()) expect(Math.abs(count - 1_875)).toBeLessThan(260);
});
