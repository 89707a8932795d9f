/** Which path answers what. Everything else is Stripe's 404 for an unrecognized request. */
import type Stripe from 'stripe';
import { type Bank, intentOf } from './bank';
import { cancelPayment, confirmPayment, createPayment, createRefund } from './create';
import { updateDispute } from './evidence';
import { expand, readExpansions } from './expand';
import { type Form, listOf, onlyKnown, textOf } from './form';
import { attachMethod, detachMethod } from './methods';
import { answerList } from './paging';
import { noSuch, StripeProblem } from './problem';
import { createSession, expireSession, sessionOf } from './sessions';
import type { Kind, Store } from './store';

const kindOfPath: Readonly<Record<string, Kind>> = {
  customers: 'customer',
  payment_intents: 'payment_intent',
  charges: 'charge',
  refunds: 'refund',
  disputes: 'dispute',
  payouts: 'payout',
  balance_transactions: 'balance_transaction',
  events: 'event',
  payment_methods: 'payment_method',
};
/** Events are kept for 30 days. */
const EVENTS_KEPT_S = 30 * 86_400;

/** The resource a path speaks of (`charges`), for permissions; null when there is no such path. */
export function resourceOf(path: string): string | null {
  const name = /^\/v1\/([a-z_]+)(?:\/|$)/.exec(path)?.[1] ?? '';
  return name in kindOfPath || ['account', 'balance', 'checkout', 'files'].includes(name) ? name : null;
}

/** JSON text of `GET path`. Throws StripeProblem. `at`: Unix seconds. */
export function answerGet(bank: Bank, at: number, path: string, form: Form): string {
  const { store } = bank;
  if (path === '/v1/account') {
    onlyKnown(form, ['expand']);
    return JSON.stringify(store.account);
  }
  if (path === '/v1/balance') return JSON.stringify(balanceOf(store, at));
  const session = /^\/v1\/checkout\/sessions(?:\/(\w{1,80}))?$/.exec(path);
  if (session) {
    // Those whose time is over have expired.
    for (const { id } of store.shelf('checkout.session').oldestFirst()) sessionOf(bank, at, id);
    if (session[1] !== undefined) return answerOne(store, 'checkout.session', session[1], form);
    return answerList(store, 'checkout.session', path, form, 0);
  }
  const owner = /^\/v1\/customers\/(\w{1,80})\/payment_methods$/.exec(path)?.[1];
  if (owner !== undefined) {
    if (!store.get('customer', owner)) throw noSuch('customer', owner, 'customer');
    return answerList(store, 'payment_method', path, { ...form, customer: owner }, 0);
  }
  const [, , name = '', id, ...more] = path.split('/');
  const kind = kindOfPath[name];
  if (!kind || more.length > 0) throw unrecognized('GET', path);
  if (id !== undefined) return answerOne(store, kind, decodeURIComponent(id), form);
  return answerList(store, kind, path, form, kind === 'event' ? at - EVENTS_KEPT_S : 0);
}

/** JSON text of `POST path`. Throws StripeProblem. */
export function answerPost(bank: Bank, at: number, path: string, form: Form): string {
  const other = postOther(bank, at, path, form);
  if (other !== null) return other;
  const act = /^\/v1\/payment_intents\/(pi_[A-Za-z0-9]+)\/(confirm|cancel)$/.exec(path);
  const id = act?.[1] ?? '';
  if (path === '/v1/payment_intents') return written(bank, 'payment_intent', createPayment(bank, at, form), form);
  if (path === '/v1/refunds') return written(bank, 'refund', createRefund(bank, at, form), form);
  if (act?.[2] === 'cancel') return written(bank, 'payment_intent', cancelPayment(bank, at, id, form), form);
  if (act?.[2] === 'confirm') {
    onlyKnown(form, ['payment_method', 'off_session', 'return_url', 'expand']);
    if (!bank.store.get('payment_intent', id)) throw noSuch('payment_intent', id, 'intent');
    confirmPayment(bank, at, id, textOf(form, 'off_session') === 'true', form);
    return written(bank, 'payment_intent', intentOf(bank, id), form);
  }
  throw unrecognized('POST', path);
}

/** Checkout sessions, disputes and payment methods; null for another path. */
function postOther(bank: Bank, at: number, path: string, form: Form): string | null {
  if (path === '/v1/checkout/sessions') return written(bank, 'checkout.session', createSession(bank, at, form), form);
  const ended = /^\/v1\/checkout\/sessions\/(\w{1,80})\/expire$/.exec(path)?.[1];
  if (ended !== undefined) return written(bank, 'checkout.session', expireSession(bank, at, ended, form), form);
  const dispute = /^\/v1\/disputes\/(\w{1,80})$/.exec(path)?.[1];
  if (dispute !== undefined) return written(bank, 'dispute', updateDispute(bank, at, dispute, form), form);
  const [, method, act] = /^\/v1\/payment_methods\/(\w{1,80})\/(attach|detach)$/.exec(path) ?? [];
  if (method === undefined) return null;
  const changed = act === 'attach' ? attachMethod(bank, at, method, form) : detachMethod(bank, method, form);
  return written(bank, 'payment_method', changed, form);
}

function answerOne(store: Store, kind: Kind, id: string, form: Form): string {
  onlyKnown(form, ['expand']);
  const tree = readExpansions(kind, listOf(form, 'expand'), null);
  const found = store.get(kind, id);
  if (!found) throw noSuch(kind, id, kind === 'payment_intent' ? 'intent' : 'id');
  return JSON.stringify(expand(store, kind, found, tree));
}

function written(bank: Bank, kind: Kind, object: object, form: Form): string {
  return JSON.stringify(expand(bank.store, kind, object, readExpansions(kind, listOf(form, 'expand'), null)));
}

function balanceOf(store: Store, at: number): Stripe.Balance {
  const available: Stripe.Balance.Available[] = [];
  const pending: Stripe.Balance.Pending[] = [];
  for (const [currency, ids] of store.unpaid) {
    let ready = 0;
    let waiting = 0;
    for (const id of ids) {
      const movement = store.get('balance_transaction', id);
      if (!movement) continue;
      if (movement.available_on <= at) ready += movement.net;
      else waiting += movement.net;
    }
    available.push({ amount: ready, currency, source_types: { card: ready } });
    pending.push({ amount: waiting, currency, source_types: { card: waiting } });
  }
  return { object: 'balance', available, livemode: false, pending };
}

function unrecognized(method: string, path: string): StripeProblem {
  const message = `Unrecognized request URL (${method}: ${path.slice(0, 200)}). Please see https://stripe.com/docs.`;
  return new StripeProblem(404, { message });
}
