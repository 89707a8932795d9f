/** Charging one invoice, once: by the way that every saved method is charged, under a key that is written down before anything is sent. */
import type { Book } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import type { AskedAct, AskedMoney, Outbox } from '../outbox/contract';
import type { ChargeBegun } from './events';
import { type Chargeable, type ChargeMethod, chargeable, chargedOf, chargeRules, methodFor, timeOfBook } from './facts';
import { mayRepeat, nextTry } from './schedule';

/** Somebody else was faster: it is not due any more. Nothing was recorded. */
export class NotDue extends Error {}

function askedFor(of: Chargeable, method: ChargeMethod, automatic: boolean, check: () => void): AskedMoney {
  const { customer, payer, open: amount, currency, number, id } = of;
  const payload = (attempt: Id): ChargeBegun => ({ attempt, method: method.id, automatic });
  return {
    ...{ gateway: method.gateway, customer, payer, amount, currency, method: method.method, token: method.token },
    ...{ methodLabel: method.label, purpose: 'invoice', description: number, invoice: id, saveMethod: false },
    // What makes a second one harmless is the invoice, not that the amounts differ.
    ...{ draft: false, again: true },
    *also(attempt, at) {
      check();
      yield { kind: 'charge.begun', subject: id, occurredAt: at, payload: payload(attempt) };
    },
  };
}

/**
 * Because its time has come. Resolves when it is known what came of it, or after half a minute. Throws NotDue, and what
 * Outbox.askMoney throws; then nothing was sent.
 */
export async function chargeDue(book: Book, outbox: Outbox, operator: string, invoice: Id): Promise<Id> {
  const { of, method } = due(book, invoice);
  const act: AskedAct = { request: book.newId(), operator, source: 'schedule', input: { charge: invoice } };
  const asked = askedFor(of, method, true, () => {});
  const { attempt } = await outbox.askMoney(act, asked);
  return attempt;
}

/** Read again in the moment in which it is asked for: nothing is awaited between this and the recording. Throws NotDue. */
function due(book: Book, invoice: Id): { of: Chargeable; method: ChargeMethod } {
  const now = book.clock.now();
  const rules = chargeRules(book.db);
  const of = chargeable(book.db, invoice);
  const method = methodFor(of, book.dayOf(now));
  const next = nextTry(chargedOf(of, method, rules), rules, timeOfBook(book.db), now);
  if (!method || of.open === 0 || next.at === null || next.at > now) throw new NotDue();
  return { of, method };
}

/**
 * Because a person says so: consent is not asked for, but a method that was declined for good is not tried again, and nothing is
 * charged while a payment for the invoice is Pending. The same request is done once. Throws Failure charge-*, invoice-*.
 */
export async function chargeNow(book: Book, outbox: Outbox, act: AskedAct, invoice: Id): Promise<Id> {
  const of = chargeable(book.db, invoice);
  const method = methodFor(of, null);
  const { number } = of;
  if (!method) throw new Failure('charge-no-method', { number });
  const check = () => {
    if (of.open === 0) throw new Failure('invoice-not-open', { number });
    if (of.underWay) throw new Failure('charge-awaits-payment', { number });
    if (mayRepeat(chargedOf(of, method, chargeRules(book.db)).tries) === 'never')
      throw new Failure('charge-not-again', { number });
  };
  const { attempt } = await outbox.askMoney(act, askedFor(of, method, false, check));
  return attempt;
}
