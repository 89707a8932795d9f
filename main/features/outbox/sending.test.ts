import { expect, test } from 'vitest';
import { deskWorld } from '../../../test/support/desk';
import type { Gateway } from '../../gateways/gateway';
import { Failure } from '../../kernel/failure';
import { attemptsIn } from './attempts';

const MINUTE = 60_000;

test('while a gateway cannot be reached nothing is tried there, and what waits goes when its sync succeeds', async () => {
  const world = deskWorld();
  world.troubles.push('offline');
  const { attempt } = await world.ask({ token: null });
  world.troubles.push('locked-out');
  await expect(world.syncing.now().result).rejects.toMatchObject({ code: 'key-refused' });
  world.troubles.push(...Array.from({ length: 50 }, () => 'silence' as const));
  for (let n = 0; n < 30; n++) {
    world.clock.at += MINUTE;
    await world.sending.work();
  }
  expect(world.troubles).toHaveLength(50);
  world.troubles.length = 0;
  await world.syncing.now().result;
  await world.sending.work();
  await world.sending.work();
  expect(world.attempt(attempt)).toMatchObject({ state: 'done', outcome: 'confirmed' });
});

test('a sealed key keeps what was asked for: a charge asks again, a page waits', async () => {
  const world = deskWorld();
  world.syncing.take('stripe', 'sandbox', 'acct_1', null);
  const charge = await world.ask();
  const page = await world.ask({ token: null, amount: 900 });
  expect(world.attempt(charge.attempt)).toMatchObject({ state: 'drafted', why: 'passphrase-needed' });
  expect(world.attempt(page.attempt)).toMatchObject({ state: 'waiting' });
  expect(world.provider.charges).toEqual([]);
});

test('what a person looks up does not use up the look-ups that are spread over hours', async () => {
  const world = deskWorld({ honoursKeys: false });
  world.troubles.push('broken');
  const { attempt } = await world.ask();
  for (let n = 0; n < 50; n++) await world.sending.lookUp(attempt);
  expect(world.attempt(attempt)).toMatchObject({ state: 'unknown' });
  for (let n = 0; n < 60; n++) {
    world.clock.at += 15 * MINUTE;
    await world.sending.work();
  }
  expect(world.attempt(attempt)).toMatchObject({ state: 'not-found' });
  await expect(world.sending.sendAgain(attempt)).rejects.toMatchObject({ code: 'attempt-not-again' });
});

test('where keys are honoured the same goes again by itself, and is done once', async () => {
  const world = deskWorld();
  world.troubles.push('broken');
  const { attempt } = await world.ask();
  expect(world.provider.charges).toEqual([]);
  for (let n = 0; n < 20; n++) {
    world.clock.at += 5_000;
    await world.sending.work();
  }
  expect(world.attempt(attempt)).toMatchObject({ state: 'done' });
  expect(world.provider.charges).toHaveLength(1);
});

test('what came of a charge is told to whoever shows its customer and its invoice', async () => {
  const world = deskWorld();
  const { attempt } = await world.ask();
  expect(world.attempt(attempt)).toMatchObject({ state: 'done', outcome: 'confirmed' });
  expect(world.told).toEqual(expect.arrayContaining(['outbox', 'payments', 'customers', 'invoices']));
});

test('the same is not sent again once it would not be the same any more', async () => {
  const world = deskWorld();
  world.troubles.push('broken');
  const { attempt } = await world.ask();
  // The customer was erased meanwhile: the request would have another payer.
  world.book.db.exec('DELETE FROM person');
  await expect(world.sending.sendAgain(attempt)).rejects.toMatchObject({ code: 'attempt-not-again' });
});

test('a stop breaks off what takes too long, and it is unknown', async () => {
  const world = deskWorld();
  const charge: NonNullable<Gateway['charge']> = (_ask, signal) =>
    new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Failure('cancelled'))));
  Object.assign(world.gateway, { charge });
  const asking = world.ask();
  await new Promise((resolve) => setImmediate(resolve));
  await world.sending.close();
  await asking;
  expect(attemptsIn(world.book.db, 'unknown')).toHaveLength(1);
});

test('an outcome that could not be written is looked up, not asked for again', async () => {
  const world = deskWorld();
  const real = world.gateway.charge.bind(world.gateway);
  let failed = false;
  const charge: NonNullable<Gateway['charge']> = async (ask) => {
    const answered = await real(ask);
    if (!failed) world.book.db.pragma('query_only = ON');
    failed = true;
    return answered;
  };
  Object.assign(world.gateway, { charge });
  await world.ask().catch(() => {});
  world.book.db.pragma('query_only = OFF');
  expect(attemptsIn(world.book.db, 'sending')).toHaveLength(1);
  for (let n = 0; n < 30; n++) {
    world.clock.at += MINUTE;
    await world.sending.work();
  }
  expect(world.provider.charges).toHaveLength(1);
  expect(attemptsIn(world.book.db, 'unknown')).toEqual([]);
  expect(attemptsIn(world.book.db, 'sending')).toEqual([]);
});

test('a pull that tells of it before its answer comes ends it, and the answer adds nothing', async () => {
  const world = deskWorld();
  const real = world.gateway.charge.bind(world.gateway);
  const charge: NonNullable<Gateway['charge']> = async (ask) => {
    const answered = await real(ask);
    await world.syncing.now().result;
    return answered;
  };
  Object.assign(world.gateway, { charge });
  const { attempt, payment } = await world.ask();
  expect(world.attempt(attempt)).toMatchObject({ state: 'done', external_id: 'pi_0' });
  expect(world.payment(payment)).toMatchObject({ external_id: 'pi_0' });
  expect(world.unexpected).toEqual([]);
  expect(attemptsIn(world.book.db, 'unknown')).toEqual([]);
});
