/** Every failure says what happened, what is safe and what to do, and nowhere is one thrown with a blank left open. */
import ts from 'typescript';
import { expect, test } from 'vitest';
import { Failure, failureCodes, fillFailureText, isFailureCode, kindOf } from '../../main/kernel/failure';
import { failureText } from '../../main/kernel/failure-text';
import { allSources, lineOf, type Source, ships, walk } from './source';

const blanksOf = (code: keyof typeof failureText) => {
  const { what, safe, next } = failureText[code];
  return new Set([...`${what} ${safe} ${next}`.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''));
};

test('every code has its three sentences, each with its full stop', () => {
  expect(Object.keys(failureText).sort()).toEqual([...failureCodes].sort());
  for (const code of failureCodes) {
    for (const sentence of Object.values(failureText[code])) expect(sentence, code).toMatch(/^[\p{Lu}{“].*[.]$/u);
  }
});

test('a failure carries its code, its kind and what fills its blanks', () => {
  const failure = new Failure('book-newer', { file: 'a.counterfoil', found: 3, known: 1 });
  expect(failure.kind).toBe('world');
  expect(kindOf('cancelled')).toBe('expected');
  expect(fillFailureText(failureText['book-newer'], failure.params).what).toBe(
    'a.counterfoil was made by a newer version of Counterfoil (book format 3; this program reads up to 1).',
  );
  expect(fillFailureText(failureText['book-newer'], {}).what).toContain('{file}');
  expect(isFailureCode('constructor')).toBe(false);
  expect(isFailureCode('disk-full')).toBe(true);
});

/** The names in `{ a, b: … }`; null when they cannot be read off the source. */
function namesIn(node: ts.Expression | undefined): Set<string> | null {
  if (node === undefined) return new Set();
  if (!ts.isObjectLiteralExpression(node)) return null;
  const names = new Set<string>();
  for (const property of node.properties) {
    if (!property.name) return null;
    names.add(property.name.getText());
  }
  return names;
}

function openBlanks(source: Source): string[] {
  const found: string[] = [];
  walk(source, (node) => {
    if (!ts.isNewExpression(node) || node.expression.getText() !== 'Failure') return;
    const [code, params] = node.arguments ?? [];
    if (!code || !ts.isStringLiteral(code) || !isFailureCode(code.text)) return;
    const names = namesIn(params);
    if (!names) return;
    for (const blank of blanksOf(code.text)) {
      if (!names.has(blank))
        found.push(`${source.path}:${lineOf(source, node.getStart())} ${code.text} lacks {${blank}}`);
    }
  });
  return found;
}

test('wherever a failure is thrown, all its blanks are filled', () => {
  const shipped = allSources().filter((source) => ships(source.path));
  expect(shipped.length).toBeGreaterThan(50);
  expect(shipped.flatMap(openBlanks)).toEqual([]);
});
