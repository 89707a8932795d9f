import { expect, onTestFinished, test } from 'vitest';
import { memoryBook, testClock } from '../../../test/support/book';
import { engineWorld } from '../../../test/support/engine-context';
import { addCustomer } from '../../../test/support/invoices';
import { payoutOf, pendingTransfer } from '../../../test/support/matching';
import { bankAccount, statementOf } from '../../../test/support/statements';
import { one } from '../../db/sql';
import { firstRules } from '../../kernel/matching';

function workbench() {
  const clock = testClock();
  const book = memoryBook(clock);
  onTestFinished(() => {
    book.db.close();
  });
  const world = engineWorld(book, clock);
  const api = world.client(world.sessions.connect('screen')).matching;
  return { book, api, bank: bankAccount(book), id: () => book.newId() };
}

test('what is suggested by reference and by payout is accepted at once, as one set, and each is un-matched alone', async () => {
  const { book, api, bank, id } = workbench();
  pendingTransfer(book, 5_000, 'RF18539007547034', addCustomer(book, 'Ada Lovelace'));
  payoutOf(book, 10_000, 'po_1ABCDEFGH2345');
  statementOf(book, bank, [
    { amount: 5_000, text: 'RF18 5390 0754 7034', name: 'A LOVELACE' },
    { amount: 10_000, text: 'STRIPE PO_1ABCDEFGH2345' },
    { amount: 777, text: 'who knows' },
  ]);
  expect(await api.banks()).toMatchObject([{ key: 'main', open: 3, matched: 0 }]);
  const open = await api.lines({ bank: 'main', view: 'open' });
  expect(open).toMatchObject({ total: 3, exact: 2 });
  expect(open.rows.map(({ best }) => best?.rule ?? null)).toEqual(['reference', 'reference', null]);
  const exact = await api.exact({ bank: 'main' });
  expect(exact.map(({ items }) => items[0])).toMatchObject([
    { kind: 'payment', pending: true },
    { kind: 'payout', who: 'stripe' },
  ]);
  const request = id();
  const keys = exact.map(({ key }) => key);
  const { matches } = await api.accept({ request, keys });
  expect((await api.accept({ request, keys })).matches).toEqual(matches);
  expect(one(book.db, 'SELECT deed, items FROM change_set ORDER BY id DESC')).toEqual({ deed: 'match', items: 2 });
  expect(await api.banks()).toMatchObject([{ open: 1, matched: 2 }]);
  const shown = await api.get({ match: matches[0] ?? '' });
  expect(shown).toMatchObject({
    rule: 'reference',
    operator: 'ada',
    items: [{ money: { amount: '50.00' }, pending: false }],
  });
  await api.undo({ request: id(), match: matches[0] ?? '' });
  expect(await api.banks()).toMatchObject([{ open: 2, matched: 1 }]);
});

test('a line that a link led to is had alone, wherever it stands, and only while it is of that view and bank', async () => {
  const { book, api, bank } = workbench();
  const said = Array.from({ length: 503 }, (_, n) => ({ amount: 100 + n, day: n < 502 ? '2026-02-01' : '2026-03-01' }));
  const { lines } = statementOf(book, bank, said);
  const far = lines.slice(-1);
  const begins = await api.lines({ bank: 'main', view: 'open', limit: 500 });
  expect(begins.rows.map(({ id }) => id)).not.toContain(far[0]);
  const found = await api.lines({ bank: 'main', view: 'open', only: far });
  expect(found).toMatchObject({ total: 1, rows: [{ id: far[0], money: { amount: '6.02' }, day: '2026-03-01' }] });
  expect((await api.lines({ bank: 'main', view: 'matched', only: far })).rows).toEqual([]);
  expect((await api.lines({ bank: 'other', view: 'open', only: far })).rows).toEqual([]);
  expect((await api.lines({ bank: 'main', view: 'open', only: [] })).rows).toEqual([]);
});

test('a proposal that is refused does not come back, and what is no longer proposed is not accepted', async () => {
  const { book, api, bank, id } = workbench();
  payoutOf(book, 10_000, 'po_1ABCDEFGH2345');
  const { lines } = statementOf(book, bank, [{ amount: 10_000, text: 'STRIPE PO_1ABCDEFGH2345' }]);
  const [found] = await api.proposals({ line: lines[0] ?? '' });
  await api.refuse({ request: id(), key: found?.key ?? '' });
  expect(await api.proposals({ line: lines[0] ?? '' })).toEqual([]);
  await expect(api.accept({ request: id(), keys: [found?.key ?? ''] })).rejects.toMatchObject({
    data: { code: 'changed-since-preview' },
  });
});

test('by hand: candidates are searched, a fee makes up the difference, and nothing is done twice', async () => {
  const { book, api, bank, id } = workbench();
  const payout = payoutOf(book, 10_000, 'po_1ABCDEFGH2345');
  payoutOf(book, 2_000, 'po_2');
  const { lines } = statementOf(book, bank, [{ amount: 9_950, text: 'x' }]);
  const wish = { line: lines[0] ?? '', currency: 'EUR' };
  expect((await api.candidates({ ...wish, text: 'abcdefgh' })).map(({ id: of }) => of)).toEqual([payout]);
  expect((await api.candidates({ ...wish, text: '100.00' })).map(({ id: of }) => of)).toEqual([payout]);
  const input = {
    request: id(),
    lines,
    tied: [{ kind: 'payout' as const, id: payout }],
    booked: [{ as: 'fee' as const, amount: '-0.50' }],
  };
  const { matches } = await api.match(input);
  expect((await api.match(input)).matches).toEqual(matches);
  await expect(api.match({ ...input, request: id() })).rejects.toMatchObject({ data: { code: 'bank-line-not-open' } });
  expect(one(book.db, 'SELECT count(*) AS n FROM match')).toEqual({ n: 1 });
});

test('by themselves act only the rules that are switched to it', async () => {
  const { book, api, bank, id } = workbench();
  payoutOf(book, 10_000, 'po_1ABCDEFGH2345');
  statementOf(book, bank, [
    { amount: 10_000, text: 'STRIPE PO_1ABCDEFGH2345' },
    { amount: -300, text: 'Account fee' },
  ]);
  expect(await api.run({ request: id() })).toEqual({ matches: [], open: 2 });
  const rules = firstRules.map((rule) => ({ ...rule, words: [...rule.words], automatic: rule.id === 'reference' }));
  await api.setRules({ request: id(), rules });
  expect(await api.rules()).toEqual(rules);
  expect(await api.run({ request: id() })).toMatchObject({ matches: [expect.any(String)], open: 1 });
  expect(one(book.db, 'SELECT automatic, rule FROM match')).toEqual({ automatic: 1, rule: 'reference' });
});

test('before a transfer is marked as received, the bank line that fits it is offered as a match', async () => {
  const { book, api, bank, id } = workbench();
  const customer = addCustomer(book, 'Ada Lovelace');
  const waited = pendingTransfer(book, 5_000, 'RF18539007547034', customer);
  const other = pendingTransfer(book, 7_000, 'RF97C2H5OH', customer);
  expect(await api.fitting({ payment: waited })).toEqual([]);
  statementOf(book, bank, [
    { amount: 5_000, text: 'RF18 5390 0754 7034', name: 'A LOVELACE' },
    { amount: -5_000, text: 'RF18 5390 0754 7034' },
    { amount: 12_000, text: 'RF18539007547034 RF97C2H5OH' },
  ]);
  const [line, ...more] = await api.fitting({ payment: waited });
  expect(more).toEqual([]);
  expect(line).toMatchObject({ money: { amount: '50.00' }, says: 'A LOVELACE, RF18 5390 0754 7034' });
  expect(await api.fitting({ payment: other })).toEqual([]);
  await api.accept({ request: id(), keys: [line?.key ?? ''] });
  const text = 'SELECT status, booked_on FROM payment ORDER BY id LIMIT 1';
  expect(one(book.db, text)).toEqual({ status: 'Completed', booked_on: line?.day });
  expect(await api.fitting({ payment: waited })).toEqual([]);
});
