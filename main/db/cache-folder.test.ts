import path from 'node:path';
import { expect, it } from 'vitest';
import { cacheFolder } from './cache-folder';

it('is one for each book, also where two have the same name', () => {
  const [here, there] = ['a/books/2026.counterfoil', 'b/books/2026.counterfoil'].map((file) =>
    cacheFolder('home', file),
  );
  expect(here).not.toBe(there);
  expect(path.dirname(here ?? '')).toBe(path.join('home', 'cache'));
  expect(cacheFolder('home', path.resolve('a/books/2026.counterfoil'))).toBe(here);
});
