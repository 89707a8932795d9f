/** What must hold at the end of a journey: between what the provider did and what the book says, for every attempt and in all. */
import { expect } from 'vitest';
import { all } from '../../main/db/sql';
import type { AttemptKind, AttemptOutcome, AttemptState } from '../../main/kernel/attempt';
import { idFromBytes } from '../../main/kernel/id';
import type { Journey } from './journey';

interface AttemptRow {
  uuid: Buffer;
  kind: AttemptKind;
  state: AttemptState;
  outcome: AttemptOutcome | null;
  amount: number;
  external_id: string | null;
  payment_external_id: string | null;
  status: string;
  payment_amount: number;
}

const attemptsSql = `SELECT a.uuid, a.kind, a.state, a.outcome, a.amount, a.external_id, p.external_id AS payment_external_id, p.status,
  p.amount AS payment_amount FROM attempt a JOIN payment p ON p.id = a.payment`;

export interface Ends {
  attempts: number;
  confirmed: number;
  declined: number;
  refused: number;
  dropped: number;
  /** Listed for a person: it was never known what came of them. */
  unknown: number;
  /** Drafts, and pages and charges that wait. */
  waiting: number;
}

/** Counts into `ends`, when there is one, how the attempts have ended. */
export function expectAllRight(journey: Journey, ends: Ends | null): void {
  const { provider, book } = journey;
  for (const row of all<AttemptRow>(book.db, attemptsSql)) {
    const key = idFromBytes(row.uuid);
    const done = { page: provider.pages, charge: provider.charges, refund: provider.refunds }[row.kind].filter(
      (each) => each.key === key,
    );
    expect(done.length, `${row.kind} ${key} done`).toBeLessThanOrEqual(1);
    expectAttempt(journey, row, done[0]);
    if (!ends) continue;
    ends.attempts++;
    ends[row.state === 'done' ? (row.outcome ?? 'unknown') : endOf(row.state)]++;
  }
  expectRows(journey);
  expectSums(journey);
}

function endOf(state: Exclude<AttemptState, 'done'>): 'dropped' | 'unknown' | 'waiting' {
  if (state === 'drafted' || state === 'waiting') return 'waiting';
  return state === 'dropped' ? 'dropped' : 'unknown';
}

function expectAttempt({ provider }: Journey, row: AttemptRow, done: { id: string } | undefined): void {
  const charge = row.kind === 'charge' ? provider.charges.find((each) => each.id === done?.id) : undefined;
  switch (row.state) {
    case 'done':
      if (row.outcome !== 'confirmed') {
        expect(charge?.status, 'declined or refused').not.toBe('paid');
        if (row.kind === 'refund') expect(done, 'a refund that was declined').toBeUndefined();
        break;
      }
      expect(done, 'confirmed').toBeDefined();
      if (row.kind === 'refund') expect(row.external_id).toBe(done?.id);
      if (row.kind === 'charge')
        expect(row).toMatchObject({ payment_external_id: done?.id, status: 'Completed', payment_amount: row.amount });
      break;
    case 'drafted':
    case 'waiting':
    case 'dropped':
      expect(done, row.state).toBeUndefined();
      break;
    case 'unknown':
    case 'not-found':
      // Whoever can be asked was asked until it was known.
      if (done) expect(provider.habits.finds || (provider.habits.tellsKeys && row.kind !== 'page')).toBe(false);
      break;
    case 'sending':
      expect.fail('nothing is being sent any more');
  }
}

/** Each payment and refund of the provider is one row, and every other row is one of ours that never came to be. */
function expectRows({ provider, book }: Journey): void {
  const ids = (table: 'payment' | 'refund') =>
    all<{ external_id: string }>(
      book.db,
      table === 'payment'
        ? 'SELECT external_id FROM payment WHERE external_id IS NOT NULL'
        : 'SELECT external_id FROM refund',
    )
      .map((row) => row.external_id)
      .sort();
  expect(ids('payment')).toEqual(provider.charges.map((each) => each.id).sort());
  expect(ids('refund')).toEqual(provider.refunds.map((each) => each.id).sort());
  const nameless = all<{
    status: string;
    state: string;
    kind: string;
    outcome: string | null;
    page_state: string | null;
  }>(
    book.db,
    `SELECT p.status, a.state, a.kind, a.outcome, a.page_state FROM payment p LEFT JOIN attempt a ON a.payment = p.id WHERE p.external_id IS NULL`,
  );
  for (const row of nameless) {
    const open = row.state !== 'done' && row.state !== 'dropped';
    if (row.status === 'Pending') expect(open || row.page_state === 'open', JSON.stringify(row)).toBe(true);
    else expect(row.status, JSON.stringify(row)).toBe('Cancelled');
  }
}

interface Sum {
  currency: string;
  sum: number;
}

/** What the gateway's account holds here is what the provider took, less what it gave back and kept. */
function expectSums({ provider, book }: Journey): void {
  const sums = new Map<string, number>();
  const add = (currency: string, amount: number) => sums.set(currency, (sums.get(currency) ?? 0) + amount);
  for (const each of provider.charges) if (each.status === 'paid') add(each.currency, each.amount - 30);
  for (const each of provider.refunds)
    add(provider.charges.find((charge) => charge.id === each.charge)?.currency ?? '', -each.amount);
  const kept = all<Sum>(
    book.db,
    "SELECT b.currency, b.minor AS sum FROM balance b JOIN account a ON a.id = b.account WHERE a.name = 'clearing:stripe'",
  );
  const wanted = [...sums].filter(([, sum]) => sum !== 0);
  expect(Object.fromEntries(kept.map((row) => [row.currency, row.sum]))).toEqual(Object.fromEntries(wanted));
  expect(all(book.db, 'SELECT currency FROM balance GROUP BY currency HAVING sum(minor) <> 0')).toEqual([]);
  expect(all(book.db, 'SELECT id FROM payment WHERE refunded > amount')).toEqual([]);
}
