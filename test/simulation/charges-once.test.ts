/**
 * Whatever happens to each request, whenever our process dies, and whatever people do meanwhile: an invoice is charged for no more than
 * is open, one charge at a time; nothing is charged that is paid, void, stopped or promised; no hard decline is tried again.
 * One life alone: COUNTERFOIL_SEED=<seed>
 */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { all, one } from '../../main/db/sql';
import { resume, retry, stop, switchMethod } from '../../main/features/charges/deeds';
import { pay, promise } from '../../main/features/invoices/deeds';
import { voidInvoice } from '../../main/features/invoices/issuing-events';
import { record } from '../../main/journal/record';
import { againAfter, type DeclineClass, declineClasses } from '../../main/kernel/decline';
import { Failure } from '../../main/kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../main/kernel/id';
import { addDays, DAY_MS } from '../../main/kernel/time';
import { act } from '../support/book';
import { type ChargeWorld, chargeWorld, consentingCard, declined } from '../support/charges';
import type { Trouble } from '../support/charging-gateway';
import { replayed, verified } from '../support/checks';
import { topUp } from '../support/invoices';
import { chance, isLongRun, pick, runSeed } from '../support/seed';

const seed = runSeed();
const LIVES = process.env.COUNTERFOIL_SEED ? 1 : isLongRun ? 2_000 : 30;
const STEPS = 40;
/** Nothing here takes any time. */
const STILL_MS = 60;
const mishaps: readonly Trouble[] = [
  ...(['offline', 'limited', 'turned-down', 'conflict', 'broken', 'silence', 'late'] as const),
  ...(['garbled', 'terse', 'killed-before', 'killed-after'] as const),
];
const verdicts: readonly (DeclineClass | 'paid')[] = ['paid', 'paid', ...declineClasses];

interface Sent {
  invoice: Id;
  automatic: boolean;
  token: string;
}

/** What the book says of an attempt in the moment in which its provider first hears of it. */
function sentOf({ book }: ChargeWorld, key: string): Sent & Record<'open' | 'amount' | 'createdAt', number> & Facts {
  const row = one<Record<'open' | 'amount' | 'created_at', number> & Row>(
    book.db,
    `SELECT (SELECT max(e.seq) FROM event e WHERE e.subject = i.uuid AND e.kind = 'invoice.promised') AS promised_seq,
       (SELECT max(e.seq) FROM event e WHERE e.subject = a.uuid AND e.kind IN ('attempt.prepared', 'attempt.released')) AS begun_seq, i.uuid, i.open, i.state, i.promised_day, a.amount, a.created_at, a.method, t.automatic, k.stopped_at FROM attempt a
     JOIN payment p ON p.id = a.payment JOIN invoice_payment l ON l.payment = p.uuid JOIN invoice i ON i.id = l.invoice
     JOIN charge_try t ON t.attempt = a.uuid LEFT JOIN charge_plan k ON k.invoice = i.id WHERE a.uuid = ?`,
    idToBytes(key),
  );
  if (!row) throw new Error(`the provider was asked for ${key}, which the book does not know`);
  return {
    ...{ invoice: idFromBytes(row.uuid), automatic: row.automatic === 1, token: row.method, open: row.open },
    ...{ amount: row.amount, createdAt: row.created_at, state: row.state },
    ...{
      promisedSeq: row.promised_seq ?? 0,
      begunSeq: row.begun_seq,
      promisedDay: row.promised_day,
      stoppedAt: row.stopped_at,
    },
  };
}
interface Facts {
  state: string;
  promisedDay: string | null;
  stoppedAt: number | null;
  /** Which of the two was recorded first: what is on its way when a promise comes is not called back. */
  promisedSeq: number;
  begunSeq: number;
}
interface Row {
  uuid: Buffer;
  state: string;
  promised_day: string | null;
  method: string;
  automatic: 0 | 1;
  stopped_at: number | null;
  promised_seq: number | null;
  begun_seq: number;
}

/** Looks at everything that reaches the provider. */
function watchProvider(world: ChargeWorld, next: () => number) {
  const { provider, book } = world;
  const keys = new Set<string>();
  const hard = new Set<string>();
  const count = { charges: 0, automatic: 0, hard: 0 };
  const charge = provider.charge.bind(provider);
  provider.verdict = () => {
    const verdict = verdicts[pick(next, verdicts.length)] ?? 'paid';
    return verdict === 'paid' ? verdict : declined(verdict, verdict);
  };
  provider.charge = (key, amount, ...more) => {
    if (keys.has(key)) return charge(key, amount, ...more);
    const sent = sentOf(world, key);
    keys.add(key);
    count.charges += 1;
    expect(amount).toBe(sent.amount);
    expect(amount, 'charged more than is open').toBeLessThanOrEqual(sent.open);
    expect(sent.state, 'a void invoice was charged').toBe('issued');
    expect(knownHard(world, sent), 'a hard decline was tried again').toBe(false);
    // Also one of which a pull told only that it failed: then a person may try again, the schedule not.
    expect(
      sent.automatic && hard.has(`${sent.invoice} ${sent.token}`),
      'a hard decline was tried again by itself',
    ).toBe(false);
    if (sent.automatic) {
      count.automatic += 1;
      expect(sent.stoppedAt !== null && sent.stoppedAt < sent.createdAt, 'a stopped invoice was charged').toBe(false);
      const day = book.dayOf(sent.createdAt);
      const isPromised = sent.promisedDay !== null && sent.promisedDay > day && sent.promisedSeq < sent.begunSeq;
      expect(isPromised, 'a promised invoice was charged').toBe(false);
    }
    const made = charge(key, amount, ...more);
    if (made.decline && againAfter(made.decline.class) === 'never') {
      hard.add(`${sent.invoice} ${sent.token}`);
      count.hard += 1;
    }
    return made;
  };
  return count;
}

function knownHard({ book }: ChargeWorld, { invoice, token }: Sent): boolean {
  return all<{ decline: DeclineClass }>(
    book.db,
    `SELECT a.decline FROM invoice_payment l JOIN payment p ON p.uuid = l.payment JOIN attempt a ON a.payment = p.id
     JOIN invoice i ON i.id = l.invoice WHERE i.uuid = ? AND a.method = ? AND a.decline IS NOT NULL`,
    idToBytes(invoice),
    token,
  ).some(({ decline }) => againAfter(decline) === 'never');
}

function expectOneAtATime({ book }: ChargeWorld): void {
  const live = all<{ live: number }>(
    book.db,
    `SELECT count(*) AS live FROM invoice_payment l JOIN payment p ON p.uuid = l.payment JOIN attempt a ON a.payment = p.id
     WHERE a.kind = 'charge' AND (a.state NOT IN ('done', 'dropped') OR p.status = 'Pending') GROUP BY l.invoice`,
  );
  for (const row of live) expect(row.live, 'two live attempts').toBeLessThanOrEqual(1);
}

function expectPaidOnce(world: ChargeWorld, invoices: readonly Id[]): void {
  for (const invoice of invoices) {
    const paid = all<{ key: Buffer }>(
      world.book.db,
      `SELECT a.uuid AS key FROM invoice_payment l JOIN payment p ON p.uuid = l.payment JOIN attempt a ON a.payment = p.id
       JOIN invoice i ON i.id = l.invoice WHERE i.uuid = ?`,
      idToBytes(invoice),
    ).flatMap(({ key }) =>
      world.provider.charges.filter((each) => each.key === idFromBytes(key) && each.status === 'paid'),
    );
    expect(paid.reduce((sum, { amount }) => sum + amount, 0)).toBeLessThanOrEqual(12_100);
  }
}

/** What people and clocks do. A refusal is an answer. */
function deeds(world: ChargeWorld, next: () => number, invoices: readonly Id[], cards: readonly Id[]) {
  const { book, clock, context, customer } = world;
  const invoice = () => invoices[pick(next, invoices.length)] ?? book.newId();
  const asked = () => ({ request: book.newId(), id: invoice() });
  const today = () => book.dayOf(clock.now());
  return [
    () => world.charging.pass(),
    () => world.charging.pass(),
    () => retry(context, asked()),
    () => switchMethod(context, { ...asked(), method: cards[pick(next, cards.length)] ?? book.newId() }),
    () => stop(context, { ...asked(), why: '' }),
    () => resume(context, asked()),
    () => promise(context, { ...asked(), day: addDays(today(), pick(next, 3)), note: '' }),
    () => promise(context, { ...asked(), day: null, note: '' }),
    () => pay(context, { request: book.newId(), customer, currency: 'EUR', invoices: [invoice()] }),
    () => pay(context, { request: book.newId(), customer, currency: 'EUR', amount: '10.00' }),
    async () => void topUp({ book, customer, clock, context }, 2_500),
    async () => void record(book, act(book), (read) => voidInvoice(read, invoice(), 'x', clock.now())),
    () => world.syncing.now().result,
    () => world.sending.work(),
    async () => world.restart(),
    async () => {
      world.reachable = pick(next, 3) > 0;
    },
  ];
}

async function live(own: number) {
  const next = chance(own);
  const world = chargeWorld();
  const { clock, provider } = world;
  const cards = [consentingCard(world, { token: 'pm_a' }), consentingCard(world, { token: 'pm_b' })];
  world.rules();
  const invoices: Id[] = [];
  for (let n = 0; n < 3; n++) invoices.push(await world.invoice({ dueDay: addDays(world.book.dayOf(clock.now()), n) }));
  const count = watchProvider(world, next);
  const all = deeds(world, next, invoices, cards);
  const refused = (error: unknown) => {
    if (!(error instanceof Failure)) throw error;
  };
  for (let step = 0; step < STEPS; step++) {
    world.troubles.push(...(pick(next, 2) === 0 ? [mishaps[pick(next, mishaps.length)] ?? null] : [null, null]));
    // Two or three at once: what one awaits, the other gets into.
    const at = Array.from({ length: 1 + pick(next, 3) }, () => all[pick(next, all.length)]);
    const done = Promise.all(at.map((each) => each?.().catch(refused))).then(() => true);
    // Where our process died nobody answers any more.
    if (!(await Promise.race([done, pause(STILL_MS, false)]))) world.restart();
    clock.at += [0, 60_000, 6 * 60_000, 3_600_000, DAY_MS / 2, DAY_MS][pick(next, 6)] ?? 0;
    provider.settleLate();
    expectOneAtATime(world);
  }
  await settle(world);
  expectOneAtATime(world);
  expectPaidOnce(world, invoices);
  expect(verified(world.book.db).findings).toEqual([]);
  expect(replayed(world.book.db).differences).toEqual([]);
  expect(world.unexpected.filter((error) => !(error instanceof TypeError))).toEqual([]);
  return count;
}

/** Everything that is under way comes to its end. */
async function settle(world: ChargeWorld): Promise<void> {
  world.troubles.length = 0;
  world.restart();
  for (let n = 0; n < 15; n++) {
    world.clock.at += 3_600_000;
    world.provider.settleLate();
    await world.sending.work();
    await world.syncing.now().result;
  }
}

test(
  `${LIVES} lives of three invoices in which anything may happen`,
  async () => {
    const total = { charges: 0, automatic: 0, hard: 0 };
    for (let n = 0; n < LIVES; n++) {
      const own = (seed + n * 7_919) % 0x7fffffff;
      try {
        const count = await live(own);
        for (const what of ['charges', 'automatic', 'hard'] as const) total[what] += count[what];
      } catch (error) {
        console.error(`life ${own} (COUNTERFOIL_SEED=${own})`);
        throw error;
      }
    }
    console.log(`charges: ${JSON.stringify(total)} in ${LIVES} lives, seed ${seed}`);
    if (LIVES === 1) return;
    expect(total.automatic).toBeGreaterThan(LIVES / 2);
    expect(total.charges - total.automatic).toBeGreaterThan(LIVES / 4);
    expect(total.hard).toBeGreaterThan(LIVES / 4);
  },
  isLongRun ? 3_600_000 : 900_000,
);
