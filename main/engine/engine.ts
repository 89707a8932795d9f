/** One engine: the lock, the book, its readers, its syncing, and the socket they are reached by. */
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { CallerShell, Log, Readers } from '../context';
import { cacheFolder } from '../db/cache-folder';
import { createBook } from '../db/create';
import { type BookLock, holderFileOf, takeLock } from '../db/lock';
import { assertDurable, inspect } from '../db/open';
import { one } from '../db/sql';
import type { DemoNetwork } from '../demo/network';
import { bookHealth } from '../features/books/jobs';
import { Charging } from '../features/charges/running';
import { Answering } from '../features/disputes/answering';
import type { MailingOptions } from '../features/mail/mailing';
import { SelfMatching } from '../features/matching/by-itself';
import { MethodSync } from '../features/methods/syncing';
import { Notices } from '../features/notices/watching';
import type { Sessions } from '../features/operators/sessions';
import { Desk } from '../features/outbox/desk';
import type { SendingOptions } from '../features/outbox/providers';
import { Sending } from '../features/outbox/sending';
import { SyncRunner } from '../features/sync/syncing';
import { VoucherDesk } from '../features/vouchers/redeem';
import type { Book } from '../journal/record';
import { Failure } from '../kernel/failure';
import { idMaker } from '../kernel/id';
import { type Clock, systemClock } from '../kernel/time';
import type { EngineArguments } from './arguments';
import { fillBigDemo, isBigDemo } from './demo/big-book';
import { DEMO_NAME, type DemoOptions, startDemo } from './demo/company-book';
import { demoOperators } from './demo/operators';
import { dueByCalendar } from './due';
import { Gate } from './gate';
import { makeAccounts, unlockByEnvironment } from './gateway-accounts';
import { readHolder } from './holder';
import { fileLog } from './log';
import { makeMailing } from './mail';
import { openForWriting } from './open-book';
import { shownInPast } from './past-access';
import { type OpenReaders, startReaders } from './readers';
import type { EngineContext } from './router';
import { startSchedule } from './schedule';
import { makeOperators } from './second-operator';
import { listen, socketOf } from './socket';
import { makeTopics } from './topics';
import { LongActs } from './writer';

export interface RunningEngine {
  socket: string;
  /** Ends in order: no write is cut off, the lock and the socket go. */
  close(): Promise<void>;
  windowOf(key: string): EngineContext;
  arrived(): () => void;
}

/** Opens the book and serves it. Throws Failure book-*, disk-*; then nothing is left open. */
export async function startEngine(
  args: EngineArguments,
  workers: { reader: string; writer: string },
  ended: () => void,
): Promise<RunningEngine> {
  const clock = systemClock;
  const log = fileLog(args.home, clock);
  if (!existsSync(args.book)) createMissing(args, clock);
  // Before the lock, which makes a file beside the book: one that is refused gets no neighbours.
  inspect(args.book);
  const socket = socketOf(args.book);
  const lock = lockBook(args, socket, clock);
  const closers: (() => unknown)[] = [() => lock.release()];
  const close = async () => {
    for (const each of closers.reverse().splice(0)) await each();
  };
  try {
    const { book, checked, demo, createdAt } = openForWriting(args.book, clock);
    closers.push(() => closeBook(book.db, log));
    const readers = startReaders(workers.reader, args.book, cacheFolder(args.home, args.book), log);
    closers.push(() => readers.close());
    const { found, leave } = healthOf(book, checked, readers, log);
    const writer = new LongActs(workers.writer, book, new Gate(found));
    const healthy = writer.gate;
    const [topics, operator] = [makeTopics(), systemUser()];
    const unexpected = unexpectedTo(log);
    const syncing = new SyncRunner({ book, healthy, clock, operator, changed: topics.changed, unexpected });
    closers.push(() => syncing.close());
    const base = { book, healthy, syncing, changed: topics.changed };
    const isSimulated = demo && args.payments === undefined && !isBigDemo(book);
    const { close: closeAccounts, ...connected } = makeAccounts(base, isSimulated ? { baseMs: createdAt } : null);
    closers.push(closeAccounts);
    const company = { ...base, ...connected, createdAt, operator };
    const { tick, close: stopAsking, ...asking } = startAsking(company, syncing, readers, log);
    closers.push(stopAsking);
    company.accounts.load();
    if (demo) closers.push(await connectDemo(args, company, company.network));
    await unlockByEnvironment(company.accounts, log);
    const parts = makeOperators(company);
    if (isSimulated) await openDemo(company, parts.sessions, checked, log);
    const common = { readers, writer, clock, log, home: args.home, watch: topics.watch, ...pastOf(readers), ...parts };
    const shared = { ...company, ...asking, ...common };
    const contextFor = contextsOf(shared);
    const listening = await listen(socket, { contextFor, idle: ended, lock: () => parts.sessions.lockWindows() });
    // Before those that write what they are about: a long act in the middle of writing would keep them.
    closers.push(() => writer.close());
    closers.push(() => listening.close());
    closers.push(leave);
    const dueTick = dueByCalendar({ ...company, approvables: parts.approvables, unexpected });
    const eachSecond = each(tick, () => parts.sessions.tick(), dueTick);
    closers.push(startSchedule({ tick: eachSecond }, book, healthy, unexpected));
    log.info('open', { book: args.book, pid: process.pid });
    const windowOf = (key: string) => contextFor(listening.shellOf(key), 'screen');
    return { socket, close, windowOf, arrived: listening.arrived };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Whether the book is whole; of a large one once a reader has looked at all of it. `leave`: the engine ends, and whatever waits for that
 * hears so at once, or its end would wait for it in turn.
 */
function healthOf({ db, file }: Book, checked: boolean, readers: Readers, log: Log) {
  const leaving = Promise.withResolvers<never>();
  const looked = checked ? Promise.resolve() : readers.chart(bookHealth, file);
  const found = Promise.race([looked, leaving.promise]).then(() => {
    if (!checked) assertDurable(db);
  });
  found.catch((error: unknown) => unexpectedTo(log)('the book is damaged', error));
  return { found, leave: () => leaving.reject(new Failure('cancelled')) };
}

/** What the end of the engine breaks off is none. */
function unexpectedTo(log: Log) {
  return (message: string, error: unknown) => {
    if (!(error instanceof Failure && error.code === 'cancelled')) log.error(message, error);
  };
}

const pastOf = ({ past }: OpenReaders) => ({ pastBooks: past, shownInPast, pastHeader: null });

/** What is asked of the gateways; `tick` also starts what syncing is due. */
function startAsking(
  options: Pick<SendingOptions, 'book' | 'healthy' | 'operator' | 'changed'> & Pick<MailingOptions, 'secrets'>,
  syncing: SyncRunner,
  readers: Readers,
  log: Log,
) {
  const unexpected = unexpectedTo(log);
  const sending = new Sending({ ...options, providers: syncing, unexpected });
  const outbox = new Desk(options.book, sending, syncing);
  const isReachable = (gateway: string) => syncing.isReachable(gateway);
  const charging = new Charging({ ...options, outbox, isReachable, unexpected });
  const savedMethods = new MethodSync({ ...options, gateways: syncing, unexpected });
  const answering = new Answering({ ...options, gateways: syncing, unexpected });
  const notices = new Notices({ ...options, gateways: () => syncing.connections() });
  const mailing = makeMailing({ ...options, unexpected }, readers);
  const vouchers = new VoucherDesk(options.book);
  const matching = new SelfMatching({ ...options, readers, unexpected });
  const tick = () => {
    syncing.tick();
    sending.tick();
    savedMethods.tick();
    notices.tick();
    answering.tick();
    mailing.tick();
    charging.tick();
    matching.tick();
  };
  const closing = [matching, charging, sending, savedMethods, answering, mailing];
  const close = () => Promise.all(closing.map((each) => each.close()));
  return { sending, outbox, charging, savedMethods, answering, vouchers, mailing, tick, close };
}

function createMissing(args: EngineArguments, clock: Clock): void {
  if (!args.demo && args.create === undefined) throw new Failure('book-missing', { file: args.book });
  const newId = idMaker(clock);
  createBook(args.book, {
    id: newId(),
    replica: newId(),
    name: args.create ?? DEMO_NAME,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    createdAt: clock.now(),
    demo: args.demo,
  });
}

/** A demo of chosen size is filled once and has no gateway to go on with. Gives the function that stops the demo. */
async function connectDemo(
  args: EngineArguments,
  company: DemoOptions,
  network: DemoNetwork | null,
): Promise<() => unknown> {
  if (args.payments !== undefined) fillOnce(company, args.payments, args.seed);
  return network ? startDemo(company, network) : () => {};
}

/** What a caller's procedures work with: what all share, and a session of its own. */
function contextsOf(shared: Omit<EngineContext, 'shell' | 'source' | 'session'> & { sessions: Sessions }) {
  return (shell: CallerShell, source: string): EngineContext => {
    return { ...shared, shell, source, session: shared.sessions.connect(source) };
  };
}

function each(...ticks: (() => void)[]): () => void {
  return () => {
    for (const tick of ticks) tick();
  };
}

/** The sample company opens signed in. Where the book is still being looked at, its operators come when it is known to be whole. */
async function openDemo(company: DemoOptions, sessions: Sessions, checked: boolean, log: Log): Promise<void> {
  const known = demoOperators(company).then(
    (id) => {
      sessions.atOnce = id;
    },
    (error: unknown) => unexpectedTo(log)('the sample company’s operators', error),
  );
  if (checked) await known;
}

/** Only a book that is still empty; how far it is goes to stderr, which the command line passes on. */
function fillOnce({ book, createdAt, operator }: DemoOptions, payments: number, seed: number): void {
  if (one(book.db, 'SELECT 1 FROM event LIMIT 1')) throw new Failure('book-exists', { file: book.file });
  fillBigDemo({ book, payments, seed, baseMs: createdAt, operator }, (done) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${payments}`);
  });
}

function lockBook(args: EngineArguments, socket: string, clock: Clock): BookLock {
  const holder = { pid: process.pid, socket, since: new Date(clock.now()).toISOString(), program: args.program };
  const lock = takeLock(args.book, JSON.stringify(holder));
  if (!lock) throw lockedFailure(args.book);
  return lock;
}

function lockedFailure(file: string): Failure {
  const holder = readHolder(holderFileOf(file));
  return new Failure('book-locked', {
    file,
    since: holder?.since ?? '?',
    holder: holder?.program ?? '?',
    pid: holder?.pid ?? 0,
    socket: holder?.socket ?? '',
  });
}

function closeBook(db: { pragma(text: string): unknown; close(): void }, log: Log): void {
  try {
    db.pragma('optimize');
    db.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    // What was saved stands in the file beside the book; it is moved into the book when that is opened next.
    log.error('the book was not tidied as it was closed', error);
  }
  db.close();
}

/** Until a book has operators of its own: the name the system knows the person by. */
function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
