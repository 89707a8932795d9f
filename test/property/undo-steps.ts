/** Taking single changes back: whatever kind of event can be, by what its kind says takes it back, or it is refused with a reason. */
import fc from 'fast-check';
import { all } from '../../main/db/sql';
import { takenBack } from '../../main/features/changes/plan';
import { record } from '../../main/journal/record';
import { readEvents } from '../../main/journal/stored';
import { Failure } from '../../main/kernel/failure';
import type { Id } from '../../main/kernel/id';
import { act } from '../support/book';
import { customerOf, nth, steps } from './step';
import type { World } from './world';

const kinds = ['credit.applied', 'purchase.recorded'] as const;

const names = ['cus_1', 'cus_2', 'cus_3'];

interface Taken {
  customer: Id;
  currency: string;
  amount: number;
}

/** Also one that was taken back before: it is refused. */
export const takesBack = steps('takesBack', fc.record({ nth, kind: fc.constantFrom(...kinds) }), (world, wish) => {
  const { book } = world;
  // What a payment paid goes with that payment.
  const own = "SELECT seq FROM event WHERE kind = ? AND json_extract(payload, '$.payment') IS NULL ORDER BY seq";
  const seqs = all<{ seq: number }>(book.db, own, wish.kind);
  const seq = seqs[wish.nth % Math.max(1, seqs.length)]?.seq;
  const [row] = seq === undefined ? [] : readEvents(book.db, seq - 1, 1);
  if (!row) return;
  const event = { ...row, payload: JSON.parse(row.payloadText) };
  const use = { newId: book.newId, nowMs: world.clock.now() };
  try {
    record(book, act(book, wish), (facts) => {
      const { drafts, problem } = takenBack(book.kinds, facts, event, use);
      if (problem) throw problem;
      return drafts;
    });
  } catch (error) {
    if (error instanceof Failure && error.kind === 'expected') return;
    throw error;
  }
  if (wish.kind === 'purchase.recorded') owesLess(world, event.payload);
});

function owesLess(world: World, { customer, currency, amount }: Taken): void {
  const name = names.find((one) => customerOf(world, one) === customer);
  if (!name) throw new Error('a purchase of nobody');
  world.owed.push({ customer: world.ownerNow(name), currency, amount: -amount });
}
