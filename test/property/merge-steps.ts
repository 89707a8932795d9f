/** Two customers become one, and are two again where nothing was built on it. */
import fc from 'fast-check';
import { eventsOfSet, takenBack } from '../../main/features/changes/plan';
import { mergeDrafts, mergePreview } from '../../main/features/customers/merging';
import { eventKinds } from '../../main/features/kinds';
import { record } from '../../main/journal/record';
import { Failure } from '../../main/kernel/failure';
import { act } from '../support/book';
import { customerOf, nth, steps } from './step';

const owner = fc.constantFrom('cus_1', 'cus_2', 'cus_3');

export const merges = steps('merges', fc.record({ customer: owner, survivor: owner }), (world, wish) => {
  const { book } = world;
  const [customer, survivor] = [customerOf(world, wish.customer), customerOf(world, wish.survivor)];
  if (!customer || !survivor || customer === survivor) return;
  try {
    const { seen } = mergePreview.run(book.db, { customer, survivor, today: book.dayOf(world.clock.now()) });
    const done = record(book, act(book, wish), ({ db }) => mergeDrafts(book, db, { customer, survivor, seen }));
    const [from, to] = [world.ownerNow(wish.customer), world.ownerNow(wish.survivor)];
    world.merges.push({ customer: from, survivor: to, set: done.firstSeq });
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'merge-waits') throw error;
  }
});

export const unmerges = steps('unmerges', nth, (world, n) => {
  const { book } = world;
  const known = world.merges[world.merges.length === 0 ? 0 : n % world.merges.length];
  if (!known) return;
  try {
    record(book, act(book, n), function* (facts) {
      const use = { newId: book.newId, nowMs: world.clock.now() };
      for (const event of eventsOfSet(facts, known.set, 'customer.merged')) {
        const { drafts, problem } = takenBack(eventKinds, facts, event, use);
        if (problem) throw problem;
        yield* drafts;
      }
    });
    world.merges.splice(world.merges.indexOf(known), 1);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'merge-built-on') throw error;
  }
});
