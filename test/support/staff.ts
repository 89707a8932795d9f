/** A book with three operators who may move money and one who may not, and a window for each: for tests of what takes two. */
import { expect, onTestFinished } from 'vitest';
import { attachedFiles, keepAttachments, readAttachments } from '../../main/db/attachment';
import { one } from '../../main/db/sql';
import { approve } from '../../main/features/approvals/queue';
import { approvablesOf } from '../../main/features/bulk';
import { adjustOrAsk, reverseOrAsk } from '../../main/features/credits/adjusting';
import { ingest } from '../../main/features/sync/ingest';
import { type Book, record } from '../../main/journal/record';
import { type Id, idFromBytes } from '../../main/kernel/id';
import { act, memoryBook, testClock } from './book';
import { replayed, verified } from './checks';
import { addOperator, engineWorld } from './engine-context';
import { customer as customerNamed, page } from './told';

export function staffedBook(
  limits: Readonly<Record<string, number>> = {},
  clock = testClock(),
  book = memoryBook(clock),
) {
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
/** Everything that can happen to operators, to what waits for a second one, and to credit by hand. The book must hold a customer. */
export function staffInEveryState(book: Book): void {
  const found = one<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM customer ORDER BY id');
  const customer = idFromBytes(found?.uuid ?? Buffer.alloc(16));
  const at = book.clock.now();
  const [ada = '', bo = '', gone = ''] = ['Ada', 'Bo', 'Cy'].map((name) => addOperator(book, name, 'administrator'));
  const happen = (operator: string, kind: string, subject: string, payload: object) =>
    record(book, { ...act(book), operator }, () => [{ kind, subject: subject as Id, occurredAt: at, payload }]); // from outside: ids made here
  happen('Ada', 'operator.role-changed', bo, { role: 'billing' });
  happen('Ada', 'operator.passphrase-reset', bo, {});
  happen('Ada', 'operator.retired', gone, {});
  happen('Ada', 'approval.limit-set', ada, { act: 'adjustment', currency: 'EUR', amount: 5_000 });
  happen('Ada', 'approval.limit-set', ada, { act: 'receipt', currency: 'EUR', amount: 90_000 });
  happen('Ada', 'approval.limit-set', ada, { act: 'receipt', currency: 'EUR', amount: null });
  const wish = { customer, currency: 'EUR', reason: 'goodwill', note: 'A week of outage' } as const;
  const adjust = (amount: string, more: object = {}) =>
    record(book, { ...act(book), operator: 'Bo' }, (facts) => {
      keepAttachments(facts.db, files);
      return adjustOrAsk(book, facts, { ...wish, amount, ...more });
    }).subjects[0] ?? customer;
  const files = readAttachments([{ name: 'letter.txt', content: Buffer.from('Down for a week.\n') }]);
  const small = adjust('20.00');
  adjust('-5.00', { reason: 'correction', account: 'sales:general' });
  adjust('10.00', { expiresOn: book.dayOf(at) });
  const [approved, refused] = [adjust('60.00', { files: attachedFiles(files) }), adjust('70.00'), adjust('80.00')];
  approve({ book, clock: book.clock }, { ...act(book), operator: 'Ada' }, approved ?? customer, approvablesOf(book));
  happen('Ada', 'approval.refused', refused ?? customer, { why: 'Half of it would do' });
  const dropped = adjust('90.00');
  happen('Ada', 'approval.dropped', dropped, { why: 'customer-unknown' });
  const note = 'Wrong customer';
  record(book, { ...act(book), operator: 'Bo' }, (facts) => reverseOrAsk(book, facts, { id: small, note }));
}

export type StaffedBook = ReturnType<typeof staffedBook>;
