import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Id } from '../../kernel/id';
import type { Day } from '../../kernel/time';
import { LineKeys, type StatementLine } from './line';

const bank = '01890000-0000-7000-8000-000000000001' as Id; // from outside: the test's own
const day = '2026-03-02' as Day; // from outside: as above

const words = [
  '',
  'Otto',
  ' Otto  GmbH ',
  'a"b\\c',
  'Peñíscola',
  'ﬁx',
  'n\u0303',
  'a\tb',
  'x\u2028y',
  '€',
  '\ud83d',
  'ß',
  '~',
  ' ',
];

/** As books have it since format 5. */
function keyOf(
  { day, valueDay, amount, reference, bankReference, name, account, text }: StatementLine,
  before: number,
) {
  const told = [reference, bankReference, name, account, text].map((each) =>
    each.normalize('NFKC').replace(/\s+/g, ' ').trim().toUpperCase(),
  );
  const content = createHash('sha256')
    .update(JSON.stringify([bank, day, valueDay, amount, ...told]))
    .digest();
  if (before === 0) return content.toString('latin1', 0, 16);
  return createHash('sha256').update(content).update(String(before)).digest('binary').slice(0, 16);
}

test('the key of a line is the one that books have, whatever its words are and however often it comes', () => {
  const keys = new LineKeys(bank);
  for (const [n, text] of words.entries()) {
    const name = words[(n * 5 + 3) % words.length] ?? '';
    const rest = { reference: text, bankReference: name, account: text, valueDay: n % 2 === 0 ? day : null };
    const line = { day, amount: n % 3 === 0 ? -n - 1 : n + 1, name, text, ...rest };
    for (const before of [0, 1, 2]) expect(keys.next(line), JSON.stringify(line)).toBe(keyOf(line, before));
  }
  expect(keys.equal).toBe(words.length * 2);
});
