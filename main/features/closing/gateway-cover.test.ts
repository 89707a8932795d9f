/** What proves a gateway's month: its balance since the last day, or its own report of each day on which something moved. */
import { expect, test } from 'vitest';
import { act, START_MS } from '../../../test/support/book';
import { staffedBook } from '../../../test/support/staff';
import { customer, page, payment, settled } from '../../../test/support/told';
import { run } from '../../db/sql';
import { record } from '../../journal/record';
import { putAccount } from '../sync/account-rows';
import { ingest } from '../sync/ingest';

const DAY_MS = 86_400_000;
const FEBRUARY = START_MS - DAY_MS;

function open(provider: 'stripe' | 'razorpay' = 'stripe') {
  const { book, ada } = staffedBook();
  const times = { added_at: 0, paused_at: null, removed_at: null };
  const of = { key: provider, provider, environment: 'live', account: 'acct', name: 'Acme', label: null } as const;
  putAccount(book.db, { ...of, ...times });
  const told = (at: number, id: string) =>
    ingest(
      book,
      { operator: 'ada', source: `gateway:${provider}` },
      provider,
      [
        page({
          customers: [customer('cus_1')],
          payments: [payment(id, { createdAt: at, settlement: settled(`txn_${id}`, 10_000, 400) })],
        }),
      ],
      { cursor: id, covered: { fromMs: FEBRUARY - 5 * DAY_MS, toMs: START_MS } },
    );
  const proven = (at: number | null, differs: string | null = null) =>
    run(
      book.db,
      'INSERT INTO gateway_proof (gateway, at, proven_at, differs) VALUES (?, ?, ?, ?) ON CONFLICT (gateway) DO UPDATE SET proven_at = excluded.proven_at, differs = excluded.differs',
      ...[provider, at ?? 0, at, differs],
    );
  const reported = (from: string, to: string, finding: string | null = null, kind = 'stripe-activity') => {
    const subject = book.newId();
    const occurredAt = book.clock.now();
    const file = { report: kind, fileName: `${from}.csv`, fileSha256: 'a'.repeat(64), from, to, lines: 1, same: 1 };
    record(book, act(book), () => [
      {
        ...{ kind: 'gateway-report.compared', subject, occurredAt },
        payload: { gateway: provider, ...file, sums: [], findings: finding === null ? 0 : 1 },
      },
      ...(finding === null
        ? []
        : [
            {
              ...{ kind: 'gateway-report.found', subject, occurredAt },
              payload: {
                first: 1,
                findings: [['missing-in-ledger', 'movement', 'txn_x', 2, finding, 'charge', 100, 0, 'EUR', null]],
              },
            },
          ]),
    ]);
    return subject;
  };
  const month = () => ada.closing.checklist({ period: '2026-02' });
  const cover = async () => (await month()).gateways[0];
  const check = async () => (await month()).checks.find(({ check: of }) => of === 'proofs')?.state;
  return { book, told, proven, reported, cover, check };
}

test('its balance proves the month when it agreed after the last day; one of before does not', async () => {
  const { told, proven, cover, check } = open();
  told(FEBRUARY, 'pay_1');
  expect([(await cover())?.proof, await check()]).toEqual(['missing', 'open']);
  // In a zone an hour before UTC.
  const end = START_MS - DAY_MS / 2 - 3_600_000;
  proven(end - 1);
  expect([(await cover())?.proof, await check()]).toEqual(['missing', 'open']);
  proven(end + DAY_MS);
  expect(await cover()).toEqual({
    gateway: 'stripe',
    fetched: true,
    proof: 'balance',
    day: '2026-03-02',
    report: null,
  });
  expect(await check()).toBe('done');
  proven(end + DAY_MS, '[]');
  expect([(await cover())?.proof, await check()]).toEqual(['differs', 'open']);
});

test('its own report of every day that moved proves it too, also where the balance differs today', async () => {
  const { told, proven, reported, cover, check, book } = open();
  told(FEBRUARY - 2 * DAY_MS, 'pay_1');
  told(FEBRUARY, 'pay_2');
  proven(null, '[]');
  reported('2026-02-20', '2026-02-27');
  expect([(await cover())?.proof, await check()]).toEqual(['differs', 'open']);
  reported('2026-02-28', '2026-02-28', '2026-02-28');
  expect((await cover())?.proof).toBe('differs');
  const good = reported('2026-02-28', '2026-03-01', '2026-03-01');
  expect(await cover()).toMatchObject({ proof: 'report', day: '2026-02-28', report: '2026-02-28.csv' });
  expect(await check()).toBe('done');
  record(book, act(book), () => [
    { kind: 'gateway-report.reversed', subject: good, occurredAt: book.clock.now(), payload: {} },
  ]);
  expect((await cover())?.proof).toBe('differs');
});

test('a report by payout proves nothing of what was not paid out yet, and a gateway that states no balance holds nothing up', async () => {
  const { told, reported, cover, check } = open('razorpay');
  told(FEBRUARY, 'pay_1');
  reported('2026-02-01', '2026-03-01', null, 'razorpay-settlements');
  expect([(await cover())?.proof, await check()]).toEqual(['none', 'none']);
});
