/** What operators can do to credit by hand, alone and in twos: the world knows beforehand what must be refused. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { all, one } from '../../main/db/sql';
import { approve } from '../../main/features/approvals/queue';
import { approvablesOf } from '../../main/features/bulk';
import { adjustOrAsk, reverseOrAsk } from '../../main/features/credits/adjusting';
import { expireCredits } from '../../main/features/credits/expiring';
import { type Recorded, record } from '../../main/journal/record';
import { adjustmentReasons } from '../../main/kernel/adjustment';
import { Failure } from '../../main/kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../main/kernel/id';
import { toDecimal } from '../../main/kernel/money';
import { addDays } from '../../main/kernel/time';
import { act } from '../support/book';
import { currencies, customerOf, nth, steps } from './step';
import type { World } from './world';

/** Minor units above which it takes two, once there are two. */
const LIMIT = 5_000;
const staff = ['Ann', 'Ben'] as const;
const who = fc.constantFrom(...staff);

/** Somebody becomes an operator; from the first one on what is large takes two. */
export const hires = steps('hires', fc.constant(null), (world) => {
  if (world.hired) return;
  world.hired = true;
  const { book, clock } = world;
  const at = clock.now();
  record(book, act(book), function* () {
    for (const name of staff)
      yield {
        ...{ kind: 'operator.added', subject: book.newId(), occurredAt: at },
        payload: { name, role: 'administrator' },
      };
    for (const currency of currencies)
      yield {
        ...{ kind: 'approval.limit-set', subject: book.newId(), occurredAt: at },
        payload: { act: 'adjustment', currency, amount: LIMIT },
      };
  });
});

function codeOf(deed: () => unknown): string | null {
  try {
    deed();
    return null;
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
}

/** What came of it: done, or waiting. */
function took(world: World, recorded: Recorded, by: string, then: (id: Id) => void): void {
  const id = recorded.subjects[0];
  if (!id) throw new Error('nothing was recorded');
  if (one(world.book.db, 'SELECT 1 FROM approval WHERE uuid = ?', idToBytes(id)))
    world.requests.push({ id, by, then, state: 'waiting' });
  else then(id);
}

const adjustment = fc.record({
  customer: fc.constantFrom('cus_1', 'cus_2'),
  amount: fc.oneof(fc.integer({ min: -3_000, max: 3_000 }), fc.integer({ min: -20_000, max: 20_000 })),
  currency: fc.constantFrom(...currencies),
  reason: fc.constantFrom(...adjustmentReasons),
  lasts: fc.option(fc.integer({ min: 0, max: 3 })),
  by: who,
});

export const adjusts = steps('adjusts', adjustment, (world, wish) => {
  const customer = customerOf(world, wish.customer);
  if (!customer || wish.amount === 0) return;
  const { book } = world;
  const { amount, currency, reason, by } = wish;
  const expires = amount > 0 && wish.lasts !== null && reason !== 'correction' && reason !== 'migration';
  const command = {
    ...{ customer, amount: toDecimal(amount, currency), currency, reason, note: 'A note' },
    ...(reason === 'correction' ? { account: 'sales:general' as const } : {}),
    ...(expires ? { expiresOn: addDays(book.dayOf(world.clock.now()), wish.lasts ?? 0) } : {}),
  };
  const recorded = record(book, { ...act(book), operator: by }, (facts) => adjustOrAsk(book, facts, command));
  const waits =
    one(book.db, 'SELECT 1 FROM approval WHERE uuid = ?', idToBytes(recorded.subjects[0] ?? '')) !== undefined;
  expect(waits).toBe(world.hired && Math.abs(amount) > LIMIT);
  took(world, recorded, by, (id) => {
    const made = waits ? lastAdjustment(world) : id;
    world.adjustments.push({
      id: made,
      customer: world.ownerNow(wish.customer),
      amount,
      currency,
      expired: 0,
      reversed: false,
    });
  });
});

function lastAdjustment({ book }: World): Id {
  return idFromBytes(
    one<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM adjustment ORDER BY id DESC')?.uuid ?? Buffer.alloc(16),
  );
}

export const reverses = steps('reverses', fc.record({ nth, by: who }), (world, wish) => {
  const known = world.adjustments[world.adjustments.length === 0 ? 0 : wish.nth % world.adjustments.length];
  if (!known) return;
  const { book } = world;
  const over = known.reversed ? 'adjustment-reversed' : known.amount === known.expired ? 'adjustment-expired' : null;
  const command = { id: known.id, note: 'Wrong customer' };
  let recorded: Recorded | null = null;
  const code = codeOf(() => {
    recorded = record(book, { ...act(book), operator: wish.by }, (facts) => reverseOrAsk(book, facts, command));
  });
  expect(code).toBe(over);
  if (recorded)
    took(world, recorded, wish.by, () => {
      known.reversed = true;
    });
});

/** Who asked never approves; somebody else does, unless the book moved on. */
export const approves = steps('approves', fc.record({ nth, by: who }), (world, wish) => {
  const waiting = world.requests.filter(({ state }) => state === 'waiting');
  const request = waiting[waiting.length === 0 ? 0 : wish.nth % waiting.length];
  if (!request) return;
  const { book, clock } = world;
  const answer = { ...act(book), operator: wish.by };
  const code = codeOf(() => approve({ book, clock }, answer, request.id, approvablesOf(book)));
  expect(code).toBe(request.by === wish.by ? 'approval-own' : null);
  if (code !== null) return;
  const row = one<{ state: 'approved' | 'dropped' }>(
    book.db,
    'SELECT state FROM approval WHERE uuid = ?',
    idToBytes(request.id),
  );
  request.state = row?.state ?? 'dropped';
  if (request.state === 'approved') request.then(request.id);
});

/** What of a grant was unspent is for the book to know; that nothing goes twice, or below nothing, is for the invariants. */
export const expiresCredit = steps('expiresCredit', fc.constant(null), (world) => {
  expireCredits({ book: world.book, operator: 'ada', changed: () => {} });
  const text = 'SELECT uuid, granted, expired FROM adjustment WHERE expired IS NOT NULL';
  for (const { uuid, granted, expired } of all<{ uuid: Buffer; granted: number; expired: number }>(
    world.book.db,
    text,
  )) {
    const known = world.adjustments.find(({ id }) => id === idFromBytes(uuid));
    if (!known) throw new Error('an adjustment that nobody made');
    expect(expired).toBeLessThanOrEqual(granted);
    known.expired = expired;
  }
});
