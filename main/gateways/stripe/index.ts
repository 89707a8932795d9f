/** Stripe as a gateway: what it declares, how its key is checked, and the calls. */

import type Stripe from 'stripe';
import { Failure } from '../../kernel/failure';
import { field, textOf } from '../field';
import type { ConnectOptions, CredentialField, Gateway, GatewayIdentity, GatewayKind } from '../gateway';
import { Harvest } from '../harvest';
import { type Patience, patience } from '../patience';
import type { Facts } from '../pulled';
import { whileHeard } from '../rounds';
import { cleanText } from '../text';
import { charge, findCharge } from './asks-charge';
import { hasEvidence, sendEvidence } from './asks-evidence';
import { checkPage, closePage, findPage, openPage } from './asks-page';
import { findRefund, refund } from './asks-refund';
import { openSetup } from './asks-setup';
import { type Account, accountOf, Line } from './client';
import { checkKey, isLiveKey } from './key';
import { type ListParams, listPages } from './lists';
import { mapCharge, mapIntent } from './map';
import { mapRefund } from './map-aftermath';
import { balance, listMethods, removeMethod } from './methods';
import { pullAll } from './pull';
import { stripeReports } from './report';
import { addDispute } from './returns';
import { accountSchema } from './wire';

/** Stripe keeps a key and its answer for at least a day: https://docs.stripe.com/api/idempotent_requests. */
const KEY_HONOURED_MS = 24 * 3_600_000;

const keyField: CredentialField = { name: 'key', secret: true, check: checkKey };

export const stripe: GatewayKind = {
  provider: 'stripe',
  label: 'Stripe',
  methods: ['card', 'direct-debit'],
  capabilities: {
    hostedPage: true,
    saveMethod: true,
    chargeSaved: true,
    saveAlone: true,
    refund: true,
    payouts: true,
    disputes: true,
    evidence: { longestText: 20_000, needsFile: false },
    balance: true,
  },
  credentials: [keyField],
  allowedHosts: [
    'api.stripe.com',
    'files.stripe.com',
    'hooks.stripe.com',
    'checkout.stripe.com',
    'pay.stripe.com',
    'payments.stripe.com',
  ],
  reports: stripeReports,
  connect: (options) => connectStripe(options, patience),
};

/** As `stripe.connect`, with the patience chosen: tests have less. Throws Failure for a key that must not be used here. */
export function connectStripe(options: ConnectOptions, chosen: Patience): Gateway {
  const given = options.credentials.key ?? '';
  const key = checkKey(given, isLiveKey(given) && options.baseUrl === undefined ? 'live' : 'sandbox');
  const account = accountOf(options, key, chosen);
  const line = (signal?: AbortSignal) => new Line(account, signal ?? null);
  return {
    provider: 'stripe',
    keyHonouredMs: KEY_HONOURED_MS,
    identify: (signal) => identify(account, signal),
    pull: (cursor, signal) => whileHeard(signal, (stop) => pullAll(new Line(account, stop), cursor, signal)),
    fetchPayment: (externalId, signal) => fetchPayment(account, externalId, signal),
    openPage: (ask, signal) => openPage(line(signal), ask),
    checkPage: (page, _key, signal) => checkPage(line(signal), page),
    closePage: (page, _key, signal) => closePage(line(signal), page),
    findPage: (ask, sentAt, signal) => findPage(line(signal), ask, sentAt),
    openSetup: (ask, signal) => openSetup(line(signal), ask),
    sendEvidence: (ask, signal) => sendEvidence(line(signal), ask),
    hasEvidence: (dispute, signal) => hasEvidence(line(signal), dispute),
    charge: (ask, signal) => charge(line(signal), ask),
    findCharge: (ask, sentAt, signal) => findCharge(line(signal), ask, sentAt),
    refund: (ask, signal) => refund(line(signal), ask),
    findRefund: (ask, _sentAt, signal) => findRefund(line(signal), ask),
    listMethods: (customer, signal) => listMethods(line(signal), customer),
    removeMethod: (_customer, token, signal) => removeMethod(line(signal), token),
    balance: (signal) => balance(line(signal)),
  };
}

async function identify(account: Account, signal?: AbortSignal): Promise<GatewayIdentity> {
  const raw = await new Line(account, signal ?? null).ask('the account', 1, (client) =>
    client.accounts.retrieveCurrent(),
  );
  const read = accountSchema.safeParse(raw);
  if (!read.success) throw new Failure('gateway-broken-answer', { gateway: 'Stripe', page: 1 });
  const { id, email, business_profile, settings } = read.data;
  const names = [field(field(settings, 'dashboard'), 'display_name'), field(business_profile, 'name'), email];
  const name = cleanText(names.map(textOf).find(Boolean) ?? id, 500);
  return { account: id, name, environment: isLiveKey(account.key) ? 'live' : 'sandbox' };
}

async function fetchPayment(account: Account, externalId: string, signal?: AbortSignal): Promise<Facts> {
  const line = new Line(account, signal ?? null);
  const harvest = new Harvest();
  const isIntent = externalId.startsWith('pi_');
  const raw = await line.ask('payments', 1, (client) =>
    isIntent
      ? client.paymentIntents.retrieve(externalId, { expand: ['latest_charge.balance_transaction'] })
      : client.charges.retrieve(externalId, { expand: ['balance_transaction'] }),
  );
  const payment = isIntent ? mapIntent(raw) : mapCharge(raw);
  harvest.add('payments', payment);
  // Only money that came can go back.
  if (payment.row?.status === 'Completed') {
    const of = isIntent ? { payment_intent: externalId } : { charge: externalId };
    const refunds = (client: Stripe, params: ListParams) =>
      client.refunds.list({ ...params, ...of, expand: ['data.balance_transaction'] });
    const disputes = (client: Stripe, params: ListParams) => client.disputes.list({ ...params, ...of });
    for await (const page of listPages(line, { what: 'refunds', from: 0, after: null, fetch: refunds })) {
      for (const row of page.rows) harvest.add('refunds', mapRefund(row));
    }
    for await (const page of listPages(line, { what: 'disputes', from: 0, after: null, fetch: disputes })) {
      for (const row of page.rows) addDispute(harvest, row);
    }
  }
  return harvest.facts(line.clockSkewMs);
}
