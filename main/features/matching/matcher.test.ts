import { describe, expect, test } from 'vitest';
import { score } from '../../../test/support/matching-score';
import { matchingYear } from '../../../test/support/matching-year';
import { firstRules, type MatchRule } from '../../kernel/matching';
import { propose } from './matcher';
import { Naming } from './naming';
import { type OpenItem, type OpenLine, refusalKey } from './proposal';
import { findSets } from './sets';
import { nameKey } from './words';

const automatic: MatchRule[] = firstRules.map((rule) => ({ ...rule, automatic: true }));
const nobody = { account: () => undefined, name: () => undefined };

const payout = (more: Partial<OpenItem> = {}): OpenItem => ({
  ...{ kind: 'payout', id: 'po_1', account: 'transit:stripe', currency: 'EUR', amount: 10_000, day: 100 },
  ...{ names: ['po_1ABCDEFGH2345'], customer: null, name: '', gateway: 'STRIPE', ...more },
});
const owed = (more: Partial<OpenItem> = {}): OpenItem => ({
  ...payout(),
  ...{ kind: 'payment', id: 'pay-1', account: 'clearing:bank-transfer', names: [], gateway: '', customer: 'ada' },
  ...{ name: nameKey('Ada Lovelace'), ...more },
});
const line = (more: Partial<OpenLine> = {}): OpenLine => ({
  ...{ id: 'l1', bank: 'main', currency: 'EUR', day: 101, amount: 10_000, text: '', name: '', account: '', ...more },
});
const ask = (lines: OpenLine[], items: OpenItem[], more: object = {}) =>
  propose({ lines, items, rules: automatic, aliases: nobody, refused: new Set(), ...more });

test('a generated year of 2,000: 99.9 % of what is matched by itself is true, 98 % of what is true is shown', () => {
  const year = matchingYear({ payouts: 1_200, transfers: 800, seed: 7 });
  const proposals = propose({ ...year, rules: automatic, refused: new Set() });
  const { precision, recall, automatic: done, wrong } = score(year, proposals);
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(precision).toBeGreaterThanOrEqual(0.999);
  expect(recall).toBeGreaterThanOrEqual(0.98);
  expect(done).toBeGreaterThan(1_400);
});

test('the same is proposed whatever order lines and items come in, and nothing is in two exact proposals', () => {
  const year = matchingYear({ payouts: 150, transfers: 150, seed: 3 });
  const found = propose({ ...year, rules: automatic, refused: new Set() });
  const turned = propose({
    ...year,
    lines: [...year.lines].reverse(),
    items: [...year.items].reverse(),
    ...{ rules: automatic, refused: new Set<string>() },
  });
  const told = (of: typeof found) =>
    of
      .filter(({ exact }) => exact)
      .map((each) => refusalKey(each.lines, each.items))
      .sort();
  expect(told(turned)).toEqual(told(found));
  const uses = found
    .filter(({ exact }) => exact)
    .flatMap(({ lines, items }) => [...lines, ...items.flatMap(({ id }) => id ?? [])]);
  expect(new Set(uses).size).toBe(uses.length);
});

describe('exact reference', () => {
  test('a payout that the line names, whole or cut off by the bank, with what was seen said', () => {
    const [found] = ask(
      [line({ text: 'STRIPE PO 1ABCDEFGH2345 PAYMENTS' })],
      [payout(), payout({ id: 'po_2', names: ['po_2ZZZZZZZZ1111'] })],
    );
    expect(found).toMatchObject({
      ...{ rule: 'reference', exact: true, automatic: true, difference: 0, items: [{ kind: 'payout', id: 'po_1' }] },
      evidence: [
        { fact: 'reference', text: 'PO1ABCDEFGH2345', whole: true },
        { fact: 'amount-equal' },
        { fact: 'days', days: 1 },
      ],
    });
    const [cut] = ask([line({ text: 'PO1ABCDEFG SOMETHING' })], [payout()]);
    expect(cut).toMatchObject({ exact: true, evidence: [{ fact: 'reference', whole: false }, {}, {}] });
  });

  test('two that one deposit brings together are matched together; one that came in two parts too', () => {
    const two = [payout({ amount: 6_000 }), payout({ id: 'po_2', names: ['po_2ZZZZZZZZ1111'], amount: 4_000 })];
    const [merged] = ask([line({ text: 'PO1ABCDEFGH2345 PO2ZZZZZZZZ1111' })], two);
    expect(merged).toMatchObject({ exact: true, items: [{ id: 'po_1' }, { id: 'po_2' }] });
    const parts = [
      line({ amount: 4_000, text: 'PO1ABCDEFGH2345' }),
      line({ id: 'l2', amount: 6_000, text: 'PO1ABCDEFGH2345' }),
    ];
    expect(ask(parts, [payout()])[0]).toMatchObject({ exact: true, lines: ['l1', 'l2'], items: [{ id: 'po_1' }] });
  });

  test('what a bank kept of it is proposed as its fee, and left to a person', () => {
    const [found] = ask([line({ amount: 9_850, text: 'po_1ABCDEFGH2345' })], [payout()]);
    expect(found).toMatchObject({
      ...{ exact: false, difference: 0 },
      items: [
        { id: 'po_1', amount: 10_000 },
        { kind: 'book', account: 'fees:bank', amount: -150 },
      ],
    });
  });

  test('another amount, another currency, the other direction: never exact', () => {
    const named = { text: 'po_1ABCDEFGH2345' };
    expect(ask([line({ ...named, amount: 20_000 })], [payout()])[0]).toMatchObject({
      exact: false,
      difference: 10_000,
    });
    expect(ask([line({ ...named, currency: 'USD' })], [payout()])).toEqual([]);
    expect(ask([line({ ...named, amount: -10_000 })], [payout()])).toEqual([]);
  });

  test('a number inside a longer number is none', () => {
    const naming = new Naming<string>();
    naming.add('2026-0041', 'invoice');
    naming.add('4711', 'short');
    expect(naming.in('your invoice 2026/0041').map(({ of }) => of)).toEqual(['invoice']);
    expect(naming.in('account 12026004155')).toEqual([]);
    expect(naming.in('ref 4711 thanks').map(({ of }) => of)).toEqual(['short']);
    expect(naming.in('ref 47112')).toEqual([]);
  });
});

describe('amount, day and payer', () => {
  test('a payout of that amount in its days; two of them are left to a person', () => {
    expect(ask([line()], [payout()])[0]).toMatchObject({ rule: 'payout', exact: true });
    const alike = ask([line()], [payout(), payout({ id: 'po_2' })]);
    expect(alike.map(({ exact }) => exact)).toEqual([false, false]);
    expect(alike[0]?.evidence).toContainEqual({ fact: 'several', count: 2 });
    expect(ask([line({ day: 120 })], [payout()])).toEqual([]);
    expect(
      ask([line({ text: 'PAYPAL EUROPE' })], [payout(), payout({ id: 'po_9', amount: 5, gateway: 'PAYPAL' })]),
    ).toEqual([]);
  });

  test('a payer that was confirmed before is known by account or name; a name that is only the same is a reason to look', () => {
    const seen = {
      account: (of: string) => (of === 'DE1' ? new Map([['ada', 14]]) : undefined),
      name: () => undefined,
    };
    const [known] = ask([line({ account: 'DE1' })], [owed()], { aliases: seen });
    expect(known).toMatchObject({ rule: 'payer', exact: true });
    expect(known?.evidence).toContainEqual({ fact: 'payer-seen', by: 'account', times: 14 });
    const [called] = ask([line({ name: nameKey('LOVELACE, ADA') })], [owed()]);
    expect(called).toMatchObject({ exact: false, evidence: [{}, {}, { fact: 'payer-name' }] });
    expect(ask([line({ name: nameKey('Grace Hopper') })], [owed()])).toEqual([]);
  });
});

describe('a set that sums to the line', () => {
  const three = [owed({ amount: 6_000 }), owed({ id: 'pay-2', amount: 4_000 }), owed({ id: 'pay-3', amount: 3_000 })];
  const seen = { account: () => undefined, name: () => new Map([['ada', 2]]) };

  test('payments of one payer that come to it', () => {
    const [found] = ask([line({ name: 'x' })], three, { aliases: seen });
    expect(found).toMatchObject({ rule: 'set', exact: true, items: [{ id: 'pay-1' }, { id: 'pay-2' }] });
  });

  test('less what the bank kept: shown, with the fee', () => {
    const [found] = ask([line({ name: 'x', amount: 9_900 })], three, { aliases: seen });
    expect(found).toMatchObject({ exact: false, difference: 0 });
    expect(found?.items).toContainEqual({ kind: 'book', account: 'fees:bank', amount: -100 });
  });

  test('the search is bounded', () => {
    const amounts = Array.from({ length: 500 }, (_, n) => 1_000_003 + n * 2);
    const started = performance.now();
    expect(findSets({ sum: 1, amounts, itemsMost: 12, overMost: 0, most: 3 }).sets).toEqual([]);
    expect(findSets({ sum: 9_999_999, amounts, itemsMost: 12, overMost: 0, most: 3 }).whole).toBe(false);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

test('both sides of a transfer between our banks are found together', () => {
  const [found] = ask([line({ amount: -10_000 }), line({ id: 'l2', bank: 'savings', day: 102 })], []);
  expect(found).toMatchObject({ rule: 'transfer', exact: true, lines: ['l1', 'l2'], difference: 0 });
});

test('a fee is known by its words, and only where it leaves the account', () => {
  expect(ask([line({ amount: -500, text: 'Comisión mensual' })], [])[0]).toMatchObject({
    ...{ rule: 'fees', exact: true },
    items: [{ kind: 'book', account: 'fees:bank', amount: -500 }],
  });
  expect(ask([line({ amount: 500, text: 'Comisión mensual' })], [])).toEqual([]);
});

test('a refused pair is never suggested again, whatever rule would find it', () => {
  const refused = new Set([refusalKey(['l1'], [payout()])]);
  expect(ask([line({ text: 'po_1ABCDEFGH2345 STRIPE' })], [payout()], { refused })).toEqual([]);
});
