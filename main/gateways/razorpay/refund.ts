/** Refunds, under the only key that Razorpay knows for payments: `X-Refund-Idempotency`. */
import { type Answered, OutcomeUnknown, type RefundAsk } from '../ask';
import { field } from '../field';
import { Harvest } from '../harvest';
import { cleanText } from '../text';
import { askedAmount } from './amount';
import { idPart, type Line, refusalOf } from './client';
import { listPages } from './lists';
import { mapRefund } from './map-aftermath';
import { idOf } from './wire';

export async function refund(line: Line, ask: RefundAsk): Promise<Answered> {
  const path = `/payments/${idPart(ask.payment)}/refund`;
  const json = {
    amount: askedAmount(ask.amount, ask.currency),
    speed: 'normal',
    receipt: ask.key,
    notes: ask.reason === null ? { attempt: ask.key } : { attempt: ask.key, reason: cleanText(ask.reason, 200) },
  };
  const headers = { 'X-Refund-Idempotency': ask.key };
  const answer = await line.ask({ method: 'POST', path, json, headers, what: 'refunds' }, 'freely');
  const refusal = refusalOf(answer);
  if (!refusal) return answeredOf(line, answer.body);
  // The first one under this key is still at work, or was for something else: only looking shows what it came to.
  const isEarlier = refusal.status === 409 || /idempotency/i.test(refusal.description);
  if (!isEarlier) throw line.failureOf(refusal);
  const found = await findRefund(line, ask);
  if (found) return found;
  throw new OutcomeUnknown(line.failureOf(refusal));
}

export async function findRefund(line: Line, ask: RefundAsk): Promise<Answered | null> {
  const options = { what: 'refunds', path: `/payments/${idPart(ask.payment)}/refunds` };
  for await (const page of listPages(line, options)) {
    for (const raw of page.rows) {
      if (field(field(raw, 'notes'), 'attempt') === ask.key || field(raw, 'receipt') === ask.key) {
        return answeredOf(line, raw);
      }
    }
  }
  return null;
}

function answeredOf(line: Line, raw: unknown): Answered {
  const harvest = new Harvest();
  const { row, parked } = mapRefund(raw);
  harvest.add('refunds', { row, parked });
  const externalId = idOf(raw);
  if (externalId === null) throw new OutcomeUnknown(line.http.brokenAnswer());
  const facts = harvest.facts(line.http.clockSkewMs);
  if (row?.status !== 'failed') return { kind: 'accepted', externalId, facts };
  return { kind: 'declined', detail: 'Razorpay could not refund it', hard: false, facts };
}
