/** The overview's figures, read on the charts' thread. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { givenLabels } from '../../db/gateway-labels';
import { gatewayLabel } from '../../gateways/registry';
import { Failure } from '../../kernel/failure';
import { readDay } from '../../kernel/time';
import { reportsContract } from './contract';
import { byGateway, grossFeesNet, paymentsByDay, pendingAge, settlementCurrencies } from './query';
import type { Span } from './spans';
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
  pendingAge: os.pendingAge.handler(({ context }) => context.readers.chart(pendingAge, { nowMs: context.clock.now() })),
});

/** The contract has checked the days. Throws Failure input-invalid for a span that is turned round. */
function spanOf(input: { from: string; to: string }): Span {
  const from = readDay(input.from);
  const to = readDay(input.to);
  if (!from || !to || from > to) throw new Failure('input-invalid', { detail: `${input.from} to ${input.to}` });
  return { from, to };
}
