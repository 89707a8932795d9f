/** The inside of a reader's worker thread: takes one request after another; jobs run in steps, so that a cancel is seen. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { parentPort } from 'node:worker_threads';
import { Failure } from '../kernel/failure';
import { openReader } from './open';
import { openPast } from './past';
import type { AnyReading, FromReader, ReaderJob, ReaderOrder, ReaderQuery, ToReader } from './reader';
import { sqliteFailure } from './sqlite-failure';

/** Progress is told at most this often. */
const TELL_EVERY_MS = 50;

type ParentPort = NonNullable<typeof parentPort>;

export function serveReader(port: ParentPort, order: ReaderOrder, readings: readonly AnyReading[]): void {
  const { file, present, cacheKib } = order;
  const db = present === undefined ? openReader(file).db : openPast(file, present);
  if (cacheKib !== undefined) db.pragma(`cache_size = -${cacheKib}`);
  const byName = new Map(readings.map((reading) => [reading.name, reading]));
  if (byName.size !== readings.length) throw new Error('two readings have the same name');
  const cancelled = new Set<number>();
  const tell = (message: FromReader) => port.postMessage(message);

  async function serve(id: number, name: string, input: unknown): Promise<void> {
    try {
      const reading = byName.get(name);
      if (!reading) throw new Error(`no reading named ${name}`);
      if (reading.kind === 'query') {
        tell({ id, result: (reading as ReaderQuery<unknown, unknown>).run(db, input) }); // from outside: found by name
        return;
      }
      await reading.prepare?.();
      const steps = (reading as ReaderJob<unknown, unknown>).run(db, input); // from outside: found by name
      let toldAt = 0;
      for (;;) {
        const step = steps.next();
        if (step.done) {
          tell({ id, result: step.value });
          return;
        }
        const now = performance.now();
        if (now - toldAt >= TELL_EVERY_MS) {
          toldAt = now;
          tell({ id, progress: step.value });
        }
        await nextTurn();
        if (!cancelled.has(id)) continue;
        // The job's own `finally` runs here: it takes its partial files away.
        steps.return(undefined);
        throw new Failure('cancelled');
      }
    } catch (error) {
      const failure = sqliteFailure(error, file);
      if (failure instanceof Failure) tell({ id, failure: { code: failure.code, params: failure.params } });
      else tell({ id, error: failure instanceof Error ? (failure.stack ?? failure.message) : String(failure) });
    } finally {
      cancelled.delete(id);
    }
  }

  port.on('message', (message: ToReader) => {
    if ('cancel' in message) cancelled.add(message.cancel);
    else void serve(message.id, message.name, message.input);
  });
}
