/** How a step of a made-up world is written, and what many of them need. */
import fc from 'fast-check';
import { one } from '../../main/db/sql';
import { type Id, idFromBytes } from '../../main/kernel/id';
import type { World } from './world';

export interface Step {
  run(world: World): void;
  /** How a life that fails is told. */
  toString(): string;
}

export function steps<Wish>(
  name: string,
  wishes: fc.Arbitrary<Wish>,
  run: (world: World, wish: Wish) => void,
): fc.Arbitrary<Step> {
  return wishes.map((wish) => {
    const told = () => `${name} ${JSON.stringify(wish)}`;
    return { run: (world: World) => run(world, wish), toString: told, [fc.toStringMethod]: told };
  });
}

export const currencies = ['EUR', 'USD', 'JPY', 'KWD'] as const;
export const amount = fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 10 ** 12 }));
export const nth = fc.nat(1_000);

/** Whose what is this customer's is now, as the book has it. */
export function customerOf(world: World, externalId: string): Id | null {
  const row = one<{ uuid: Buffer }>(
    world.book.db,
    `SELECT c.uuid FROM customer_link l JOIN customer t ON t.id = l.customer JOIN customer c ON c.id = coalesce(t.merged_into, t.id)
     WHERE l.external_id = ?`,
    externalId,
  );
  return row ? idFromBytes(row.uuid) : null;
}
