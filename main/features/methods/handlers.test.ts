/** What a person may do with a saved method, and nothing else; what it is charged with stays inside. */
import { call } from '@orpc/server';
import { expect, test } from 'vitest';
import { act } from '../../../test/support/book';
import { type DeskWorld, deskWorld } from '../../../test/support/desk';
import { saveMethod } from '../../../test/support/saved';
import { all } from '../../db/sql';
import { record } from '../../journal/record';
import type { Id } from '../../kernel/id';
import type { Day } from '../../kernel/time';
import { takeInputSchema } from '../taking/contract';
import { type TakingContext, take } from '../taking/taking';
import { methodsContract } from './contract';
import { methodsHandlers } from './handlers';
import { savedMethods } from './query';

function open() {
  const world = deskWorld();
  const { book, clock, customer, desk } = world;
  const rest = { operator: 'ada', source: 'screen', healthy: Promise.resolve(), changed: () => {}, outbox: desk };
  const context = { book, clock, ...rest } as unknown as TakingContext & Parameters<typeof contextOf>[0];
  const list = () => savedMethods.run(book.db, { customer, today: '2026-03-01' as Day });
  return { ...world, context: contextOf(context), list };
}

/** What the handlers are given, as far as they need it. */
function contextOf(context: TakingContext) {
  return context as TakingContext & { savedMethods: never; syncing: never };
}

const taking = (world: DeskWorld & { context: TakingContext }, savedMethod: Id, more: object = {}) =>
  take(
    world.context,
    takeInputSchema.parse({
      ...{ request: world.book.newId(), customer: world.customer, currency: 'EUR', amount: '120.00' },
      ...{ description: 'Top-up', via: { by: 'saved-method', id: savedMethod } },
      ...more,
    }),
  );

test('only the nickname can be edited; any other change is delete and add', async () => {
  expect(Object.keys(methodsContract).sort()).toEqual(
    ['list', 'sync', 'removal', 'remove', 'makePrimary', 'rename', 'verify', 'consent', 'setUp', 'openSetUp'].sort(),
  );
  const { book, customer, context, list } = open();
  const id = saveMethod(book, customer);
  const [before] = list();
  const rename = (nickname: string | null) =>
    call(methodsHandlers.rename, { request: book.newId(), id, nickname }, { context });
  await rename('Office card');
  expect(list()).toEqual([{ ...before, nickname: 'Office card' }]);
  await rename('4242 4242 4242 4242');
  expect(list()).toEqual([{ ...before, nickname: '···· 4242' }]);
  await rename('');
  expect(list()).toEqual([before]);
});

test('make primary: only a Confirmed one, and the same request is done once', async () => {
  const { book, customer, context, list } = open();
  const first = saveMethod(book, customer);
  const second = saveMethod(book, customer);
  const pending = saveMethod(book, customer, { status: 'Pending' });
  const make = (id: Id, request = book.newId()) => call(methodsHandlers.makePrimary, { request, id }, { context });
  await expect(make(pending)).rejects.toMatchObject({ code: 'saved-method-not-confirmed' });
  const request = book.newId();
  await make(second, request);
  await make(first);
  await make(second, request);
  expect(list().map(({ id, primary }) => [id, primary])).toEqual([
    [first, true],
    [second, false],
    [pending, false],
  ]);
});

test('a verification mark names the operator; a consent has a day that has come, and terms', async () => {
  const { book, customer, context, list, clock } = open();
  const id = saveMethod(book, customer);
  const asked = () => ({ request: book.newId(), id });
  await call(methodsHandlers.verify, { ...asked(), part: 'details', verified: true, note: 'Called back' }, { context });
  expect(list()[0]?.verified.details).toEqual({ by: 'ada', at: clock.at, note: 'Called back' });
  const consent = (on: string) =>
    call(methodsHandlers.consent, { ...asked(), consent: { on, terms: 'Contract 7' } }, { context });
  await expect(consent('2026-03-02')).rejects.toMatchObject({ code: 'day-to-come' });
  await consent('2026-03-01');
  expect(list()[0]?.consent).toEqual({ on: '2026-03-01', terms: 'Contract 7' });
  await call(methodsHandlers.consent, { ...asked(), consent: null }, { context });
  expect(list()[0]?.consent).toBeNull();
  const unknown = { request: book.newId(), id: book.newId(), nickname: 'x' };
  await expect(call(methodsHandlers.rename, unknown, { context })).rejects.toMatchObject({
    code: 'saved-method-unknown',
  });
});

test('a saved method is charged at once, without a redirect, and only for its own payer', async () => {
  const world = open();
  const { book, customer } = world;
  const payer = book.newId();
  const payload = { customer, personHash: '' };
  record(book, act(book), () => [{ kind: 'payer.added', subject: payer, occurredAt: world.clock.at, payload }]);
  const own = saveMethod(book, customer);
  const theirs = saveMethod(book, customer, { payer });
  await expect(taking(world, theirs)).rejects.toMatchObject({ code: 'saved-method-unknown' });
  await expect(taking(world, own, { payer })).rejects.toMatchObject({ code: 'saved-method-unknown' });
  const pending = saveMethod(book, customer, { status: 'Pending' });
  await expect(taking(world, pending)).rejects.toMatchObject({ code: 'saved-method-not-confirmed' });
  expect(world.provider.charges).toHaveLength(0);
  const request = book.newId();
  const taken = await taking(world, theirs, { payer, request });
  expect(taken).toMatchObject({ state: 'done', link: null });
  expect(world.provider.charges).toHaveLength(1);
  // What was asked for gets its answer again, also when the method has gone since.
  record(book, act(book), () => [
    { kind: 'method.removed', subject: theirs, occurredAt: world.clock.at, payload: { by: 'operator' } },
  ]);
  expect(await taking(world, theirs, { payer, request })).toEqual(taken);
  await expect(taking(world, theirs, { payer, again: true })).rejects.toMatchObject({ code: 'saved-method-unknown' });
  expect(world.provider.charges).toHaveLength(1);
});

test('a provider’s token is in no list, no payment, no person’s row and no failure', async () => {
  const world = open();
  const { book, customer, list } = world;
  const token = 'pm_secretish_1';
  const id = saveMethod(book, customer, { token });
  await taking(world, id);
  const shown = JSON.stringify([list(), all(book.db, 'SELECT * FROM payment'), all(book.db, 'SELECT * FROM person')]);
  expect(shown).not.toContain(token);
  const told = await taking(world, book.newId()).catch((error: unknown) => String(error));
  expect(told).toContain('saved-method-unknown');
  expect(told).not.toContain(token);
});
