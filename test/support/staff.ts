/** A book with three operators who may move money and one who may not, and a window for each: for tests of what takes two. */
import { expect, onTestFinished } from 'vitest';
import { one } from '../../main/db/sql';
import { ingest } from '../../main/features/sync/ingest';
import { record } from '../../main/journal/record';
import { type Id, idFromBytes } from '../../main/kernel/id';
import { act, memoryBook, testClock } from './book';
import { replayed, verified } from './checks';
import { addOperator, engineWorld } from './engine-context';
import { customer as customerNamed, page } from './told';

export function staffedBook(limits: Readonly<Record<string, number>> = {}) {
  const clock = testClock();
  const book = memoryBook(clock);
  const world = engineWorld(book, clock);
  ingest(book, { operator: 'ada', source: 'test' }, 'stripe', [page({ customers: [customerNamed('cus_1')] })], null);
  const customer = idFromBytes(one<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM customer')?.uuid ?? Buffer.alloc(16));
  const windowOf = (id: Id, name: string) => {
    // Commands are not locked when time passes.
    const session = world.sessions.connect('command-line');
    session.begin(id, name);
    return world.client(session);
  };
  const [ada, bo, cy, sue] = [
    ['Ada', 'administrator'],
    ['Bo', 'billing'],
    ['Cy', 'billing'],
    ['Sue', 'support'],
  ].map(([name = '', role]) => windowOf(addOperator(book, name, role as 'billing'), name)); // from outside: as above
  if (!ada || !bo || !cy || !sue) throw new Error('four were added');
  for (const [key, amount] of Object.entries(limits)) {
    const [limited = '', currency = ''] = key.split(' ');
    record(book, act(book), () => [
      {
        kind: 'approval.limit-set',
        subject: book.newId(),
        occurredAt: clock.now(),
        payload: { act: limited, currency, amount },
      },
    ]);
  }
  onTestFinished(() => {
    expect(verified(book.db).findings).toEqual([]);
    expect(replayed(book.db).differences).toEqual([]);
    book.db.close();
  });
  return { ...world, book, clock, customer, ada, bo, cy, sue, newId: book.newId };
}
export type StaffedBook = ReturnType<typeof staffedBook>;
