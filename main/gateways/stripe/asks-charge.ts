/**
 * Charging a saved method, the payer not present. One attempt is one payment intent, made and confirmed under the attempt's key. What
 * the bank wants the payer for goes on with the same intent, whose page (3-D Secure) is given as the payment's link: there is never
 * a second one that could be paid too. What is declined is cancelled at Stripe, so that nobody can pay it later.
 */
import Stripe from 'stripe';
import { Failure } from '../../kernel/failure';
import { type Answered, type ChargeAsk, OutcomeUnknown } from '../ask';
import { field, textOf } from '../field';
import { Harvest } from '../harvest';
import { cleanText, withoutKeys } from '../text';
import { askedAmount } from './amount';
import type { Line } from './client';
import { declineOf, isHardDecline, needsPayer } from './declines';
import { findListed } from './look-up';
import { mapIntent } from './map';
import { metadataOf } from './metadata';
import { idOf } from './wire';

const whole = { expand: ['latest_charge.balance_transaction'] };
/** Where the payer's browser goes after 3-D Secure; the page only says that the window may be closed. */
const RETURN_URL = 'https://example.com/payment-received';

/** Rejects with Failure when nothing was charged, with OutcomeUnknown when it may have been. */
export async function charge(line: Line, ask: ChargeAsk): Promise<Answered> {
  const { customer } = ask.payer;
  if (customer === null) throw new Failure('input-invalid', { detail: 'Stripe does not know this customer' });
  const description = cleanText(ask.description, 250);
  const params: Stripe.PaymentIntentCreateParams = {
    amount: askedAmount(ask.amount, ask.currency),
    currency: ask.currency.toLowerCase(),
    customer,
    payment_method: ask.method,
    confirm: true,
    off_session: true,
    metadata: metadataOf(ask, 'charge'),
    ...(description === '' ? {} : { description }),
    ...whole,
  };
  const written = await line.write('charges', (stripe) =>
    stripe.paymentIntents.create(params, { idempotencyKey: ask.key }),
  );
  if (!written.refusal) return answerOf(line, written.replayed ? await asItIs(line, written.raw) : written.raw);
  const { error, failure } = written.refusal;
  if (!(error instanceof Stripe.errors.StripeCardError)) throw failure;
  return needsPayer(error) ? askPayer(line, ask, error) : letGo(line, error.payment_intent, error);
}

/** The same intent once more, with the payer: Stripe then gives the page of the payer's bank. */
async function askPayer(line: Line, ask: ChargeAsk, error: Stripe.errors.StripeCardError): Promise<Answered> {
  const id = idOf(error.payment_intent);
  if (id === null) throw new OutcomeUnknown(line.brokenAnswer());
  const params = { payment_method: ask.method, return_url: RETURN_URL, ...whole };
  const written = await line.write('charges', (stripe) =>
    stripe.paymentIntents.confirm(id, params, { idempotencyKey: `${ask.key}/payer` }),
  );
  if (!written.refusal) return answerOf(line, written.replayed ? await asItIs(line, written.raw) : written.raw);
  const again = written.refusal.error;
  const raw = await asItIs(line, error.payment_intent);
  const isOver = textOf(field(raw, 'status')) !== 'requires_payment_method';
  return isOver
    ? answerOf(line, raw)
    : letGo(line, raw, again instanceof Stripe.errors.StripeCardError ? again : error);
}

/** Declined, whether or not the intent can be cancelled: nobody but us would confirm it. */
async function letGo(line: Line, intent: unknown, error: unknown): Promise<Answered> {
  const id = idOf(intent);
  if (id === null) return declined(line, error);
  let raw: unknown = null;
  try {
    const params: Stripe.PaymentIntentCancelParams = { cancellation_reason: 'abandoned', ...whole };
    raw = (await line.write('charges', (stripe) => stripe.paymentIntents.cancel(id, params))).raw;
  } catch (trouble) {
    if (!(trouble instanceof Failure || trouble instanceof OutcomeUnknown)) throw trouble;
  }
  return answerOf(line, raw ?? (await asItIs(line, intent)), error);
}

/** What became of an attempt whose answer never came. Charges nothing; cancels what was declined. */
export async function findCharge(line: Line, ask: ChargeAsk, sentAt: number): Promise<Answered | null> {
  const { customer } = ask.payer;
  const raw = await findListed(line, {
    what: 'payments',
    sentAt,
    fetch: (stripe, params) =>
      stripe.paymentIntents.list({
        ...params,
        ...(customer === null ? {} : { customer }),
        expand: ['data.latest_charge.balance_transaction'],
      }),
    isIt: (row) => field(field(row, 'metadata'), 'attempt') === ask.key,
  });
  if (raw === null) return null;
  const failure = field(raw, 'last_payment_error');
  switch (textOf(field(raw, 'status'))) {
    case 'requires_payment_method':
      return failure ? letGo(line, raw, failure) : null;
    case 'requires_confirmation':
      return null;
    default:
      return answerOf(line, raw, failure);
  }
}

/** The intent as Stripe has it now; where that cannot be seen, as it was told before. */
async function asItIs(line: Line, told: unknown): Promise<unknown> {
  const id = idOf(told);
  if (id === null) throw new OutcomeUnknown(line.brokenAnswer());
  try {
    return await line.ask('payments', 1, (stripe) => stripe.paymentIntents.retrieve(id, whole));
  } catch (error) {
    if (error instanceof Failure) return told;
    throw error;
  }
}

/** `failure`: why it was declined, if it was. */
function answerOf(line: Line, raw: unknown, failure = field(raw, 'last_payment_error')): Answered {
  const harvest = new Harvest();
  const payment = mapIntent(raw);
  harvest.add('payments', payment);
  const facts = harvest.facts(line.clockSkewMs);
  if (payment.row?.status === 'Cancelled') {
    const why = { hard: isHardDecline(failure), decline: declineOf(failure) };
    return { kind: 'declined', detail: payment.row.detail ?? 'declined', ...why, facts };
  }
  const externalId = idOf(raw);
  if (externalId === null) throw new OutcomeUnknown(line.brokenAnswer());
  return { kind: 'accepted', externalId, facts };
}

function declined(line: Line, failure: unknown): Answered {
  const facts = new Harvest().facts(line.clockSkewMs);
  const why = { hard: isHardDecline(failure), decline: declineOf(failure) };
  return {
    kind: 'declined',
    detail: withoutKeys(textOf(field(failure, 'message')) ?? '') || 'declined',
    ...why,
    facts,
  };
}
