/** Customers: lists, pages and balances come from the readers; a customer that no gateway knows is added here. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { putPerson } from '../../db/person';
import { record } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { type Id, isId } from '../../kernel/id';
import { readDay } from '../../kernel/time';
import { customerBalances } from './balances';
import { customersContract } from './contract';
import { customerDetail } from './detail';
import type { CustomerAdded } from './events';
import { customerCount, customerPage } from './query';
import { whyBalance } from './why';

const os = implement(customersContract).$context<Context>();

export const customersHandlers = os.router({
  page: os.page.handler(({ input, context }) => context.readers.ask(customerPage, input)),
  count: os.count.handler(async ({ input, context }) => ({
    count: await context.readers.ask(customerCount, input.filter),
  })),
  get: os.get.handler(({ input, context }) => context.readers.ask(customerDetail, customerId(input.id))),
  why: os.why.handler(({ input, context }) =>
    context.readers.chart(whyBalance, {
      id: customerId(input.id),
      currency: input.currency,
      asOf: readDay(input.asOf ?? '') ?? undefined,
    }),
  ),
  balances: os.balances.handler(({ input, context }) =>
    context.readers.chart(customerBalances, input.customer === undefined ? null : customerId(input.customer)),
  ),
  add: os.add.handler(async ({ input, context }) => {
    await context.healthy;
    const { name, email = null, phone = null, address = [], country = null, language = null } = input;
    const recorded = record(
      context.book,
      { request: customerId(input.request), operator: context.operator, source: context.source, input },
      function* (facts) {
        const subject = context.book.newId();
        const personHash = putPerson(facts.db, subject, { name, email, phone, address, country, language });
        const payload: CustomerAdded = { personHash: personHash ?? '' };
        yield { kind: 'customer.added', subject, occurredAt: context.clock.now(), payload };
      },
    );
    if (!recorded.repeated) context.changed(['customers', 'book']);
    const id = recorded.subjects[0];
    if (!id) throw new Error('a customer without an event');
    return { id };
  }),
});

/** The contract has checked the text; this says so to the compiler. */
function customerId(text: string): Id {
  if (!isId(text)) throw new Failure('customer-unknown', { id: text });
  return text;
}
