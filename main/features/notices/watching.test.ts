import { expect, onTestFinished, test } from 'vitest';
import { act, memoryBook, testClock } from '../../../test/support/book';
import { customer, dispute, page, payment, refund } from '../../../test/support/told';
import { one, run } from '../../db/sql';
import { record } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { idFromBytes, idToBytes } from '../../kernel/id';
import { ingest } from '../sync/ingest';
import { noticeSchema } from './contract';
import { noticesPage } from './query';
import { type NoticedGateway, Notices } from './watching';

const DAY_MS = 86_400_000;

async function world() {
  const clock = testClock();
  const book = memoryBook(clock);
  onTestFinished(() => {
    book.db.close();
  });
  const gateways: NoticedGateway[] = [];
  const told: string[] = [];
  const start = async () => {
    const notices = new Notices({
      book,
      healthy: Promise.resolve(),
      gateways: () => gateways,
      changed: (topics) => told.push(...topics),
    });
    await Promise.resolve();
    return notices;
  };
  const pull = (facts: Parameters<typeof page>[0]) =>
    ingest(book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', [page(facts)], null);
  const list = (operator = 'ada') => noticesPage.run(book.db, { operator, limit: 50 });
  const kinds = () => list().rows.map((row) => row.kind);
  return { clock, book, gateways, told, start, pull, list, kinds, notices: await start() };
}

test('what was waited for and came, and what failed, is told once, with its reason', async () => {
  const { clock, notices, pull, list, kinds, told } = await world();
  notices.tick();
  const createdAt = clock.at;
  const waits = { status: 'Pending', createdAt } as const;
  pull({ customers: [customer('cus_1')], payments: [payment('pi_1', waits), payment('pi_2', waits)] });
  notices.tick();
  expect(kinds()).toEqual([]);
  clock.at += 60_000;
  pull({
    payments: [
      payment('pi_1', { createdAt, completedAt: clock.at }),
      payment('pi_2', { createdAt, status: 'Cancelled', detail: 'Insufficient funds.' }),
    ],
  });
  notices.tick();
  notices.tick();
  expect(list()).toMatchObject({
    unread: 2,
    rows: [
      { kind: 'payment-cancelled', detail: 'Insufficient funds.', reason: 'declined', amount: { amount: '100.00' } },
      { kind: 'payment-completed', customer: { name: 'Customer cus_1' }, at: clock.at, read: false, untold: true },
    ],
  });
  for (const row of list().rows) expect(noticeSchema.parse(row)).toEqual(row);
  expect(told).toEqual(['notices']);
});

test('the history of an account that was connected since is not told, however young it is', async () => {
  const { book, clock, notices, pull, kinds } = await world();
  notices.tick();
  run(
    book.db,
    "INSERT INTO gateway_account (key, provider, environment, account, name, added_at) VALUES ('stripe', 'stripe', 'sandbox', 'a', 'b', ?)",
    clock.at,
  );
  const before = clock.at - 60_000;
  pull({
    customers: [customer('cus_1')],
    payments: [
      payment('pi_1', { createdAt: before, completedAt: before }),
      payment('pi_2', { createdAt: before, status: 'Cancelled' }),
    ],
    refunds: [refund('re_1', 'pi_1', 500, { createdAt: before, returned: true })],
    disputes: [dispute('dp_1', 'pi_1', 10_000, { openedAt: before })],
  });
  notices.tick();
  expect(kinds()).toEqual([]);
  clock.at += 60_000;
  pull({ payments: [payment('pi_3', { createdAt: clock.at, status: 'Cancelled' })] });
  notices.tick();
  expect(kinds()).toEqual(['payment-cancelled']);
});

test('old history is not told: what ended before it came, and what is more than a day old', async () => {
  const { clock, notices, pull, kinds } = await world();
  notices.tick();
  const old = clock.at - 2 * DAY_MS;
  pull({
    customers: [customer('cus_1')],
    payments: [
      payment('pi_1', { createdAt: old }),
      payment('pi_2', { createdAt: old, status: 'Cancelled' }),
      payment('pi_3', { createdAt: clock.at - 60_000 }),
    ],
    disputes: [dispute('dp_1', 'pi_1', 10_000, { openedAt: old })],
  });
  notices.tick();
  expect(kinds()).toEqual([]);
  // Of the last day: what failed, and what is disputed.
  pull({
    payments: [payment('pi_4', { createdAt: clock.at - 60_000, status: 'Cancelled' })],
    disputes: [dispute('dp_2', 'pi_3', 10_000, { openedAt: clock.at })],
  });
  notices.tick();
  expect(kinds().sort()).toEqual(['dispute-opened', 'payment-cancelled']);
});

test('a book from before there were notices begins with none, and a restart tells nothing again', async () => {
  const { clock, pull, start, kinds } = await world();
  const createdAt = clock.at;
  pull({ customers: [customer('cus_1')], payments: [payment('pi_1', { createdAt, status: 'Pending' })] });
  clock.at += 60_000;
  pull({ payments: [payment('pi_1', { createdAt, status: 'Cancelled' })] });
  (await start()).tick();
  expect(kinds()).toEqual([]);
  pull({ payments: [payment('pi_2', { createdAt, status: 'Cancelled' })] });
  (await start()).tick();
  (await start()).tick();
  expect(kinds()).toEqual(['payment-cancelled']);
});

test('what an operator did is no news, and what is answered at once was not waited for', async () => {
  const { clock, book, notices, pull, kinds } = await world();
  notices.tick();
  const createdAt = clock.at;
  const names = ['pi_1', 'pi_2'];
  pull({ customers: [customer('cus_1')], payments: names.map((id) => payment(id, { createdAt, status: 'Pending' })) });
  clock.at += 2_000;
  pull({ payments: [payment('pi_1', { createdAt, completedAt: clock.at })] });
  const row = one<{ uuid: Buffer }>(book.db, "SELECT uuid FROM payment WHERE external_id = 'pi_2'");
  const subject = idFromBytes(row?.uuid ?? Buffer.alloc(16));
  const cancelled = {
    gateway: 'stripe',
    amount: 10_000,
    currency: 'EUR',
    was: 'Pending',
    status: 'Cancelled',
  } as const;
  record(book, act(book), () => [
    {
      kind: 'payment.status-changed',
      subject,
      occurredAt: clock.at,
      payload: { ...cancelled, reason: 'cancelled-operator', providerStatus: 'canceled' },
    },
  ]);
  notices.tick();
  expect(kinds()).toEqual([]);
});

test('money that goes back after all, and a refund that fails later, are told of', async () => {
  const { clock, notices, pull, kinds } = await world();
  notices.tick();
  pull({
    customers: [customer('cus_1')],
    payments: [payment('pi_1'), payment('pi_2')],
    refunds: [refund('re_1', 'pi_2', 4_000)],
  });
  clock.at += DAY_MS;
  pull({ payments: [payment('pi_1', { status: 'Cancelled' })], refunds: [] });
  pull({ refunds: [refund('re_1', 'pi_2', 4_000, { status: 'failed' })] });
  notices.tick();
  expect(kinds()).toEqual(['refund-failed', 'payment-returned']);
});

test('a refused key is told of at once, and a sync that is stuck after some tries, once for each time', async () => {
  const { clock, book, gateways, notices, list, kinds } = await world();
  const stripe: NoticedGateway = { key: 'stripe', failure: null, failures: 0 };
  gateways.push(stripe);
  stripe.failure = new Failure('gateway-timeout', { gateway: 'Stripe' });
  stripe.failures = 4;
  notices.tick();
  expect(kinds()).toEqual([]);
  stripe.failures = 5;
  notices.tick();
  stripe.failures = 6;
  notices.tick();
  expect(list().rows).toMatchObject([{ kind: 'sync-stuck', gateway: 'stripe', detail: 'gateway-timeout' }]);
  stripe.failure = new Failure('key-refused', { gateway: 'Stripe' });
  stripe.failures = 1;
  notices.tick();
  notices.tick();
  expect(kinds()).toEqual(['key-refused', 'sync-stuck']);
  // It worked again in between: the next time is another one.
  run(book.db, "INSERT INTO sync_period (gateway, from_ms, to_ms) VALUES ('stripe', 0, ?)", clock.at);
  notices.tick();
  expect(kinds()).toEqual(['key-refused', 'key-refused', 'sync-stuck']);
});

test('each operator reads for himself, and a book keeps the newest few hundred', async () => {
  const { book, notices, gateways, list } = await world();
  for (let n = 0; n < 600; n++) {
    const failure = new Failure('key-refused', { gateway: 'Stripe' });
    gateways.push({ key: `stripe-${n}`, failure, failures: 1 });
  }
  notices.tick();
  expect(list()).toMatchObject({ unread: 500, next: expect.any(Number) });
  run(book.db, "INSERT INTO notice_read (notice, operator, at) SELECT id, 'ada', 1 FROM notice");
  expect(list().unread).toBe(0);
  expect(list('grace').unread).toBe(500);
  expect(noticesPage.run(book.db, { operator: 'ada', limit: 200, before: list().next ?? 0 }).rows).toHaveLength(200);
});

test('the page of a payment that is gone still says what happened', async () => {
  const { book, clock, notices, list } = await world();
  notices.tick();
  const gone = idToBytes(book.newId());
  run(
    book.db,
    "INSERT INTO notice (key, kind, at, payment) VALUES ('event 9', 'payment-completed', ?, ?)",
    clock.at,
    gone,
  );
  expect(list().rows).toMatchObject([{ payment: null, customer: null, amount: null }]);
});
