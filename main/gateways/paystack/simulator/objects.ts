/**
 * The objects as Paystack sends them, each call with its own spelling: `created_at` beside `createdAt`, an empty object, `""`, 0 or
 * null for nothing, the same word as a boolean or a number.
 */
import type { Authorization, Customer, Store, Transaction } from './store';

export const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

export function customerObject(store: Store, customer: Customer): object {
  const { id, code, email, firstName, lastName, phone, createdAt } = customer;
  return {
    integration: store.integration,
    first_name: firstName,
    last_name: lastName,
    email,
    phone,
    metadata: id % 2 === 0 ? null : {},
    domain: 'test',
    customer_code: code,
    risk_action: 'default',
    id,
    createdAt: iso(createdAt),
    updatedAt: iso(createdAt),
  };
}

/** One customer as fetched, with what it can be charged by. */
export function fetchedCustomer(store: Store, customer: Customer): object {
  const own = [...store.authorizations.values()].filter((one) => one.customer === customer.code && one.isActive);
  return {
    ...customerObject(store, customer),
    transactions: [],
    subscriptions: [],
    authorizations: own.map(authorizationObject),
    created_at: iso(customer.createdAt),
    updated_at: iso(customer.createdAt),
    total_transactions: 0,
    total_transaction_value: [],
    dedicated_account: null,
    dedicated_accounts: [],
    identified: false,
    identifications: null,
  };
}

function authorizationObject(authorization: Authorization): object {
  const { code, bin, last4, expMonth, expYear, brand, reusable } = authorization;
  return {
    authorization_code: code,
    bin,
    last4,
    exp_month: expMonth,
    exp_year: expYear,
    channel: 'card',
    card_type: `${brand} `,
    bank: 'TEST BANK',
    country_code: 'NG',
    brand,
    reusable,
    signature: signatureOf(authorization),
    account_name: null,
  };
}

/** The card's own, whoever pays with it and however often. */
function signatureOf({ bin, last4, brand }: Authorization): string {
  const letters = [...`${brand}${bin}${last4}`].map((sign) => 'yEXu7dLBeqG0kU7g95Ke'[sign.charCodeAt(0) % 20]);
  return `SIG_${letters.join('').padEnd(20, 'q').slice(0, 20)}`;
}

export function customerOf(store: Store, code: string): object | null {
  const customer = store.customer(code);
  if (!customer) return null;
  const { id, email, firstName, lastName, phone } = customer;
  return {
    id,
    first_name: firstName,
    last_name: lastName,
    email,
    customer_code: code,
    phone,
    metadata: null,
    risk_action: 'default',
    international_format_phone: null,
  };
}

/** Metadata however Paystack happens to write it. */
function metadataNoise({ id, metadata }: Transaction): unknown {
  if (metadata === null) return [null, '', 0, {}][id % 4];
  return id % 3 === 0 ? JSON.stringify(metadata) : metadata;
}

function logOf({ paidAt, createdAt, status }: Transaction): object {
  const message = status === 'success' ? 'Successfully paid with card' : 'Attempted to pay with card';
  const history = [{ type: status === 'success' ? 'success' : 'action', message, time: 4 }];
  const success = paidAt !== null;
  const start_time = Math.floor(createdAt / 1000);
  return { start_time, time_spent: 4, attempts: 1, errors: 0, success, mobile: false, input: [], history };
}

/** What all answers about a transaction share. */
export function transactionCore(store: Store, transaction: Transaction): Record<string, unknown> {
  const { id, reference, status, amount, currency, channel, fees, gatewayResponse, createdAt, paidAt } = transaction;
  const kept = transaction.authorization === null ? undefined : store.authorizations.get(transaction.authorization);
  return {
    id,
    domain: 'test',
    status,
    reference,
    amount,
    message: null,
    gateway_response: gatewayResponse,
    paid_at: iso(paidAt),
    created_at: iso(createdAt),
    channel,
    currency,
    ip_address: '197.210.54.33',
    metadata: metadataNoise(transaction),
    log: logOf(transaction),
    fees,
    fees_split: null,
    customer: customerOf(store, transaction.customer),
    authorization: kept ? authorizationObject(kept) : {},
    split: {},
    order_id: null,
    paidAt: iso(paidAt),
    createdAt: iso(createdAt),
    requested_amount: amount,
    pos_transaction_data: null,
    connect: null,
  };
}

/** In the list, what was not paid with anything has an authorization of nothing. */
const noAuthorization = {
  ...{ authorization_code: null, bin: null, last4: null, exp_month: null, exp_year: null, channel: null },
  ...{ card_type: null, bank: null, country_code: null, brand: null, reusable: false, signature: null },
  account_name: null,
};

export function listedTransaction(store: Store, transaction: Transaction): object {
  const source = { source: 'merchant_api', type: 'api', identifier: null, entry_point: 'transaction_initialize' };
  const core = transactionCore(store, transaction);
  const authorization = transaction.authorization === null ? noAuthorization : core.authorization;
  return { ...core, authorization, plan: {}, subaccount: {}, source };
}

export function fetchedTransaction(store: Store, transaction: Transaction): object {
  const source = { type: 'api', source: 'merchant_api', identifier: null };
  const more = { receipt_number: null, helpdesk_link: null, fees_breakdown: null };
  const core = transactionCore(store, transaction);
  const receiver = { receiver_bank_account_number: null, receiver_bank: null };
  const authorization = { ...Object(core.authorization), ...receiver };
  return { ...core, ...more, authorization, plan: {}, subaccount: {}, source };
}

export function verifiedTransaction(store: Store, transaction: Transaction): object {
  return {
    ...transactionCore(store, transaction),
    receipt_number: null,
    plan: null,
    plan_object: {},
    subaccount: {},
    source: null,
    fees_breakdown: null,
    transaction_date: iso(transaction.createdAt),
  };
}

/** The answer to a charge: less of the transaction, and its creation under another name. */
export function chargedTransaction(store: Store, transaction: Transaction): object {
  const { amount, currency, status, reference, gatewayResponse, channel, fees, id, createdAt } = transaction;
  const { metadata, log, customer, authorization } = transactionCore(store, transaction);
  return {
    amount,
    currency,
    transaction_date: iso(createdAt),
    status,
    reference,
    domain: 'test',
    metadata: textOf(metadata),
    gateway_response: gatewayResponse,
    message: null,
    channel,
    ip_address: null,
    log,
    fees,
    authorization,
    customer,
    plan: null,
    id,
  };
}

/** This one answer always writes metadata as text. */
function textOf(metadata: unknown): string {
  if (typeof metadata === 'string') return metadata;
  return typeof metadata === 'object' && metadata !== null ? JSON.stringify(metadata) : '';
}
