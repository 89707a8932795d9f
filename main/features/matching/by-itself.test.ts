/** A rule that may act by itself acts after an import, and not before it was allowed to. */
import { expect, onTestFinished, test } from 'vitest';
import { act, memoryBook, testClock } from '../../../test/support/book';
import { engineWorld } from '../../../test/support/engine-context';
import { payoutOf } from '../../../test/support/matching';
import { bankAccount, statementOf } from '../../../test/support/statements';
import { all } from '../../db/sql';
import { record } from '../../journal/record';
import { firstRules } from '../../kernel/matching';
import { SelfMatching } from './by-itself';

test('what it finds beyond doubt is matched soon after it came, once, and named as done by the schedule', async () => {
  const clock = testClock();
  const book = memoryBook(clock);
  onTestFinished(() => {
    book.db.close();
  });
  const world = engineWorld(book, clock);
  const troubles: unknown[] = [];
  const { readers, healthy, changed, operator } = world.context(world.sessions.connect('screen'));
  const unexpected = (_: string, error: unknown) => void troubles.push(error);
  const matching = new SelfMatching({ book, readers, healthy, changed, operator, unexpected });
  const made = async () => {
    clock.at += 5_001;
    matching.tick();
    // It works on between the ticks.
    await new Promise((resolve) => setTimeout(resolve, 0));
    return all<object>(book.db, 'SELECT m.automatic, m.rule, m.amount FROM match m ORDER BY m.id');
  };
  const bank = bankAccount(book);
  payoutOf(book, 10_000, 'po_1ABCDEFGH2345');
  statementOf(book, bank, [{ amount: 10_000, text: 'STRIPE PO_1ABCDEFGH2345' }]);
  expect(await made()).toEqual([]);
  const rules = firstRules.map((rule) => ({ ...rule, automatic: rule.id === 'reference' }));
  const kind = 'match.rules-changed';
  record(book, act(book), () => [{ kind, subject: book.replica, occurredAt: clock.now(), payload: { rules } }]);
  const first = { automatic: 1, rule: 'reference', amount: 10_000 };
  expect(await made()).toEqual([first]);
  payoutOf(book, 4_000, 'po_2ABCDEFGH2345');
  statementOf(book, bank, [{ amount: 4_000, text: 'STRIPE PO_2ABCDEFGH2345' }, { amount: 77 }], { fileName: '2.csv' });
  expect(await made()).toEqual([first, { ...first, amount: 4_000 }]);
  expect(await made()).toHaveLength(2);
  const sources = 'SELECT DISTINCT r.source FROM event e JOIN request r ON r.seq = e.request WHERE e.kind = ?';
  expect(all(book.db, sources, 'match.made')).toEqual([{ source: 'schedule' }]);
  await matching.close();
  expect(troubles).toEqual([]);
});
