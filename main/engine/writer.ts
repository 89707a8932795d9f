/** Long acts, one at a time, each on a thread of its own; and the gate that every other write waits at while one is writing. */
import { Worker } from 'node:worker_threads';
import type { Writer } from '../context';
import type { LongAct } from '../journal/long-act';
import { forgetKeys } from '../journal/project';
import { type Book, doubt } from '../journal/record';
import { Failure } from '../kernel/failure';
import type { Progress } from '../wire';
import type { Gate } from './gate';
import { writingLimits } from './long-work';
import type { FromWriter, ToWriter, WriterOrder } from './writer-protocol';

/** A write that did not wait at the gate is held by SQLite until the long act is saved; this is longer than any takes. */
const HELD_MS = 600_000;
const USUAL_MS = 5_000;

interface Watched {
  progress(progress: Progress): void;
  signal: AbortSignal | undefined;
}

export class LongActs implements Writer {
  readonly #workerFile: string;
  readonly #book: Book;
  readonly gate: Gate;
  /** The act before, whatever became of it. */
  #before: Promise<unknown> = Promise.resolve();
  readonly #closing = new AbortController();

  constructor(workerFile: string, book: Book, gate: Gate) {
    this.#workerFile = workerFile;
    this.#book = book;
    this.gate = gate;
  }

  async *act<Input, Output>(
    act: LongAct<Input, Output>,
    input: Input,
    saved: (output: Output) => void,
    signal?: AbortSignal,
  ): AsyncGenerator<Progress, Output> {
    let latest: Progress | null = null;
    let wake: () => void = () => {};
    let ended = false;
    const left = new AbortController();
    const either = AbortSignal.any([left.signal, this.#closing.signal, ...(signal ? [signal] : [])]);
    const progress = (step: Progress) => {
      latest = step;
      wake();
    };
    const before = this.#before;
    const whole = (async () => {
      await before;
      either.throwIfAborted();
      const output = (await this.#run(act.name, input, { progress, signal: either })) as Output; // from outside: the act of this name
      // It may have taken rows away whose keys are kept here.
      forgetKeys(this.#book.db);
      // Whoever asked may be gone; the others are told all the same.
      saved(output);
      return output;
    })().finally(() => {
      ended = true;
      wake();
    });
    this.#before = whole.catch(() => {});
    try {
      while (!ended) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (latest || ended) resolve();
        });
        if (!latest) continue;
        yield latest;
        latest = null;
      }
      return await whole;
    } finally {
      if (!ended) left.abort(new Failure('cancelled'));
    }
  }

  /** What is prepared is broken off; what is being saved is saved. */
  async close(): Promise<void> {
    this.#closing.abort(new Failure('cancelled'));
    await this.#before;
  }

  #run(name: string, input: unknown, { progress, signal }: Watched): Promise<unknown> {
    const stop = new SharedArrayBuffer(4);
    const workerData: WriterOrder = { file: this.#book.file, name, input, stop };
    const worker = new Worker(this.#workerFile, {
      workerData,
      resourceLimits: writingLimits,
    });
    const cancel = () => void Atomics.store(new Int32Array(stop), 0, 1);
    signal?.addEventListener('abort', cancel, { once: true });
    let open: (() => void) | null = null;
    return new Promise<unknown>((resolve, reject) => {
      worker.on('message', (message: FromWriter) => {
        if (message === 'ready') {
          open = this.#hold();
          worker.postMessage('go' satisfies ToWriter);
        } else if ('progress' in message) progress(message.progress);
        else if ('result' in message) resolve(message.result);
        else if ('failure' in message) reject(this.#failed(new Failure(message.failure.code, message.failure.params)));
        else reject(new Error(message.error));
      });
      worker.on('error', reject);
      // The thread's connection is closed by then: what it had not saved is undone.
      worker.on('exit', () => reject(new Error('a long act stopped')));
    }).finally(async () => {
      signal?.removeEventListener('abort', cancel);
      await ended(worker);
      open?.();
    });
  }

  /** From here on others wait; gives what lets them go on. */
  #hold(): () => void {
    const open = this.gate.shut();
    this.#book.db.pragma(`busy_timeout = ${HELD_MS}`);
    return () => {
      this.#book.db.pragma(`busy_timeout = ${USUAL_MS}`);
      open();
    };
  }

  #failed(failure: Failure): Failure {
    if (failure.code === 'disk-failing' || failure.code === 'outcome-unknown') doubt(this.#book);
    return failure;
  }
}

function ended(worker: Worker): Promise<unknown> {
  return worker.threadId === -1 ? Promise.resolve() : new Promise((resolve) => worker.once('exit', resolve));
}
