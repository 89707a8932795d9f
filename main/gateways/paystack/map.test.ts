/** What Paystack says, in each of the ways in which it says it, and the fact that comes of it. */
import { describe, expect, test } from 'vitest';
import { minor } from '../../kernel/money';
import { amountOf, positiveAmountOf, subunitsOf } from './amount';
import { mapCustomer, mapTransaction } from './map';
import { mapDispute, mapRefund } from './map-aftermath';
import { mapMethod } from './map-method';

const NOW = Date.UTC(2026, 2, 1, 12);
const CREATED = '2026-02-28T09:14:24.000Z';
const PAID = '2026-02-28T09:15:02.000Z';
const KEY = '0190c0de-1111-7222-8333-444455556666';

const customer = { customer_code: 'CUS_1', email: 'ada@customer.example', first_name: 'Ada', last_name: null };
const card = { authorization_code: 'AUTH_1', brand: 'visa', card_type: 'visa ', last4: '4081', channel: 'card' };

const paid = (change: object = {}) => ({
  id: 4099260516,
  status: 'success',
  reference: 're4lyvq3s3',
  amount: 40333,
  currency: 'NGN',
  fees: 10283,
  message: null,
  gateway_response: 'Successful',
  paid_at: PAID,
  created_at: CREATED,
  channel: 'card',
  metadata: null,
  customer,
  authorization: card,
  ...change,
});
const row = (change: object = {}) => mapTransaction(paid(change), NOW).row;

test('a paid transaction, with its fee and what it nets', () => {
  expect(mapTransaction(paid(), NOW)).toEqual({
    parked: null,
    row: {
      externalId: '4099260516',
      createdAt: Date.parse(CREATED),
      amount: 40333,
      currency: 'NGN',
      status: 'Completed',
      reason: null,
      flag: null,
      providerStatus: 'success',
      detail: null,
      completedAt: Date.parse(PAID),
      customer: 'CUS_1',
      payer: { name: 'Ada', email: 'ada@customer.example' },
      method: 'paystack',
      methodLabel: 'Visa ···· 4081',
      description: '',
      reference: 're4lyvq3s3',
      purpose: null,
      link: null,
      attempt: null,
      settlement: {
        externalId: 'transaction_4099260516',
        amount: 40333,
        fee: 10283,
        net: 30050,
        currency: 'NGN',
        rate: null,
      },
    },
  });
});

describe('each status word', () => {
  const words: readonly [string, string, string | null][] = [
    ['success', 'Completed', null],
    ['reversed', 'Completed', null],
    ['failed', 'Cancelled', 'declined'],
    ['abandoned', 'Pending', 'waiting-customer'],
    ['ongoing', 'Pending', 'waiting-customer'],
    ['paused', 'Pending', 'waiting-customer'],
    ['send_pin', 'Pending', 'waiting-customer'],
    ['send_otp', 'Pending', 'waiting-customer'],
    ['send_phone', 'Pending', 'waiting-customer'],
    ['send_birthday', 'Pending', 'waiting-customer'],
    ['send_address', 'Pending', 'waiting-customer'],
    ['open_url', 'Pending', 'waiting-customer'],
    ['pay_offline', 'Pending', 'waiting-customer'],
    ['pending', 'Pending', 'waiting-gateway'],
    ['processing', 'Pending', 'waiting-gateway'],
    ['queued', 'Pending', 'waiting-gateway'],
  ];
  test.each(words)('%s is %s', (status, expected, reason) => {
    expect(row({ status })).toMatchObject({ status: expected, reason, flag: null, providerStatus: status });
  });
  test('an unknown word stays Pending and is flagged', () => {
    expect(row({ status: 'moonlit' })).toMatchObject({ status: 'Pending', reason: null, flag: 'unknown-status' });
  });
  test('abandoned for more than three days is no longer waited for', () => {
    const created_at = '2026-02-26T11:59:59.999Z';
    expect(row({ status: 'abandoned', created_at })).toMatchObject({ status: 'Cancelled', reason: 'expired' });
    expect(row({ status: 'abandoned', created_at: '2026-02-26T12:00:00Z' })?.status).toBe('Pending');
  });
  test('a transfer under way waits for the bank', () => {
    expect(row({ status: 'pending', channel: 'bank_transfer' })?.reason).toBe('waiting-bank');
  });
  test('what was declined says why, and holds no money', () => {
    const declined = row({ status: 'failed', gateway_response: 'Insufficient Funds', paid_at: null, fees: null });
    expect(declined).toMatchObject({ detail: 'Insufficient Funds', completedAt: null, settlement: null });
  });
});

describe('type noise', () => {
  test.each([[null], [''], [0], [{}], ['{broken'], [[]], [undefined]])('metadata %j says nothing', (metadata) => {
    expect(row({ metadata })).toMatchObject({ reference: 're4lyvq3s3', purpose: null, description: '' });
  });
  const metadata = { purpose: 'invoice', reference: 'INV-7', description: 'March' };
  test.each([[metadata], [JSON.stringify(metadata)]])('metadata %j is read', (given) => {
    expect(row({ metadata: given })).toMatchObject({ reference: 'INV-7', purpose: 'invoice', description: 'March' });
  });
  test('the fields of the merchant’s own form are the description', () => {
    const custom_fields = [{ display_name: 'Donation for', value: 'makurdi' }, { value: 'two' }, null, { x: 1 }];
    expect(row({ metadata: { custom_fields } })?.description).toBe('Donation for: makurdi, two');
  });
  test.each([
    ['paidAt', { paid_at: undefined, paidAt: PAID }],
    ['an empty paid_at beside it', { paid_at: '', paidAt: PAID }],
    ['null beside it', { paid_at: null, paidAt: PAID }],
  ])('the time of payment as %s', (_name, change) => {
    expect(row(change)?.completedAt).toBe(Date.parse(PAID));
  });
  test.each([
    ['createdAt', { created_at: undefined, createdAt: CREATED }],
    ['transaction_date', { created_at: undefined, transaction_date: CREATED }],
    ['an offset', { created_at: '2026-02-28T10:14:24.000+01:00' }],
  ])('the time of creation as %s', (_name, change) => {
    expect(row(change)?.createdAt).toBe(Date.parse(CREATED));
  });
  test('without any time of payment it counts from its creation', () => {
    expect(row({ paid_at: null })?.completedAt).toBe(Date.parse(CREATED));
  });
  test('an authorization or a customer that is empty or missing', () => {
    const bare = row({ authorization: {}, customer: null });
    expect(bare).toMatchObject({ methodLabel: 'Card', customer: null, payer: null });
    expect(row({ authorization: null, channel: 'bank_transfer' })?.methodLabel).toBe('Bank transfer');
    expect(row({ authorization: { ...card, brand: null, card_type: 'visa visa' } })?.methodLabel).toBe(
      'Visa ···· 4081',
    );
    expect(row({ authorization: { ...card, last4: '40814081' } })?.methodLabel).toBe('Visa');
  });
  test('a fee that Paystack has not said is not known', () => {
    expect(row({ fees: null })).toMatchObject({ status: 'Completed', settlement: null });
    expect(row({ fees: undefined })?.settlement).toBeNull();
    expect(row({ fees: 0 })?.settlement).toMatchObject({ fee: 0, net: 40333 });
  });
});

test('our own attempts are known by their reference', () => {
  expect(row({ reference: KEY })?.attempt).toBe(KEY);
  for (const other of [`${KEY}x`, `${KEY}.2`, 'T685312322670591'])
    expect(row({ reference: other })?.attempt).toBeNull();
});

test('a card number in a text is masked', () => {
  const masked = row({ metadata: { description: 'paid with 4242 4242 4242 4242', reference: '4242424242424242' } });
  expect(masked).toMatchObject({ description: 'paid with ···· 4242', reference: '···· 4242' });
});

describe('what cannot be read exactly is parked', () => {
  const bad: readonly [string, object][] = [
    ['an amount with a fraction', { amount: 10.5 }],
    ['an amount that is text', { amount: '40333' }],
    ['an amount of 1e21', { amount: 1e21 }],
    ['an amount past what is exact', { amount: 9007199254740992 }],
    ['no amount', { amount: null }],
    ['an amount of nothing', { amount: 0 }],
    ['an amount below zero', { amount: -1 }],
    ['a currency that is none', { currency: 'XQQ' }],
    ['a currency that Paystack does not count', { currency: 'KWD' }],
    ['no currency', { currency: undefined }],
    ['no status', { status: null }],
    ['no number', { id: null }],
    ['a number below one', { id: 0 }],
    ['no reference', { reference: '' }],
    ['a time in milliseconds', { created_at: 1_772_000_000_000 }],
    ['a time of 1970', { created_at: '1970-01-01T00:00:00.000Z' }],
    ['a day that does not exist', { created_at: '2026-02-40T00:00:00.000Z' }],
    ['a time of payment that is none', { paid_at: 'yesterday' }],
    ['no time', { created_at: null }],
    ['a fee with a fraction', { fees: 0.5 }],
    ['a fee below zero', { fees: -1 }],
    ['half a franc', { currency: 'XOF', amount: 40_050, fees: 0 }],
    ['a fee of half a franc', { currency: 'XOF', amount: 40_000, fees: 50 }],
  ];
  test.each(bad)('%s', (_name, change) => {
    const { row, parked } = mapTransaction(paid(change), NOW);
    expect(row).toBeNull();
    expect(parked?.kind).toBe('transaction');
    expect(parked?.why.length).toBeGreaterThan(10);
  });
  test.each([[null], ['text'], [7], [[]]])('%j in the place of an object', (raw) => {
    for (const map of [(one: unknown) => mapTransaction(one, NOW), mapCustomer, mapRefund, mapDispute]) {
      expect(map(raw)).toMatchObject({ row: null, parked: { externalId: 'unknown' } });
    }
  });
});

test('the franc has no smaller unit, and is counted in hundredths all the same: exact or not at all', () => {
  expect(row({ currency: 'XOF', amount: 1_500_000, fees: 29_300 })).toMatchObject({
    amount: 15_000,
    settlement: { amount: 15_000, fee: 293, net: 14_707 },
  });
  expect(amountOf(-500, 'XOF')).toBe(-5);
  expect(() => amountOf(550, 'XOF')).toThrow('not a whole number of XOF');
  expect(() => positiveAmountOf(0, 'NGN')).toThrow('not above zero');
  expect([subunitsOf(minor(15_000), 'XOF'), subunitsOf(minor(15_000), 'GHS')]).toEqual([1_500_000, 15_000]);
  expect(() => subunitsOf(minor(Number.MAX_SAFE_INTEGER), 'XOF')).toThrow('too large');
  expect(() => subunitsOf(minor(1), 'JPY')).toThrow('not known how Paystack counts JPY');
});

test('customers', () => {
  const person = { customer_code: 'CUS_1', email: 'a@x.example', phone: '0904', createdAt: CREATED };
  expect(mapCustomer({ ...person, first_name: 'Okiki', last_name: 'Sample' }).row).toMatchObject({
    externalId: 'CUS_1',
    name: 'Okiki Sample',
    phone: '0904',
    createdAt: Date.parse(CREATED),
  });
  expect(mapCustomer({ ...person, first_name: null }).row?.name).toBe('a@x.example');
  expect(mapCustomer({ ...person, email: null }).row?.name).toBe('CUS_1');
  expect(mapCustomer({ ...person, createdAt: undefined })).toMatchObject({ parked: { externalId: 'CUS_1' } });
});

test('authorizations as saved methods: only those that can be charged again', () => {
  const saved = { ...card, exp_month: '3', exp_year: '2030', reusable: true, signature: 'SIG_1' };
  expect(mapMethod(saved)).toEqual({
    token: 'AUTH_1',
    method: 'paystack',
    label: 'Visa ···· 4081',
    brand: 'Visa',
    last4: '4081',
    expires: '2030-03',
    status: 'confirmed',
    providerStatus: 'reusable',
    instrument: 'SIG_1',
    createdAt: null,
  });
  expect(mapMethod({ ...saved, exp_month: '13' })?.expires).toBeNull();
  expect(mapMethod({ ...saved, brand: null, card_type: null, last4: null, channel: 'direct_debit' })?.label).toBe(
    'Direct debit',
  );
  for (const none of [{ ...saved, reusable: false }, {}, null, 'x']) expect(mapMethod(none)).toBeNull();
});
