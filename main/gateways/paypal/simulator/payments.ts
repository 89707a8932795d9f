/** The payments API: captures and refunds, with PayPal's reasons for refusing one. */
import { leftOf, refund } from './aftermath';
import type { Bank } from './bank';
import { at, moneyAt, shortAt } from './body';
import { notFound, refused } from './problem';
import type { Capture, Refund } from './things';

const REFUND_LIMIT_MS = 180 * 86_400_000;

export function captureIn(bank: Bank, id: string): Capture {
  const capture = bank.captures.get(id);
  if (!capture) throw notFound();
  return capture;
}

export function refundIn(bank: Bank, id: string): Refund {
  for (const capture of bank.captures.values()) {
    const found = capture.refunds.find((each) => each.id === id);
    if (found) return found;
  }
  throw notFound();
}

export function createRefund(bank: Bank, nowMs: number, id: string, body: unknown): Refund {
  const capture = captureIn(bank, id);
  const left = leftOf(capture);
  const asked = at(body, 'amount') === undefined ? null : moneyAt(body, 'amount');
  if (capture.status === 'PENDING') throw refused('PENDING_CAPTURE');
  if (capture.status === 'DECLINED') throw refused('REFUND_NOT_ALLOWED');
  if (left === 0) throw refused('CAPTURE_FULLY_REFUNDED');
  if (asked && asked.currency !== capture.currency) {
    throw refused('REFUND_CAPTURE_CURRENCY_MISMATCH');
  }
  const amount = asked?.amount ?? left;
  if (amount > left) {
    throw refused('REFUND_AMOUNT_EXCEEDED');
  }
  if (nowMs - capture.at > REFUND_LIMIT_MS) {
    throw refused('REFUND_TIME_LIMIT_EXCEEDED');
  }
  if ([...bank.disputes.values()].some((each) => each.capture === id && each.status !== 'RESOLVED')) {
    throw refused('TRANSACTION_DISPUTED');
  }
  const note = shortAt(body, 255, 'note_to_payer');
  return refund(bank, nowMs, id, { amount, note, customId: shortAt(body, 127, 'custom_id') });
}
