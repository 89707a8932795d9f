/** A book with a customer, and a provider whose list of saved methods the test writes. */
import { expect, onTestFinished } from 'vitest';
import type { PayerAdded } from '../../main/features/customers/events';
import { savedMethods } from '../../main/features/methods/query';
import { MethodSync } from '../../main/features/methods/syncing';
import type { PulledMethod } from '../../main/gateways/ask';
import { record } from '../../main/journal/record';
import type { Id } from '../../main/kernel/id';
import { act } from './book';
import { replayed, verified } from './checks';
import { deskWorld } from './desk';

export const card = (token: string, more: Partial<PulledMethod> = {}): PulledMethod => ({
  ...{ token, method: 'card', label: 'Visa ···· 4242', brand: 'Visa', last4: '4242', expires: '2030-12' },
  ...{ status: 'confirmed', providerStatus: 'attached', createdAt: null },
  ...more,
});

export function openMethods() {
  const world = deskWorld();
  const { book, customer } = world;
  const kept: PulledMethod[] = [];
  const removed: string[] = [];
  const trouble: { next: Error | null } = { next: null };
  Object.assign(world.gateway, {
    async listMethods() {
      if (trouble.next) throw trouble.next;
      return [...kept];
    },
    async removeMethod(_owner: string, token: string) {
      if (trouble.next) throw trouble.next;
      removed.push(token);
      kept.splice(0, kept.length, ...kept.filter((method) => method.token !== token));
    },
  });
  const options = { book, healthy: Promise.resolve(), operator: 'ada', gateways: world.syncing, changed: () => {} };
  const syncing = new MethodSync({ ...options, unexpected: (_, error) => void world.unexpected.push(error) });
  const list = (payer?: Id | null) =>
    savedMethods.run(book.db, {
      customer,
      ...(payer === undefined ? {} : { payer }),
      today: book.dayOf(world.clock.at),
    });
  const happen = (kind: string, subject: Id, payload: object) =>
    record(book, act(book), () => [{ kind, subject, occurredAt: world.clock.at, payload }]);
  const addPayer = (): Id => {
    const id = book.newId();
    const payload: PayerAdded = { customer, personHash: '' };
    happen('payer.added', id, payload);
    return id;
  };
  const sync = async () => {
    world.clock.at += 60_000;
    return syncing.sync(customer);
  };
  onTestFinished(() => {
    expect(world.unexpected).toEqual([]);
    expect(verified(book.db).findings).toEqual([]);
    expect(replayed(book.db).differences).toEqual([]);
  });
  return { ...world, world, syncing, kept, removed, trouble, list, happen, addPayer, sync };
}
