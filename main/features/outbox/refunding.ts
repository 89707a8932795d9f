/**
 * Refunds as drafts of events. Money that stands as credit leaves as cash only by two operators, or within the limit that the
 * book sets for one; granted and voucher credit never does.
 */
import { z } from 'zod';
import { type Db, one } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import type { Book, Facts } from '../../journal/record';
import { maskCardNumbers } from '../../kernel/card-number';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes, isId } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { heldCredit } from '../../ledger/balance';
import { type Approvable, type ApprovalRequested, limitOf, needsApproval } from '../approvals/events';
import type { AskedRefund, CashOut } from './contract';
import { prepareRefund } from './drafts';
import { refundable, standsAsCredit } from './refundable';

type Making = Pick<Book, 'newId' | 'clock'>;

const commandSchema = z.strictObject({
  payment: z.custom<Id>((value) => typeof value === 'string' && isId(value), 'not an id'),
  /** Minor units. */
  amount: z.number().int().positive(),
  reason: z.string(),
  owes: z.string().nullable(),
  draft: z.boolean(),
});

/** What is paid back, and at which gateway. Throws Failure payment-unknown, refund-not-possible. */
export function refundedPayment(db: Db, payment: Id) {
  const row = one<{
    gateway: string;
    external_id: string | null;
    currency: string;
    amount: number;
    customer: Buffer | null;
  }>(
    db,
    `SELECT p.gateway, p.external_id, p.currency, p.amount, c.uuid AS customer FROM payment p
     LEFT JOIN customer c ON c.id = p.customer WHERE p.uuid = ?`,
    idToBytes(payment),
  );
  if (!row) throw new Failure('payment-unknown', { id: payment });
  const { gateway, currency, external_id: externalId, customer } = row;
  if (externalId === null || row.amount <= 0) throw new Failure('refund-not-possible', { gateway });
  return { gateway, currency, externalId, customer: customer ? idFromBytes(customer) : null };
}

/** At once where one operator is enough, else as a request. Throws Failure refund-*, payment-unknown. */
export function* refundOrAsk(of: Making, read: Facts, asked: AskedRefund): Generator<EventDraft> {
  const { currency, customer } = refundedPayment(read.db, asked.payment);
  const amount = asked.amount ?? refundable(read.db, asked.payment, null)?.amount ?? 0;
  // Also for a request: what could not be done is not asked for.
  const drafts = [...refundDrafts(of, read, { ...asked, amount })];
  if (!standsAsCredit(read.db, asked.payment, amount) || !needsApproval(read.db, 'refund', amount, currency)) {
    yield* drafts;
    return;
  }
  if (asked.reason === null) throw new Failure('refund-needs-reason');
  const { payment, owes, draft } = asked;
  const note = maskCardNumbers(asked.reason);
  const payload: ApprovalRequested = {
    ...{ act: 'refund', amount, currency, note },
    command: JSON.stringify({ payment, amount, reason: note, owes, draft }),
    ...(customer ? { customer } : {}),
  };
  yield { kind: 'approval.requested', subject: of.newId(), occurredAt: of.clock.now(), payload };
}

function* refundDrafts(
  { newId, clock }: Making,
  read: Facts,
  asked: AskedRefund & { amount: number },
  approval?: Id,
): Generator<EventDraft> {
  const { amount, payment, owes } = asked;
  const of = refundedPayment(read.db, payment);
  if (amount <= 0) throw new Failure('refund-too-much', { left: toDecimal(0, of.currency), currency: of.currency });
  if (owes === null && of.customer) refuseSpent(read, of.customer, amount, of.currency);
  const wish = { ...asked, attempt: newId(), ...(approval === undefined ? {} : { approval }) };
  yield* prepareRefund(read, of, wish, clock.now());
}

/** How it is done once a second operator has approved: the outbox sends it. */
export function refundApprovable(of: Making): Approvable {
  return {
    drafts: (read, command, approval) => refundDrafts(of, read, commandSchema.parse(command), approval),
    facts: () => ({}),
  };
}

/** What of the customer's paid credit may still go: refunds that are under way will take their part of it too. Minor units. */
function freeCredit({ db, balance }: Facts, customer: Id, currency: string): number {
  const asked = one<{ sum: number }>(
    db,
    `SELECT coalesce(sum(a.amount), 0) AS sum FROM customer c JOIN payment p ON p.customer = c.id JOIN attempt a ON a.payment = p.id
     WHERE c.uuid = ? AND a.kind = 'refund' AND a.currency = ? AND a.state NOT IN ('done', 'dropped')`,
    idToBytes(customer),
    currency,
  );
  return Math.max(0, heldCredit(balance, customer, 'paid', currency) - (asked?.sum ?? 0));
}

function refuseSpent(read: Facts, customer: Id, amount: number, currency: string): void {
  const left = freeCredit(read, customer, currency);
  if (amount > left) throw new Failure('refund-credit-spent', { available: toDecimal(left, currency), currency });
}

/** How much of the customer's credit may leave as cash by a refund of this payment, what never may, and what takes two. */
export function cashOut(read: Facts, payment: Id): CashOut {
  const { currency, customer } = refundedPayment(read.db, payment);
  const told = (minor: number) => ({ amount: toDecimal(minor, currency), currency });
  const left = refundable(read.db, payment, null)?.amount ?? 0;
  if (!customer || !standsAsCredit(read.db, payment, left)) return { credit: null };
  const limit = limitOf(read.db, 'refund', currency);
  return {
    credit: {
      may: told(Math.min(left, freeCredit(read, customer, currency))),
      granted: told(Math.max(0, heldCredit(read.balance, customer, 'granted', currency))),
      voucher: told(Math.max(0, heldCredit(read.balance, customer, 'voucher', currency))),
      twoAbove: limit === null ? null : told(limit),
    },
  };
}
