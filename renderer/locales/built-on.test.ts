/** What was built on a merge is named in the language of whoever reads it. */
import { expect, test } from 'vitest';
import { builtItems, builtParts, builtWords } from '../../main/kernel/built-on';
import { fillFailureText } from '../../main/kernel/failure';
import { failureText } from '../../main/kernel/failure-text';
import { spanishBuiltWords } from './es/change-failures';
import { failures } from './es/failures';

const items = builtItems([
  { part: 'invoice', name: 'INV-2026-00003' },
  { part: 'credit-granted', name: '7.00 EUR' },
  { part: 'more', name: '' },
]);

test('the parts are told in English, and in Spanish, each with its name', () => {
  const english = fillFailureText(failureText['merge-built-on'], { items }).what;
  expect(english).toContain('invoice INV-2026-00003, granted credit was spent, of 7.00 EUR, …');
  const spanish = fillFailureText(failures['merge-built-on'], { items }, spanishBuiltWords).what;
  expect(spanish).toContain('factura INV-2026-00003, se gastó crédito concedido, de 7.00 EUR, …');
});

test('no part is told in the other language', () => {
  const alike = builtParts.filter((part) => part !== 'more' && spanishBuiltWords[part] === builtWords[part]);
  expect(alike).toEqual([]);
});
