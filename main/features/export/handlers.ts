/** What leaves the book: payments and the ledger as files, and the log of everything that left. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { implement } from '@orpc/server';
import { z } from 'zod';
import type { Context } from '../../context';
import { Failure } from '../../kernel/failure';
import type { Role } from '../../kernel/operator';
import { type Day, dayIn } from '../../kernel/time';
import { bookTimeZone } from '../payments/filter';
import { sheets } from '../sheets';
import { compareExport } from './again';
import { exportArchive } from './archive';
import { exportContract, kindOf, type ListName, listsOfNow } from './contract';
import { type ExportKind, findExport, headOfExport, listExports, listOf } from './export-log';
import { exportGl } from './gl';
import { glMappingOf, setGlMapping, unmappedOf } from './gl-mapping';
import { exportJournal } from './journal';
import { destinationOf, exportTo } from './outgoing';
import { partNameOf } from './part-file';
import { exportPayments } from './payments-csv';
import { countSheet, exportSheet } from './sheet-job';

/** Who is at the window, and what a role may call. */
interface AtWindow {
  session: { actor(): { role: Role } | null };
  allowed(role: Role): readonly string[];
}

const os = implement(exportContract).$context<Context & AtWindow>();

export const exportHandlers = os.router({
  count: os.count.handler(async ({ input: { list, filter }, context }) => ({
    count: await context.readers.chart(countSheet, {
      ...{ list, filter: sheets[list].check(filter), today: todayOf(context), atMs: context.clock.now() },
    }),
  })),
  rows: os.rows.handler(({ input, context, signal }) => {
    const { list, format, sort, bom } = input;
    const filter = sheets[list].check(input.filter);
    const to = destinationOf(context, input, subjectOf(list), format);
    const work = { kind: kindOf(list, format), filter };
    // The same bytes, in a fifth of the time: there may be millions of them.
    if (list === 'payments' && format === 'csv')
      return exportTo(context, to, { ...work, job: exportPayments, input: { filter, bom } }, signal);
    const order = { list, filter, sort, format, bom, today: todayOf(context), atMs: context.clock.now() };
    return exportTo(context, to, { ...work, job: exportSheet, input: order }, signal);
  }),
  journal: os.journal.handler(({ input, context, signal }) => {
    const { format } = input;
    const to = destinationOf(context, input, 'journal', format === 'hledger' ? 'journal' : 'beancount');
    const work = { kind: `journal-${format}`, filter: {}, job: exportJournal, input: { format } } as const;
    return exportTo(context, to, work, signal);
  }),
  gl: os.gl.handler(({ input, context, signal }) => {
    const { format, from, to, currency } = input;
    const names = { gl: 'GL journal', xero: 'Xero manual journal', datev: 'EXTF_Buchungsstapel' };
    const filter = { ...(from && { from }), ...(to && { to }), ...(currency && { currencies: [currency] }) };
    const period = { from: from ?? null, to: to ?? null, currency: currency ?? null };
    const order = { format, ...period, atMs: context.clock.now() };
    const kind: ExportKind = format === 'gl' ? 'gl-csv' : `gl-${format}`;
    const work = { kind, filter, job: exportGl, input: order };
    return exportTo(context, destinationOf(context, input, names[format], 'csv'), work, signal);
  }),
  glAccounts: os.glAccounts.handler(({ context }) => glShown(context)),
  setGlAccounts: os.setGlAccounts.handler(async ({ input, context }) => {
    await context.healthy;
    const { accounts, datev } = input;
    setGlMapping(context.book.db, { ...(accounts !== undefined && { accounts }), ...(datev && { datev }) });
    return glShown(context);
  }),
  again: os.again.handler(async function* ({ input, context, signal }) {
    const receipt = findExport(context.book.db, input.id);
    if (!receipt) throw new Failure('input-invalid', { detail: `there is no export ${input.id}` });
    const list = listOf(receipt.kind);
    if (!list) throw new Failure('export-not-again', { detail: 'it is no list of rows' });
    if (listsOfNow.has(list))
      throw new Failure('export-not-again', { detail: `${subjectOf(list)}: it is in no journal` });
    const { filter, asOf, asKnown } = readSaid(receipt.filter);
    assertComparable(context, receipt, asOf);
    const dayOf = dayIn(bookTimeZone(context.book.db));
    const { at, position, rows, totals } = receipt;
    const order = { list, filter: sheets[list].check(filter) };
    const day = dayOf(asKnown ?? at);
    const made = { at, day, position, hash: headOfExport(context.book.db, input.id), rows, totals };
    const now = { at: context.clock.now(), day: todayOf(context) };
    const side = partNameOf(path.join(context.home, 'exports', 'again'));
    return yield* context.readers.job(compareExport, { ...order, made, now, side }, signal);
  }),
  archive: os.archive.handler(({ input, context, signal }) => {
    const order = { today: todayOf(context), atMs: context.clock.now() };
    const work = { kind: 'archive-zip', filter: {}, job: exportArchive, input: order } as const;
    return exportTo(context, destinationOf(context, input, 'everything', 'zip'), work, signal);
  }),
  list: os.list.handler(({ context, input }) => listExports(context.book.db, input?.limit)),
  download: os.download.handler(async ({ input, context }) => {
    const receipt = findExport(context.book.db, input.id);
    if (!receipt) throw new Failure('input-invalid', { detail: `there is no export ${input.id}` });
    if (isOfCodes(receipt.kind)) assertMayReadCodes(context);
    if (!existsSync(receipt.file))
      throw new Failure('path-invalid', { file: receipt.file, detail: 'it is no longer there' });
    const answer = await context.shell.ask({ kind: 'offer-download', file: receipt.file, name: receipt.name });
    if (answer.kind === 'ticket') return { path: `/download/${answer.ticket}`, savedAs: null };
    return { path: null, savedAs: answer.kind === 'saved' ? answer.file : null };
  }),
});

function glShown({ book }: Context) {
  const mapping = glMappingOf(book.db);
  return { ...mapping, unmapped: unmappedOf(book.db, mapping) };
}

/** What the log says of a file: its filter, and the point at which it showed the book as it was. `asKnown`: UTC milliseconds. */
function readSaid(text: string): { filter: object; asOf: string | undefined; asKnown: number | undefined } {
  const { asOf, asKnown, ...filter } = saidSchema.parse(JSON.parse(text));
  return { filter, asOf, asKnown };
}

const saidSchema = z.looseObject({ asOf: z.string().optional(), asKnown: z.number().optional() });

/** By what was known at two points of the journal. Throws Failure export-not-again: what counts by a day only is no such point. */
function assertComparable(
  { past }: Context,
  { position }: { position: number | null },
  asOf: string | undefined,
): void {
  const refused = (detail: string) => new Failure('export-not-again', { detail });
  if (asOf !== undefined) throw refused('it shows only what counts up to a day');
  if (past && past.point.asOf !== null) throw refused('look at it as known on a day, without “as of”');
  if (past && position !== null && position > past.point.position)
    throw refused('it was taken later than the day that is shown');
}

/** What a fresh file is called. */
const subjectOf = (list: ListName) => (list === 'vouchers' ? 'vouchers without codes' : list.replaceAll('-', ' '));

function todayOf({ book, clock }: Context): Day {
  return dayIn(bookTimeZone(book.db))(clock.now());
}

const isOfCodes = (kind: ExportKind) => kind === 'vouchers-csv' || kind === 'vouchers-pdf';

/** A file of codes is as good as money, whoever wrote it. Throws Failure not-allowed-role. */
function assertMayReadCodes({ session, allowed }: AtWindow): void {
  const who = session.actor();
  if (who && !allowed(who.role).includes('vouchers.codes')) throw new Failure('not-allowed-role', { role: who.role });
}
