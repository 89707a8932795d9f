/** Killed at any instant of a sync: the book is sound, nothing is there twice, and the next sync brings exactly what the gateway has. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBook } from '../../main/db/create';
import { all, type Db } from '../../main/db/sql';
import { openForWriting } from '../../main/engine/open-book';
import { ingest } from '../../main/features/sync/ingest';
import { SyncRunner } from '../../main/features/sync/syncing';
import type { Gateway } from '../../main/gateways/gateway';
import { systemClock } from '../../main/kernel/time';
import { memoryBook, newBook, temporaryFolder, testClock } from '../support/book';
import { buildProgram, type Program, startProgram } from '../support/bundled';
import { factsOf, replayed, verified } from '../support/checks';
import { chance, isLongRun, runSeed } from '../support/seed';
import { emptyBank, openAccount, START, TEST_KEY, type TestAccount } from '../support/simulator';
import { GatewayLife } from './gateway-life';

const seed = runSeed();
const KILLS = isLongRun ? 2_000 : 200;
/** So many kills meet one account and one book; then others begin. */
const KILLS_AN_ACCOUNT = 10;
const FIRST_PAYMENTS = 150;
const LATER_PAYMENTS = 40;

let program: Program;
beforeAll(async () => {
  program = await buildProgram('test/faults/syncing-process.ts');
}, 60_000);
afterAll(() => program?.remove());

/** By what gateways call things, without what only those know who watched (when a lost dispute was closed) or came first. */
function comparable(db: Db): Record<string, string[]> {
  const { balance = [], dispute: _, ...tables } = factsOf(db);
  const net = new Map<string, number>();
  for (const line of balance) {
    const [account = '', minor = ''] = line.split(',');
    const owner = account.replace(/^(credit|receivable):(\w+)(:\w+)?/, 'customer:$2');
    net.set(owner, (net.get(owner) ?? 0) + Number(minor));
  }
  const disputes = all(db, 'SELECT external_id, amount, currency, state, withdrawn FROM dispute ORDER BY external_id');
  const kept = [...net].filter(([, minor]) => minor !== 0);
  return { ...tables, balance: kept.map(String).sort(), dispute: disputes.map((row) => JSON.stringify(row)) };
}

/** A book that was never killed and hears everything at once. */
async function heardInPeace(gateway: Gateway): Promise<Record<string, string[]>> {
  const book = memoryBook(testClock());
  for await (const page of gateway.pull(null))
    ingest(book, { operator: 'ada', source: 'test' }, 'stripe', [page], page);
  const facts = comparable(book.db);
  book.db.close();
  return facts;
}

interface Era {
  account: TestAccount;
  life: GatewayLife;
  file: string;
}

async function beginEra(n: number, next: () => number): Promise<Era> {
  const bank = emptyBank(`kill-${seed}-${n}`);
  const account = await openAccount({ bank });
  const file = path.join(temporaryFolder(), 'synced.counterfoil');
  createBook(file, newBook(testClock(), 'Europe/Madrid', n));
  const life = new GatewayLife(bank, next);
  account.clock.now = life.goOn(START, FIRST_PAYMENTS);
  return { account, life, file };
}

/** Starts a sync of its own process and kills it within `longestMs` of its beginning. Gives false when it had ended by then. */
async function killASync(era: Era, delayMs: number): Promise<boolean> {
  const { file, again } = program;
  const running = startProgram([process.execPath, file, era.file, era.account.simulator.url, TEST_KEY], again);
  await running.line('open');
  await wait(delayMs);
  running.child.kill('SIGKILL');
  const { signal } = await running.ended;
  return signal === 'SIGKILL';
}

/** Syncs to the end in this process. */
async function syncInPeace(era: Era): Promise<Db> {
  const { book } = openForWriting(era.file, systemClock);
  const options = { book, healthy: Promise.resolve(), clock: systemClock, operator: 'ada', changed: () => {} };
  const unexpected = (_message: string, error: unknown) => {
    throw error;
  };
  const syncing = new SyncRunner({ ...options, unexpected });
  syncing.take('stripe', 'sandbox', 'acct_test', era.account.gateway);
  await syncing.now().result;
  await syncing.close();
  return book.db;
}

function expectSound(db: Db): void {
  expect(verified(db).findings).toEqual([]);
}

function expectAllThere(db: Db, { account }: Era): void {
  const { store } = account.bank;
  const kinds = { payment: 'payment_intent', refund: 'refund', dispute: 'dispute', payout: 'payout' } as const;
  for (const [table, kind] of Object.entries(kinds)) {
    const there = all<{ external_id: string }>(db, `SELECT external_id FROM ${table}`).map((row) => row.external_id);
    const wanted = [...store.shelf(kind).oldestFirst()].map((object) => object.id);
    expect(there.sort(), table).toEqual(wanted.sort());
  }
}

test(
  `${KILLS} kills while syncing`,
  async () => {
    const next = chance(seed);
    const tally = { kills: 0, ended: 0, partly: 0 };
    let era: Era | null = null;
    let longestMs = 400;
    for (let n = 0; tally.kills < KILLS; n++) {
      const isFirst = n % KILLS_AN_ACCOUNT === 0;
      if (isFirst) {
        if (era) rmSync(path.dirname(era.file), { recursive: true, force: true });
        await era?.account.simulator.close();
        era = await beginEra(n, next);
      }
      if (!era) throw new Error('no account');
      if (!isFirst) era.account.clock.now = era.life.goOn(era.account.clock.now, LATER_PAYMENTS);
      const killed = await killASync(era, next() * longestMs);
      tally[killed ? 'kills' : 'ended']++;
      // About one in ten may end before it is killed: then the kills reach into the last commits too.
      longestMs = Math.min(5_000, Math.max(20, longestMs * (killed ? 1.05 : 0.6)));
      const { book } = openForWriting(era.file, systemClock);
      expectSound(book.db);
      if (all(book.db, 'SELECT 1 FROM payment LIMIT 1').length > 0) tally.partly++;
      book.db.close();
      // Two kills in a row, then a sync in peace.
      if (n % 2 === 0) continue;
      const db = await syncInPeace(era);
      expectAllThere(db, era);
      if (n % KILLS_AN_ACCOUNT === KILLS_AN_ACCOUNT - 1) {
        expectSound(db);
        expect(comparable(db)).toEqual(await heardInPeace(era.account.gateway));
        expect(replayed(db).differences).toEqual([]);
      }
      db.close();
    }
    console.log(`kills while syncing: ${KILLS}, seed ${seed}, ${JSON.stringify(tally)}`);
    expect(tally.partly).toBeGreaterThan(KILLS / 4);
  },
  isLongRun ? 3 * 3_600_000 : 900_000,
);
