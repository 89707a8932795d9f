/** The overview's figures, read on the charts' thread. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { givenLabels } from '../../db/gateway-labels';
import { gatewayLabel } from '../../gateways/registry';
import { Failure } from '../../kernel/failure';
import { dayIn, readDay } from '../../kernel/time';
import { bankLinesByDay, invoiceAge, payoutsByGateway } from './bank-charts';
import { reportsContract } from './contract';
import { creditHeld } from './credit-held';
import {
  clearingBalance,
  clearings,
  feesByMonth,
  liability,
  liabilityCurrencies,
  payoutWaterfall,
} from './ledger-charts';
import { byGateway, grossFeesNet, paymentsByDay, pendingAge, settlementCurrencies, timeZoneOf } from './query';
import type { Span } from './spans';
import { toBankByDay, toBankRows } from './to-bank';
import { today } from './today';

const os = implement(reportsContract).$context<Context>();

export const reportsHandlers = os.router({
  today: os.today.handler(({ input, context }) =>
    context.readers.chart(today, { ...spanOf(input), nowMs: context.clock.now() }),
  ),
  paymentsByDay: os.paymentsByDay.handler(({ input, context }) => context.readers.chart(paymentsByDay, spanOf(input))),
  byGateway: os.byGateway.handler(async ({ input, context }) => {
    const found = await context.readers.chart(byGateway, spanOf(input));
    const given = givenLabels(context.book.db);
    return found.map((of) => ({ ...of, label: gatewayLabel(of.gateway, given) }));
  }),
  grossFeesNet: os.grossFeesNet.handler(({ input, context }) =>
    context.readers.chart(grossFeesNet, { ...spanOf(input), currency: input.currency }),
  ),
  settlementCurrencies: os.settlementCurrencies.handler(({ context }) =>
    context.readers.chart(settlementCurrencies, null),
  ),
  clearings: os.clearings.handler(async ({ context }) =>
    labelled(context, await context.readers.chart(clearings, null)),
  ),
  clearing: os.clearing.handler(({ input: { gateway, currency, ...span }, context }) =>
    context.readers.chart(clearingBalance, { ...spanOf(span), gateway, currency }),
  ),
  waterfall: os.waterfall.handler(({ input: { gateway, currency, ...span }, context }) =>
    context.readers.chart(payoutWaterfall, { ...spanOf(span), gateway, currency }),
  ),
  feesByMonth: os.feesByMonth.handler(async ({ input, context }) =>
    labelled(context, await context.readers.chart(feesByMonth, { ...spanOf(input), currency: input.currency })),
  ),
  liabilityCurrencies: os.liabilityCurrencies.handler(({ context }) =>
    context.readers.chart(liabilityCurrencies, null),
  ),
  liability: os.liability.handler(({ input, context }) =>
    context.readers.chart(liability, { ...spanOf(input), currency: input.currency }),
  ),
  bankLinesByDay: os.bankLinesByDay.handler(({ input, context }) =>
    context.readers.chart(bankLinesByDay, spanOf(input)),
  ),
  payoutsByGateway: os.payoutsByGateway.handler(async ({ input, context }) =>
    labelled(context, await context.readers.chart(payoutsByGateway, spanOf(input))),
  ),
  toBankByDay: os.toBankByDay.handler(({ input: { gateway, ...span }, context }) =>
    context.readers.chart(toBankByDay, { ...spanOf(span), gateway }),
  ),
  toBankRows: os.toBankRows.handler(({ input: { gateway, state, ...span }, context }) =>
    context.readers.chart(toBankRows, { ...spanOf(span), gateway, state }),
  ),
  creditHeld: os.creditHeld.handler(({ input: { currency, day }, context }) =>
    context.readers.chart(creditHeld, { currency, day: spanOf({ from: day, to: day }).to }),
  ),
  invoiceAge: os.invoiceAge.handler(({ context }) =>
    context.readers.chart(invoiceAge, { today: dayIn(timeZoneOf(context.book.db))(context.clock.now()) }),
  ),
  pendingAge: os.pendingAge.handler(({ context }) => context.readers.chart(pendingAge, { nowMs: context.clock.now() })),
});

/** Each with the name that its gateway has in this book. */
function labelled<Row extends { gateway: string }>(
  context: Context,
  rows: readonly Row[],
): (Row & { label: string })[] {
  const given = givenLabels(context.book.db);
  return rows.map((row) => ({ ...row, label: gatewayLabel(row.gateway, given) }));
}

/** The contract has checked the days. Throws Failure input-invalid for a span that is turned round. */
function spanOf(input: { from: string; to: string }): Span {
  const from = readDay(input.from);
  const to = readDay(input.to);
  if (!from || !to || from > to) throw new Failure('input-invalid', { detail: `${input.from} to ${input.to}` });
  return { from, to };
}
