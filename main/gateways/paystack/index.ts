/** Paystack as a gateway: what it declares, how its key is checked, and the calls. */

import { field } from '../field';
import type { ConnectOptions, Gateway, GatewayIdentity, GatewayKind } from '../gateway';
import { type Patience, patience } from '../patience';
import { whileHeard } from '../rounds';
import { balance, charge, findCharge, findRefund, listMethods, refund, removeMethod } from './asks';
import { accountOf, type PaystackAccount, PaystackLine } from './calls';
import { checkKey, isLiveKey, keyField } from './credentials';
import { fetchPayment } from './look-up';
import { checkPage, findPage, openPage } from './pages';
import { pullAll } from './pull';
import { paystackReports } from './report';
import { idOf } from './wire';

export const paystack: GatewayKind = {
  provider: 'paystack',
  label: 'Paystack',
  methods: ['paystack'],
  capabilities: {
    hostedPage: true,
    saveMethod: true,
    chargeSaved: true,
    saveAlone: false,
    refund: true,
    payouts: true,
    disputes: true,
    evidence: null,
    balance: true,
  },
  credentials: [keyField],
  allowedHosts: ['checkout.paystack.com', 'standard.paystack.co', 'api.paystack.co', 'dashboard.paystack.com'],
  // https://paystack.com/docs/api/#supported-currency
  pageCurrencies: ['GHS', 'KES', 'NGN', 'USD', 'XOF', 'ZAR'],
  reports: paystackReports,
  connect: (options) => connectPaystack(options, patience),
};

/** As `paystack.connect`, with the patience chosen: tests have less. Throws Failure for a key that must not be used here. */
export function connectPaystack(options: ConnectOptions, chosen: Patience): Gateway {
  const given = options.credentials.key ?? '';
  const key = checkKey(given, isLiveKey(given) && options.baseUrl === undefined ? 'live' : 'sandbox');
  const account = accountOf(key, { baseUrl: options.baseUrl, now: options.now, patience: chosen });
  const line = (signal?: AbortSignal) => new PaystackLine(account, signal ?? null);
  return {
    provider: 'paystack',
    identify: (signal) => identify(account, signal),
    pull: (cursor, signal) => whileHeard(signal, (stop) => pullAll(new PaystackLine(account, stop), cursor, signal)),
    fetchPayment: (externalId, signal) => fetchPayment(line(signal), externalId),
    openPage: (ask, signal) => openPage(line(signal), ask),
    checkPage: (page, _key, signal) => checkPage(line(signal), page),
    findPage: (ask, _sentAt, signal) => findPage(line(signal), ask.key),
    charge: (ask, signal) => charge(line(signal), ask),
    findCharge: (ask, _sentAt, signal) => findCharge(line(signal), ask.key),
    refund: (ask, signal) => refund(line(signal), ask),
    findRefund: (ask, sentAt, signal) => findRefund(line(signal), ask, sentAt),
    listMethods: (customer, signal) => listMethods(line(signal), customer),
    removeMethod: (_customer, token, signal) => removeMethod(line(signal), token),
    balance: (signal) => balance(line(signal)),
  };
}

/** Paystack names no account by its key; each of its objects carries the number of the integration, a new account has none yet. */
async function identify(account: PaystackAccount, signal?: AbortSignal): Promise<GatewayIdentity> {
  const line = new PaystackLine(account, signal ?? null);
  const environment = isLiveKey(account.key) ? 'live' : 'sandbox';
  await line.ask({ method: 'GET', path: '/balance', what: 'the account', repeat: 'freely' });
  const query = { perPage: '1', page: '1' };
  const { data } = await line.ask({ method: 'GET', path: '/customer', query, what: 'the account', repeat: 'freely' });
  const integration = Array.isArray(data) ? idOf(field(data[0], 'integration')) : null;
  const number = integration ?? `new ${environment} account`;
  return { account: number, name: integration === null ? 'Paystack' : `Paystack ${integration}`, environment };
}
