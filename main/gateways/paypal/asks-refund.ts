/** Refunds of a capture. PayPal keeps their request ids for 45 days, and the order shows each refund with the key we gave it. */
import type { Answered, RefundAsk } from '../ask';
import { field } from '../field';
import type { PulledRefund } from '../pulled';
import { cleanOrNull } from '../text';
import { moneyOf } from './amount';
import { type Line, orGone, Refusal } from './client';
import { readCustomId } from './custom-id';
import { LatestHarvest } from './harvest';
import { orderOfCapture } from './lookup';
import { mapRefund, refundsOf } from './map-capture';
import { refundOfRow } from './map-row';
import { findRow } from './own-row';

/** What is wrong with the setup or the request, not with this refund. */
const notTheRefund = new Set(['PERMISSION_DENIED', 'INVALID_ACCOUNT_STATUS', 'INVALID_RESOURCE_ID']);
/** May be possible later: once the account has money again, or the dispute is over. */
const laterMaybe = new Set(['REFUND_FAILED_INSUFFICIENT_FUNDS', 'TRANSACTION_DISPUTED', 'PENDING_CAPTURE']);

/** Rejects with Failure when nothing was given back, with OutcomeUnknown when it may have been. */
export async function refund(line: Line, ask: RefundAsk): Promise<Answered> {
  const note = cleanOrNull(ask.reason, 255);
  try {
    const raw = await line.ask({
      method: 'POST',
      path: `/v2/payments/captures/${encodeURIComponent(ask.payment)}/refund`,
      json: {
        amount: moneyOf(ask.amount, ask.currency),
        custom_id: ask.key,
        ...(note === null ? {} : { note_to_payer: note }),
      },
      requestId: ask.key,
      whole: true,
      what: 'refunds',
      repeat: 'freely',
    });
    return answerOf(line, raw, ask.payment);
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 422 || notTheRefund.has(error.issue)) throw error;
    const detail = String(line.failureOf(error).params.detail);
    return {
      kind: 'declined',
      detail,
      hard: !laterMaybe.has(error.issue),
      facts: new LatestHarvest().facts(line.clockSkewMs),
    };
  }
}

/** Null: PayPal has no refund under this key, as far as it shows by now. */
export async function findRefund(line: Line, ask: RefundAsk, sentAt: number): Promise<Answered | null> {
  const path = `/v2/payments/captures/${encodeURIComponent(ask.payment)}`;
  const capture = await orGone(line.ask({ method: 'GET', path, what: 'payments', repeat: 'freely' }));
  const order = capture === null ? null : await orderOfCapture(line, capture);
  if (order !== null) {
    const found = refundsOf(order).find((raw) => readCustomId(field(raw, 'custom_id')).attempt === ask.key);
    return found === undefined ? null : answerOf(line, found, ask.payment);
  }
  const row = await findRow(line, ask.key, 'refund', sentAt);
  const mapped = row && refundOfRow(row, null, null);
  return mapped?.row ? answered(line, mapped.row) : null;
}

function answerOf(line: Line, raw: unknown, payment: string): Answered {
  const { row } = mapRefund(raw, payment);
  if (!row) throw line.http.brokenAnswer();
  return answered(line, row);
}

function answered(line: Line, row: PulledRefund): Answered {
  const harvest = new LatestHarvest();
  harvest.add('refunds', { row, parked: null });
  const facts = harvest.facts(line.clockSkewMs);
  if (row.status !== 'failed') return { kind: 'accepted', externalId: row.externalId, facts };
  return { kind: 'declined', detail: 'PayPal could not give the money back.', hard: false, facts };
}
