/** Which path answers what, and what is answered again under the same request id: the latest state of what was done, not the first answer. */
import type { SimulatorAnswer, SimulatorCall } from '../../simulator-server';
import type { Bank } from './bank';
import { jsonOf } from './body';
import { disputeAnswer, disputesAnswer, tokenAnswer, tokensAnswer } from './cases';
import { Doors, type Keys, NotLetIn } from './doors';
import { provideEvidence } from './evidence';
import { captureOrder, changeOrder, createOrder, orderOf } from './orders';
import { pageAnswer } from './page';
import { captureIn, createRefund, refundIn } from './payments';
import { notFound, PaypalProblem } from './problem';
import { balancesAnswer, type SearchRules, searchAnswer } from './search';
import { captureAlone, orderShown, refundShown } from './show';

const HOUR_MS = 3_600_000;
const KEPT_MS = { checkout: 6 * HOUR_MS, payments: 45 * 24 * HOUR_MS } as const;

interface Done {
  at: number;
  now(): object;
}

export class Desk {
  url = '';
  readonly doors: Doors;
  readonly rules: SearchRules;
  private readonly bank: Bank;
  private readonly done = new Map<string, Done>();
  private count = 0;

  constructor(bank: Bank, keys: Keys, rules: SearchRules) {
    this.bank = bank;
    this.doors = new Doors(keys);
    this.rules = rules;
  }

  answer(call: SimulatorCall): SimulatorAnswer {
    const debugId = `f${String(++this.count).padStart(12, '0')}`;
    if (call.path.startsWith('/checkoutnow')) {
      return pageAnswer(this.bank, call.method, call.path, call.query, call.nowMs);
    }
    try {
      if (call.method === 'POST' && call.path === '/v1/oauth2/token') return ok(200, this.doors.tokenAnswer(call));
      this.doors.admit(call);
      return call.method === 'GET' ? ok(200, this.shown(call)) : this.written(call);
    } catch (error) {
      if (error instanceof NotLetIn) return { status: 401, body: error.toJson() };
      const problem =
        error instanceof PaypalProblem ? error : new PaypalProblem(500, 'INTERNAL_SERVER_ERROR', String(error));
      return { status: problem.status, body: problem.toJson(debugId), headers: { 'PayPal-Debug-Id': debugId } };
    }
  }

  private shown({ path, query, nowMs }: SimulatorCall): object {
    const { bank, url } = this;
    switch (path) {
      case '/v1/reporting/transactions':
        return searchAnswer(url, bank, query, nowMs, this.rules);
      case '/v1/reporting/balances':
        return balancesAnswer(bank, nowMs);
      case '/v1/customer/disputes':
        return disputesAnswer(url, bank, query, nowMs);
      case '/v3/vault/payment-tokens':
        return tokensAnswer(url, bank, query);
    }
    const [, folder = '', id = ''] = /^\/(v\d\/[a-z]+\/[a-z-]+)\/([A-Za-z0-9_-]{1,255})$/.exec(path) ?? [];
    switch (folder) {
      case 'v2/checkout/orders':
        return orderShown(url, bank, orderOf(bank, id, nowMs), true);
      case 'v2/payments/captures':
        return captureAlone(url, captureIn(bank, id));
      case 'v2/payments/refunds':
        return refundShown(url, bank, refundIn(bank, id));
      case 'v1/customer/disputes':
        return disputeAnswer(url, bank, id);
      case 'v3/vault/payment-tokens':
        return tokenAnswer(url, bank, id);
      default:
        throw notFound();
    }
  }

  private written(call: SimulatorCall): SimulatorAnswer {
    const { method, path, nowMs, headers } = call;
    const id = headerOf(headers['paypal-request-id']);
    if (method === 'DELETE') return this.removed(path);
    if (method === 'PATCH') {
      const order = /^\/v2\/checkout\/orders\/([A-Z0-9]{1,36})$/.exec(path)?.[1];
      if (order === undefined) throw notFound();
      changeOrder(this.bank, nowMs, order, jsonOf(call.body));
      return { status: 204, body: '' };
    }
    const disputed = /^\/v1\/customer\/disputes\/([A-Za-z0-9-]{1,255})\/provide-evidence$/.exec(path)?.[1];
    if (method === 'POST' && disputed !== undefined)
      return ok(200, provideEvidence(this.url, this.bank, nowMs, disputed, call.body));
    const kept = path.startsWith('/v2/payments/') ? KEPT_MS.payments : KEPT_MS.checkout;
    const key = `${path} ${id}`;
    const before = id === null ? undefined : this.done.get(key);
    if (before && nowMs - before.at < kept) return ok(200, before.now());
    const now = this.act(call, id);
    if (id !== null) this.done.set(key, { at: nowMs, now });
    return ok(201, now());
  }

  /** Does it, and gives what tells its state at any later time. */
  private act({ path, body, headers, nowMs }: SimulatorCall, requestId: string | null): () => object {
    const { bank } = this;
    const whole = headerOf(headers.prefer) === 'return=representation';
    const asked = jsonOf(body);
    const capture = /^\/v2\/checkout\/orders\/([A-Z0-9]{1,36})\/capture$/.exec(path)?.[1];
    const refund = /^\/v2\/payments\/captures\/([A-Z0-9]{1,36})\/refund$/.exec(path)?.[1];
    if (path === '/v2/checkout/orders' || capture !== undefined) {
      const order =
        capture === undefined ? createOrder(bank, nowMs, asked, requestId) : captureOrder(bank, nowMs, capture, asked);
      return () => orderShown(this.url, bank, order, whole);
    }
    if (refund === undefined) throw notFound();
    const made = createRefund(bank, nowMs, refund, asked);
    return () => refundShown(this.url, bank, made);
  }

  private removed(path: string): SimulatorAnswer {
    const id = /^\/v3\/vault\/payment-tokens\/([A-Za-z0-9_-]{1,36})$/.exec(path)?.[1];
    if (id === undefined || !this.bank.tokens.delete(id)) throw notFound();
    return { status: 204, body: '' };
  }
}

function ok(status: number, body: object): SimulatorAnswer {
  return { status, body: JSON.stringify(body) };
}

function headerOf(value: string | string[] | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
