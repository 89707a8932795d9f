/** A charge whose end only a pull tells: it stands in the workbench with its reason all the same. */
import { expect, test } from 'vitest';
import { charges, chargeWorld, consentingCard, declined } from '../../../test/support/charges';
import { replayed, verified } from '../../../test/support/checks';
import { page, payment } from '../../../test/support/told';
import { all } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import { ingest } from '../sync/ingest';

/** Its answer never came: nobody here knows what became of it. */
async function unanswered() {
  const world = chargeWorld();
  consentingCard(world);
  world.rules();
  await world.invoice();
  world.verdicts.push(declined('funds', 'insufficient_funds'));
  world.troubles.push('silence');
  await world.charging.pass();
  expect(charges(world)).toEqual(['12100 declined']);
  const rows = all<{ uuid: Buffer; state: string }>(world.book.db, 'SELECT uuid, state FROM attempt');
  expect(rows.map(({ state }) => state)).toEqual(['unknown']);
  const attempt = idFromBytes(rows[0]?.uuid ?? Buffer.alloc(16));
  const pull = (status: 'Pending' | 'Cancelled', more: Partial<Parameters<typeof payment>[1]> = {}) => {
    const told = payment('pi_late', { status, amount: 12_100, attempt, ...more });
    ingest(world.book, { operator: 'system', source: 'gateway:stripe' }, 'stripe', [page({ payments: [told] })], null);
  };
  const isWhole = () => {
    expect(verified(world.book.db).findings).toEqual([]);
    expect(replayed(world.book.db).differences).toEqual([]);
  };
  return { ...world, world, pull, isWhole };
}

test('a pull that tells of the decline first ends the charge with its reason class and code', async () => {
  const { world, pull, isWhole } = await unanswered();
  pull('Cancelled', { detail: 'No money.', decline: declined('funds', 'insufficient_funds') });
  expect(world.failed('planned')).toMatchObject([{ decline: 'funds', code: 'insufficient_funds', words: 'No money.' }]);
  isWhole();
});

test('a charge that was taken and fell through days later, as a debit may, gets the reason that the pull tells', async () => {
  const { world, pull, isWhole } = await unanswered();
  pull('Pending');
  expect(world.failed('planned')).toEqual([]);
  world.clock.at += 3_600_000;
  pull('Cancelled', { detail: 'Card gone.', decline: declined('blocked', 'lost_card') });
  expect(world.failed()).toMatchObject([{ decline: 'blocked', code: 'lost_card', refusal: 'charge-not-again' }]);
  isWhole();
});

test('without a reason it is for a person, as nobody knows', async () => {
  const { world, pull, isWhole } = await unanswered();
  pull('Pending');
  pull('Cancelled');
  expect(world.failed()).toMatchObject([{ decline: 'other', why: 'person' }]);
  isWhole();
});
