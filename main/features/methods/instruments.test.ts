/** One card is one method, under however many tokens its provider keeps it: charged by the newest, deleted by all. */
import { expect, test } from 'vitest';
import { act } from '../../../test/support/book';
import { card, openMethods as open } from '../../../test/support/methods';
import { one } from '../../db/sql';
import type { Id } from '../../kernel/id';
import { instrumentsOf } from './instruments';
import { heldMethod } from './query';

test('a card that its provider keeps once for each charge is one method, and keeps what a person made of it', async () => {
  const { book, list, sync, kept, happen } = open();
  const of = { instrument: 'SIG_1' };
  // As the book had it before it knew that they are one card.
  kept.push(card('AUTH_1'), card('AUTH_2'), card('AUTH_3', { last4: '0005', instrument: 'SIG_2' }));
  await sync();
  const [first, second] = list();
  happen('method.made-primary', second?.id as Id, {});
  happen('method.nicknamed', second?.id as Id, { nickname: 'Office card' });
  happen('method.consented', second?.id as Id, { on: '2026-02-20', terms: 'Contract 7' });
  kept.splice(0, 2, card('AUTH_1', of), card('AUTH_2', of), card('AUTH_4', { ...of, expires: '2034-01' }));
  await sync();
  const [stays, other] = list();
  expect(list()).toHaveLength(2);
  expect(stays).toMatchObject({ id: second?.id, nickname: 'Office card', primary: true, expires: '2034-01' });
  expect(stays?.consent).toMatchObject({ terms: 'Contract 7' });
  expect(other).toMatchObject({ last4: '0005' });
  expect(heldMethod(book.db, stays?.id ?? '')).toMatchObject({ token: 'AUTH_4' });
  expect(first?.id).not.toBe(stays?.id);
  // Another charge, another token: nothing is newer in it than in the one that is charged.
  kept.push(card('AUTH_5', { ...of, expires: '2034-01' }));
  const before = one(book.db, 'SELECT max(seq) AS seq FROM event');
  await sync();
  expect(one(book.db, 'SELECT max(seq) AS seq FROM event')).toEqual(before);
});

test('while a charge of a card may still be done, the card keeps the token that it was asked with', async () => {
  const { book, list, sync, kept, ask, troubles } = open();
  kept.push(card('AUTH_1', { instrument: 'SIG_1' }));
  await sync();
  troubles.push('silence');
  await ask({ token: 'AUTH_1' });
  kept.push(card('AUTH_2', { instrument: 'SIG_1', expires: '2035-01' }));
  await sync();
  expect(list()).toHaveLength(1);
  expect(heldMethod(book.db, list()[0]?.id ?? '')).toMatchObject({ token: 'AUTH_1', underWay: 1 });
});

test('save for later of a card that is kept already: it stays one method, and nothing is awaited in vain', async () => {
  const { list, sync, kept, ask, world } = open();
  const of = { instrument: 'SIG_1', label: 'Visa ···· 4242' };
  kept.push(card('AUTH_1', of));
  await sync();
  const { payment } = await ask({ token: null, saveMethod: true });
  await sync();
  expect(list().map(({ status }) => status)).toEqual(['Confirmed', 'Pending']);
  const page = world.provider.pages[0];
  if (!page) throw new Error('no page');
  world.provider.pay(page, true);
  await world.syncing.checkPayment(payment);
  kept.push(card('AUTH_2', of));
  await sync();
  expect(list()).toMatchObject([{ status: 'Confirmed', label: 'Visa ···· 4242', primary: true }]);
});

test('a card is deleted by all of its tokens, and a list that is behind brings none of them back', async () => {
  const { book, list, sync, kept, removed, syncing } = open();
  const of = { instrument: 'SIG_1' };
  kept.push(card('AUTH_1', of), card('AUTH_2', of), card('AUTH_3', { last4: '0005', instrument: 'SIG_2' }));
  await sync();
  const listed = [...kept];
  const id = list().find(({ last4 }) => last4 === '4242')?.id;
  await syncing.remove(act(book), id as Id);
  expect(removed.sort()).toEqual(['AUTH_1', 'AUTH_2']);
  kept.splice(0, kept.length, ...listed);
  await sync();
  expect(list().map(({ last4 }) => last4)).toEqual(['0005']);
});

test('of one card the newest that can be charged is taken, whichever of its owners it is of', () => {
  const is = { instrument: 'fp_1' };
  const old = card('pm_old', { ...is, createdAt: 1 });
  const told = [
    { owner: 'cus_1', methods: [card('pm_failed', { ...is, createdAt: 9, status: 'failed' }), old] },
    { owner: 'cus_2', methods: [card('pm_new', { ...is, createdAt: 5 }), card('pm_alone', { createdAt: 3 })] },
  ];
  const found = instrumentsOf(told, new Set(['pm_old']));
  expect(found.map(({ owner, method, tokens }) => [owner, method.token, [...tokens]])).toEqual([
    ['cus_2', 'pm_new', ['pm_old', 'pm_failed', 'pm_new']],
    ['cus_2', 'pm_alone', ['pm_alone']],
  ]);
  const undated = [card('a', is), card('b', is), card('c', is)];
  const one = (held: string[]) =>
    instrumentsOf([{ owner: 'x', methods: undated }], new Set(held)).map(({ method }) => method.token);
  expect(one(['b'])).toEqual(['b']);
  expect(one([])).toEqual(['c']);
});
