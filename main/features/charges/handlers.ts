/** Charging due invoices: read by the readers; every deed is an act of a person, done once. */
import { implement } from '@orpc/server';
import { chargesContract } from './contract';
import { type ChargesContext, resume, retry, setRules, stop, switchMethod } from './deeds';
import { chargeRules } from './facts';
import { failedCharges } from './query';
import { triedWith } from './tried-with';

const os = implement(chargesContract).$context<ChargesContext>();

export const chargesHandlers = os.router({
  list: os.list.handler(({ input, context }) => {
    const now = context.clock.now();
    return context.readers.ask(failedCharges, { view: input.view, now, today: context.book.dayOf(now) });
  }),
  triedWith: os.triedWith.handler(({ input: { method }, context }) => {
    const now = context.clock.now();
    return context.readers.ask(triedWith, { method, now, today: context.book.dayOf(now) });
  }),
  rules: os.rules.handler(({ context }) => mutable(chargeRules(context.book.db))),
  setRules: os.setRules.handler(async ({ input, context }) => mutable(await setRules(context, input))),
  retry: os.retry.handler(({ input, context }) => retry(context, input)),
  switch: os.switch.handler(({ input, context }) => switchMethod(context, input)),
  stop: os.stop.handler(({ input, context }) => stop(context, input)),
  resume: os.resume.handler(({ input, context }) => resume(context, input)),
  run: os.run.handler(async ({ context }) => {
    await context.healthy;
    return context.charging.pass();
  }),
});

function mutable({ days, retriers, ...rest }: ReturnType<typeof chargeRules>) {
  return { ...rest, days: [...days], retriers: { ...retriers } };
}
