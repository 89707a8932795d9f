import { describe, expect, test } from 'vitest';
import { memoryBook, START_MS, testClock } from '../../../test/support/book';
import { balances, factsOf, lastSeq, replayed, verified } from '../../../test/support/checks';
import { customer, dispute, page, payment, payout, refund, settled, type Told } from '../../../test/support/told';
import { all, one } from '../../db/sql';
import type { PulledPage } from '../../gateways/pulled';
import { ingest } from './ingest';

function openBook() {
  const clock = testClock();
  const book = memoryBook(clock);
  const act = { operator: 'ada', source: 'gateway:stripe' };
  const tell = (told: Told) => ingest(book, act, 'stripe', [page(told)], null);
  const pull = (told: Told) => {
    const last: PulledPage = page(told);
    return ingest(book, act, 'stripe', [last], { cursor: last.cursor, covered: last.covered });
  };
  const row = (text: string) => one<Record<string, unknown>>(book.db, text);
  return { book, clock, tell, pull, row };
}

const nothing = { added: 0, changed: 0, parked: 0 };

test('what is told again changes nothing and leaves no event', () => {
  const { book, tell } = openBook();
  const told: Told = {
    customers: [customer('cus_1', { name: 'Åsa 张伟', address: ['1 Main St', 'Málaga'] })],
    payments: [
      payment('pi_1', { payer: { name: 'Åsa', email: 'a@b.example' } }),
      payment('pi_2', { status: 'Pending', link: 'https://pay.example/1' }),
      payment('pi_3', { status: 'Cancelled', detail: 'Your card was declined.' }),
      payment('pi_4', { customer: null }),
    ],
    refunds: [
      refund('re_1', 'pi_1', 500),
      refund('re_2', 'pi_9', 500),
      refund('re_3', 'pi_1', 1, { status: 'failed' }),
    ],
    disputes: [dispute('dp_1', 'pi_1', 9_000), dispute('dp_2', 'pi_9', 5)],
    payouts: [payout('po_1', 9_000, { settlements: ['txn_pi_1', 'txn_re_1'] })],
    parked: [{ kind: 'payment', externalId: 'pi_8', why: 'its amount is no number' }],
  };
  expect(tell(told)).toMatchObject({ fetched: 12, parked: 3 });
  const seq = lastSeq(book.db);
  expect(tell(told)).toMatchObject(nothing);
  expect(lastSeq(book.db)).toBe(seq);
});

describe('text', () => {
  const decomposed = 'Zoë'.normalize('NFD');

  test('in another form of the same characters is the same text', () => {
    const { book, tell } = openBook();
    const told = {
      customers: [customer('cus_1', { name: decomposed })],
      payments: [
        payment('pi_1', { description: decomposed, detail: decomposed, payer: { name: decomposed, email: null } }),
        payment('pi_2', { status: 'Cancelled', detail: decomposed }),
      ],
      refunds: [refund('re_1', 'pi_9', 5, { reason: decomposed })],
      parked: [{ kind: 'payment', externalId: 'pi_8', why: decomposed }],
    };
    tell(told);
    expect(one(book.db, "SELECT description FROM payment WHERE external_id = 'pi_1'")).toEqual({
      description: 'Zoë'.normalize('NFC'),
    });
    expect(tell(told)).toMatchObject(nothing);
    expect(replayed(book.db).differences).toEqual([]);
  });

  test('with a mark behind a line’s end, a quote or half a character is kept and compared', () => {
    const { book, tell } = openBook();
    const texts = [
      'a\n\u0303b',
      'x"\u0301',
      '\u0338=\u0338',
      'half \ud83d',
      '\udc00 tail',
      'tab\t\u0301',
      '\\u0041\u0301',
    ];
    const payments = texts.map((description, n) => payment(`pi_${n}`, { description }));
    tell({ payments });
    expect(tell({ payments })).toMatchObject(nothing);
    expect(verified(book.db).findings).toEqual([]);
    expect(replayed(book.db).differences).toEqual([]);
  });
});

describe('what comes in another order', () => {
  test('a refund is booked with its payment where a later page of the same act brings that one', () => {
    const { book, row } = openBook();
    const first = page({ payments: [payment('pi_2')], refunds: [refund('re_1', 'pi_1', 400)] });
    const act = { operator: 'ada', source: 'gateway:stripe' };
    ingest(book, act, 'stripe', [first, page({ payments: [payment('pi_1')] })], null);
    expect(row("SELECT refunded FROM payment WHERE external_id = 'pi_1'")).toEqual({ refunded: 400 });
    expect(row('SELECT count(*) AS n FROM parked')).toEqual({ n: 0 });
  });

  test('a refund and a dispute before their payment are put aside, listed, and booked with it', () => {
    const { book, tell, row } = openBook();
    const { tell: tellInOrder, book: inOrder } = openBook();
    const told = {
      refunds: [refund('re_1', 'pi_1', 400)],
      disputes: [dispute('dp_1', 'pi_1', 9_600, { state: 'lost', providerStatus: 'lost' })],
    };
    expect(tell(told)).toMatchObject({ added: 0, parked: 2 });
    expect(balances(book.db)).toEqual({});
    expect(all(book.db, 'SELECT kind, external_id, why, waits_for FROM parked ORDER BY kind')).toEqual([
      { kind: 'dispute', external_id: 'dp_1', why: 'its payment has not arrived', waits_for: 'pi_1' },
      { kind: 'refund', external_id: 're_1', why: 'its payment has not arrived', waits_for: 'pi_1' },
    ]);
    tell({ payments: [payment('pi_1')] });
    tellInOrder({ payments: [payment('pi_1')], ...told });
    expect(row('SELECT count(*) AS n FROM parked')).toEqual({ n: 0 });
    expect(factsOf(book.db)).toEqual(factsOf(inOrder.db));
    expect(replayed(book.db).differences).toEqual([]);
  });

  test('what waits keeps waiting when a person is to look at it too', () => {
    const { tell, row } = openBook();
    tell({
      refunds: [refund('re_1', 'pi_1', 400, { status: 'pending' })],
      parked: [{ kind: 'refund', externalId: 're_1', why: 'an unknown status: curious' }],
    });
    tell({ payments: [payment('pi_1')] });
    expect(row('SELECT refunded FROM payment')).toEqual({ refunded: 400 });
  });

  test('a payment before its customer: the customer is who the gateway then says', () => {
    const { book, tell } = openBook();
    const { tell: tellInOrder, book: inOrder } = openBook();
    const payments = [payment('pi_1', { payer: { name: 'Ana', email: null } })];
    const customers = [customer('cus_1')];
    tell({ payments });
    expect(one(book.db, 'SELECT name FROM person ORDER BY rowid LIMIT 1')).toEqual({ name: 'Ana' });
    tell({ customers });
    tellInOrder({ customers, payments });
    expect(factsOf(book.db)).toEqual(factsOf(inOrder.db));
  });
});

describe('a payment that changes at the gateway', () => {
  test('an unknown status stays Pending and is flagged, and loses the flag when it is understood', () => {
    const { book, tell, row } = openBook();
    const curious = { status: 'Pending', flag: 'unknown-status', providerStatus: 'curious' } as const;
    tell({ payments: [payment('pi_1', curious)] });
    expect(row('SELECT status, flag, provider_status FROM payment')).toEqual({
      status: 'Pending',
      flag: 'unknown-status',
      provider_status: 'curious',
    });
    expect(balances(book.db)).toEqual({});
    tell({ payments: [payment('pi_1')] });
    expect(row('SELECT status, flag FROM payment')).toEqual({ status: 'Completed', flag: null });
  });

  test('an address that is told once only stays while the customer is waited for', () => {
    const { tell, row } = openBook();
    const link = 'https://checkout.example/1';
    const waiting = { status: 'Pending', reason: 'waiting-customer' } as const;
    const linkNow = () => row('SELECT link FROM payment')?.link;
    tell({ payments: [payment('pi_1', { ...waiting, link })] });
    expect(tell({ payments: [payment('pi_1', { ...waiting, link: undefined })] })).toMatchObject(nothing);
    expect(linkNow()).toBe(link);
    tell({ payments: [payment('pi_1', { ...waiting, reason: 'waiting-gateway', link: undefined })] });
    expect(linkNow()).toBeNull();
    tell({ payments: [payment('pi_1', { ...waiting, link })] });
    tell({ payments: [payment('pi_1', { ...waiting, link: null })] });
    expect(linkNow()).toBeNull();
  });

  test('another amount on what is booked: the first stays booked, the difference is shown, once', () => {
    const { book, tell, row } = openBook();
    tell({ payments: [payment('pi_1')] });
    const before = balances(book.db);
    tell({ payments: [payment('pi_1', { amount: 11_000 })] });
    expect(row('SELECT amount, flag FROM payment')).toEqual({ amount: 10_000, flag: 'amount-differs' });
    expect(balances(book.db)).toEqual(before);
    expect(tell({ payments: [payment('pi_1', { amount: 11_000 })] })).toMatchObject(nothing);
    tell({ payments: [payment('pi_1')] });
    expect(row('SELECT flag FROM payment')).toEqual({ flag: null });
  });

  test('another amount and currency while it is Pending is what is then booked', () => {
    const { book, tell, row } = openBook();
    tell({ payments: [payment('pi_1', { status: 'Pending' })] });
    tell({ payments: [payment('pi_1', { status: 'Pending', amount: 700, currency: 'USD' })] });
    expect(all(book.db, 'SELECT currency, count, amount FROM payment_day')).toEqual([
      { currency: 'USD', count: 1, amount: 700 },
    ]);
    tell({ payments: [payment('pi_1', { amount: 900, currency: 'GBP' })] });
    expect(balances(book.db)).toEqual({ 'clearing:stripe GBP': 900, 'credit:cus_1:paid GBP': -900 });
    expect(row('SELECT flag FROM payment')).toEqual({ flag: null });
    expect(replayed(book.db).differences).toEqual([]);
  });

  test('its payer is known only once it is paid', () => {
    const { tell, row } = openBook();
    tell({ payments: [payment('pi_1', { status: 'Pending', payer: null })] });
    tell({ payments: [payment('pi_1', { payer: { name: 'Ana', email: null } })] });
    expect(row('SELECT n.name FROM payment p JOIN payer y ON y.id = p.payer JOIN person n ON n.uuid = y.uuid')).toEqual(
      { name: 'Ana' },
    );
  });

  test('a change of its flag or words does not move the day that it was booked on', () => {
    const { clock, tell, row } = openBook();
    tell({ payments: [payment('pi_1')] });
    clock.at += 40 * 86_400_000;
    tell({ payments: [payment('pi_1', { providerStatus: 'succeeded_again' })] });
    expect(row('SELECT booked_on, at FROM payment')).toEqual({ booked_on: '2026-03-01', at: START_MS });
    expect(row('SELECT day, count FROM payment_day')).toEqual({ day: '2026-03-01', count: 1 });
  });

  test('a failed refund leaves a flag that stays when the payment is told again', () => {
    const { tell, row } = openBook();
    tell({ payments: [payment('pi_1')], refunds: [refund('re_1', 'pi_1', 400, { status: 'pending' })] });
    tell({ refunds: [refund('re_1', 'pi_1', 400, { status: 'failed' })] });
    tell({ payments: [payment('pi_1')] });
    expect(row('SELECT flag FROM payment')).toEqual({ flag: 'refund-failed' });
  });
});

describe('the cursor', () => {
  test('stands in the same transaction as what came before it', () => {
    const { book, pull, row } = openBook();
    pull({ payments: [payment('pi_1')], cursor: 'one' });
    const seq = lastSeq(book.db);
    const tooLarge = payment('pi_3', { amount: Number.MAX_SAFE_INTEGER });
    expect(() => pull({ payments: [payment('pi_2'), tooLarge], cursor: 'two' })).toThrow();
    expect(lastSeq(book.db)).toBe(seq);
    expect(row('SELECT cursor FROM sync_cursor')).toEqual({ cursor: 'one' });
    expect(row('SELECT count(*) AS n FROM payment')).toEqual({ n: 1 });
    expect(verified(book.db).findings).toEqual([]);
  });

  test('of an idle sync leaves a mark once an hour at most', () => {
    const { book, pull } = openBook();
    pull({ cursor: 'a', covered: { fromMs: 0, toMs: START_MS } });
    const seq = lastSeq(book.db);
    for (let minute = 1; minute < 60; minute++)
      pull({ cursor: `b${minute}`, covered: { fromMs: START_MS, toMs: START_MS + minute * 60_000 } });
    expect(lastSeq(book.db)).toBe(seq);
    pull({ cursor: 'c', covered: { fromMs: START_MS, toMs: START_MS + 60 * 60_000 } });
    expect(lastSeq(book.db)).toBe(seq + 1);
  });

  test('brings coverage: periods that touch become one, a gap stays a gap', () => {
    const { book, pull } = openBook();
    const periods = () =>
      all<{ from_ms: number; to_ms: number }>(book.db, 'SELECT from_ms, to_ms FROM sync_period ORDER BY from_ms').map(
        (row) => [row.from_ms, row.to_ms],
      );
    let n = 0;
    const cover = (fromMs: number, toMs: number) =>
      pull({ payments: [payment(`pi_${n}`)], cursor: `${n++}`, covered: { fromMs, toMs } });
    cover(100, 200);
    cover(200, 300);
    expect(periods()).toEqual([[100, 300]]);
    cover(500, 600);
    cover(700, 800);
    expect(periods()).toEqual([
      [100, 300],
      [500, 600],
      [700, 800],
    ]);
    cover(550, 750);
    expect(periods()).toEqual([
      [100, 300],
      [500, 800],
    ]);
    cover(0, 1_000);
    expect(periods()).toEqual([[0, 1_000]]);
    expect(replayed(book.db).differences).toEqual([]);
  });
});

test('a payout’s list may come later, grow, and name settlements that are not there yet', () => {
  const { book, tell, row } = openBook();
  tell({ payouts: [payout('po_1', 19_000)] });
  tell({ payouts: [payout('po_1', 19_000, { settlements: ['txn_pi_1'] })] });
  tell({ payouts: [payout('po_1', 19_000, { settlements: ['txn_pi_1', 'txn_pi_2'] })] });
  expect(tell({ payouts: [payout('po_1', 19_000)] })).toMatchObject(nothing);
  expect(row('SELECT count(*) AS n FROM payout_item')).toEqual({ n: 2 });
  tell({ payments: [payment('pi_1'), payment('pi_2', { settlement: settled('txn_pi_2', 10_000, 1_000) })] });
  expect(
    row(
      'SELECT count(*) AS n FROM payout_item i JOIN settlement s ON s.gateway = i.gateway AND s.external_id = i.settlement',
    ),
  ).toEqual({ n: 2 });
  expect(verified(book.db).findings).toEqual([]);
});
