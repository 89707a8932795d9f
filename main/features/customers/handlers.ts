/** Customers: lists, pages and balances come from the readers; what staff do with them by hand is in desk.ts. */
import type { InferContractRouterInputs } from '@orpc/contract';
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { Failure } from '../../kernel/failure';
import { type Id, isId } from '../../kernel/id';
import { readDay } from '../../kernel/time';
import { destinationOf, exportTo } from '../export/outgoing';
import { customerBalances } from './balances';
import { customersContract } from './contract';
import {
  addCustomer,
  addPayer,
  archiveCustomer,
  archivePayer,
  editCustomer,
  editPayer,
  eraseNote,
  nameContact,
  noteCustomer,
  restoreCustomer,
  tagCustomer,
} from './desk';
import { customerDetail } from './detail';
import { mergeCustomers, mergePreview } from './merging';
import { customerCount, customerPage } from './query';
import { statementCsv, statementPdf } from './statement';
import { customerTimeline } from './timeline';
import { whyBalance } from './why';

const os = implement(customersContract).$context<Context>();

export const customersHandlers = os.router({
  page: os.page.handler(({ input, context }) =>
    context.readers.ask(customerPage, { ...input, today: todayOf(context) }),
  ),
  count: os.count.handler(async ({ input, context }) => ({
    count: await context.readers.ask(customerCount, { filter: input.filter, today: todayOf(context) }),
  })),
  get: os.get.handler(({ input, context }) =>
    context.readers.ask(customerDetail, { id: customerId(input.id), today: todayOf(context) }),
  ),
  timeline: os.timeline.handler(({ input, context }) =>
    context.readers.ask(customerTimeline, { ...input, id: customerId(input.id) }),
  ),
  why: os.why.handler(({ input, context }) =>
    context.readers.chart(whyBalance, {
      id: customerId(input.id),
      currency: input.currency,
      asOf: readDay(input.asOf ?? '') ?? undefined,
      today: todayOf(context),
    }),
  ),
  balances: os.balances.handler(({ input, context }) => {
    const asOf = readDay(input.asOf ?? '');
    const only = input.customer === undefined ? null : customerId(input.customer);
    return context.readers.chart(customerBalances, { only, today: todayOf(context), ...(asOf ? { asOf } : {}) });
  }),
  statement: os.statement.handler(({ input, context, signal }) => statement(context, input, signal)),
  add: os.add.handler(({ input, context }) => addCustomer(context, input)),
  edit: os.edit.handler(({ input, context }) => editCustomer(context, input)),
  tag: os.tag.handler(({ input, context }) => tagCustomer(context, input)),
  archive: os.archive.handler(({ input, context }) => archiveCustomer(context, input)),
  restore: os.restore.handler(({ input, context }) => restoreCustomer(context, input)),
  mergePreview: os.mergePreview.handler(({ input, context }) =>
    context.readers.ask(mergePreview, { ...input, today: todayOf(context) }),
  ),
  merge: os.merge.handler(({ input, context }) => mergeCustomers(context, input)),
  note: os.note.handler(({ input, context }) => noteCustomer(context, input)),
  eraseNote: os.eraseNote.handler(({ input, context }) => eraseNote(context, input)),
  addPayer: os.addPayer.handler(({ input, context }) => addPayer(context, input)),
  editPayer: os.editPayer.handler(({ input, context }) => editPayer(context, input)),
  archivePayer: os.archivePayer.handler(({ input, context }) => archivePayer(context, input)),
  nameContact: os.nameContact.handler(({ input, context }) => nameContact(context, input)),
});

function todayOf({ book, clock }: Context) {
  return book.dayOf(clock.now());
}

type StatementInput = InferContractRouterInputs<typeof customersContract>['statement'];

/** Throws Failure days-reversed. */
function statement(context: Context, input: StatementInput, signal?: AbortSignal) {
  const { id, from, to, format, language, bom = false } = input;
  if (from > to) throw new Failure('days-reversed', { from, to });
  const destination = destinationOf(context, { overwrite: false, ...input }, 'statement', format);
  const order = { customer: customerId(id), from, to, language, atMs: context.clock.now() };
  const filter = { customer: id, from, to };
  return format === 'pdf'
    ? exportTo(context, destination, { kind: 'statement-pdf', filter, job: statementPdf, input: order }, signal)
    : exportTo(
        context,
        destination,
        { kind: 'statement-csv', filter, job: statementCsv, input: { ...order, bom } },
        signal,
      );
}

/** The contract has checked the text; this says so to the compiler. */
function customerId(text: string): Id {
  if (!isId(text)) throw new Failure('customer-unknown', { id: text });
  return text;
}
