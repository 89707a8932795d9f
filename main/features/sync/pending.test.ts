/** When payments were last seen at their gateway: noted for those that wait, and for those that did. */
import { expect, test } from 'vitest';
import { memoryBook, START_MS, testClock } from '../../../test/support/book';
import { page, payment } from '../../../test/support/told';
import { all } from '../../db/sql';
import { ingest } from './ingest';
import { rememberChecks } from './pending';

const act = { operator: 'ada', source: 'gateway:stripe' };
const inAMinute = () => 60_000;

test('a payment that waits is looked at again; one that is over is not, nor one that never waited', () => {
  const book = memoryBook(testClock());
  const waits = page({ payments: [payment('pi_1', { status: 'Pending' }), payment('pi_2')] });
  const elsewhere = page({ payments: [payment('pi_1', { status: 'Pending' })] });
  const over = page({ payments: [payment('pi_1'), payment('pi_2'), payment('pi_9')] });
  ingest(book, act, 'stripe', [waits], null);
  ingest(book, { ...act, source: 'gateway:paypal' }, 'paypal', [elsewhere], null);
  rememberChecks(book.db, 'stripe', [waits], START_MS, inAMinute);
  rememberChecks(book.db, 'paypal', [elsewhere], START_MS, inAMinute);
  const checks = () =>
    all(
      book.db,
      `SELECT p.gateway, p.external_id AS id, k.checked_at - ${START_MS} AS checked, k.next_at - ${START_MS} AS next
       FROM payment_check k JOIN payment p ON p.id = k.payment ORDER BY p.gateway`,
    );
  expect(checks()).toEqual([
    { gateway: 'paypal', id: 'pi_1', checked: 0, next: 60_000 },
    { gateway: 'stripe', id: 'pi_1', checked: 0, next: 60_000 },
  ]);
  rememberChecks(book.db, 'stripe', [over], START_MS + 5_000, inAMinute);
  expect(checks()).toEqual([
    { gateway: 'paypal', id: 'pi_1', checked: 0, next: 60_000 },
    { gateway: 'stripe', id: 'pi_1', checked: 5_000, next: null },
  ]);
});
