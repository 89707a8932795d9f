/** What deleting a saved method leaves waiting, told before it is done. */
import { expect, test } from 'vitest';
import { chargeWorld, consentingCard, declined } from '../../../test/support/charges';
import { saveMethod } from '../../../test/support/saved';
import type { Id } from '../../kernel/id';
import { stop, switchMethod } from './deeds';
import { triedWith } from './tried-with';

test('before a method is deleted it is shown which failed charges were to be tried again with it, and with no other', async () => {
  const world = chargeWorld();
  const { book, clock, customer, context, charging } = world;
  world.rules();
  const card = consentingCard(world);
  const other = saveMethod(book, customer, { token: 'pm_other', last4: '1111' });
  const tried = (method: Id) =>
    triedWith.run(book.db, { method, now: clock.now(), today: book.dayOf(clock.now()) }).map(({ id }) => id);
  // Paid, declined twice for funds, and once for good.
  world.verdicts.push('paid', declined('funds'), declined('funds'), declined('card-expired'));
  const invoices: Id[] = [];
  for (let n = 0; n < 4; n++) {
    invoices.push(await world.invoice());
    await charging.pass();
  }
  const [, first, second] = invoices;
  if (!first || !second) throw new Error('four were issued');
  expect(tried(card)).toEqual([first, second]);
  expect(tried(other)).toEqual([]);
  await switchMethod(context, { request: book.newId(), id: second, method: other });
  expect([tried(card), tried(other)]).toEqual([[first], [second]]);
  await stop(context, { request: book.newId(), id: first, why: 'The customer pays by transfer' });
  expect([tried(card), tried(other)]).toEqual([[], [second]]);
});
