/** Taking payments: each is one act of a person, done once. */
import { implement } from '@orpc/server';
import { takingContract } from './contract';
import { setTakeOptions, takeOptions } from './options';
import { receive } from './receiving';
import { actOf, cancel, refund, type TakingContext, take } from './taking';

const os = implement(takingContract).$context<TakingContext>();

export const takingHandlers = os.router({
  options: os.options.handler(({ input, context }) => takeOptions(context.book.db, input.currency)),
  setOptions: os.setOptions.handler(async ({ input, context }) => {
    await context.healthy;
    const { currency, ...settings } = input;
    setTakeOptions(context.book.db, currency, settings);
    return takeOptions(context.book.db, currency);
  }),
  take: os.take.handler(({ input, context }) => take(context, input)),
  receive: os.receive.handler(({ input, context }) => receive(context, actOf(context, input), input)),
  refund: os.refund.handler(({ input, context }) => refund(context, input)),
  cancel: os.cancel.handler(({ input, context }) => cancel(context, input)),
});
