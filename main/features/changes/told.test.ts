/** What a person is shown of a set that is larger than is told one by one. */
import { expect, test } from 'vitest';
import { Failure } from '../../kernel/failure';
import { idMaker } from '../../kernel/id';
import { MOST_SHOWN } from './contract';
import type { PlannedId } from './plan';
import { told } from './told';

const newId = idMaker({ now: () => 0 });
const fits = (label: string): PlannedId => ({ id: newId(), planned: { label, before: '', after: '' }, problem: null });
const stays = (label: string): PlannedId => ({
  id: newId(),
  label,
  planned: null,
  problem: new Failure('not-undoable'),
});

test('what cannot take part is told also where it comes after more than are shown', () => {
  const many = Array.from({ length: MOST_SHOWN }, (_, n) => fits(String(n)));
  const { items, fits: fitting, refused } = told([...many, stays('last')]);
  expect([items.length, fitting, refused]).toEqual([MOST_SHOWN, MOST_SHOWN, 1]);
  expect(items[0]).toMatchObject({ label: 'last', problem: { code: 'not-undoable' } });
  expect(items[1]?.label).toBe('0');
});

test('as many as are shown stand in the order of the deed', () => {
  expect(told([fits('a'), stays('b'), fits('c')]).items.map(({ label }) => label)).toEqual(['a', 'b', 'c']);
});
