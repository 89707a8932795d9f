import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ProofRow, proofHolds, proofKinds, proofSums } from './proof';

const charge = (amount: number, fee = 0): ProofRow => ({ kind: 'charge', amount, fee });

test('charges − fees − refunds − disputes − reserves = net', () => {
  const rows: ProofRow[] = [
    charge(120_000, 3_800),
    charge(50_000, 1_600),
    { kind: 'refund', amount: -10_000, fee: 0 },
    { kind: 'dispute', amount: -5_000, fee: 1_500 },
    { kind: 'dispute-won', amount: 5_000, fee: -1_500 },
    { kind: 'reserve', amount: -4_600, fee: 0 },
  ];
  expect(proofSums(rows, 150_000)).toEqual({
    ...{ charges: 170_000, refunds: -10_000, disputes: 0, fees: -5_400, reserved: -4_600, booked: 0 },
    ...{ net: 150_000, missing: 0 },
  });
});

test('what the book does not have of a payout is told, and then it does not hold', () => {
  const sums = proofSums([charge(1_000, 30)], 1_070);
  expect(sums.missing).toBe(100);
  expect(proofHolds([{ currency: 'EUR', sums, paid: 1_070 }], null)).toBe(false);
});

test('through an exchange the parts come to the line in the bank’s currency', () => {
  const sums = proofSums([charge(10_000, 0)], 10_000);
  const part = { currency: 'USD', sums, paid: 10_000, seen: { amount: 9_150, currency: 'EUR' } };
  expect(proofHolds([part], { amount: 9_150, currency: 'EUR' })).toBe(true);
  expect(proofHolds([part], { amount: 9_151, currency: 'EUR' })).toBe(false);
  expect(proofHolds([part], { amount: 9_150, currency: 'USD' })).toBe(false);
  expect(proofHolds([], null)).toBe(false);
});

test('net is the sum of what each movement left, whatever they are', () => {
  const row = fc.record({
    kind: fc.constantFrom(...proofKinds),
    amount: fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
    fee: fc.integer({ min: -1_000, max: 10_000 }),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 50 }), (rows) => {
      const left = rows.reduce((sum, { amount, fee }) => sum + amount - fee, 0);
      expect(proofSums(rows, left)).toMatchObject({ net: left, missing: 0 });
    }),
  );
});
