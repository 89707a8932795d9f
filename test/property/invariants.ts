/** What holds of a book after every step, from its tables alone and against the world that it was told of. */
import { expect } from 'vitest';
import { all, type Db } from '../../main/db/sql';
import { mergedCustomers } from '../../main/journal/verify-sums';
import { balances, replayed, verified } from '../support/checks';
import { brokenInvoices } from './invoice-invariants';
import { brokenMatches } from './matching-steps';
import { usesOf } from './voucher-steps';
import type { World } from './world';

/** Each gives the rows that are wrong. */
const broken: readonly (readonly [string, string])[] = [
  ...brokenInvoices,
  ...brokenMatches,
  ['a customer that was merged holds nothing and has nothing', mergedCustomers],
  [
    'the trial balance is zero in each currency',
    'SELECT currency, sum(minor) FROM balance GROUP BY currency HAVING sum(minor) <> 0',
  ],
  [
    'kept balances are the sums of the postings',
    `SELECT * FROM (SELECT account, currency, sum(minor) AS total FROM (
       SELECT to_account AS account, currency, minor FROM posting UNION ALL SELECT from_account, currency, -minor FROM posting)
       GROUP BY account, currency HAVING sum(minor) <> 0) FULL JOIN balance b USING (account, currency) WHERE total IS NOT b.minor`,
  ],
  [
    'no credit lot is below nothing, and nobody owes less than nothing',
    `SELECT a.name, b.minor FROM balance b JOIN account a ON a.id = b.account
     WHERE (a.name LIKE 'credit:%' AND b.minor > 0) OR (a.name LIKE 'receivable:%' AND b.minor < 0)`,
  ],
  [
    'nobody approved what they asked for, and no approval was used for more than it was given for',
    "SELECT * FROM approval WHERE (state = 'approved' AND answered_by = requested_by) OR used > abs(amount) OR (used > 0 AND state <> 'approved')",
  ],
  [
    'the days count exactly the payments',
    `SELECT * FROM (SELECT day_of(at) AS day, gateway, currency, status, count(*) AS count, sum(amount) AS amount
       FROM payment GROUP BY 1, 2, 3, 4) p FULL JOIN payment_day d USING (day, gateway, currency, status)
     WHERE p.count IS NOT d.count OR p.amount IS NOT d.amount`,
  ],
  [
    'the days of settlement count exactly the settlements of charges',
    `SELECT * FROM (SELECT gateway, currency, count(*) AS n, sum(amount) AS gross, sum(fee) AS fee FROM settlement WHERE kind = 'charge' GROUP BY 1, 2) s
     FULL JOIN (SELECT gateway, currency, sum(count) AS n, sum(gross) AS gross, sum(fee) AS fee FROM settlement_day GROUP BY 1, 2
       HAVING sum(count) <> 0 OR sum(gross) <> 0 OR sum(fee) <> 0) d USING (gateway, currency)
     WHERE s.n IS NOT d.n OR s.gross IS NOT d.gross OR s.fee IS NOT d.fee`,
  ],
  [
    'a payment shows the refunds and disputes that stand',
    `SELECT p.external_id FROM payment p WHERE p.refunded <> (SELECT coalesce(sum(amount), 0) FROM refund r WHERE r.payment = p.id AND r.status <> 'failed')
       OR p.disputed <> (SELECT coalesce(sum(amount), 0) FROM dispute d WHERE d.payment = p.id AND d.state <> 'won')`,
  ],
  [
    'what is owed for vouchers is what is left of those that were sold',
    `SELECT * FROM (SELECT b.currency, sum((v.uses - v.used) * b.amount) AS minor FROM voucher v JOIN voucher_batch b ON b.id = v.batch
       WHERE b.kind = 'sold' AND v.voided_at IS NULL AND b.expired_on IS NULL GROUP BY 1) o
     FULL JOIN (SELECT b.currency, -b.minor AS minor FROM balance b JOIN account a ON a.id = b.account
       WHERE a.name = 'vouchers:outstanding') k USING (currency) WHERE coalesce(o.minor, 0) <> coalesce(k.minor, 0)`,
  ],
  [
    'a voucher was used as often as it has payments, and a batch as its vouchers',
    `SELECT v.id FROM voucher v WHERE v.used <> (SELECT count(*) FROM voucher_use u WHERE u.voucher = v.id)
     UNION ALL SELECT b.id FROM voucher_batch b WHERE b.redeemed <> (SELECT sum(used) FROM voucher v WHERE v.batch = b.id)`,
  ],
  [
    'a fee is shown exactly where a settlement is kept',
    `SELECT p.external_id FROM payment p LEFT JOIN settlement s ON s.payment = p.id AND s.kind = 'charge'
     WHERE p.fee IS NOT s.fee OR p.settled IS NOT s.amount OR p.settled_currency IS NOT s.currency`,
  ],
];

/** Cheap enough for every step. */
export function expectConsistent(db: Db): void {
  for (const [name, text] of broken) {
    const rows = all(db, text);
    if (rows.length > 0) expect(rows, name).toEqual([]);
  }
}

/** The book’s own checks, and its projections built again from the events. */
export function expectRebuilt(db: Db): void {
  const { ok, findings } = verified(db);
  if (!ok) expect(findings).toEqual([]);
  const { same, differences } = replayed(db);
  if (!same) expect(differences).toEqual([]);
}

/** What the accounts must hold, computed from what was told and from nothing of the book. */
export function expectAccountsOf(world: World): void {
  const wanted = new Sums();
  addPayments(world, wanted);
  addRefunds(world, wanted);
  addDisputes(world, wanted);
  for (const { amount, currency, status } of world.told.payouts.values()) {
    if (status === 'failed') continue;
    wanted.add('clearing', currency, -amount);
    wanted.add('transit', currency, amount);
  }
  for (const { customer, amount, currency } of [...world.purchases, ...world.owed])
    wanted.add(ownerOf(world, customer), currency, -amount);
  addVouchers(world, wanted);
  for (const { customer, amount, currency, expired, reversed } of world.adjustments)
    if (!reversed) wanted.add(ownerOf(world, customer), currency, amount - expired);
  for (const { moved } of world.matches)
    for (const { place, customer, currency, minor } of moved)
      wanted.add(place === 'customer' ? ownerOf(world, customer) : place, currency, minor);
  expect(heldBy(world)).toEqual(wanted.result());
}

/** Whoever a customer was merged into holds and owes what was its. */
const ownerOf = (world: World, customer: string | null) => (customer === null ? 'suspense' : world.ownerNow(customer));

class Sums {
  readonly #sums = new Map<string, number>();

  add(place: string, currency: string, minor: number): void {
    const key = `${place} ${currency}`;
    this.#sums.set(key, (this.#sums.get(key) ?? 0) + minor);
  }

  result(): Record<string, number> {
    return Object.fromEntries([...this.#sums].filter(([, minor]) => minor !== 0).sort());
  }
}

function addPayments(world: World, wanted: Sums): void {
  for (const { status, customer, amount, currency, settlement } of world.told.payments.values()) {
    if (status !== 'Completed') continue;
    wanted.add(ownerOf(world, customer), currency, amount);
    if (settlement) wanted.add('clearing', settlement.currency, settlement.amount - settlement.fee);
    else wanted.add('clearing', currency, amount);
  }
}

function addRefunds(world: World, wanted: Sums): void {
  for (const { payment, status, amount, currency, settlement } of world.told.refunds.values()) {
    const of = world.told.payments.get(payment);
    if (!of || status === 'failed') continue;
    wanted.add(ownerOf(world, of.customer), currency, -amount);
    const sameCurrency = settlement === null || settlement.currency === currency;
    if (settlement) wanted.add('clearing', settlement.currency, -settlement.fee);
    if (sameCurrency) wanted.add('clearing', currency, -amount);
    else wanted.add('clearing', settlement.currency, settlement.amount);
  }
}

function addDisputes(world: World, wanted: Sums): void {
  for (const { payment, state, amount, currency, withdrawal, reinstatement } of world.told.disputes.values()) {
    const of = world.told.payments.get(payment);
    if (!of || !withdrawal) continue;
    wanted.add('clearing', withdrawal.currency, withdrawal.amount - withdrawal.fee);
    if (state === 'lost') wanted.add(ownerOf(world, of.customer), currency, -amount);
    else if (state === 'won' && reinstatement)
      wanted.add('clearing', reinstatement.currency, reinstatement.amount - reinstatement.fee);
    else wanted.add('disputes', withdrawal.currency, -withdrawal.amount);
  }
}

/** What is outstanding is what is left of the sold ones that did not end. */
function addVouchers(world: World, wanted: Sums): void {
  for (const voucher of world.vouchers) {
    const { kind, amount, currency, uses, used, end } = voucher;
    for (const [customer, times] of used) wanted.add(ownerOf(world, customer), currency, times * amount);
    if (kind === 'promotional') {
      wanted.add('promo', currency, usesOf(voucher) * amount);
      continue;
    }
    const left = (uses - usesOf(voucher)) * amount;
    wanted.add('clearing', currency, uses * amount - (end === 'returned' ? left : 0));
    wanted.add('vouchers', currency, end === null ? left : 0);
    wanted.add('breakage', currency, end === 'kept' || end === 'expired' ? left : 0);
  }
}

/** Of the book: customers as credit less what they owe, the gateway’s accounts as they stand. */
function heldBy(world: World): Record<string, number> {
  const held = new Sums();
  for (const [key, minor] of Object.entries(balances(world.book.db))) {
    const [name = '', currency = ''] = key.split(' ');
    const [root = '', second = ''] = name.split(':');
    if (root === 'credit' || root === 'receivable') held.add(second, currency, -minor);
    else if (root === 'suspense') held.add('suspense', currency, -minor);
    else if (root === 'vouchers' || root === 'breakage') held.add(root, currency, -minor);
    else if (root === 'promo') held.add(root, currency, minor);
    else if (root === 'clearing' || root === 'transit' || root === 'disputes') held.add(root, currency, minor);
  }
  return held.result();
}
