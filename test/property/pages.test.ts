/** The order in which facts arrive is no fact: in order, shuffled, doubled, over one commit or many, the book says the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factsOf } from '../support/checks';
import { chance, isLongRun, pick, runSeed, shuffled } from '../support/seed';
import { expectConsistent, expectRebuilt } from './invariants';
import { anyStep } from './steps';
import { World } from './world';

const seed = runSeed();
const HISTORIES = isLongRun ? 5_000 : 150;

/** What a refund took from whom depends on who was there first; what the customer has in all does not. */
function comparable(world: World): Record<string, string[]> {
  const { balance = [], ...tables } = factsOf(world.book.db);
  const net = new Map<string, number>();
  for (const line of balance) {
    const [account = '', minor = ''] = line.split(',');
    const owner = account.replace(/^(credit|receivable):(\w+)(:\w+)?/, 'customer:$2');
    net.set(owner, (net.get(owner) ?? 0) + Number(minor));
  }
  const kept = [...net].filter(([, minor]) => minor !== 0);
  return { ...tables, balance: kept.map(String).sort() };
}

/** A world of the same facts that has been told nothing. */
function unheard(of: World, ids: number): World {
  const world = new World(ids);
  for (const kind of ['payments', 'refunds', 'disputes', 'payouts'] as const)
    for (const [id, fact] of of.now[kind]) (world.now[kind] as Map<string, unknown>).set(id, fact);
  return world;
}

test(`${HISTORIES} histories in another order`, () => {
  const history = fc.array(anyStep, { minLength: 1, maxLength: 40, size: 'max' });
  const property = fc.property(history, fc.nat(), (steps, order) => {
    const past = new World(1);
    for (const step of steps) step.run(past);
    const next = chance(order);
    const inOrder = unheard(past, 2);
    inOrder.tell(past.names(), true);
    const anyhow = unheard(past, 3);
    const names = shuffled([...past.names(), ...past.names().filter(() => next() < 0.3)], next);
    for (let from = 0; from < names.length; ) {
      const to = from + 1 + pick(next, 6);
      anyhow.tell(names.slice(from, to), next() < 0.5);
      from = to;
    }
    try {
      expectConsistent(anyhow.book.db);
      expect(comparable(anyhow)).toEqual(comparable(inOrder));
      expectRebuilt(anyhow.book.db);
    } finally {
      for (const world of [past, inOrder, anyhow]) world.close();
    }
  });
  fc.assert(property, { seed, numRuns: HISTORIES });
  console.log(`histories in another order: ${HISTORIES}, seed ${seed}`);
}, 1_800_000);
