/** Whose saved methods an invoice may be charged to. */
import { expect, test } from 'vitest';
import { act } from '../../../test/support/book';
import { charges, chargeWorld, consentingCard } from '../../../test/support/charges';
import { putPerson } from '../../db/person';
import { record } from '../../journal/record';

function addPayer({ book, customer }: ReturnType<typeof chargeWorld>) {
  const payer = book.newId();
  record(book, act(book), function* ({ db }) {
    const person = { name: 'Jane', email: null, phone: null, address: [], country: null, language: null };
    const personHash = putPerson(db, payer, person) ?? '';
    yield { kind: 'payer.added', subject: payer, occurredAt: book.clock.now(), payload: { customer, personHash } };
  });
  return payer;
}

test('an invoice that names no payer is charged to the only payer’s method, and to nobody’s where there are two', async () => {
  const world = chargeWorld();
  world.rules();
  consentingCard(world, { payer: addPayer(world) });
  await world.invoice();
  await world.charging.pass();
  expect(charges(world)).toEqual(['12100 paid']);
  addPayer(world);
  await world.invoice();
  await world.charging.pass();
  expect(charges(world)).toHaveLength(1);
});

test('an invoice that names its payer is never charged to another’s method', async () => {
  const world = chargeWorld();
  world.rules();
  const [first, second] = [addPayer(world), addPayer(world)];
  consentingCard(world, { payer: first });
  await world.invoice({ payer: second });
  await world.charging.pass();
  expect(charges(world)).toEqual([]);
});
