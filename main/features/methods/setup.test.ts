import { expect, onTestFinished, test } from 'vitest';
import { memoryBook, testClock } from '../../../test/support/book';
import { customer, page } from '../../../test/support/told';
import type { Context } from '../../context';
import { all } from '../../db/sql';
import { OutcomeUnknown, type SetupAsk } from '../../gateways/ask';
import type { Gateway } from '../../gateways/gateway';
import { Failure } from '../../kernel/failure';
import { idFromBytes } from '../../kernel/id';
import { ingest } from '../sync/ingest';
import { openSetup } from './setup';

function world(openPage: Gateway['openSetup']) {
  const book = memoryBook(testClock());
  onTestFinished(() => {
    book.db.close();
  });
  const told = page({ customers: [customer('cus_1')] });
  ingest(book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', [told], null);
  const [row] = all<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM customer');
  const id = idFromBytes(row?.uuid ?? Buffer.alloc(16));
  const context = { book, healthy: Promise.resolve() } as unknown as Context; // from outside: nothing else is used
  const gateway = { openSetup: openPage } as Gateway; // from outside: as above
  const open = (more: object = {}) =>
    openSetup(
      context,
      { gateway: () => gateway },
      { request: book.newId(), customer: id, gateway: 'stripe', currency: 'EUR', ...more },
    );
  return { book, id, open };
}

test('a page is opened for the customer as the gateway knows it, and nothing is recorded', async () => {
  const asked: SetupAsk[] = [];
  const { book, open } = world((ask) => {
    asked.push(ask);
    return Promise.resolve({ page: 'cs_1', link: 'https://pay.example/cs_1', expiresAt: 5 });
  });
  const before = all(book.db, 'SELECT seq FROM event').length;
  const request = book.newId();
  expect(await open({ request })).toEqual({ link: 'https://pay.example/cs_1', expiresAt: 5 });
  expect(asked).toEqual([
    { key: request, customer: 'cus_1', currency: 'EUR', returnUrl: expect.stringMatching(/^https:/) },
  ]);
  expect(all(book.db, 'SELECT seq FROM event')).toHaveLength(before);
});

test('it is refused where the gateway has no such page, and for a customer that it does not know', async () => {
  const without = world(undefined);
  await expect(without.open()).rejects.toMatchObject({ code: 'not-offered', params: { gateway: 'Stripe' } });
  const page = world(() => Promise.resolve({ page: 'p', link: 'l', expiresAt: null }));
  await expect(page.open({ gateway: 'paypal' })).rejects.toMatchObject({ code: 'customer-not-there' });
});

test('without an answer it failed: no money could move by it', async () => {
  const failure = new Failure('gateway-timeout', { gateway: 'Stripe' });
  const { open } = world(() => Promise.reject(new OutcomeUnknown(failure)));
  await expect(open()).rejects.toBe(failure);
});
