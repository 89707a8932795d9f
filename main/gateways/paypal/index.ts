/** PayPal as a gateway: what it declares, how its app is let in, and the calls. */
import type { ConnectOptions, Gateway, GatewayIdentity, GatewayKind } from '../gateway';
import { type Patience, patience } from '../patience';
import { whileHeard } from '../rounds';
import { cleanText } from '../text';
import { charge, findCharge } from './asks-charge';
import { checkPage, closePage, findPage, openPage } from './asks-page';
import { findRefund, refund } from './asks-refund';
import { homes, type Line, PaypalAccount, told } from './client';
import { clientId, clientSecret } from './credentials';
import { hasEvidence, sendEvidence, terms } from './evidence';
import { fetchPayment } from './lookup';
import { KEPT_MS } from './order';
import { pullAll } from './pull';
import { paypalReports } from './report';
import { held, listMethods, removeMethod } from './vault';

export const paypal: GatewayKind = {
  provider: 'paypal',
  label: 'PayPal',
  methods: ['paypal'],
  capabilities: {
    hostedPage: true,
    saveMethod: true,
    chargeSaved: true,
    saveAlone: false,
    refund: true,
    payouts: true,
    disputes: true,
    evidence: terms,
    balance: true,
  },
  credentials: [clientId, clientSecret],
  allowedHosts: ['api-m.paypal.com', 'api-m.sandbox.paypal.com', 'www.paypal.com', 'www.sandbox.paypal.com'],
  homes,
  // https://developer.paypal.com/reference/currency-codes/
  pageCurrencies: [
    ...['AUD', 'BRL', 'CAD', 'CNY', 'CZK', 'DKK', 'EUR', 'GBP', 'HKD', 'HUF', 'ILS', 'JPY', 'MXN', 'MYR', 'NOK', 'NZD'],
    ...['PHP', 'PLN', 'SEK', 'SGD', 'CHF', 'THB', 'TWD', 'USD'],
  ],
  reports: paypalReports,
  connect: (options) => connectPaypal(options, patience),
};

/** PayPal lists at most this many rows on a page. */
const PAGE_SIZE = 500;

/**
 * As `paypal.connect`, with the patience and the size of a page (at most 500) chosen: tests have less. Throws Failure for
 * credentials that must not be used here.
 */
export function connectPaypal(options: ConnectOptions, chosen: Patience, pageSize = PAGE_SIZE): Gateway {
  const account = new PaypalAccount(options, chosen, pageSize);
  const on = <T>(signal: AbortSignal | undefined, work: (line: Line) => Promise<T>): Promise<T> => {
    const line = account.line(signal);
    return told(line, work(line));
  };
  return {
    provider: 'paypal',
    keyHonouredMs: KEPT_MS,
    identify: (signal) => on(signal, (line) => identify(line, account.environment)),
    pull: (cursor, signal) => whileHeard(signal, (stop) => pullAll(account.line(stop), cursor, signal)),
    fetchPayment: (id, signal) => on(signal, (line) => fetchPayment(line, id)),
    openPage: (ask, signal) => on(signal, (line) => openPage(line, ask)),
    checkPage: (page, key, signal) => on(signal, (line) => checkPage(line, page, key)),
    closePage: (page, key, signal) => on(signal, (line) => closePage(line, page, key)),
    charge: (ask, signal) => on(signal, (line) => charge(line, ask)),
    refund: (ask, signal) => on(signal, (line) => refund(line, ask)),
    findPage: (ask, sentAt, signal) => on(signal, (line) => findPage(line, ask, sentAt, KEPT_MS)),
    findCharge: (ask, sentAt, signal) => on(signal, (line) => findCharge(line, ask, sentAt)),
    findRefund: (ask, sentAt, signal) => on(signal, (line) => findRefund(line, ask, sentAt)),
    listMethods: (customer, signal) => on(signal, (line) => listMethods(line, customer)),
    removeMethod: (_customer, token, signal) => on(signal, (line) => removeMethod(line, token)),
    sendEvidence: (ask, signal) => on(signal, (line) => sendEvidence(line, ask)),
    hasEvidence: (dispute, signal) => on(signal, (line) => hasEvidence(line, dispute)),
    balance: (signal) => on(signal, async (line) => (await held(line)).balances),
  };
}

/** The balances are asked for: they name the account, and need the same permission as the transactions. */
async function identify(line: Line, environment: 'live' | 'sandbox'): Promise<GatewayIdentity> {
  const account = (await held(line)).account;
  if (account === null) throw line.http.brokenAnswer();
  const id = cleanText(account, 255);
  return { account: id, name: `PayPal ${id}`, environment };
}
