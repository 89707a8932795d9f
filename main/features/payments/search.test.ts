import { beforeAll, describe, expect, test } from 'vitest';
import { memoryBook, START_MS, testClock } from '../../../test/support/book';
import { finish } from '../../../test/support/checks';
import { chance, pick, runSeed } from '../../../test/support/seed';
import { customer, page, payment } from '../../../test/support/told';
import { foldedTerms, holdsTerms } from '../../db/fold';
import { all, type Db, run, sql } from '../../db/sql';
import { ingest } from '../sync/ingest';
import type { PaymentColumnId } from './columns';
import type { PaymentFilter } from './contract';
import { paymentPage } from './query';
import { searchFor } from './search';
import { exactPaymentTotals, paymentTotals } from './totals';

const seed = runSeed();
const next = chance(seed);
const some = <Item>(items: readonly Item[]): Item => items[pick(next, items.length)] as Item;

const PAYMENTS = 6_000;
const PAGES = 2;
const common = [
  'Renewal',
  'mailbox',
  'mailboxes',
  'CIGÜEÑA',
  'Cigu',
  'e\u0301te',
  'été',
  'İzmir',
  'ﬁne',
  '青空',
  'VPS',
  'Ærø',
  'a',
  'x_y',
];
const seldom = ['zebra', 'zèbre', 'Straße', 'ὈΔΥΣΣΕΎΣ', 'ملاحظة', '½kg', 'K2', 'x\u0000y', 'no…dash–here'];

function texts(n: number): string {
  const words = [some(common), some(common), ...(pick(next, 40) === 0 ? [some(seldom)] : []), `Order${n}`];
  return words.join(some([' ', ', ', '-', '\n']));
}

let db: Db;
/** All payments' words in an index of their own, as the book's was made before any of this was fast. */
let naive: (text: string) => Set<number>;

beforeAll(() => {
  const book = memoryBook(testClock());
  db = book.db;
  const customers = Array.from({ length: 20 }, (_, n) =>
    customer(`cus_${n}`, { name: n < 12 ? `Anna ${n}` : `Zebra & Söhne ${n}` }),
  );
  const payments = Array.from({ length: PAYMENTS }, (_, n) =>
    payment(`pi_${n}`, {
      amount: 100 + pick(next, 50),
      createdAt: START_MS + pick(next, 500) * 3_600_000,
      customer: `cus_${pick(next, 20)}`,
      description: texts(n),
      reference: `2026${String(n).padStart(5, '0')} 2026`,
      settlement: null,
      status: some(['Pending', 'Cancelled']),
    }),
  );
  ingest(book, { operator: 'ada', source: 'test' }, 'stripe', [page({ customers, payments })], null);
  db.exec(`CREATE VIRTUAL TABLE temp.whole USING fts5(words, content = '', detail = 'none', tokenize = "unicode61 remove_diacritics 2");
    INSERT INTO temp.whole (rowid, words) SELECT id, concat(description, ' ', reference, ' ', external_id) FROM payment`);
  const named = sql(
    db,
    `SELECT p.id FROM payment p JOIN customer c ON c.id = p.customer JOIN person n ON n.uuid = c.uuid
    WHERE n.name LIKE ? OR n.email LIKE ?`,
  ).pluck();
  naive = (text) => {
    const terms = text.normalize('NFKC').match(/[\p{L}\p{N}]+/gu) ?? [];
    const match = terms.map((term) => `"${term}"*`).join(' AND ');
    const own = sql(db, 'SELECT rowid FROM temp.whole WHERE whole MATCH ?').pluck().all(match);
    return new Set([...own, ...named.all(`%${text}%`, `%${text}%`)] as number[]);
  };
}, 60_000);

/** The first pages, as uuids. */
function found(filter: PaymentFilter, column: PaymentColumnId, direction: 'asc' | 'desc'): string[] {
  const ids: string[] = [];
  let after: string | undefined;
  for (let n = 0; n < PAGES; n++) {
    const { rows, next: behind } = paymentPage.run(db, { filter, sort: { column, direction }, limit: 50, after });
    ids.push(...rows.map((row) => row.id));
    if (behind === null) break;
    after = behind;
  }
  return ids;
}

const order: Partial<Record<PaymentColumnId, string>> = {
  date: 'at',
  amount: 'amount',
  description: 'description',
  customer:
    '(SELECT n.name FROM customer c JOIN person n ON n.uuid = c.uuid WHERE c.id = payment.customer) COLLATE NOCASE ASC, at',
};

function expected(text: string, where: string, column: PaymentColumnId, direction: string): string[] {
  const wanted = naive(text);
  return all<{ id: number; uuid: string }>(
    db,
    `SELECT id, lower(hex(uuid)) AS uuid FROM payment WHERE ${where} ORDER BY ${order[column]} ${direction}, id ${direction}`,
  ).flatMap((row) => (wanted.has(row.id) ? [row.uuid] : []));
}

const asked = [
  ...common,
  ...seldom.map((word) => word.replace('\u0000', ' ')),
  'mailb',
  'm',
  'o',
  '2',
  '20',
  '2026',
  '20260',
  '202600',
  '202600001',
  'order',
  'order1',
  'order123',
  'renewal vps',
  'vps order8',
  'mailbox zebra',
  '2026 zebra',
  'order zeb',
  'anna',
  'anna 1',
  'zebra & s',
  'pi 12',
  'nothing',
  'mailbox nothing',
  '½',
  '&',
  '"',
  'OR',
  'cigue',
];

const lists: readonly (readonly [PaymentColumnId, 'asc' | 'desc', PaymentFilter, string])[] = [
  ['date', 'desc', {}, '1'],
  ['amount', 'asc', { status: 'Pending' }, "status = 'Pending'"],
  ['description', 'desc', {}, '1'],
  ['customer', 'asc', {}, '1'],
];

describe(`searching finds exactly the rows that an index of all words finds, in the list's order (seed ${seed})`, () => {
  test.each(asked)('%s', (text) => {
    const isAsked = /[\p{L}\p{N}]/u.test(text);
    for (const [column, direction, filter, where] of lists) {
      const rows = found({ text, ...filter }, column, direction).map((id) => id.replaceAll('-', ''));
      const all = isAsked ? expected(text, where, column, direction) : [];
      expect(rows).toEqual(all.slice(0, PAGES * 50));
    }
    const count = isAsked ? naive(text).size : 0;
    expect(finish(exactPaymentTotals.run(db, { text }))).toMatchObject({ count, exact: true });
    const atOnce = paymentTotals.run(db, { text });
    if (atOnce.exact) expect(atOnce.count).toBe(count);
    else expect(atOnce.count).toBeLessThanOrEqual(count);
  });

  test('both by gathering and by walking', () => {
    const frequent = asked.filter((text) => searchFor(db, text)?.found().walking);
    expect(frequent.length).toBeGreaterThan(8);
    expect(asked.length - frequent.length).toBeGreaterThan(8);
  });
});

test('a text is folded as the index of the book folds it', () => {
  const book = memoryBook(testClock());
  const strange = [
    ...common,
    ...seldom,
    'KÅÅ',
    'ǅ',
    'a\u0301\u0323b',
    'ﷺ',
    '𝒳𝒴',
    '１２３',
    'ⅷ',
    '٣',
    'naïve-Ünïcode_x',
    '\u200bzero',
    'ΐ',
    'ß',
    'ẞ',
    'ı',
  ];
  for (const [n, text] of strange.entries())
    run(book.db, 'INSERT INTO payment_words (rowid, words) VALUES (?, ?)', n + 1, text);
  for (const [n, text] of strange.entries()) {
    const indexed = all<{ term: string }>(book.db, 'SELECT term FROM payment_vocabulary WHERE doc = ?', n + 1).map(
      (row) => row.term,
    );
    expect(foldedTerms([text]).sort(), text).toEqual(indexed.sort());
    for (const term of indexed) expect(holdsTerms(`x ${text}`, [term]), text).toBe(true);
  }
  book.db.close();
});
