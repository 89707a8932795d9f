/** Razorpay as a gateway: what it declares, how its key is checked, and the calls. */

import { field } from '../field';
import type { ConnectOptions, Gateway, GatewayIdentity, GatewayKind } from '../gateway';
import { Harvest } from '../harvest';
import { type Patience, patience } from '../patience';
import type { Facts } from '../pulled';
import { whileHeard } from '../rounds';
import { pageOf } from './beside';
import { charge, findCharge } from './charge';
import { type Account, accountOf, idPart, LABEL, Line } from './client';
import { credentials, isLiveKeyId } from './credentials';
import { hasEvidence, sendEvidence, terms } from './evidence';
import { listPages } from './lists';
import { mapPayment } from './map';
import { mapDispute, mapRefund } from './map-aftermath';
import { listMethods, removeMethod } from './methods';
import { checkPage, closePage, findPage, openPage, withCard } from './pages';
import { pullAll } from './pull';
import { findRefund, refund } from './refund';
import { razorpayReports } from './report';

export const razorpay: GatewayKind = {
  provider: 'razorpay',
  label: LABEL,
  methods: ['razorpay'],
  capabilities: {
    hostedPage: true,
    saveMethod: true,
    chargeSaved: true,
    saveAlone: false,
    refund: true,
    payouts: true,
    disputes: true,
    evidence: terms,
    balance: false,
  },
  credentials,
  allowedHosts: ['api.razorpay.com', 'rzp.io', 'i.rzp.io', 'pages.razorpay.com', 'checkout.razorpay.com'],
  reports: razorpayReports,
  connect: (options) => connectRazorpay(options, patience),
};

/** As `razorpay.connect`, with the patience chosen: tests have less. Throws Failure for a key that must not be used here. */
export function connectRazorpay(options: ConnectOptions, chosen: Patience): Gateway {
  const account = accountOf(options, chosen);
  const line = (signal?: AbortSignal) => new Line(account, signal ?? null);
  return {
    provider: 'razorpay',
    identify: (signal) => identify(account, line(signal)),
    pull: (cursor, signal) => whileHeard(signal, (stop) => pullAll(new Line(account, stop), cursor, signal)),
    fetchPayment: (externalId, signal) => fetchPayment(line(signal), externalId),
    openPage: (ask, signal) => openPage(line(signal), ask),
    checkPage: (page, key, signal) => checkPage(line(signal), page, key),
    closePage: (page, key, signal) => closePage(line(signal), page, key),
    charge: (ask, signal) => charge(line(signal), ask),
    refund: (ask, signal) => refund(line(signal), ask),
    findPage: (ask, _sentAt, signal) => findPage(line(signal), ask),
    findCharge: (ask, _sentAt, signal) => findCharge(line(signal), ask),
    findRefund: (ask, _sentAt, signal) => findRefund(line(signal), ask),
    listMethods: (customer, signal) => listMethods(line(signal), customer),
    removeMethod: (customer, token, signal) => removeMethod(line(signal), customer, token),
    sendEvidence: (ask, signal) => sendEvidence(line(signal), ask),
    hasEvidence: (dispute, signal) => hasEvidence(line(signal), dispute),
  };
}

/** Razorpay does not tell a key whose it is: the key's own id stands for the account. */
async function identify({ keyId }: Account, line: Line): Promise<GatewayIdentity> {
  await line.rows('payments', '/payments', { count: '1' });
  return { account: keyId, name: `${LABEL} ${keyId}`, environment: isLiveKeyId(keyId) ? 'live' : 'sandbox' };
}

/** So many pages of disputes, the newest, are searched for those of one payment: Razorpay cannot be asked for them. */
const MAX_DISPUTE_PAGES = 20;

async function fetchPayment(line: Line, externalId: string): Promise<Facts> {
  const harvest = new Harvest();
  const id = idPart(externalId);
  const raw = await line.lookAt('payments', `/payments/${id}`, withCard);
  const payment = mapPayment(raw, { page: await pageOf(line, raw) });
  harvest.add('payments', payment);
  // Only money that came can go back.
  if (payment.row?.status === 'Completed') {
    for await (const page of listPages(line, { what: 'refunds', path: `/payments/${id}/refunds` })) {
      for (const row of page.rows) harvest.add('refunds', mapRefund(row));
    }
    let pages = 0;
    for await (const page of listPages(line, { what: 'disputes', path: '/disputes' })) {
      for (const row of page.rows) if (field(row, 'payment_id') === id) harvest.add('disputes', mapDispute(row));
      if (++pages >= MAX_DISPUTE_PAGES) break;
    }
  }
  return harvest.facts(line.http.clockSkewMs);
}
