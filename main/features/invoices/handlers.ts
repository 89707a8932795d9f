/** Invoices: read by the readers; every deed is an act of a person, done once. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { Failure } from '../../kernel/failure';
import { destinationOf, exportTo } from '../export/outgoing';
import { ageing, taxSummary } from './ageing';
import { invoicesContract } from './contract';
import {
  act,
  credit,
  idOf,
  issueDay,
  numberOf,
  pay,
  promise,
  recover,
  save,
  settleShort,
  todayOf,
  writeOff,
} from './deeds';
import { deferredRevenue, setSpreadsRevenue, spreadsRevenue } from './deferring';
import { invoiceDetail } from './detail';
import { invoiceFacts } from './facts';
import { issue, voidInvoice } from './issuing-events';
import { nextNumbers, numberStyles, setNumberStyles } from './numbers';
import { creditNotePdf, invoicePdf, invoicesZip } from './paper';
import { payPreview } from './preview';
import { invoicePage, invoiceTotals } from './query';
import { givesTaxRelief, setTaxRelief } from './tax-relief';

const os = implement(invoicesContract).$context<Context>();

export const invoicesHandlers = os.router({
  page: os.page.handler(({ input, context }) =>
    context.readers.ask(invoicePage, { ...input, today: todayOf(context) }),
  ),
  totals: os.totals.handler(({ input, context }) =>
    context.readers.ask(invoiceTotals, { filter: input.filter, today: todayOf(context) }),
  ),
  get: os.get.handler(({ input, context }) =>
    context.readers.ask(invoiceDetail, { id: input.id, today: todayOf(context) }),
  ),
  ageing: os.ageing.handler(({ input, context }) =>
    context.readers.chart(ageing, { today: todayOf(context), customer: input.customer ?? null }),
  ),
  taxSummary: os.taxSummary.handler(({ input, context }) => context.readers.chart(taxSummary, input)),
  numbers: os.numbers.handler(({ context }) => numberStyles(context.book.db)),
  setNumbers: os.setNumbers.handler(async ({ input, context }) => {
    await context.healthy;
    setNumberStyles(context.book.db, input, todayOf(context));
    return numberStyles(context.book.db);
  }),
  previewNumbers: os.previewNumbers.handler(({ input, context }) =>
    nextNumbers(context.book.db, input, todayOf(context)),
  ),
  taxRelief: os.taxRelief.handler(({ context }) => ({ on: givesTaxRelief(context.book.db) })),
  setTaxRelief: os.setTaxRelief.handler(async ({ input, context }) => {
    await context.healthy;
    setTaxRelief(context.book.db, input.on);
    context.changed(['invoices']);
    return { on: givesTaxRelief(context.book.db) };
  }),
  spreadsRevenue: os.spreadsRevenue.handler(({ context }) => ({ on: spreadsRevenue(context.book.db) })),
  setSpreadsRevenue: os.setSpreadsRevenue.handler(async ({ input, context }) => {
    await context.healthy;
    setSpreadsRevenue(context.book.db, input.on);
    context.changed(['invoices']);
    return { on: spreadsRevenue(context.book.db) };
  }),
  deferred: os.deferred.handler(({ context }) => context.readers.ask(deferredRevenue, null)),
  save: os.save.handler(({ input, context }) => save(context, input)),
  issue: os.issue.handler(async ({ input, context }) => {
    const day = issueDay(context, input.day);
    await act(context, 'issue', input, (read, at) => issue(read, idOf(input.id), day, at));
    return { number: numberOf(context.book.db, idOf(input.id)) ?? '' };
  }),
  drop: os.drop.handler(async ({ input, context }) => {
    await act(context, 'drop', input, function* ({ db }, at) {
      const { id, state, number } = invoiceFacts(db, input.id);
      if (state !== 'draft') throw new Failure('invoice-not-draft', { number });
      yield { kind: 'invoice.dropped', subject: id, occurredAt: at, payload: {} };
    });
    return {};
  }),
  void: os.void.handler(async ({ input, context }) => {
    await act(context, 'void', input, (read, at) => voidInvoice(read, idOf(input.id), input.reason, at));
    return {};
  }),
  payPreview: os.payPreview.handler(({ input, context }) => payPreview(context.book.db, input)),
  pay: os.pay.handler(({ input, context }) => pay(context, input)),
  credit: os.credit.handler(({ input, context }) => credit(context, input)),
  settleShort: os.settleShort.handler(({ input, context }) => settleShort(context, input)),
  writeOff: os.writeOff.handler(({ input, context }) => writeOff(context, input)),
  recover: os.recover.handler(({ input, context }) => recover(context, input)),
  promise: os.promise.handler(({ input, context }) => promise(context, input)),
  pdf: os.pdf.handler(({ input, context, signal }) => {
    const { id, language } = input;
    const order = { id, language, atMs: context.clock.now(), today: todayOf(context) };
    const work = { kind: 'invoice-pdf', filter: { invoice: id }, job: invoicePdf, input: order } as const;
    const name = numberOf(context.book.db, idOf(id)) ?? 'draft';
    return exportTo(
      context,
      destinationOf(context, input, `invoice ${name.replaceAll('/', '-')}`, 'pdf'),
      work,
      signal,
    );
  }),
  creditNotePdf: os.creditNotePdf.handler(({ input, context, signal }) => {
    const { id, language } = input;
    const order = { id, language, atMs: context.clock.now(), today: todayOf(context) };
    const work = { kind: 'credit-note-pdf', filter: { creditNote: id }, job: creditNotePdf, input: order } as const;
    return exportTo(context, destinationOf(context, input, 'credit note', 'pdf'), work, signal);
  }),
  zip: os.zip.handler(({ input, context, signal }) => {
    const { filter, sort, language } = input;
    const order = { filter, sort, language, atMs: context.clock.now(), today: todayOf(context) };
    const work = { kind: 'papers-zip', filter, job: invoicesZip, input: order } as const;
    return exportTo(context, destinationOf(context, input, 'invoices', 'zip'), work, signal);
  }),
});
