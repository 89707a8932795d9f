/** The mark on a returned debit, or on a refund that failed, goes only when a person has seen to it; no money moves by that. */
import { expect, test } from 'vitest';
import { balances, replayed, verified } from '../../../test/support/checks';
import { openBook } from '../../../test/support/entry-book';
import { payment, refund } from '../../../test/support/told';
import type { Context } from '../../context';
import { one } from '../../db/sql';
import { type Id, idFromBytes } from '../../kernel/id';
import { clearFlag } from './flag';

test('a person who has seen to a returned payment takes its flag off: once, with no posting, and no sync puts it on again', async () => {
  const { book, tell } = openBook();
  tell({ payments: [payment('pi_1', { method: 'direct-debit' })] });
  const told = { payments: [payment('pi_1', { method: 'direct-debit' })] };
  const returned = refund('re_1', 'pi_1', 10_000, { returned: true });
  tell({ ...told, refunds: [returned] });
  const row = () => one<{ uuid: Buffer; flag: string | null }>(book.db, 'SELECT uuid, flag FROM payment');
  expect(row()?.flag).toBe('returned');
  const id = idFromBytes(row()?.uuid ?? Buffer.alloc(16));
  const heard: string[] = [];
  const changed = (topics: readonly string[]) => void heard.push(...topics);
  const context = {
    ...{ book, clock: book.clock, operator: 'ada', source: 'screen', healthy: Promise.resolve(), changed },
  } as unknown as Context; // from outside: only what the deed takes of it
  const before = balances(book.db);
  await expect(clearFlag(context, { request: book.newId(), id, flag: 'refund-failed' })).rejects.toMatchObject({
    code: 'flag-gone',
  });
  const asked = { request: book.newId(), id, flag: 'returned' } as const;
  await clearFlag(context, asked);
  expect(row()?.flag).toBeNull();
  await clearFlag(context, asked);
  expect(heard).toEqual(['payments']);
  expect(one(book.db, "SELECT count(*) AS n FROM event WHERE kind = 'payment.flag-cleared'")).toEqual({ n: 1 });
  await expect(clearFlag(context, { ...asked, request: book.newId() })).rejects.toMatchObject({ code: 'flag-gone' });
  const gone = { ...asked, id: book.newId() as Id, request: book.newId() };
  await expect(clearFlag(context, gone)).rejects.toMatchObject({ code: 'payment-unknown' });
  tell({ ...told, refunds: [returned] });
  expect(row()?.flag).toBeNull();
  expect(balances(book.db)).toEqual(before);
  expect(verified(book.db).findings).toEqual([]);
  expect(replayed(book.db).differences).toEqual([]);
});
