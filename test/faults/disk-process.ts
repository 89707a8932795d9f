/**
 * A process whose disk fails: at the first write or flush of a post, at the second, and so on until one passes untouched. After
 * each failure it looks what a crash at that moment would leave, and asks again with the same request, of the same open book. It runs under disk.c and
 * speaks to it by its output. Arguments: book file, report file.
 */
import { copyFileSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { one } from '../../main/db/sql';
import { openForWriting } from '../../main/engine/open-book';
import { verify } from '../../main/journal/verify';
import { Failure } from '../../main/kernel/failure';
import type { Id } from '../../main/kernel/id';
import { systemClock } from '../../main/kernel/time';
import { EVENTS_A_POST, post } from './posting';

const [file = '', reportFile = ''] = process.argv.slice(2);
const say = (line: string) => writeSync(1, `${line}\n`);
const { EIO, ENOSPC } = constants.errno;
const MOST_POINTS = 500;
/** A quick run takes the first points all, and then samples. */
const everyPoint = process.env.COUNTERFOIL_LONG === '1';

const failedCalls = () => Number(/failed (\d+)/.exec(readFileSync(reportFile, 'utf8'))?.[1] ?? 0);
const open = (name: string) => openForWriting(name, systemClock).book;
type Opened = ReturnType<typeof open>;

function eventsOf(book: Opened, request: Id): number {
  return (
    one<{ n: number }>(book.db, 'SELECT count(*) AS n FROM event WHERE subject = unhex(?)', request.replaceAll('-', ''))
      ?.n ?? 0
  );
}

function check(holds: boolean, what: string): void {
  if (!holds) say(`wrong ${what}`);
}

function sound(book: Opened, when: string): void {
  const steps = verify(book.db);
  for (let step = steps.next(); ; step = steps.next()) {
    if (!step.done) continue;
    check(step.value.ok, `${when}: ${JSON.stringify(step.value.findings.slice(0, 3))}`);
    return;
  }
}

/** What a reader of the files would find had the process died just now. Gives whether the post was there. */
function afterACrash(request: Id, when: string): boolean {
  const copy = file.replace('.counterfoil', '-copy.counterfoil');
  for (const ending of ['', '-wal']) copyFileSync(`${file}${ending}`, `${copy}${ending}`);
  const book = open(copy);
  const there = eventsOf(book, request) > 0;
  post(book, request, 'padding '.repeat(40));
  check(eventsOf(book, request) === 1, `${when}: after a crash the request is there ${eventsOf(book, request)} times`);
  sound(book, `${when}, after a crash`);
  book.db.close();
  for (const ending of ['', '-wal', '-shm']) rmSync(`${copy}${ending}`, { force: true });
  return there;
}

function sweep(call: 'write' | 'sync' | 'truncate', errno: number, times: number): void {
  const book = open(file);
  const codes: Record<string, number> = {};
  let ghosts = 0;
  let points = 0;
  for (let n = 1; n <= MOST_POINTS; n += everyPoint || n < 12 ? 1 : 13) {
    // Small pages of the log go back into the book often, so that this fails too.
    book.db.pragma('wal_autocheckpoint = 30');
    const request = book.newId();
    const before = one<{ n: number }>(book.db, 'SELECT count(*) AS n FROM event')?.n ?? 0;
    const when = `${call} ${n}`;
    let code = 'none';
    let failed: Id | null = null;
    say(`arm ${call} ${errno} ${n} ${times}`);
    try {
      for (let each = 0; each < 3; each++) {
        failed = each === 0 ? request : book.newId();
        post(book, failed, 'padding '.repeat(40));
      }
      failed = null;
    } catch (error) {
      code = error instanceof Failure ? error.code : String(error);
    }
    say('disarm');
    if (failedCalls() === 0) break;
    points++;
    codes[code] = (codes[code] ?? 0) + 1;
    check(
      one<{ n: number }>(book.db, 'SELECT count(*) AS n FROM event')?.n !== undefined,
      `${when}: the book cannot be read`,
    );
    const counted = one<{ n: number }>(book.db, 'SELECT count(*) AS n FROM event')?.n ?? 0;
    check((counted - before) % EVENTS_A_POST === 0, `${when}: half an entry`);
    const visible = eventsOf(book, request) > 0;
    const crashed = afterACrash(request, when);
    if (crashed && !visible) ghosts++;
    // The first of the three posts is the one that is asked for again: told as failed, it is nowhere, now or after a crash.
    if (failed === request && code === 'disk-failing')
      check(!visible && !crashed, `${when}: told as not saved, and there`);
    if (failed === null) check(eventsOf(book, request) > 0 && crashed, `${when}: told as saved, and not there`);
    post(book, request, 'padding '.repeat(40));
    check(eventsOf(book, request) === 1, `${when}: asked again, the request is there ${eventsOf(book, request)} times`);
  }
  sound(book, `after ${call}`);
  book.db.close();
  say(`swept ${JSON.stringify({ call, errno: errno === EIO ? 'EIO' : 'ENOSPC', times, points, ghosts, codes })}`);
}

sweep('sync', EIO, 1);
sweep('sync', EIO, 1_000_000);
sweep('write', EIO, 1);
sweep('write', EIO, 1_000_000);
sweep('write', ENOSPC, 1);
sweep('write', ENOSPC, 1_000_000);
sweep('truncate', EIO, 1);
say('end');
