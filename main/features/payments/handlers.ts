/** Payments: lists and totals come from the readers; Check now asks the gateway; a purchase is recorded here. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { givenLabels } from '../../db/gateway-labels';
import { knownCustomer } from '../../db/known-customer';
import { one } from '../../db/sql';
import { gatewayKind, gatewayLabel } from '../../gateways/registry';
import { record } from '../../journal/record';
import { positiveAmount } from '../../kernel/amount';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import type { Method, Status } from '../../kernel/payment';
import { lotOrder } from '../../ledger/credit-order';
import { takeFromCredit } from '../../ledger/split';
import type { Outbox } from '../outbox/contract';
import type { Syncing } from '../sync/contract';
import { paymentsContract } from './contract';
import { paymentDetail } from './detail';
import { clearFlag } from './flag';
import { type PurchaseRecorded, purchaseTax } from './purchase-events';
import { paymentChoices, paymentPage } from './query';
import { exactPaymentTotals, paymentTotals } from './totals';

const os = implement(paymentsContract).$context<Context & { syncing: Syncing; outbox: Outbox }>();

export const paymentsHandlers = os.router({
  page: os.page.handler(({ input, context }) => context.readers.ask(paymentPage, input)),
  totals: os.totals.handler(({ input, context }) => context.readers.ask(paymentTotals, input.filter)),
  exactTotals: os.exactTotals.handler(async ({ input, context, signal }) => {
    const steps = context.readers.job(exactPaymentTotals, input.filter, signal);
    for (;;) {
      const step = await steps.next();
      if (step.done) return step.value;
    }
  }),
  get: os.get.handler(({ input, context }) => context.readers.ask(paymentDetail, input.id)),
  choices: os.choices.handler(async ({ context }) => {
    const { gateways, currencies } = await context.readers.ask(paymentChoices, null);
    const methods = new Set<Method>();
    for (const provider of gateways) {
      if (provider === 'account') methods.add('account-credit');
      if (provider === 'voucher') methods.add('voucher');
      for (const method of gatewayKind(provider)?.methods ?? []) methods.add(method);
    }
    const given = givenLabels(context.book.db);
    const labelled = gateways.map((provider) => ({ provider, label: gatewayLabel(provider, given) }));
    return { gateways: labelled, currencies, methods: [...methods] };
  }),
  check: os.check.handler(async ({ input, context, signal }) => {
    const before = statusOf(context, input.id);
    // What is unknown has no name at its gateway yet: it is looked up by its key.
    const wasUnknown = await context.outbox.lookUpFor(input.id as Id); // from outside: found by it
    if (!wasUnknown) await context.syncing.checkPayment(input.id, signal);
    const after = statusOf(context, input.id);
    return { changed: before !== after, status: after };
  }),
  clearFlag: os.clearFlag.handler(({ input, context }) => clearFlag(context, input)),
  recordPurchase: os.recordPurchase.handler(async ({ input, context }) => {
    await context.healthy;
    const customer = knownCustomer(context.book.db, input.customer);
    const amount = positiveAmount(input.amount, input.currency);
    const { request, ...asked } = input;
    const recorded = record(
      context.book,
      { request: request as Id, operator: context.operator, source: context.source, input: asked }, // from outside: checked by the contract
      function* (facts) {
        const payload: PurchaseRecorded = {
          customer,
          amount,
          currency: input.currency,
          product: input.product,
          description: input.description,
          reference: input.reference,
          ...(input.purpose ? { purpose: input.purpose } : {}),
          ...purchaseTax(amount, input.tax ?? null),
          ...takeFromCredit(facts.balance, customer, amount, input.currency, lotOrder(facts.db)),
        };
        const occurredAt = input.occurredAt ?? context.clock.now();
        // Who names the day chose it.
        const chosen = input.occurredAt === undefined ? {} : { bookedOn: context.book.dayOf(occurredAt) };
        yield { kind: 'purchase.recorded', subject: context.book.newId(), occurredAt, ...chosen, payload };
      },
    );
    if (!recorded.repeated) context.changed(['payments', 'customers']);
    const id = recorded.subjects[0];
    if (!id) throw new Error('a purchase without an event');
    return { id };
  }),
});

function statusOf(context: Context, id: string): Status {
  const row = one<{ status: Status }>(context.book.db, 'SELECT status FROM payment WHERE uuid = ?', idToBytes(id));
  if (!row) throw new Failure('payment-unknown', { id });
  return row.status;
}
