/** Truly killed at any instant while it takes payments: nobody is charged twice, and what was charged is booked once. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBook } from '../../main/db/create';
import { all, type Db } from '../../main/db/sql';
import { openForWriting } from '../../main/engine/open-book';
import { attemptsIn } from '../../main/features/outbox/attempts';
import { Sending } from '../../main/features/outbox/sending';
import { ingest } from '../../main/features/sync/ingest';
import { SyncRunner } from '../../main/features/sync/syncing';
import { systemClock } from '../../main/kernel/time';
import { newBook, temporaryFolder, testClock } from '../support/book';
import { buildProgram, type Program, startProgram } from '../support/bundled';
import { ChargingGateway } from '../support/charging-gateway';
import { type Line, openLine } from '../support/charging-line';
import { ChargingProvider } from '../support/charging-provider';
import { replayed, verified } from '../support/checks';
import { chance, isLongRun, pick, runSeed } from '../support/seed';

const seed = runSeed();
const KILLS = isLongRun ? 1_000 : 40;
const KILLS_A_BOOK = 10;
const LONGEST_MS = 250;
const HOUR = 3_600_000;

let program: Program;
beforeAll(async () => {
  program = await buildProgram('test/faults/charging-process.ts');
}, 60_000);
afterAll(() => program?.remove());

interface Era {
  file: string;
  provider: ChargingProvider;
  line: Line;
  honoursKeys: boolean;
  /** Real while processes live; made up once all is in peace. */
  time: { now(): number };
}

async function beginEra(n: number, next: () => number): Promise<Era> {
  const file = path.join(temporaryFolder(), 'charged.counterfoil');
  createBook(file, newBook(testClock(), 'UTC', n));
  const honoursKeys = pick(next, 2) === 0;
  const habits = {
    honoursKeys,
    tellsKeys: pick(next, 2) === 0,
    finds: true,
    tellsCustomers: true,
    guardsRefunds: true,
  };
  const time = { now: () => systemClock.now() };
  const provider = new ChargingProvider(habits, () => time.now(), next);
  const { book } = openForWriting(file, systemClock);
  ingest(book, { operator: 'ada', source: 'test' }, 'stripe', [provider.customers(1)], null);
  book.db.close();
  const gateway = new ChargingGateway(
    provider,
    () => systemClock.now(),
    next,
    () => null,
  );
  return { file, provider, line: await openLine(gateway, next), honoursKeys, time };
}

/** Hours later, with nothing going wrong: all that can be known becomes known. */
async function inPeace({ file, provider, time }: Era): Promise<Db> {
  const clock = testClock(systemClock.now());
  time.now = () => clock.at;
  const { book } = openForWriting(file, clock);
  const later = new ChargingGateway(
    provider,
    () => clock.at,
    chance(1),
    () => null,
  );
  const unexpected = (_message: string, error: unknown) => {
    throw error;
  };
  const shared = { book, healthy: Promise.resolve(), operator: 'ada', changed: () => {}, unexpected };
  const syncing = new SyncRunner({ ...shared, clock });
  syncing.take('stripe', 'sandbox', 'acct_test', later);
  const sending = new Sending({ ...shared, providers: syncing });
  await syncing.now().result;
  for (let round = 0; round < 40; round++) {
    clock.at += 4 * HOUR;
    await sending.work();
    if (attemptsIn(book.db, 'unknown').length === 0) break;
  }
  await syncing.now().result;
  return book.db;
}

interface Row {
  uuid: string;
  kind: 'page' | 'charge';
  state: string;
  outcome: string | null;
  status: string;
  external_id: string | null;
}

function expectOnce(db: Db, { provider }: Era, acknowledged: readonly string[]): void {
  const rows = all<Row>(
    db,
    `SELECT lower(hex(a.uuid)) AS uuid, a.kind, a.state, a.outcome, p.status, p.external_id FROM attempt a JOIN payment p ON p.id = a.payment`,
  );
  const there = new Set(rows.map((row) => row.uuid));
  expect(acknowledged.filter((id) => !there.has(id.replaceAll('-', '')))).toEqual([]);
  for (const row of rows) {
    const made = [...provider.charges, ...provider.pages].filter(({ key }) => key.replaceAll('-', '') === row.uuid);
    expect(made.length, JSON.stringify(row)).toBeLessThanOrEqual(1);
    expect(['done', 'drafted', 'waiting', 'not-found'], JSON.stringify(row)).toContain(row.state);
    expect(made.length, JSON.stringify(row)).toBe(row.state === 'done' && row.outcome !== 'refused' ? 1 : 0);
  }
  const completed = all<{ external_id: string }>(db, "SELECT external_id FROM payment WHERE status = 'Completed'");
  const paid = provider.charges.filter((charge) => charge.status === 'paid').map((charge) => charge.id);
  expect(completed.map((row) => row.external_id).sort()).toEqual(paid.sort());
  expect(all(db, 'SELECT id FROM payment')).toHaveLength(rows.length);
  expect(verified(db).findings).toEqual([]);
  expect(replayed(db).differences).toEqual([]);
}

test(
  `${KILLS} kills while taking payments`,
  async () => {
    const next = chance(seed);
    const tally = { acknowledged: 0, charges: 0, requests: 0, broken: 0 };
    for (let n = 0; n < KILLS; n += KILLS_A_BOOK) {
      const era = await beginEra(n + 1, next);
      const acknowledged: string[] = [];
      for (let kill = 0; kill < KILLS_A_BOOK; kill++) {
        const running = startProgram([
          process.execPath,
          program.file,
          era.file,
          era.line.url,
          era.honoursKeys ? '1' : '0',
        ]);
        await running.line('open');
        // Half of the kills come after something was promised, however slow the machine is.
        if (kill % 2 === 1) await Promise.race([running.line('ack '), running.ended]);
        await wait(next() * LONGEST_MS);
        running.child.kill('SIGKILL');
        await running.ended;
        acknowledged.push(...running.lines.filter((each) => each.startsWith('ack ')).map((each) => each.slice(4)));
      }
      // What was still on its way arrives.
      await wait(50);
      await era.line.close();
      const db = await inPeace(era);
      expectOnce(db, era, acknowledged);
      db.close();
      tally.acknowledged += acknowledged.length;
      tally.charges += era.provider.charges.length;
      tally.requests += era.line.requests;
      tally.broken += era.line.broken;
      rmSync(path.dirname(era.file), { recursive: true, force: true });
    }
    console.log(`kills while taking payments: ${KILLS}, seed ${seed}, ${JSON.stringify(tally)}`);
    expect(tally.acknowledged).toBeGreaterThanOrEqual(KILLS / 4);
  },
  isLongRun ? 3 * HOUR : 600_000,
);
