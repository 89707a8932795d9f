/** What our side may ask Paystack to do with money, beside its page: charges of saved methods, refunds, the methods themselves, balances. */
import type { Answered, ChargeAsk, HeldBalance, PulledMethod, RefundAsk } from '../ask';
import { OutcomeUnknown } from '../ask';
import { field, textOf } from '../field';
import { Harvest } from '../harvest';
import type { Call } from '../http';
import type { Facts, PulledPayment } from '../pulled';
import { cleanOrNull, cleanText } from '../text';
import { currencyOf, Unreadable } from '../unreadable';
import { amountOf } from './amount';
import type { PaystackLine } from './calls';
import { declineOf, isHardDecline } from './declines';
import { factsOf, refundsOf, verify } from './look-up';
import { mapRefund } from './map-aftermath';
import { mapMethod } from './map-method';
import { askedAmount, beforeAsking, linkOf, payerEmail, sinceSent, told } from './pages';
import { balanceSchema, chargedSchema } from './wire';

const duplicate = /duplicate transaction reference/i;

/** Charges a saved method. Paystack answers 200 whatever came of it: only the status in it says. */
export async function charge(line: PaystackLine, ask: ChargeAsk): Promise<Answered> {
  const json = {
    email: await payerEmail(line, ask),
    amount: askedAmount(ask),
    currency: ask.currency,
    authorization_code: ask.method,
    reference: ask.key,
    // As text here, unlike when a page is opened.
    metadata: JSON.stringify(told(ask)),
  };
  const call: Call = {
    method: 'POST',
    path: '/transaction/charge_authorization',
    json,
    what: 'charges',
    repeat: 'once',
  };
  const answer = await line.askOr(call);
  if ('refused' in answer) {
    const failure = line.failureOf(answer.refused);
    if (!duplicate.test(answer.refused.message)) throw failure;
    // This key has been there before: what came of it then is the answer.
    const earlier = await findCharge(line, ask.key).catch(() => null);
    if (earlier === null) throw new OutcomeUnknown(failure);
    return earlier;
  }
  const read = chargedSchema.safeParse(answer.data);
  if (!read.success || read.data.reference !== ask.key) throw line.broken(call);
  const link = read.data.paused === true ? linkOf(line, textOf(read.data.authorization_url)) : null;
  const facts = await factsAfter(line, call, ask.key, answer.data);
  return answered(line, call, link === null ? facts : withLink(facts, link));
}

/** The whole transaction where it can be had; the answer to the charge tells less of it, and a paused one next to nothing. */
async function factsAfter(line: PaystackLine, call: Call, key: string, charged: unknown): Promise<Facts> {
  const own = factsOf(line, charged);
  try {
    const found = await verify(line, key);
    if (found) return factsOf(line, found.raw);
  } catch {
    // What the charge itself answered stands.
  }
  if (own.payments.length === 0) throw line.broken(call);
  return own;
}

/** What became of a charge. Null: Paystack knows nothing of it (yet). Rejects with Failure. */
export async function findCharge(line: PaystackLine, key: string): Promise<Answered | null> {
  const found = await verify(line, key);
  if (!found) return null;
  const call: Call = { method: 'GET', path: '/transaction/verify', what: 'payments', repeat: 'freely' };
  return answered(line, call, factsOf(line, found.raw));
}

function answered(line: PaystackLine, call: Call, facts: Facts): Answered {
  const payment = facts.payments[0];
  if (!payment) throw line.broken(call);
  if (payment.status !== 'Cancelled') return { kind: 'accepted', externalId: payment.externalId, facts };
  const detail = payment.detail ?? payment.providerStatus;
  return { kind: 'declined', detail, hard: isHardDecline(detail), decline: declineOf(detail), facts };
}

/** The holder must agree on a page of the bank before the charge goes on. */
function withLink(facts: Facts, link: string): Facts {
  const waiting = (payment: PulledPayment): PulledPayment =>
    payment.status === 'Pending' ? { ...payment, reason: 'waiting-customer', link } : payment;
  return { ...facts, payments: facts.payments.map(waiting) };
}

/**
 * Paystack has no key for refunds: ours stands in the note that only the merchant sees, so that it can be found, and is looked for
 * before anything is sent.
 */
export async function refund(line: PaystackLine, ask: RefundAsk): Promise<Answered> {
  const earlier = await beforeAsking(findRefund(line, ask, line.line.providerNow()));
  if (earlier !== null) return earlier;
  const note = cleanText(ask.reason ?? 'Refund', 200);
  const json = {
    transaction: ask.payment,
    amount: askedAmount(ask),
    currency: ask.currency,
    merchant_note: `${note} [${ask.key}]`,
  };
  const call: Call = { method: 'POST', path: '/refund', json, what: 'refunds', repeat: 'once' };
  const { data } = await line.ask(call);
  return refunded(line, call, data);
}

/** `sentAt`: UTC milliseconds. Null: Paystack knows nothing of it (yet). Rejects with Failure. */
export async function findRefund(line: PaystackLine, ask: RefundAsk, sentAt: number): Promise<Answered | null> {
  const call: Call = { method: 'GET', path: '/refund', what: 'refunds', repeat: 'freely' };
  for await (const raw of refundsOf(line, ask.payment, sinceSent(sentAt))) {
    if (textOf(field(raw, 'merchant_note'))?.includes(`[${ask.key}]`)) return refunded(line, call, raw);
  }
  return null;
}

function refunded(line: PaystackLine, call: Call, raw: unknown): Answered {
  const harvest = new Harvest();
  const { row, parked } = mapRefund(raw);
  if (!row) throw line.broken(call);
  harvest.add('refunds', { row, parked });
  const facts = harvest.facts(line.clockSkewMs);
  if (row.status !== 'failed') return { kind: 'accepted', externalId: row.externalId, facts };
  const detail = cleanOrNull(field(raw, 'reason'), 200) ?? row.providerStatus;
  return { kind: 'declined', detail, hard: false, facts };
}

/** A customer's authorizations that can be charged again. Rejects with Failure. */
export async function listMethods(line: PaystackLine, customer: string): Promise<readonly PulledMethod[]> {
  const path = `/customer/${encodeURIComponent(customer)}`;
  const call: Call = { method: 'GET', path, what: 'saved methods', repeat: 'freely' };
  const { data } = await line.ask(call);
  const list = field(data, 'authorizations');
  if (!Array.isArray(list)) throw line.broken(call);
  const methods = list.map(mapMethod).filter((method) => method !== null);
  return [...new Map(methods.map((method) => [method.token, method])).values()];
}

/** Does nothing when the method is gone already. */
export async function removeMethod(line: PaystackLine, token: string): Promise<void> {
  const json = { authorization_code: token };
  const path = '/customer/authorization/deactivate';
  const told = await line.askOr({ method: 'POST', path, json, what: 'saved methods', repeat: 'freely' });
  if ('refused' in told && told.refused.status !== 404) throw line.failureOf(told.refused);
}

/** Paystack tells one figure for each currency; what it holds back until later is not told. */
export async function balance(line: PaystackLine): Promise<readonly HeldBalance[]> {
  const call: Call = { method: 'GET', path: '/balance', what: 'the balance', repeat: 'freely' };
  const { data } = await line.ask(call);
  const read = balanceSchema.safeParse(data);
  if (!read.success) throw line.broken(call);
  const held: HeldBalance[] = [];
  for (const { currency, balance } of read.data) {
    try {
      const code = currencyOf(currency);
      held.push({ currency: code, available: amountOf(balance, code), pending: amountOf(0, code) });
    } catch (error) {
      // A sum that cannot be shown exactly is not shown.
      if (!(error instanceof Unreadable)) throw error;
    }
  }
  return held;
}
