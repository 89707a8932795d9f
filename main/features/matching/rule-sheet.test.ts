/** The rules as a file: as the screen has them, in their order, before and after somebody changed them. */
import { expect, test } from 'vitest';
import { openTestBook } from '../../../test/support/book';
import { engineWorld } from '../../../test/support/engine-context';
import { againOf } from '../../../test/support/export-again';
import { listCsv } from '../../../test/support/list-csv';
import { firstRules, type MatchRule } from '../../kernel/matching';

const cellsOf = (rule: MatchRule, at: number) => ({
  ...{ id: rule.id, place: String(at + 1), kind: rule.kind, on: rule.on ? 'yes' : 'no' },
  ...{ by_itself: rule.automatic ? 'yes' : 'no', days_before: String(rule.daysBefore) },
  ...{ days_after: String(rule.daysAfter), fee_most_minor_units: String(rule.feeMost) },
  ...{ items_most: String(rule.itemsMost), words: rule.words.join(', ') },
  words_mean: rule.kind === 'words' ? rule.as : '',
});

test('the file of the rules holds what the screen shows, in their order, and tells later which one was changed', async () => {
  const { book, clock } = openTestBook();
  const world = engineWorld(book, clock);
  const api = world.client(world.sessions.connect('screen')).matching;
  const made = listCsv(book.db, 'matching-rules', {}, clock.now());
  expect(made.rows).toEqual((await api.rules()).map(cellsOf));
  expect([made.counted, made.rows.length]).toEqual([firstRules.length, firstRules.length]);
  expect(againOf(book.db, 'matching-rules', {}, made.written)).toMatchObject({ added: 0, gone: 0, changed: 0 });

  const [first, second, ...rest] = firstRules.map((rule) => ({ ...rule, words: [...rule.words] }));
  if (!first || !second) throw new Error('a book begins with rules');
  const rules = [{ ...second, on: false, daysAfter: 9 }, first, ...rest];
  await api.setRules({ request: book.newId(), rules });
  const later = listCsv(book.db, 'matching-rules', {}, clock.now());
  expect(later.rows).toEqual(rules.map(cellsOf));
  const changed = againOf(book.db, 'matching-rules', {}, made.written);
  expect(changed).toMatchObject({ added: 0, gone: 0, changed: 2 });
  expect(changed.differences.find(({ id }) => id === second.id)?.cells).toEqual([
    { column: 'place', was: '2', is: '1' },
    { column: 'on', was: 'yes', is: 'no' },
    { column: 'days_after', was: String(second.daysAfter), is: '9' },
  ]);
});
