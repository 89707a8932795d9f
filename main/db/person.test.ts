/** What was erased of a person is gone from the file too, not only from its tables. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openTestBook } from '../../test/support/book';
import { chance, pick, runSeed } from '../../test/support/seed';
import type { Id } from '../kernel/id';
import { erasePeople, type Person, putPerson } from './person';
import { one } from './sql';

const seed = runSeed();
const PEOPLE = 1_500;

const person = (name: string): Person => ({
  name,
  email: `${name.replace(' ', '.').toLowerCase()}@example.com`,
  phone: null,
  address: [`${name} House`, 'Málaga'],
  country: 'ES',
  language: 'es',
});

test('an erased person’s data is nowhere in the file', () => {
  const next = chance(seed);
  const { book, file } = openTestBook();
  const people = Array.from({ length: PEOPLE }, (_, n): { id: Id; name: string } => ({
    id: book.newId(),
    // In no order, so that the index of names is split in the middle, again and again.
    name: `${String.fromCharCode(65 + pick(next, 26))}${pick(next, 1_000_000)} Quaver${n}z`,
  }));
  for (const { id, name } of people) putPerson(book.db, id, person(name));
  const isIn = (word: string) =>
    [file, `${file}-wal`].some((name) => existsSync(name) && readFileSync(name).includes(word));
  console.log(`erasing people: seed ${seed}`);
  expect(isIn('Quaver7z')).toBe(true);
  const erased = people.filter((_, n) => n % 3 === 0);
  // A name that was changed before is erased with the one that followed it.
  for (const { id } of erased.slice(0, 100))
    putPerson(book.db, id, person(`Renamed ${'and longer '.repeat(9)} Quavering`));
  erasePeople(
    book.db,
    erased.map(({ id }) => id),
  );
  const gone = [...erased.flatMap(({ name }) => [name, person(name).email ?? '']), 'Quavering', 'quavering'];
  expect(gone.filter(isIn)).toEqual([]);
  expect(isIn('Quaver8z')).toBe(true);
  expect(one(book.db, 'SELECT count(*) AS n FROM person')).toEqual({ n: PEOPLE - erased.length });
  expect(book.db.pragma('integrity_check', { simple: true })).toBe('ok');
  book.db.close();
  expect(gone.filter(isIn)).toEqual([]);
});
