/** The failed charges as a file: every one of the screen's view, however many, told alike when it is run again. */
import { expect, test } from 'vitest';
import { openTestBook } from '../../../test/support/book';
import { charges, chargeWorld, consentingCard, declined } from '../../../test/support/charges';
import { againOf } from '../../../test/support/export-again';
import { listCsv } from '../../../test/support/list-csv';
import { type Db, one } from '../../db/sql';
import type { ChargeView } from '../../kernel/charge';
import { dayIn, isoTime } from '../../kernel/time';
import { promise } from '../invoices/deeds';
import { stop } from './deeds';
import { failedCharges } from './query';

/** Five due invoices: one is paid, one declined for good, one stopped by a person, one promised, one tried again. */
async function workbench() {
  const world = chargeWorld(openTestBook());
  consentingCard(world);
  world.rules();
  const due = async (day: string) => world.invoice({ dueDay: day });
  const [paid, blocked, stopped, promised, again] = [
    await due('2026-02-21'),
    await due('2026-02-22'),
    await due('2026-02-23'),
    await due('2026-02-24'),
    await due('2026-02-25'),
  ];
  world.verdicts.push('paid', declined('card-expired', 'expired_card'), declined('funds', 'insufficient_funds'));
  world.verdicts.push(declined('funds'), declined('bank-unreachable'));
  await world.charging.pass();
  const { book, context, clock } = world;
  await stop(context, { request: book.newId(), id: stopped, why: '=They pay by cheque' });
  await promise(context, { request: book.newId(), id: promised, day: '2026-03-05', note: '' });
  const csv = (view?: ChargeView) => listCsv(book.db, 'failed-charges', view ? { view } : {}, clock.now());
  return { world, csv, paid, blocked, stopped, promised, again };
}

test('the file of the failed charges holds what the workbench shows, of one view or of all', async () => {
  const { world, csv, blocked, stopped, promised, again } = await workbench();
  const made = csv();
  // The provider's own ledger: what it declined, and nobody paid since.
  expect(made.counted).toBe(charges(world).filter((charge) => charge.endsWith('declined')).length);
  expect(made.rows.map(({ id, state }) => [id, state])).toEqual([
    [blocked, 'person'],
    [stopped, 'stopped'],
    [promised, 'planned'],
    [again, 'planned'],
  ]);
  expect(made.totals).toEqual([{ currency: 'EUR', count: 4, amount: '484.00' }]);
  for (const view of ['person', 'planned', 'stopped'] as const) {
    const { rows, counted } = csv(view);
    expect(rows.map(({ id }) => id)).toEqual(world.failed(view).map(({ id }) => id));
    expect(counted).toBe(rows.length);
  }
  const [first, second, third] = made.rows;
  expect(first).toMatchObject({
    ...{ open: '121.00', currency: 'EUR', due: '2026-02-22', reason: 'card-expired', code: 'expired_card', tries: '1' },
    ...{ provider_words: 'Your card was declined.', gateway: 'stripe', next_try: '', no_next_try_because: 'never' },
    ...{ stopped: '', consent: 'yes', notices: '0', last_try: isoTime(world.failed()[0]?.lastAt ?? 0) },
  });
  expect(second).toMatchObject({ stopped_by: 'ada', stopped_because: "'=They pay by cheque", reason: 'funds' });
  expect(third).toMatchObject({ promised: '2026-03-05', next_try: '2026-03-06T08:00:00.000Z' });
  expect(() => listCsv(world.book.db, 'failed-charges', { view: 'other' }, 0)).toThrow(
    expect.objectContaining({ code: 'input-invalid' }),
  );
});

test('run again it tells what was paid, stopped or declined since, and nothing that was not', async () => {
  const { world, csv, promised, again } = await workbench();
  const { book, clock, context } = world;
  const now = () => ({ at: clock.now(), day: dayIn('UTC')(clock.now()) });
  const made = csv('planned');
  expect(againOf(book.db, 'failed-charges', { view: 'planned' }, made.written, now(), now())).toMatchObject({
    ...{ added: 0, gone: 0, changed: 0, now: { rows: 2 } },
  });
  await stop(context, { request: book.newId(), id: again, why: '' });
  await promise(context, { request: book.newId(), id: promised, day: '2026-03-06', note: '' });
  const since = againOf(book.db, 'failed-charges', { view: 'planned' }, made.written, now(), now());
  expect(since).toMatchObject({ added: 0, gone: 1, changed: 1, now: { rows: 1 } });
  expect(since.differences.find(({ how }) => how === 'changed')).toMatchObject({
    id: promised,
    cells: expect.arrayContaining([{ column: 'promised', was: '2026-03-05', is: '2026-03-06' }]),
  });
});

/** A row of a table once more, with other values in some columns; gives its key. */
function copied(db: Db, table: string, id: unknown, other: Readonly<Record<string, unknown>>): number | bigint {
  const row = { ...one<Record<string, unknown>>(db, `SELECT * FROM ${table} WHERE id = ?`, id), ...other };
  const { id: _, ...cells } = row;
  const names = Object.keys(cells);
  const text = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
  return db.prepare(text).run(Object.values(cells)).lastInsertRowid;
}

test('has every one, where the screen stops at 500', async () => {
  const { world, csv } = await workbench();
  const { db } = world.book;
  const of = one<{ invoice: number; payment: number; attempt: number }>(
    db,
    `SELECT l.invoice, p.id AS payment, a.id AS attempt FROM attempt a JOIN payment p ON p.id = a.payment
     JOIN invoice_payment l ON l.payment = p.uuid JOIN charge_plan k ON k.invoice = l.invoice WHERE k.stopped_at IS NOT NULL`,
  );
  const MORE = 700;
  db.transaction(() => {
    for (let n = 0; n < MORE; n++) {
      const uuid = Buffer.from(world.book.newId().replaceAll('-', ''), 'hex');
      const invoice = copied(db, 'invoice', of?.invoice, { uuid, number: `COPY-${n}`, reference: null });
      const payment = copied(db, 'payment', of?.payment, { uuid, external_id: null });
      copied(db, 'attempt', of?.attempt, { uuid, own: uuid, payment });
      db.prepare('INSERT INTO invoice_payment (payment, invoice) VALUES (?, ?)').run(uuid, invoice);
    }
  })();
  expect(csv().counted).toBe(4 + MORE);
  const { rows, counted } = csv('planned');
  expect([rows.length, counted, new Set(rows.map(({ id }) => id)).size]).toEqual([2 + MORE, 2 + MORE, 2 + MORE]);
  expect(world.failed('planned')).toHaveLength(500);
  const now = world.clock.now();
  const screen = failedCharges.run(db, { view: 'planned', today: dayIn('UTC')(now), now });
  expect([screen.counts.planned, screen.whole]).toEqual([2 + MORE, true]);
});
