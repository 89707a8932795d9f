/** Refunds under the attempt's key, which is also kept in the refund's metadata: so it is found again. */
import type Stripe from 'stripe';
import { type Answered, OutcomeUnknown, type RefundAsk } from '../ask';
import { field } from '../field';
import { Harvest } from '../harvest';
import { askedAmount } from './amount';
import type { Line } from './client';
import { type ListParams, listPages } from './lists';
import { mapRefund } from './map-aftermath';
import { refundMetadata } from './metadata';
import { idOf } from './wire';

/** Rejects with Failure when nothing was given back, with OutcomeUnknown when it may have been. */
export async function refund(line: Line, ask: RefundAsk): Promise<Answered> {
  const amount = askedAmount(ask.amount, ask.currency);
  const params = { ...paymentOf(ask), amount, metadata: refundMetadata(ask), expand: ['balance_transaction'] };
  const written = await line.write('refunds', (stripe) => stripe.refunds.create(params, { idempotencyKey: ask.key }));
  if (written.refusal) throw written.refusal.failure;
  return answerOf(line, written.raw);
}

/** Null: Stripe has no refund of this payment with this key. */
export async function findRefund(line: Line, ask: RefundAsk): Promise<Answered | null> {
  const options = {
    what: 'refunds',
    from: 0,
    after: null,
    fetch: (stripe: Stripe, params: ListParams) =>
      stripe.refunds.list({ ...params, ...paymentOf(ask), expand: ['data.balance_transaction'] }),
  };
  for await (const page of listPages(line, options)) {
    const found = page.rows.find((row) => field(field(row, 'metadata'), 'attempt') === ask.key);
    if (found !== undefined) return answerOf(line, found);
  }
  return null;
}

function paymentOf({ payment }: RefundAsk): { payment_intent: string } | { charge: string } {
  return payment.startsWith('pi_') ? { payment_intent: payment } : { charge: payment };
}

function answerOf(line: Line, raw: unknown): Answered {
  const harvest = new Harvest();
  const mapped = mapRefund(raw);
  harvest.add('refunds', mapped);
  const externalId = idOf(raw);
  if (externalId === null) throw new OutcomeUnknown(line.brokenAnswer());
  const facts = harvest.facts(line.clockSkewMs);
  if (mapped.row?.status !== 'failed') return { kind: 'accepted', externalId, facts };
  return { kind: 'declined', detail: mapped.row.reason ?? 'Stripe could not refund it', hard: false, facts };
}
