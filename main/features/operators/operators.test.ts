/** Operators of a book: who may be one, how they sign in, and when a window is locked. */
import { call } from '@orpc/server';
import { expect, onTestFinished, test, vi } from 'vitest';
import { memoryBook, testClock } from '../../../test/support/book';
import { replayed, verified } from '../../../test/support/checks';
import { engineWorld } from '../../../test/support/engine-context';
import { all, one } from '../../db/sql';
import { router } from '../../engine/router';
import type { Role } from '../../kernel/operator';
import { hashSecret } from './secret';

// Each hash is slow on purpose.
vi.setConfig({ testTimeout: 60_000 });

function open() {
  const clock = testClock();
  const book = memoryBook(clock);
  const world = engineWorld(book, clock);
  onTestFinished(() => {
    expect(verified(book.db).findings).toEqual([]);
    expect(replayed(book.db).differences).toEqual([]);
    book.db.close();
  });
  const window = () => {
    const session = world.sessions.connect('screen');
    return { session, client: world.client(session) };
  };
  const adding = (client: ReturnType<typeof window>['client'], name: string, role: Role) =>
    client.operators.add({ request: book.newId(), name, role, passphrase: `${name} opens` });
  return { ...world, clock, book, window, adding };
}

test('a book without operators is anybody’s; its first one is an administrator, who is signed in at once', async () => {
  const { window, adding } = open();
  const { client } = window();
  expect(await client.operators.session()).toMatchObject({ hasOperators: false, locked: false, operator: null });
  await expect(adding(client, 'Bo', 'billing')).rejects.toMatchObject({ message: 'operator-first-administrator' });
  expect((await adding(client, 'Ada', 'administrator')).token).not.toBeNull();
  expect(await client.operators.session()).toMatchObject({ locked: false, operator: { name: 'Ada' } });
  const other = window();
  expect(await other.client.operators.session()).toMatchObject({
    locked: true,
    operator: null,
    allowed: expect.any(Array),
  });
  await expect(other.client.operators.list()).rejects.toMatchObject({ message: 'operator-locked' });
});

test('every event names its operator; before there were any, the system’s user', async () => {
  const { window, adding, book } = open();
  const { client } = window();
  await adding(client, 'Ada', 'administrator');
  await adding(client, 'Bo', 'billing');
  const named = all<{ operator: string }>(book.db, 'SELECT operator FROM request ORDER BY seq');
  expect(named.map((row) => row.operator)).toEqual(['ada', 'Ada']);
});

test('no passphrase stands in the journal, and none is kept but as its hash', async () => {
  const { window, adding, book } = open();
  await adding(window().client, 'Ada', 'administrator');
  const written = JSON.stringify([
    all(book.db, 'SELECT payload FROM event'),
    all(book.db, 'SELECT passphrase, pin FROM operator_secret'),
  ]);
  expect(written).not.toContain('Ada opens');
  expect(written).toContain('"Ada');
});

test('signing in takes the right passphrase, without the case of the name; a wrong one says no more than that', async () => {
  const { window, adding } = open();
  await adding(window().client, 'Ada', 'administrator');
  const { client } = window();
  const wrong = { message: 'sign-in-wrong' };
  await expect(client.operators.signIn({ name: 'Ada', passphrase: 'Ada closes' })).rejects.toMatchObject(wrong);
  await expect(client.operators.signIn({ name: 'Eve', passphrase: 'Ada opens' })).rejects.toMatchObject(wrong);
  await client.operators.signIn({ name: 'ADA', passphrase: 'Ada opens' });
  expect(await client.operators.session()).toMatchObject({ operator: { name: 'Ada', role: 'administrator' } });
});

test('after three wrong tries each next one waits twice as long, also the right one', async () => {
  const { window, adding, clock } = open();
  await adding(window().client, 'Ada', 'administrator');
  const { client } = window();
  const trying = (passphrase: string) => client.operators.signIn({ name: 'Ada', passphrase });
  for (let n = 0; n < 3; n++) await expect(trying('x')).rejects.toMatchObject({ message: 'sign-in-wrong' });
  await expect(trying('Ada opens')).rejects.toMatchObject({
    message: 'sign-in-wait',
    data: { params: { seconds: 1 } },
  });
  clock.at += 1_000;
  await expect(trying('x')).rejects.toMatchObject({ message: 'sign-in-wrong' });
  await expect(trying('x')).rejects.toMatchObject({ message: 'sign-in-wait', data: { params: { seconds: 2 } } });
  clock.at += 2_000;
  await trying('Ada opens');
});

test('a window that nobody touches is locked, by the engine, and a token does not bring it back', async () => {
  const { window, adding, clock, sessions, told } = open();
  const { client } = window();
  const { token } = await adding(client, 'Ada', 'administrator');
  clock.at += 14 * 60_000;
  await client.operators.stay();
  clock.at += 14 * 60_000;
  expect(await client.operators.session()).toMatchObject({ locked: false });
  clock.at += 60_000;
  told.length = 0;
  sessions.tick();
  expect(told).toEqual(['operators']);
  expect(await client.operators.session()).toMatchObject({ locked: true, last: 'Ada' });
  expect(await window().client.operators.resume({ token: token ?? '' })).toEqual({ resumed: false });
});

test('a computer that is locked or sleeps locks every window, and no command', async () => {
  const { window, adding, client, sessions, told } = open();
  const [first, second] = [window(), window()];
  const { token } = await adding(first.client, 'Ada', 'administrator');
  await second.client.operators.signIn({ name: 'Ada', passphrase: 'Ada opens' });
  const command = client(sessions.connect('command-line'));
  await command.operators.signIn({ name: 'Ada', passphrase: 'Ada opens' });
  told.length = 0;
  sessions.lockWindows();
  expect(told).toEqual(['operators']);
  for (const { client } of [first, second])
    expect(await client.operators.session()).toMatchObject({ locked: true, last: 'Ada' });
  expect(await command.operators.session()).toMatchObject({ locked: false, operator: { name: 'Ada' } });
  expect(await window().client.operators.resume({ token: token ?? '' })).toEqual({ resumed: false });
  told.length = 0;
  sessions.lockWindows();
  expect(told).toEqual([]);
});

test('reads alone keep no window open', async () => {
  const { window, adding, clock } = open();
  const { client } = window();
  await adding(client, 'Ada', 'administrator');
  clock.at += 14 * 60_000;
  await client.operators.list();
  clock.at += 60_000;
  await expect(client.operators.list()).rejects.toMatchObject({ message: 'operator-locked' });
});

test('a page that is loaded again comes back by its token, until it is locked or its operator goes', async () => {
  const { window, adding, book } = open();
  const first = window();
  await adding(first.client, 'Ada', 'administrator');
  const { id } = await adding(first.client, 'Bo', 'billing');
  const { token } = await window().client.operators.signIn({ name: 'Bo', passphrase: 'Bo opens' });
  const again = window();
  expect(await again.client.operators.resume({ token })).toEqual({ resumed: true });
  expect(await again.client.operators.session()).toMatchObject({ operator: { name: 'Bo' } });
  await first.client.operators.retire({ request: book.newId(), id });
  expect(await again.client.operators.session()).toMatchObject({ locked: true });
  await expect(again.client.operators.signIn({ name: 'Bo', passphrase: 'Bo opens' })).rejects.toMatchObject({
    message: 'sign-in-wrong',
  });
});

test('the last administrator neither retires nor becomes something else, and a name is given once', async () => {
  const { window, adding, book } = open();
  const { client } = window();
  const { id } = await adding(client, 'Ada', 'administrator');
  const { id: second } = await adding(client, 'Bo', 'administrator');
  await client.operators.retire({ request: book.newId(), id: second });
  for (const deed of [
    () => client.operators.retire({ request: book.newId(), id }),
    () => client.operators.changeRole({ request: book.newId(), id, role: 'auditor' }),
  ])
    await expect(deed()).rejects.toMatchObject({ message: 'operator-last-administrator' });
  await expect(adding(client, 'bo', 'support')).rejects.toMatchObject({ message: 'operator-exists' });
});

test('a role that changes counts at once, in windows that are open', async () => {
  const { window, adding, book } = open();
  const { client } = window();
  await adding(client, 'Ada', 'administrator');
  const { id } = await adding(client, 'Bo', 'administrator');
  const other = window();
  await other.client.operators.signIn({ name: 'Bo', passphrase: 'Bo opens' });
  await client.operators.changeRole({ request: book.newId(), id, role: 'auditor' });
  await expect(adding(other.client, 'Cy', 'support')).rejects.toMatchObject({
    message: 'not-allowed-role',
    data: { params: { role: 'auditor' } },
  });
});

test('a reset is told in the journal, ends the sessions and takes the PIN away', async () => {
  const { window, adding, book } = open();
  const { client } = window();
  await adding(client, 'Ada', 'administrator');
  const { id } = await adding(client, 'Bo', 'billing');
  const other = window();
  await other.client.operators.signIn({ name: 'Bo', passphrase: 'Bo opens' });
  await other.client.operators.setPin({ passphrase: 'Bo opens', pin: '4711' });
  await client.operators.resetPassphrase({ request: book.newId(), id, passphrase: 'another one' });
  expect(await other.client.operators.session()).toMatchObject({ locked: true });
  await other.client.operators.signIn({ name: 'Bo', passphrase: 'another one' });
  expect(await other.client.operators.session()).toMatchObject({ operator: { hasPin: false } });
  const kinds = all<{ kind: string }>(book.db, 'SELECT kind FROM event ORDER BY seq').map((row) => row.kind);
  expect(kinds.at(-1)).toBe('operator.passphrase-reset');
});

test('switching keeps the window: the next call is the other operator’s', async () => {
  const { window, adding, book } = open();
  const { client } = window();
  await adding(client, 'Ada', 'administrator');
  await adding(client, 'Bo', 'administrator');
  await client.operators.signIn({ name: 'Bo', passphrase: 'Bo opens' });
  await adding(client, 'Cy', 'support');
  expect(one(book.db, 'SELECT operator FROM request ORDER BY seq DESC LIMIT 1')).toEqual({ operator: 'Bo' });
});

test('each hash has a salt of its own', async () => {
  const [a, b] = await Promise.all([hashSecret('same'), hashSecret('same')]);
  expect(a).not.toBe(b);
});

test('what no table names is refused', async () => {
  const { window, adding, context } = open();
  const { client, session } = window();
  await adding(client, 'Ada', 'administrator');
  const unnamed = call(router.books.list, undefined, { context: context(session), path: ['books', 'erase'] });
  await expect(unnamed).rejects.toMatchObject({ message: 'not-allowed-role' });
});
