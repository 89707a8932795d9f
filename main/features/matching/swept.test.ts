import fc from 'fast-check';
import { expect, test } from 'vitest';
import { START_MS } from '../../../test/support/book';
import { openBook } from '../../../test/support/entry-book';
import { dispute, payment, payout, refund, settled } from '../../../test/support/told';
import { all } from '../../db/sql';
import type { Book } from '../../journal/record';
import { idFromBytes } from '../../kernel/id';
import { proven } from './proof-facts';
import { type ClearingMovement, carriedBy } from './swept';

const DAY = 86_400_000;
const move = (at: number, amount: number, fee = 0): ClearingMovement => ({
  ...{ kind: 'payment.recorded', at, amount, fee, payment: null, label: `${at}`, who: '' },
});
const carried = (payouts: [at: number, amount: number][], movements: ClearingMovement[]) => {
  const found = carriedBy(
    payouts.map(([at, amount], id) => ({ id, at, amount })),
    movements,
  );
  return payouts.map((_, id) => found.get(id)?.map(({ at }) => at) ?? null);
};

test('a payout carries all that moved since the one before', () => {
  const moves = [move(1, 1_000, 30), move(2, 500), move(4, -200), move(5, 900)];
  expect(
    carried(
      [
        [3, 1_470],
        [6, 700],
      ],
      moves,
    ),
  ).toEqual([
    [1, 2],
    [4, 5],
  ]);
});

test('what was on hold when it left goes with the next: one movement, or two, the latest that fit', () => {
  const moves = [move(1, 1_000), move(2, 40), move(3, 40), move(4, 7)];
  expect(
    carried(
      [
        [5, 1_047],
        [6, 40],
      ],
      moves,
    ),
  ).toEqual([[1, 2, 4], [3]]);
  expect(
    carried(
      [
        [5, 1_000],
        [6, 87],
      ],
      moves.slice(0, 3).concat(move(6, 7)),
    ),
  ).toEqual([[1], [2, 3, 6]]);
});

test('what does not come to it is not claimed, and the next payout begins anew', () => {
  expect(
    carried(
      [
        [2, 999],
        [4, 300],
      ],
      [move(1, 500), move(3, 300)],
    ),
  ).toEqual([null, [3]]);
});

test('whatever is claimed comes to the payout, and nothing is claimed twice', () => {
  const amounts = fc.array(fc.integer({ min: -500, max: 2_000 }), { maxLength: 12 });
  const payouts = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 4_000 })), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(amounts, payouts, (moved, sent) => {
      const moves = moved.map((amount, at) => move(at, amount, amount % 7));
      const inOrder = sent.toSorted(([one], [other]) => one - other).map(([at, amount], id) => ({ id, at, amount }));
      const found = carriedBy(inOrder, moves);
      for (const [id, rows] of found)
        expect(rows.reduce((sum, { amount, fee }) => sum + amount - fee, 0)).toBe(inOrder[id]?.amount);
      const claimed = [...found.values()].flat();
      expect(new Set(claimed).size).toBe(claimed.length);
    }),
  );
});

const proofOf = ({ db }: Book, externalId: string) => {
  const [row] = all<{ uuid: Buffer }>(db, 'SELECT uuid FROM payout WHERE external_id = ?', externalId);
  return proven(db, idFromBytes(row?.uuid ?? Buffer.alloc(16)));
};
const at = (day: number, of: string, amount: number, fee = 0) =>
  payment(of, {
    createdAt: START_MS + day * DAY,
    amount,
    settlement: settled(`txn_${of}`, amount, fee),
  });

test('a gateway that never says what its payouts hold: the proof is what moved, with fees, refunds and disputes', () => {
  const { book, tell } = openBook();
  tell({ payments: [at(0, 'pi_1', 10_000, 300), at(1, 'pi_2', 5_000, 150)] });
  tell({ payouts: [payout('po_1', 14_550, { createdAt: START_MS + 2 * DAY })] });
  tell({
    payments: [at(3, 'pi_3', 8_000, 200)],
    refunds: [refund('re_1', 'pi_1', 1_000, { createdAt: START_MS + 3 * DAY })],
    disputes: [dispute('dp_1', 'pi_2', 2_000, { openedAt: START_MS + 3 * DAY })],
  });
  tell({ payouts: [payout('po_2', 3_300, { createdAt: START_MS + 4 * DAY })] });
  const [first] = proofOf(book, 'po_1').parts;
  expect(first).toMatchObject({ told: 'swept', sums: { charges: 15_000, fees: -450, net: 14_550, missing: 0 } });
  const second = proofOf(book, 'po_2');
  expect(second.holds).toBe(true);
  expect(second.parts[0]).toMatchObject({
    ...{ told: 'swept', rows: { length: 3 } },
    sums: { charges: 8_000, refunds: -1_000, disputes: -2_000, fees: -1_700, net: 3_300, missing: 0 },
  });
});

test('what does not come to the payout is told as not told; a gateway that names its payouts is not guessed at', () => {
  const { book, tell } = openBook();
  tell({ payments: [at(0, 'pi_1', 10_000)] });
  tell({ payouts: [payout('po_1', 9_000, { createdAt: START_MS + DAY })] });
  expect(proofOf(book, 'po_1').parts[0]).toMatchObject({ told: 'untold', rows: [], sums: { missing: 9_000 } });
  tell({ payments: [at(2, 'pi_2', 4_000)] });
  tell({ payouts: [payout('po_2', 4_000, { createdAt: START_MS + 3 * DAY, settlements: ['txn_pi_2'] })] });
  tell({ payments: [at(4, 'pi_3', 700)], payouts: [payout('po_3', 700, { createdAt: START_MS + 5 * DAY })] });
  expect(proofOf(book, 'po_2').parts[0]).toMatchObject({ told: 'named' });
  expect(proofOf(book, 'po_3').parts[0]).toMatchObject({ told: 'untold', rows: [] });
});
