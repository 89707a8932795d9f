/**
 * Charging a saved method. First an order that takes no money, then its capture with the method: so an attempt whose answer never
 * came is looked up by its order (the same key gives the same order), and nothing can be taken twice.
 */
import type { Answered, ChargeAsk } from '../ask';
import { harmless, type Line, orGone, Refusal } from './client';
import { declineOf, isDecline, isHard } from './declines';
import { LatestHarvest } from './harvest';
import { factsOfOrder, fetchOrder, fetchPayment } from './lookup';
import { captureOrder, headOf, KEPT_MS, makeOrder } from './order';
import { findRow } from './own-row';
import { vaultTokenSchema } from './wire';

/** Rejects with Failure when nothing was taken, with OutcomeUnknown when it may have been. */
export async function charge(line: Line, ask: ChargeAsk): Promise<Answered> {
  const source = await sourceOf(line, ask.method);
  if (source === null) return declined(line, 'The saved method is not at PayPal any more.', 'TOKEN_ID_NOT_FOUND');
  const order = headOf(line, await harmless(makeOrder(line, ask, null)));
  try {
    const captured = await captureOrder(line, order.id, ask.key, source);
    const answered = answerOf(line, captured.raw);
    if (answered) return answered;
    throw line.http.brokenAnswer();
  } catch (error) {
    if (!(error instanceof Refusal) || !isDecline(error.issue)) throw error;
    return declined(line, line.failureOf(error).params.detail, error.issue);
  }
}

/** Null: PayPal has taken nothing under this key, as far as it shows by now. */
export async function findCharge(line: Line, ask: ChargeAsk, sentAt: number): Promise<Answered | null> {
  if (line.http.providerNow() - sentAt <= KEPT_MS) {
    const { id } = headOf(line, await harmless(makeOrder(line, ask, null)));
    const order = await fetchOrder(line, id);
    const answered = order === null ? null : answerOf(line, order);
    if (answered) return answered;
  }
  const row = await findRow(line, ask.key, 'payment', sentAt);
  if (row === null) return null;
  const facts = await fetchPayment(line, row.id);
  const [payment] = facts.payments;
  if (payment?.status === 'Cancelled') return declined(line, payment.detail, codeIn(payment.detail), facts);
  return { kind: 'accepted', externalId: row.id, facts };
}

/** How the token is charged, the payer not present; null when PayPal has it no more. */
async function sourceOf(line: Line, token: string): Promise<object | null> {
  const path = `/v3/vault/payment-tokens/${encodeURIComponent(token)}`;
  const raw = await orGone(line.ask({ method: 'GET', path, what: 'saved methods', repeat: 'freely' }));
  if (raw === null) return null;
  const read = vaultTokenSchema.safeParse(raw);
  if (!read.success) throw line.http.brokenAnswer();
  const { id, payment_source: source } = read.data;
  if (source.card === undefined) return { paypal: { vault_id: id } };
  const stored_credential = { payment_initiator: 'MERCHANT', payment_type: 'UNSCHEDULED', usage: 'SUBSEQUENT' };
  return { card: { vault_id: id, stored_credential } };
}

/** What the order's capture came to; null when there is none. */
function answerOf(line: Line, order: unknown): Answered | null {
  const facts = factsOfOrder(line, order);
  const payment = facts.payments.find((row) => row.status !== 'Cancelled') ?? facts.payments[0];
  if (!payment) return null;
  if (payment.status === 'Cancelled') return declined(line, payment.detail, codeIn(payment.detail), facts);
  return { kind: 'accepted', externalId: payment.externalId, facts };
}

/** The processor's code, which the detail of a declined capture ends with. */
function codeIn(detail: string | null): string | null {
  return detail?.match(/\((\w{4})\)$/)?.[1] ?? null;
}

function declined(
  line: Line,
  detail: unknown,
  code: string | null,
  facts = new LatestHarvest().facts(line.clockSkewMs),
): Answered {
  const why = { hard: code !== null && isHard(code), decline: declineOf(code) };
  return { kind: 'declined', detail: typeof detail === 'string' ? detail : 'declined', ...why, facts };
}
