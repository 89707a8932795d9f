/** The book itself: what it is, its neighbours, checking it, backing it up, preferences. */
import { statSync } from 'node:fs';
import { implement } from '@orpc/server';
import { version } from '../../../package.json';
import type { Context } from '../../context';
import { bookLabel } from '../../db/book-label';
import { createBook } from '../../db/create';
import { knownFormat } from '../../db/migrate';
import { openReader } from '../../db/open';
import { runDigested } from '../../db/row-digest';
import { one } from '../../db/sql';
import { pageHosts } from '../../gateways/registry';
import { Failure } from '../../kernel/failure';
import { idToBytes, isId } from '../../kernel/id';
import { dayIn } from '../../kernel/time';
import { backup } from './backup';
import { backupFile, backupsOf, freshBackup } from './backup-folder';
import { booksContract } from './contract';
import { bookFile, booksIn } from './files';
import { bookCounts, checkBook, replayBook } from './jobs';
import { type LookBack, lookBack } from './look-back';

const os = implement(booksContract).$context<Context & LookBack>();

export const booksHandlers = os.router({
  info: os.info.handler(async ({ context }) => {
    const { book } = context;
    const { head, bytes: _pages, ...counts } = await context.readers.ask(bookCounts, null);
    const row = one<{ name: string; time_zone: string; created_at: number; demo: number }>(
      book.db,
      'SELECT name, time_zone, created_at, demo FROM book',
    );
    return {
      name: row?.name ?? '',
      file: book.file,
      demo: row?.demo === 1,
      timeZone: row?.time_zone ?? 'UTC',
      operator: context.operator,
      shell: context.shell.kind,
      createdAt: row?.created_at ?? 0,
      counts,
      bytes: statSync(book.file).size,
      versions: { program: version, format: knownFormat, sqlite: sqliteVersion(context), node: process.versions.node },
      head,
    };
  }),
  list: os.list.handler(({ context }) =>
    booksIn(context.home).map((book) => ({
      ...book,
      label: bookLabel(book.file) ?? book.name,
      current: book.file === context.book.file,
    })),
  ),
  create: os.create.handler(async ({ input, context }) => {
    const file = bookFile(context.home, input.name);
    checkTimeZone(input.timeZone);
    createBook(file, {
      id: context.book.newId(),
      replica: context.book.newId(),
      name: input.name,
      timeZone: input.timeZone,
      createdAt: context.clock.now(),
      demo: false,
    });
    if (context.shell.kind !== 'none') await context.shell.ask({ kind: 'open-book', file });
    return { file };
  }),
  open: os.open.handler(async ({ input, context }) => {
    const file = bookFile(context.home, input.name);
    // Looked at first, so that a refusal shows in this window and not in an empty one.
    openReader(file).db.close();
    await context.shell.ask({ kind: 'open-book', file });
    return { file };
  }),
  check: os.check.handler(({ context, signal }) => context.readers.job(checkBook, null, signal)),
  replayCheck: os.replayCheck.handler(({ context, signal }) => context.readers.job(replayBook, null, signal)),
  backup: os.backup.handler(async function* ({ input, context, signal }) {
    const made = yield* backup(context, backupTarget(context, input.file), signal);
    context.changed(['book']);
    return made;
  }),
  backups: os.backups.handler(({ context }) => backupsOf(context.home, context.book.file)),
  downloadBackup: os.downloadBackup.handler(async ({ input, context }) => {
    const file = backupFile(context.home, context.book.file, input.name);
    const answer = await context.shell.ask({ kind: 'offer-download', file, name: input.name });
    if (answer.kind === 'ticket') return { path: `/download/${answer.ticket}`, savedAs: null };
    return { path: null, savedAs: answer.kind === 'saved' ? answer.file : null };
  }),
  lookBack: os.lookBack.handler(({ input, context, signal }) => lookBack(context, input, signal)),
  preference: os.preference.handler(({ input, context }) => ({
    value:
      one<{ value: string }>(
        context.book.db,
        'SELECT value FROM preference WHERE operator = ? AND key = ?',
        context.operator,
        input.key,
      )?.value ?? null,
  })),
  setPreference: os.setPreference.handler(({ input, context }) => {
    runDigested(
      context.book.db,
      'preference',
      'INSERT INTO preference (operator, key, value) VALUES (?, ?, ?) ON CONFLICT (operator, key) DO UPDATE SET value = excluded.value',
      context.operator,
      input.key,
      input.value,
    );
    return { saved: true as const };
  }),
  openLink: os.openLink.handler(async ({ input, context }) => {
    if (!isId(input.payment)) throw new Failure('payment-unknown', { id: input.payment });
    const row = one<{ link: string | null; gateway: string }>(
      context.book.db,
      'SELECT link, gateway FROM payment WHERE uuid = ?',
      idToBytes(input.payment),
    );
    if (!row) throw new Failure('payment-unknown', { id: input.payment });
    if (!row.link) return { opened: false };
    const isDemo = one<{ demo: number }>(context.book.db, 'SELECT demo FROM book')?.demo === 1;
    const hosts = pageHosts(row.gateway, row.link, isDemo);
    const answer = await context.shell.ask({ kind: 'open-page', url: row.link, hosts });
    return { opened: answer.kind === 'done' };
  }),
});

function backupTarget({ book, clock, home, shell }: Context, file: string | undefined): string {
  if (file === undefined) {
    const zone = one<{ time_zone: string }>(book.db, 'SELECT time_zone FROM book')?.time_zone ?? 'UTC';
    return freshBackup(home, book.file, clock.now(), zone);
  }
  if (shell.kind !== 'none')
    throw new Failure('not-allowed', { detail: 'a window does not choose where a file is written' });
  return file;
}

function sqliteVersion(context: Context): string {
  return one<{ v: string }>(context.book.db, 'SELECT sqlite_version() AS v')?.v ?? '';
}

function checkTimeZone(zone: string): void {
  try {
    dayIn(zone);
  } catch {
    throw new Failure('input-invalid', { detail: `“${zone}” is not a time zone` });
  }
}
