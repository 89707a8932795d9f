/** The entry of a long act's thread: opens the book for itself, prepares, asks to write, writes in one transaction, and ends. */
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { StepProgress } from '../db/reader';
import { sqliteFailure } from '../db/sqlite-failure';
import type { LongAct } from '../journal/long-act';
import type { Book } from '../journal/record';
import { Failure } from '../kernel/failure';
import { systemClock } from '../kernel/time';
import { longActs } from './long-acts';
import { openAgain } from './open-book';
import type { FromWriter, WriterOrder } from './writer-protocol';

/** Progress is told at most this often. */
const TELL_EVERY_MS = 50;

async function write(port: MessagePort, book: Book, { name, input, stop }: WriterOrder): Promise<unknown> {
  const act = longActs.find((each) => each.name === name) as LongAct<unknown, unknown> | undefined; // from outside: found by name
  if (!act) throw new Error(`no long act named ${name}`);
  const stopped = new Int32Array(stop);
  let toldAt = 0;
  const step = (progress: StepProgress) => {
    if (Atomics.load(stopped, 0) !== 0) throw new Failure('cancelled');
    const now = performance.now();
    if (now - toldAt < TELL_EVERY_MS && progress.phase !== 'committing') return;
    toldAt = now;
    port.postMessage({ progress } satisfies FromWriter);
  };
  const steps = act.run(book, input);
  for (;;) {
    const next = steps.next();
    if (next.done) {
      const go = once(port, 'message');
      port.postMessage('ready' satisfies FromWriter);
      await go;
      return next.value(step);
    }
    step(next.value);
    await nextTurn();
  }
}

async function serve(port: MessagePort, order: WriterOrder): Promise<FromWriter> {
  try {
    const book = openAgain(order.file, systemClock);
    try {
      return { result: await write(port, book, order) };
    } finally {
      book.db.close();
    }
  } catch (error) {
    const failure = sqliteFailure(error, order.file);
    if (failure instanceof Failure) return { failure: { code: failure.code, params: failure.params } };
    return { error: failure instanceof Error ? (failure.stack ?? failure.message) : String(failure) };
  }
}

const port = parentPort;
if (!port) throw new Error('a long act runs as a worker thread');
void serve(port, workerData).then((end) => {
  port.postMessage(end);
  port.close();
});
