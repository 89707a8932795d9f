/** Answers to what waits for a second operator, and the limits above which something does. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { all, one } from '../../db/sql';
import { type Act, record } from '../../journal/record';
import { signedAmount } from '../../kernel/amount';
import { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { LimitedAct } from '../../kernel/operator';
import { approvalsContract } from './contract';
import { type Approvables, approvalOf, approvals, approve } from './queue';

export interface ApprovalsContext extends Context {
  approvables: Approvables;
  session: {
    /** Throws Failure pin-needed, pin-wrong, sign-in-wait where this operator has a PIN. */
    provePin(pin: string | undefined): Promise<void>;
  };
}
const os = implement(approvalsContract).$context<ApprovalsContext>();

// from outside: ids were checked by the contract
const idOf = (text: string) => text as Id;

export const approvalsHandlers = os.router({
  list: os.list.handler(({ input, context }) =>
    approvals(context.book.db, input.waiting, context.approvables, context.operator),
  ),
  count: os.count.handler(({ context }) => ({
    waiting: one<{ n: number }>(context.book.db, "SELECT count(*) AS n FROM approval WHERE state = 'waiting'")?.n ?? 0,
  })),
  approve: os.approve.handler(async ({ input, context }) => {
    await context.healthy;
    const { request, id, pin } = input;
    await context.session.provePin(pin);
    approve(context, actOf(context, 'approve', { request, id }), idOf(id), context.approvables);
    return answered(context, idOf(id));
  }),
  refuse: os.refuse.handler(async ({ input, context }) => {
    await context.healthy;
    const { id, why } = input;
    record(context.book, actOf(context, 'refuse', input), () => [
      { kind: 'approval.refused', subject: idOf(id), occurredAt: context.clock.now(), payload: { why } },
    ]);
    return answered(context, idOf(id));
  }),
  limits: os.limits.handler(({ context }) =>
    all<{ act: LimitedAct; currency: string; amount: number }>(
      context.book.db,
      'SELECT act, currency, amount FROM approval_limit ORDER BY act, currency',
    ).map(({ act, currency, amount }) => ({ act, currency, amount: toDecimal(amount, currency) })),
  ),
  setLimit: os.setLimit.handler(async ({ input, context }) => {
    await context.healthy;
    const { act, currency } = input;
    const amount = input.amount === null ? null : signedAmount(input.amount, currency);
    if (amount !== null && amount < 0) throw new Failure('amount-invalid', { text: String(input.amount) });
    record(context.book, actOf(context, 'set-limit', input), () => [
      {
        kind: 'approval.limit-set',
        subject: context.book.newId(),
        occurredAt: context.clock.now(),
        payload: { act, currency, amount },
      },
    ]);
    context.changed(['approvals']);
    return {};
  }),
});

function answered(context: ApprovalsContext, id: Id) {
  context.changed(['approvals', 'payments', 'customers', 'invoices']);
  return approvalOf(context.book.db, id, context.approvables, context.operator);
}

/** A PIN is no part of what is kept of the request. */
function actOf(context: Context, what: string, input: { request: string; [name: string]: unknown }): Act {
  const { operator, source } = context;
  const { request, ...more } = input;
  return { request: idOf(request), operator, source, input: { what, ...more } };
}
