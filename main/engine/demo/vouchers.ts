/** The sample company's vouchers: given away, sold, redeemed, voided and expired, recorded once, in the order of their days. */
import { createHash } from 'node:crypto';
import { all } from '../../db/sql';
import { codesOf } from '../../db/voucher-code';
import { expireVouchers } from '../../features/vouchers/expiry';
import { type BatchWish, issueBatch } from '../../features/vouchers/issue';
import { VoucherDesk } from '../../features/vouchers/redeem';
import { voidVouchers } from '../../features/vouchers/voiding';
import type { Book } from '../../journal/record';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { addDays, DAY_MS } from '../../kernel/time';
import type { VoidWay } from '../../kernel/voucher';
import { USUAL_PATTERN } from '../../kernel/voucher-code';

/** Days before the company's history ends. */
interface PlannedBatch extends Pick<BatchWish, 'name' | 'amount' | 'currency' | 'count' | 'note'> {
  issued: number;
  /** Days on which they are valid; null: for ever. */
  valid: number | null;
  /** Where a sold one was paid. */
  soldAt?: string;
  uses?: number;
  pattern?: string;
  redeemed: readonly number[];
  voided?: { day: number; way: VoidWay | null; reason: string; vouchers: readonly number[] | null };
}

const plan: readonly PlannedBatch[] = [
  {
    ...{ name: 'Summer cards', amount: '25.00', currency: 'EUR', count: 10, note: 'Sold at the counter in June' },
    ...{ issued: 112, valid: 60, soldAt: 'bank-transfer', pattern: 'AAAA-9999-AAAA' },
    redeemed: [101, 96, 80, 61],
  },
  {
    ...{ name: 'Welcome gift', amount: '20.00', currency: 'EUR', count: 40, note: 'For new customers of the fair' },
    ...{ issued: 62, valid: 240 },
    redeemed: [55, 48, 41, 20, 12, 2],
  },
  {
    ...{ name: 'Reseller cards', amount: '50.00', currency: 'USD', count: 20, note: '' },
    ...{ issued: 44, valid: null, soldAt: 'bank-transfer', pattern: '{8}-{4}' },
    redeemed: [37, 30, 18, 9, 3],
    voided: { day: 10, way: 'returned', reason: 'Two cards came back damaged', vouchers: [18, 19] },
  },
  {
    ...{ name: 'Conference code', amount: '10.00', currency: 'EUR', count: 1, note: 'Printed on the badge', uses: 100 },
    ...{ issued: 26, valid: 60 },
    redeemed: [25, 25, 24],
  },
  {
    ...{ name: 'Autumn flyer', amount: '15.00', currency: 'EUR', count: 30, note: '' },
    ...{ issued: 16, valid: 90 },
    redeemed: [],
    voided: { day: 15, way: null, reason: 'Printed with the wrong year', vouchers: null },
  },
];

/** Gives whether anything was recorded now: each deed's request is made from the book's id, so that it is done once. */
export function recordVouchers(book: Book, by: { operator: string; source: string }, createdAt: number): boolean {
  const before = all(book.db, 'SELECT max(seq) AS seq FROM event');
  const customers = customersOf(book);
  if (customers.length === 0) return false;
  for (const [n, planned] of plan.entries()) recordBatch(book, by, createdAt, n, planned, customers);
  expireVouchers(book, by.operator);
  return JSON.stringify(all(book.db, 'SELECT max(seq) AS seq FROM event')) !== JSON.stringify(before);
}

function recordBatch(
  book: Book,
  by: { operator: string; source: string },
  createdAt: number,
  n: number,
  planned: PlannedBatch,
  customers: readonly Id[],
): void {
  // As it was done on the day.
  const on = (ago: number): Book => ({ ...book, clock: { now: () => createdAt - ago * DAY_MS } });
  const actOf = (deed: string) => ({ ...by, request: requestOf(book, `${n} ${deed}`), input: { deed } });
  const from = book.dayOf(createdAt - planned.issued * DAY_MS);
  const { name, amount, currency, count, note, uses = 1, pattern = USUAL_PATTERN, valid, soldAt, voided } = planned;
  const wish: BatchWish = {
    ...{ name, amount, currency, count, note, uses, pattern, from, perCustomer: 1 },
    kind: soldAt === undefined ? 'promotional' : 'sold',
    to: valid === null ? null : addDays(from, valid),
    paid: soldAt === undefined ? null : { at: soldAt, note: 'Statement of the house bank, seen by Marta', day: from },
  };
  const batch = issueBatch(on(planned.issued), actOf('issue'), wish);
  const vouchers = vouchersOf(book, batch);
  const codes = codesOf(book.db, vouchers);
  for (const [place, ago] of planned.redeemed.entries()) {
    const code = codes.get(vouchers[place % vouchers.length] ?? batch);
    const customer = customers[(n * 3 + place) % customers.length];
    if (code === undefined || customer === undefined) continue;
    const asked = { customer, payer: null, code, currency, purpose: 'top-up', description: '' } as const;
    new VoucherDesk(on(ago)).redeem(actOf(`redeem ${place}`), asked);
  }
  if (!voided) return;
  const chosen = voided.vouchers?.flatMap((place) => vouchers[place] ?? []);
  const { day, way, reason } = voided;
  voidVouchers(on(day), actOf('void'), { batch, vouchers: chosen, way, reason });
}

function requestOf({ replica }: Book, deed: string): Id {
  return idFromBytes(createHash('sha256').update(`vouchers of ${replica}: ${deed}`).digest().subarray(0, 16));
}

function vouchersOf({ db }: Book, batch: Id): Id[] {
  return all<{ uuid: Buffer }>(
    db,
    'SELECT v.uuid FROM voucher v JOIN voucher_batch b ON b.id = v.batch WHERE b.uuid = ? ORDER BY v.no',
    idToBytes(batch),
  ).map(({ uuid }) => idFromBytes(uuid));
}

/** The same each time: some that joined early. */
function customersOf({ db }: Book): Id[] {
  const text = 'SELECT uuid FROM customer WHERE since < (SELECT max(since) FROM customer) ORDER BY since, id LIMIT 12';
  return all<{ uuid: Buffer }>(db, text).map(({ uuid }) => idFromBytes(uuid));
}
