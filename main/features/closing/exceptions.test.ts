/** What reconciliation cannot explain keeps a month open until it is put right or let be, and what came late stands in its queue. */
import { expect, test } from 'vitest';
import { memoryBook, START_MS, testClock } from '../../../test/support/book';
import { replayed, verified } from '../../../test/support/checks';
import { addOperator } from '../../../test/support/engine-context';
import { closesInEveryState, matchesInEveryState } from '../../../test/support/month-ends';
import { staffedBook } from '../../../test/support/staff';
import { page, payment, refund } from '../../../test/support/told';
import { ingest } from '../sync/ingest';
import type { CloseCheck } from './contract';

const FEBRUARY = START_MS - 86_400_000;

function open() {
  const of = staffedBook();
  const told = (...pages: Parameters<typeof page>) =>
    ingest(of.book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', pages.map(page), null);
  const checkOf = async (name: CloseCheck) =>
    (await of.ada.closing.checklist({ period: '2026-02' })).checks.find(({ check }) => check === name);
  return { ...of, told, checkOf };
}

test('an exception keeps the checklist open until a person lets it be; one of a later month does not', async () => {
  const { told, checkOf, ada, newId } = open();
  const unknown = { status: 'Pending', flag: 'unknown-status', providerStatus: 'odd' } as const;
  told({ payments: [payment('pay_1', { createdAt: FEBRUARY, ...unknown })] });
  told({ payments: [payment('pay_2', { createdAt: START_MS, ...unknown })] });
  expect(await checkOf('exceptions')).toMatchObject({ state: 'open', count: 1, what: ['unknown-status pay_1'] });
  expect(await checkOf('flagged')).toMatchObject({ state: 'done' });
  const { rows } = await ada.matching.exceptions({ until: '2026-02-28' });
  expect(rows.map(({ label }) => label)).toEqual(['pay_1']);
  const said = { owner: null, note: null, ignored: 'asked the gateway: it is a test' };
  await ada.matching.say({ request: newId(), exception: rows[0]?.key ?? '', ...said });
  expect(await checkOf('exceptions')).toMatchObject({ state: 'done', count: 0 });
});

test('what came late is in the queue until it is accepted or corrected, and cannot be let be', async () => {
  const { told, bo, cy, ada, newId, book } = open();
  told({ payments: [payment('pay_1', { createdAt: FEBRUARY })] });
  const { period } = await bo.closing.close({ request: newId(), period: '2026-02', note: 'All done' });
  await cy.closing.approve({ request: newId(), id: period.waiting?.id ?? '' });
  told({ refunds: [refund('re_1', 'pay_1', 1_000, { createdAt: FEBRUARY })] });
  const { rows, counts } = await ada.matching.exceptions({});
  expect(rows).toMatchObject([{ type: 'late', about: 'late', day: '2026-02-28', money: { amount: '10.00' } }]);
  expect(counts.find(({ type }) => type === 'late')?.count).toBe(1);
  const of = { exception: rows[0]?.key ?? '', owner: 'Ada', note: 'asked', ignored: null };
  await ada.matching.say({ request: newId(), ...of });
  await expect(ada.matching.say({ request: newId(), ...of, ignored: 'so what' })).rejects.toMatchObject({
    message: 'input-invalid',
  });
  const [late] = await ada.closing.late({ open: true });
  await ada.closing.answerLate({ request: newId(), events: [late?.event ?? 0], answer: 'accepted', note: 'fine' });
  expect((await ada.matching.exceptions({})).rows).toEqual([]);
  expect(verified(book.db).findings).toEqual([]);
  expect(replayed(book.db).differences).toEqual([]);
});

test('the check of the book names what counts in a month that was closed before it came', async () => {
  const { told, bo, cy, newId, book } = open();
  told({ payments: [payment('pay_1', { createdAt: FEBRUARY })] });
  const { period } = await bo.closing.close({ request: newId(), period: '2026-02', note: 'All done' });
  await cy.closing.approve({ request: newId(), id: period.waiting?.id ?? '' });
  book.db.exec('SAVEPOINT trial; UPDATE period SET closed_event = 1');
  const { findings } = verified(book.db);
  book.db.exec('ROLLBACK TO trial; RELEASE trial');
  const found = findings.filter(({ check }) => check === 'periods');
  expect(found[0]).toMatchObject({ where: 'month 2026-02', detail: expect.stringContaining('counts on 2026-02-28') });
});

test('a book with matches and months in every state is whole, and plays to the same', () => {
  const book = memoryBook(testClock());
  for (const name of ['Ada', 'Bo']) addOperator(book, name, 'administrator');
  matchesInEveryState(book);
  closesInEveryState(book);
  expect(verified(book.db).findings).toEqual([]);
  expect(replayed(book.db).differences).toEqual([]);
  book.db.close();
});
