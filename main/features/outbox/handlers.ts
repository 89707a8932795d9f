/** The outbox's list, and what a person does about one attempt. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { projectorOn } from '../../journal/project';
import type { Act } from '../../journal/record';
import type { Id } from '../../kernel/id';
import { outboxContract } from './contract';
import type { Desk } from './desk';
import { attemptRow, outboxCounts, outboxPage } from './query';
import { cashOut } from './refunding';
import type { Sending } from './sending';

type OutboxContext = Context & { outbox: Desk; sending: Sending };
const os = implement(outboxContract).$context<OutboxContext>();

// from outside: ids were checked by the contract
const idOf = (text: string) => text as Id;

export const outboxHandlers = os.router({
  list: os.list.handler(({ input, context }) => context.readers.ask(outboxPage, input)),
  counts: os.counts.handler(({ context }) => context.readers.ask(outboxCounts, null)),
  get: os.get.handler(({ input, context }) => attemptRow(context.book.db, input.id)),
  cashOut: os.cashOut.handler(({ input, context: { book } }) => cashOut(projectorOn(book.db), idOf(input.payment))),
  release: os.release.handler(async ({ input, context }) => {
    await context.healthy;
    await context.outbox.release(actOf(context, 'release', input), idOf(input.id));
    return changed(context, input.id);
  }),
  cancel: os.cancel.handler(async ({ input, context }) => {
    await context.healthy;
    context.outbox.drop(actOf(context, 'cancel', input), idOf(input.id), 'operator');
    return changed(context, input.id);
  }),
  lookUp: os.lookUp.handler(async ({ input, context }) => {
    await context.sending.lookUp(idOf(input.id));
    return changed(context, input.id);
  }),
  sendAgain: os.sendAgain.handler(async ({ input, context }) => {
    await context.sending.sendAgain(idOf(input.id));
    return changed(context, input.id);
  }),
  notMade: os.notMade.handler(async ({ input, context }) => {
    await context.healthy;
    context.outbox.drop(actOf(context, 'not-made', input), idOf(input.id), 'not-made');
    return changed(context, input.id);
  }),
});

function actOf(context: Context, what: string, { request, id }: { request: string; id: string }): Act {
  return { request: idOf(request), operator: context.operator, source: context.source, input: { what, id } };
}

function changed(context: Context, id: string) {
  context.changed(['outbox', 'payments', 'invoices']);
  return attemptRow(context.book.db, id);
}
