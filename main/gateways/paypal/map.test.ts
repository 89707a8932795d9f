/** PayPal's objects to facts, one by one: both ways to see a payment tell the same, and nothing odd is guessed. */
import { describe, expect, test } from 'vitest';
import sample from '../../../test/gateways/paypal-sample.json';
import { Failure } from '../../kernel/failure';
import { Unreadable } from '../unreadable';
import { moneyOf, sumOf } from './amount';
import { kindOfRow } from './codes';
import { customIdOf, readCustomId } from './custom-id';
import { mapCapture, mapRefund, orderFacts } from './map-capture';
import { mapDispute } from './map-dispute';
import { mapMethod } from './map-method';
import { convertedOf, paymentOfRow, payoutOfRow, type Row, readRow, refundOfRow } from './map-row';
import { timeOf } from './wire';

function rowOf(raw: unknown): Row {
  const { row, parked } = readRow(raw);
  if (!row) throw new Error(parked?.why);
  return row;
}

const changed = (info: object): Row =>
  rowOf({ ...sample.rows.payment, transaction_info: { ...sample.rows.payment.transaction_info, ...info } });

test('a payment and a refund tell the same by their row and by themselves', () => {
  const byRow = paymentOfRow(rowOf(sample.rows.payment), null);
  expect(byRow).toMatchObject({
    amount: 3011,
    settlement: { amount: 3011, fee: 114, net: 2897 },
    payer: { name: 'Ada Example', email: 'ada@customer.example' },
    reference: 'INV-1042',
    attempt: '0190a6f2-7b3c-7d4e-8f5a-6b7c8d9e0f1a',
    purpose: 'top-up',
    createdAt: Date.UTC(2021, 6, 9, 7, 27, 58),
  });
  expect(mapCapture(sample.capture, orderFacts(sample.order))).toEqual({ row: byRow, parked: null });
  const refund = refundOfRow(rowOf(sample.rows.refund), null, null);
  expect(refund.row?.settlement).toMatchObject({ amount: -1000, fee: -30, net: -970 });
  expect(mapRefund(sample.refund, '5TY05013RG002845M')).toEqual(refund);
});

test('a withdrawal is a payout of which nothing more is known than that it left', () => {
  expect(payoutOfRow(rowOf(sample.rows.payout)).row).toMatchObject({
    amount: 1897,
    status: 'sent',
    arrivalDay: '2021-07-12',
    createdAt: Date.UTC(2021, 6, 12, 7, 30),
    settlements: [],
    descriptor: 'PAYPAL8N2',
  });
});

test('the letters of the search and the words of a capture', () => {
  const byLetter = (letter: string) => {
    const { status, reason, flag, providerStatus } = paymentOfRow(changed({ transaction_status: letter }), null);
    return [status, reason, flag, providerStatus];
  };
  const byWord = (word: string) => {
    const { row } = mapCapture({ ...sample.capture, status: word }, orderFacts(sample.order));
    return [row?.status, row?.reason, row?.flag, row?.providerStatus];
  };
  expect(byLetter('S')).toEqual(byWord('COMPLETED'));
  expect(byLetter('S')).toEqual(byWord('PARTIALLY_REFUNDED'));
  expect(byLetter('V')).toEqual(byWord('REFUNDED'));
  expect(byLetter('P')).toEqual(byWord('PENDING'));
  expect(byLetter('D')).toEqual(byWord('DECLINED'));
  expect(byWord('FAILED')).toEqual(['Cancelled', 'declined', null, 'FAILED']);
  for (const odd of [byLetter('X'), byWord('MOONLIT')]) {
    expect(odd.slice(0, 3)).toEqual(['Pending', null, 'unknown-status']);
  }
});

test('a refund’s words; one that nobody knows is pending and parked', () => {
  const status = (word: string) => mapRefund({ ...sample.refund, status: word }, 'X');
  expect(['COMPLETED', 'PENDING', 'FAILED', 'CANCELLED'].map((word) => status(word).row?.status)).toEqual([
    'completed',
    'pending',
    'failed',
    'failed',
  ]);
  expect(status('LOST')).toMatchObject({ row: { status: 'pending' }, parked: { why: 'an unknown status: LOST' } });
});

test('what a row is, by its code and the direction of its money', () => {
  const kinds: [string, number, string][] = [
    ['T0006', 1, 'payment'],
    ['T0002', 1, 'payment'],
    ['T0001', -1, 'other'],
    ['T1107', -1, 'refund'],
    ['T1107', 1, 'other'],
    ['T1106', -1, 'taken-back'],
    ['T1201', -1, 'taken-back'],
    ['T1110', -1, 'dispute-move'],
    ['T0114', -1, 'dispute-move'],
    ['T0400', -1, 'payout'],
    ['T0401', -1, 'payout'],
    ['T0400', 1, 'other'],
    ['T1101', 1, 'payout-return'],
    ['T0200', -1, 'conversion'],
    ['T1300', -1, 'no-move'],
    ['T2101', -1, 'no-move'],
    ['T2103', -1, 'reserve'],
    ['T2104', 1, 'reserve'],
    ['T9800', 1, 'no-move'],
    ['T0100', -1, 'other'],
    ['T7777', 1, 'other'],
  ];
  for (const [code, sign, kind] of kinds) expect([code, kindOfRow(code, sign)]).toEqual([code, kind]);
});

describe('a conversion', () => {
  const leg = (currency: string, value: string) =>
    changed({
      transaction_event_code: 'T0200',
      transaction_amount: { currency_code: currency, value },
      fee_amount: null,
    });
  const row = rowOf(sample.rows.payment);

  test('gives what came in the other currency', () => {
    expect(convertedOf(row, [leg('USD', '-28.97'), leg('EUR', '26.40')])).toMatchObject({
      amount: 2640,
      fee: 0,
      net: 2640,
      currency: 'EUR',
    });
    expect(convertedOf(row, [])).toBeNull();
  });

  test('that makes no sense is not guessed', () => {
    for (const legs of [
      [leg('USD', '-28.97')],
      [leg('EUR', '1.00'), leg('GBP', '1.00')],
      [leg('USD', '-28.97'), leg('EUR', '-26.40')],
    ]) {
      expect(() => convertedOf(row, legs)).toThrow(Unreadable);
    }
  });

  test('is told with its rate by the capture, also when the fee is in the other currency', () => {
    const breakdown = {
      ...sample.capture.seller_receivable_breakdown,
      receivable_amount: { currency_code: 'EUR', value: '26.40' },
      exchange_rate: { source_currency: 'USD', target_currency: 'EUR', value: '0.9113' },
    };
    const settled = (more: object) =>
      mapCapture({ ...sample.capture, seller_receivable_breakdown: { ...breakdown, ...more } }, orderFacts(null)).row
        ?.settlement;
    expect(settled({})).toMatchObject({ amount: 2640, fee: 0, net: 2640, currency: 'EUR', rate: '0.9113' });
    const fee = { paypal_fee_in_receivable_currency: { currency_code: 'EUR', value: '1.10' } };
    expect(settled(fee)).toMatchObject({ amount: 2750, fee: 110, net: 2640, currency: 'EUR' });
  });
});

describe('a dispute', () => {
  const move = (code: string, value: string, id: string) =>
    changed({
      transaction_event_code: code,
      transaction_id: id,
      transaction_amount: { currency_code: 'USD', value },
      fee_amount: null,
    });

  test('has its states, and an outcome that takes no side goes by the money', () => {
    const state = (status: string, outcome: string | null, moves: Row[] = []) => {
      const dispute_outcome = outcome === null ? undefined : { outcome_code: outcome };
      return mapDispute({ ...sample.dispute, status, dispute_outcome }, moves);
    };
    for (const open of ['OPEN', 'WAITING_FOR_BUYER_RESPONSE', 'WAITING_FOR_SELLER_RESPONSE', 'UNDER_REVIEW']) {
      expect(state(open, null).row?.state).toBe('open');
    }
    expect(state('RESOLVED', 'RESOLVED_BUYER_FAVOUR').row).toMatchObject({
      state: 'lost',
      closedAt: Date.UTC(2021, 7, 2, 12),
    });
    for (const won of ['RESOLVED_SELLER_FAVOUR', 'DENIED', 'CANCELED_BY_BUYER']) {
      expect(state('RESOLVED', won).row?.state).toBe('won');
    }
    expect(state('RESOLVED', 'NONE').row?.state).toBe('won');
    expect(state('RESOLVED', 'NONE', [move('T1201', '-30.11', 'A')]).row?.state).toBe('lost');
    expect(state('RESOLVED', null)).toMatchObject({
      row: { state: 'open' },
      parked: { why: 'an unknown status: RESOLVED' },
    });
    expect(state('OTHER', null)).toMatchObject({ row: { state: 'open' }, parked: { kind: 'dispute' } });
  });

  test('names when an answer is due, only while one is due', () => {
    expect(mapDispute(sample.dispute, []).row?.dueAt).toBe(Date.UTC(2021, 6, 30, 10));
    expect(mapDispute({ ...sample.dispute, status: 'UNDER_REVIEW' }, []).row?.dueAt).toBeNull();
  });

  test('over more than one payment, or in more than one currency, is parked', () => {
    const [one] = sample.dispute.disputed_transactions;
    const two = mapDispute({ ...sample.dispute, disputed_transactions: [one, one] }, []);
    expect(two.parked?.why).toBe('it does not name one payment');
    const mixed = [move('T1201', '-30.11', 'A'), { ...move('T0106', '-15.00', 'B'), currency: 'EUR' }];
    expect(mapDispute(sample.dispute, mixed).parked?.why).toBe('its rows are in more than one currency');
  });
});

test('a saved card shows brand, last four and expiry and nothing more; an unknown kind of token is left out', () => {
  expect(mapMethod(sample.token)).toEqual({
    token: '8kk8451t',
    method: 'card',
    label: 'Visa ···· 1111',
    brand: 'Visa',
    last4: '1111',
    expires: '2027-02',
    status: 'confirmed',
    providerStatus: 'VAULTED',
    createdAt: null,
  });
  const card = { brand: 'VISA', last_digits: '4111111111111111', expiry: 'soon' };
  expect(mapMethod({ ...sample.token, payment_source: { card } })).toMatchObject({ last4: null, expires: null });
  expect(mapMethod({ ...sample.token, payment_source: { venmo: {} } })).toBeNull();
});

test('amounts are exact text both ways', () => {
  expect(sumOf({ currency_code: 'JPY', value: '5000.00' }).amount).toBe(5000);
  expect(sumOf({ currency_code: 'KWD', value: '-1.005' }).amount).toBe(-1005);
  for (const [currency_code, value] of [
    ['JPY', '5000.5'],
    ['USD', '1.005'],
    ['USD', '1e3'],
    ['usd', '1'],
    ['USD', ''],
  ]) {
    expect(() => sumOf({ currency_code: currency_code ?? '', value: value ?? '' })).toThrow(Unreadable);
  }
  expect(moneyOf(12_050, 'USD')).toEqual({ currency_code: 'USD', value: '120.50' });
  expect(moneyOf(12_000, 'TWD')).toEqual({ currency_code: 'TWD', value: '120' });
  expect(() => moneyOf(12_050, 'HUF')).toThrow(Failure);
});

test('times with and without a colon, and none that does not exist', () => {
  const at = Date.UTC(2026, 1, 28, 10);
  for (const text of ['2026-02-28T10:00:00+0000', '2026-02-28T10:00:00Z', '2026-02-28T12:00:00+02:00']) {
    expect(timeOf(text)).toBe(at);
  }
  expect(timeOf('2026-02-28T10:00:00.123456Z')).toBe(at + 123);
  for (const text of ['2026-02-30T10:00:00Z', '2026-02-28', '1970-01-01T00:00:00Z', '2026-02-28T25:00:00Z', '']) {
    expect(timeOf(text)).toBeNull();
  }
});

test('what is put into the custom id comes back, and what is someone else’s is not taken for ours', () => {
  const key = '0190a6f2-7b3c-7d4e-8f5a-6b7c8d9e0f1a';
  expect(readCustomId(customIdOf(key, 'renewal'))).toEqual({ attempt: key, purpose: 'renewal' });
  expect(readCustomId(customIdOf(key, null))).toEqual({ attempt: key, purpose: null });
  for (const text of ['order 17', `${key}x`, `closed:${key}`, null, 7]) {
    expect(readCustomId(text)).toEqual({ attempt: null, purpose: null });
  }
});
