/** One random life of a book, checked after each step. */
import { expect } from 'vitest';
import { expectSealed } from './closing-steps';
import { expectAccountsOf, expectConsistent, expectRebuilt } from './invariants';
import type { Step } from './step';
import { World } from './world';

/** What must hold after each step, looked at in one transaction: SQLite asks its file once whether it has changed, not with each question. */
function expectSound(world: World): void {
  const { db } = world.book;
  db.transaction(() => {
    expectConsistent(db);
    expectAccountsOf(world);
    expectSealed(world);
  })();
}

/** `rebuilt`: its projections are built again from its events at the end, which takes longer than a short life. */
export function live(happening: readonly Step[], ids: number, { rebuilt }: { rebuilt: boolean }): void {
  const world = new World(ids);
  try {
    for (const step of happening) {
      step.run(world);
      expectSound(world);
    }
    world.tell(world.names());
    expectSound(world);
    expect(world.tell(world.names())).toMatchObject({ added: 0, changed: 0, parked: 0 });
    if (rebuilt) expectRebuilt(world.book.db);
  } finally {
    world.close();
  }
}
