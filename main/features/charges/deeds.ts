/** What a person does about a charge that failed: each an act, done once. */
import type { Context } from '../../context';
import { type Act, record } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import type { Outbox } from '../outbox/contract';
import { chargeNow } from './begin';
import type { ChargePass, ChargeRulesInput } from './contract';
import type { ChargeStopped, ChargeSwitched } from './events';
import { type Chargeable, chargeable, chargeRules } from './facts';
import type { ChargeRules } from './schedule';

export type ChargesContext = Context & { outbox: Outbox; charging: { pass(): Promise<ChargePass> } };

const idOf = (text: string) => text as Id; // from outside: checked by the contract

function actOf(context: Context, what: string, { request, ...input }: { request: string }): Act {
  const { operator, source } = context;
  return { request: idOf(request), operator, source, input: { what, ...input } };
}

/** Throws Failure invoice-unknown, invoice-not-open, charge-*, gateway-*; then nothing was sent. */
export async function retry(context: ChargesContext, input: { request: string; id: string }) {
  await context.healthy;
  const attempt = await chargeNow(context.book, context.outbox, actOf(context, 'retry', input), idOf(input.id));
  context.changed(['payments', 'customers', 'invoices', 'outbox']);
  const of = chargeable(context.book.db, input.id).tries.find((each) => each.attempt === attempt);
  if (!of) throw new Error('a charge without a try');
  const { payment, status, state, outcome, words } = of;
  return { payment, attempt, status, state, outcome, words };
}

/** Throws Failure saved-method-unknown for another payer's too. */
export async function switchMethod(context: ChargesContext, input: { request: string; id: string; method: string }) {
  await deed(context, 'switch', input, (of) => {
    const method = of.methods.find(({ id }) => id === input.method);
    if (!method) throw new Failure('saved-method-unknown', { id: input.method });
    const payload: ChargeSwitched = { method: method.id };
    return of.chosen === method.id ? null : { kind: 'charge.switched', payload };
  });
  return {};
}

/** What waits for the network is given up too: it was certainly not sent. */
export async function stop(context: ChargesContext, input: { request: string; id: string; why: string }) {
  const of = await deed(context, 'stop', input, (of) => {
    const payload: ChargeStopped = { why: input.why };
    return of.stop ? null : { kind: 'charge.stopped', payload };
  });
  const { book, operator, source, outbox } = context;
  for (const { attempt, state, automatic } of of.tries)
    if (state === 'drafted' && automatic)
      outbox.drop({ request: book.newId(), operator, source, input: { stop: attempt } }, attempt, 'payment-changed');
  return {};
}

export async function resume(context: ChargesContext, input: { request: string; id: string }) {
  await deed(context, 'resume', input, (of) => (of.stop ? { kind: 'charge.resumed', payload: {} } : null));
  return {};
}

/** Null: it is so already. Throws Failure invoice-unknown, invoice-not-open. Gives the invoice as it was. */
async function deed(
  context: ChargesContext,
  what: string,
  input: { request: string; id: string },
  decide: (of: Chargeable) => { kind: string; payload: object } | null,
): Promise<Chargeable> {
  await context.healthy;
  const { book } = context;
  const before = chargeable(book.db, input.id);
  record(book, actOf(context, what, input), function* ({ db }) {
    const of = chargeable(db, input.id);
    if (of.open === 0) throw new Failure('invoice-not-open', { number: of.number });
    const event = decide(of);
    if (event) yield { ...event, subject: of.id, occurredAt: book.clock.now() };
  });
  context.changed(['invoices', 'outbox', 'payments']);
  return before;
}

export async function setRules(context: Context, { request, ...rules }: ChargeRulesInput & { request: string }) {
  await context.healthy;
  const { book } = context;
  record(book, actOf(context, 'rules', { request, ...rules }), function* ({ db }) {
    if (isSame(chargeRules(db), rules)) return;
    yield { kind: 'charge.rules-set', subject: book.replica, occurredAt: book.clock.now(), payload: rules };
  });
  context.changed(['invoices', 'book']);
  return chargeRules(book.db);
}

function isSame(before: ChargeRules, after: ChargeRules): boolean {
  const text = ({ retriers, ...rest }: ChargeRules) =>
    JSON.stringify([rest.automatic, rest.hour, rest.days, rest.stopDays, Object.entries(retriers).toSorted()]);
  return text(before) === text(after);
}
