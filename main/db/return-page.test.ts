import { expect, test } from 'vitest';
import { memoryBook, testClock } from '../../test/support/book';
import { assertReturnPage, returnPage, returnUrl, setReturnPage } from './return-page';
import { run } from './sql';

const code = (wanted: string) => expect.objectContaining({ code: wanted });

test('only an address that a payer’s browser can open is kept', () => {
  const { db } = memoryBook(testClock());
  for (const text of ['shop.example', 'http://shop.example', 'https://', 'https://shop', 'javascript:alert(1)'])
    expect(() => setReturnPage(db, text), text).toThrow(code('web-address-invalid'));
  expect(() => setReturnPage(db, 'https://a:b@shop.example')).toThrow(code('web-address-invalid'));
  expect(returnPage(db)).toBe('');
  setReturnPage(db, 'https://shop.example/thanks?lang=es');
  expect(returnUrl(db)).toBe('https://shop.example/thanks?lang=es');
  setReturnPage(db, '');
  expect(returnPage(db)).toBe('');
});

test('a live page is not opened without one, a sandbox page is', () => {
  const { db } = memoryBook(testClock());
  for (const [key, environment] of [
    ['stripe', 'live'],
    ['stripe-2', 'sandbox'],
  ])
    run(
      db,
      "INSERT INTO gateway_account (key, provider, environment, account, name, added_at) VALUES (?, 'stripe', ?, 'a', 'n', 0)",
      key,
      environment,
    );
  expect(() => assertReturnPage(db, 'stripe')).toThrow(code('return-page-needed'));
  assertReturnPage(db, 'stripe-2');
  setReturnPage(db, 'https://shop.example/thanks');
  assertReturnPage(db, 'stripe');
});
