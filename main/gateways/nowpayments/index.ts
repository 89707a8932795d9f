/** NOWPayments as a gateway: what it declares, and the calls. Payers pay in coins; the book holds the price, which is money. */
import { createHash } from 'node:crypto';
import { Failure } from '../../kernel/failure';
import { field } from '../field';
import type { ConnectOptions, Gateway, GatewayIdentity, GatewayKind } from '../gateway';
import { type Patience, patience } from '../patience';
import type { Facts } from '../pulled';
import { whileHeard } from '../rounds';
import { checkPage, findPage, openPage } from './asks';
import { type Account, accountOf, homes, Line } from './client';
import { credentials } from './credentials';
import { Harvest } from './harvest';
import { PAGE_SIZE } from './lists';
import { pullAll } from './pull';
import { idTextOf } from './wire';

export const nowpayments: GatewayKind = {
  provider: 'nowpayments',
  label: 'NOWPayments',
  methods: ['nowpayments'],
  capabilities: {
    hostedPage: true,
    saveMethod: false,
    chargeSaved: false,
    saveAlone: false,
    // There is no call for it: coins are sent back by hand.
    refund: false,
    // Payouts and balances there are sums of coins, which stand in no total of the book.
    payouts: false,
    disputes: false,
    evidence: null,
    balance: false,
  },
  credentials,
  allowedHosts: ['api.nowpayments.io', 'nowpayments.io', 'api-sandbox.nowpayments.io', 'sandbox.nowpayments.io'],
  homes,
  connect: (options) => connectNowpayments(options, patience),
};

/** As `nowpayments.connect`, with the patience and the rows in a page chosen: tests have less. Throws Failure for bad credentials. */
export function connectNowpayments(options: ConnectOptions, chosen: Patience, pageSize = PAGE_SIZE): Gateway {
  const account = accountOf(options, chosen);
  const environment = account.http.base.hostname === 'api.nowpayments.io' ? 'live' : 'sandbox';
  return {
    provider: 'nowpayments',
    identify: (signal) => identify(account, environment, signal),
    pull: (cursor, signal) => whileHeard(signal, (stop) => pullAll(new Line(account, stop), cursor, signal, pageSize)),
    fetchPayment: (externalId, signal) => fetchPayment(account, externalId, signal),
    openPage: (ask, signal) => openPage(account, ask, signal),
    checkPage: (page, _key, signal) => checkPage(account, page, signal),
    findPage: (ask, sentAt, signal) => findPage(account, ask, sentAt, signal),
  };
}

/** NOWPayments names its account only to a sign-in: with the key alone the account is told by the key's fingerprint. */
async function identify(
  account: Account,
  environment: GatewayIdentity['environment'],
  signal?: AbortSignal,
): Promise<GatewayIdentity> {
  const line = new Line(account, signal);
  await line.get({ path: '/v1/merchant/coins', what: 'the account' });
  const fingerprint = `key-${createHash('sha256').update(account.key).digest('hex').slice(0, 16)}`;
  const name = account.signIn?.email ?? `NOWPayments (…${account.key.slice(-4)})`;
  return { account: (await line.accountId()) ?? fingerprint, name, environment };
}

const MAX_CHILDREN = 20;

/** Also brings the later deposits to the same address, which are payments of their own. */
async function fetchPayment(account: Account, externalId: string, signal?: AbortSignal): Promise<Facts> {
  const line = new Line(account, signal);
  const harvest = new Harvest(account.pageOf);
  const raw = await fetchOne(line, externalId);
  harvest.add(raw);
  const children: unknown = field(raw, 'payment_extra_ids');
  const ids = Array.isArray(children) ? children.map(idTextOf).filter((id) => id !== null) : [];
  for (const id of ids.slice(0, MAX_CHILDREN)) harvest.add(await fetchOne(line, id));
  return harvest.facts(line.http.clockSkewMs);
}

async function fetchOne(line: Line, id: string): Promise<unknown> {
  const raw = await line.get({ path: `/v1/payment/${encodeURIComponent(id)}`, what: 'payments' });
  // Another payment than the one asked for must not be taken for it.
  if (idTextOf(field(raw, 'payment_id')) !== id) {
    throw new Failure('gateway-broken-answer', { gateway: 'NOWPayments', page: 1 });
  }
  return raw;
}
