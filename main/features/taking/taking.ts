/** Taking a payment by any method, receiving a bank transfer, refunding and cancelling: checked, recorded once per request, sent. */

import type { z } from 'zod';
import type { Context } from '../../context';
import { givenLabels } from '../../db/gateway-labels';
import { knownCustomer } from '../../db/known-customer';
import { one } from '../../db/sql';
import { gatewayKind, gatewayLabel } from '../../gateways/registry';
import { type Act, record } from '../../journal/record';
import { positiveAmount } from '../../kernel/amount';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes, isId } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Method, Reason, Status } from '../../kernel/payment';
import { rfReference } from '../../kernel/rf-reference';
import { lotOrder } from '../../ledger/credit-order';
import { takeFromCredit } from '../../ledger/split';
import { paidBy, refundToCredit } from '../invoices/crediting-events';
import type { Outbox } from '../outbox/contract';
import type { PaymentStatusChanged, PurchaseRecorded } from '../payments/events';
import type { Vouchers } from '../vouchers/contract';
import type { cancelInputSchema, refundInputSchema, Taken, takeInputSchema } from './contract';
import { takeForInvoice } from './for-invoice';
import { withinLimits } from './options';
import { pendingTransfer } from './received-events';
import { chargedMethod } from './saved';

export type TakingContext = Context & { outbox: Outbox; vouchers: Vouchers };
type TakeInput = z.infer<typeof takeInputSchema>;

/** The act of a request, under which the same input is done once. */
export function actOf(context: Context, { request, ...input }: { request: string }): Act {
  return { request: request as Id, operator: context.operator, source: context.source, input }; // from outside: checked by the contract
}

/** Throws Failure customer-unknown, amount-*, saved-method-*, not-offered, attempt-similar, credit-short, voucher-*; then nothing was created. */
export async function take(context: TakingContext, input: TakeInput): Promise<Taken> {
  await context.healthy;
  const customer = knownCustomer(context.book.db, input.customer);
  const payer = input.payer === undefined ? null : knownPayer(context, customer, input.payer);
  const { via } = input;
  if (via.by === 'voucher') return takeVoucher(context, input, via.code, { customer, payer });
  const wanted = positiveAmount(input.amount ?? '', input.currency);
  const invoice = input.invoice === undefined ? null : (input.invoice as Id); // from outside: checked by the contract
  // The limits are a top-up's: an invoice is worth what it is.
  const amount = invoice ? wanted : withinLimits(context.book.db, wanted, input.currency);
  let taken: { payment: Id; attempt: Id | null };
  if (via.by === 'invoice' || (via.by === 'bank-transfer' && invoice)) {
    const { currency, description } = input;
    const wish = { customer, payer, amount, currency, description, invoice, method: via.by };
    taken = takeForInvoice(context.book, actOf(context, input), wish);
  } else if (via.by === 'bank-transfer') taken = takeTransfer(context, input, { customer, payer, amount });
  else if (via.by === 'account-credit' && invoice)
    throw new Failure('input-invalid', { detail: 'an invoice is paid from credit on its own page' });
  else if (via.by === 'account-credit') taken = takeCredit(context, input, { customer, amount });
  else {
    const { currency, description, draft, again, purpose = null } = input;
    const asked = {
      customer,
      payer,
      amount,
      currency,
      description,
      draft,
      again,
      purpose: invoice ? ('invoice' as const) : purpose,
      invoice,
      ...wayOf(context, input, customer, payer),
    };
    taken = await context.outbox.askMoney(actOf(context, input), asked);
  }
  context.changed(['payments', 'customers', 'outbox', 'invoices']);
  return takenOf(context, taken.payment, taken.attempt);
}

/** A page of the gateway, or a saved method, which is charged at once. */
function wayOf(context: Context, { request, via }: TakeInput, customer: Id, payer: Id | null) {
  if (via.by === 'saved-method') {
    const { label, ...charged } = chargedMethod(context, request, via.id, customer, payer);
    return { ...charged, methodLabel: label, saveMethod: false };
  }
  if (via.by !== 'page') throw new Error(`no gateway for ${via.by}`);
  const { gateway, saveMethod } = via;
  return { gateway, method: methodOf(gateway, via.method), methodLabel: null, token: null, saveMethod };
}

interface Owed {
  customer: Id;
  payer: Id | null;
  amount: number;
}

function takeTransfer(context: Context, input: TakeInput, { customer, payer, amount }: Owed) {
  const { book } = context;
  const recorded = record(book, actOf(context, input), function* ({ db }) {
    const seq = (one<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM event')?.seq ?? 0) + 1;
    const wish = {
      ...{ customer: Buffer.from(idToBytes(customer)), payer: payer ? Buffer.from(idToBytes(payer)) : null },
      ...{ amount, currency: input.currency, description: input.description, purpose: input.purpose ?? null },
      // Short, for people type it; no other event of this book has its number.
      reference: rfReference(String(seq).padStart(8, '0')),
    };
    yield pendingTransfer(book.newId(), wish, context.clock.now());
  });
  return { payment: first(recorded.subjects), attempt: null };
}

/** The limits of a top-up are not a voucher's: it is worth what it is. */
function takeVoucher(
  context: TakingContext,
  input: TakeInput,
  code: string,
  { customer, payer }: Omit<Owed, 'amount'>,
) {
  const { currency, description, purpose = null } = input;
  const act = { request: input.request as Id, operator: context.operator, source: context.source }; // from outside: checked by the contract
  const { payment } = context.vouchers.redeem(act, { customer, payer, code, currency, purpose, description });
  context.changed(['payments', 'customers', 'vouchers']);
  return takenOf(context, payment, null);
}

/** Only what the customer holds: nobody comes to owe something by paying. */
function takeCredit(context: Context, input: TakeInput, { customer, amount }: Omit<Owed, 'payer'>) {
  const { book } = context;
  const { currency, description, purpose } = input;
  const product = input.via.by === 'account-credit' ? input.via.product : 'general';
  const recorded = record(book, actOf(context, input), function* (facts) {
    const { taken, receivable } = takeFromCredit(facts.balance, customer, amount, currency, lotOrder(facts.db));
    if (receivable > 0)
      throw new Failure('credit-short', { available: toDecimal(amount - receivable, currency), currency });
    const payload: PurchaseRecorded = {
      ...{ customer, amount, currency, product, description, reference: '', taken, receivable },
      ...(purpose ? { purpose } : {}),
    };
    yield { kind: 'purchase.recorded', subject: book.newId(), occurredAt: context.clock.now(), payload };
  });
  return { payment: first(recorded.subjects), attempt: null };
}

/** Throws Failure refund-*, payment-unknown; then nothing was sent. */
export async function refund(
  context: TakingContext,
  input: z.infer<typeof refundInputSchema>,
): Promise<{ attempt: string | null; approval: string | null }> {
  await context.healthy;
  const row = one<{ currency: string; status: Status }>(
    context.book.db,
    'SELECT currency, status FROM payment WHERE uuid = ?',
    idToBytes(input.payment),
  );
  if (!row) throw new Failure('payment-unknown', { id: input.payment });
  const payment = input.payment as Id; // from outside: found by it
  if (input.to === 'credit') return refundPaid(context, input, payment, row.currency);
  refuseUncredited(context, payment, input);
  const asked = await context.outbox.askRefund(actOf(context, input), {
    payment,
    amount: input.amount === undefined ? null : positiveAmount(input.amount, row.currency),
    ...{ reason: input.reason ?? null, owes: input.owes ?? null, draft: input.draft },
  });
  context.changed(['payments', 'customers', 'outbox', 'approvals']);
  return asked;
}

/** What paid an invoice is credit again once the sale is taken back: a credit note, in the same act. */
function refundPaid(context: TakingContext, input: z.infer<typeof refundInputSchema>, payment: Id, currency: string) {
  const { book, clock } = context;
  const wish = {
    ...{ newId: book.newId, reason: input.reason ?? '', day: book.dayOf(clock.now()) },
    amount: input.amount === undefined ? null : positiveAmount(input.amount, currency),
  };
  record(book, actOf(context, input), (read) => refundToCredit(read, payment, wish, clock.now()));
  context.changed(['payments', 'customers', 'invoices']);
  return { attempt: null, approval: null };
}

/** Its money stands in an invoice: first the sale is taken back. Who may owe it is told why. */
function refuseUncredited({ book }: Context, payment: Id, { owes }: z.infer<typeof refundInputSchema>): void {
  const [paid] = paidBy(book, payment);
  if (paid && owes === undefined) throw new Failure('refund-needs-credit-note', { number: paid.number });
}

interface CancelRow {
  status: Status;
  reason: Reason | null;
  gateway: string;
  amount: number;
  currency: string;
  provider_status: string;
}

/** Throws Failure payment-not-pending, attempt-under-way, not-offered, gateway-*. */
export async function cancel(context: TakingContext, input: z.infer<typeof cancelInputSchema>): Promise<Taken> {
  await context.healthy;
  const { book } = context;
  const payment = input.id as Id; // from outside: checked by the contract
  const row = one<CancelRow>(
    book.db,
    'SELECT status, reason, gateway, amount, currency, provider_status FROM payment WHERE uuid = ?',
    idToBytes(payment),
  );
  if (!row) throw new Failure('payment-unknown', { id: payment });
  // Twice asked is once done.
  if (row.status === 'Cancelled' && row.reason === 'cancelled-operator') return takenOf(context, payment, null);
  if (row.status !== 'Pending') throw new Failure('payment-not-pending');
  const act = actOf(context, input);
  if (!(await context.outbox.cancelFor(act, payment))) {
    if (gatewayKind(row.gateway))
      throw new Failure('not-offered', {
        gateway: gatewayLabel(row.gateway, givenLabels(context.book.db)) || row.gateway,
      });
    const { gateway, amount, currency, provider_status: providerStatus } = row;
    const payload: PaymentStatusChanged = {
      ...{ gateway, amount, currency, providerStatus, was: 'Pending' },
      ...{ status: 'Cancelled', reason: 'cancelled-operator' },
    };
    record(book, act, () => [
      { kind: 'payment.status-changed', subject: payment, occurredAt: context.clock.now(), payload },
    ]);
  }
  context.changed(['payments', 'customers', 'invoices', 'outbox']);
  return takenOf(context, payment, null);
}

interface TakenRow {
  status: Status;
  reason: Reason | null;
  detail: string | null;
  link: string | null;
  reference: string;
  attempt: Buffer | null;
  state: Taken['state'];
  outcome: Taken['outcome'];
  why: string | null;
  expires_at: number | null;
}

function takenOf(context: Context, payment: Id, attempt: Id | null): Taken {
  const row = one<TakenRow>(
    context.book.db,
    `SELECT p.status, p.reason, p.detail, p.link, p.reference, a.state, a.outcome, a.why, a.expires_at FROM payment p
     LEFT JOIN attempt a ON a.uuid = ? WHERE p.uuid = ?`,
    attempt ? idToBytes(attempt) : null,
    idToBytes(payment),
  );
  if (!row) throw new Failure('payment-unknown', { id: payment });
  const { status, reason, detail, link, reference, state, outcome, why, expires_at: expiresAt } = row;
  return { payment, attempt, status, reason, detail, link, expiresAt, reference, state, outcome, why };
}

function first(subjects: readonly Id[]): Id {
  const id = subjects[0];
  if (!id) throw new Error('a payment without an event');
  return id;
}

/** Only a payer of this customer. */
function knownPayer({ book }: Context, customer: Id, id: string): Id {
  const found = one(
    book.db,
    'SELECT 1 FROM payer y JOIN customer c ON c.id = y.customer WHERE y.uuid = ? AND c.uuid = ?',
    idToBytes(id),
    idToBytes(customer),
  );
  if (!isId(id) || !found) throw new Failure('customer-unknown', { id });
  return id;
}

function methodOf(gateway: string, wanted: Method | undefined): Method {
  const kind = gatewayKind(gateway);
  if (!kind) throw new Failure('gateway-none', { gateway });
  const method = wanted ?? kind.methods[0];
  if (!method || !kind.methods.includes(method)) throw new Failure('not-offered', { gateway: kind.label });
  return method;
}
