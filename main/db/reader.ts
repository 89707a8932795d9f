/** Reading beside the writer: queries and long jobs run in a worker thread on a read-only connection of their own. */
import { setTimeout as pause } from 'node:timers/promises';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { Failure, type FailureCode, type FailureParams } from '../kernel/failure';
import type { Db } from './sql';

export interface StepProgress {
  phase: string;
  done: number;
  total: number | null;
}

/** A read that answers at once. `name` is unique; the worker finds `run` by it. */
export interface ReaderQuery<Input, Output> {
  kind: 'query';
  name: string;
  run(db: Db, input: Input): Output;
}

/** Long work: yields between bounded steps, so that it can report and be stopped. */
export interface ReaderJob<Input, Output> {
  kind: 'job';
  name: string;
  run(db: Db, input: Input): Generator<StepProgress, Output>;
  /** Loads what the job needs and others do not; awaited in the worker before it runs. */
  prepare?: (() => Promise<void>) | undefined;
  /** Milliseconds without a sign of life after which its thread is ended: what it reads came from outside. Left out: it is waited for. */
  mostSilentMs?: number | undefined;
}

export type AnyReading = ReaderQuery<never, unknown> | ReaderJob<never, unknown>;

export function query<Input, Output>(name: string, run: (db: Db, input: Input) => Output): ReaderQuery<Input, Output> {
  return { kind: 'query', name, run };
}

export function job<Input, Output>(
  name: string,
  run: (db: Db, input: Input) => Generator<StepProgress, Output>,
  prepare?: () => Promise<void>,
  mostSilentMs?: number,
): ReaderJob<Input, Output> {
  return { kind: 'job', name, run, prepare, mostSilentMs };
}

export type ToReader = { id: number; name: string; input: unknown } | { cancel: number };
export type FromReader =
  | { id: number; result: unknown }
  | { id: number; progress: StepProgress }
  | { id: number; failure: { code: FailureCode; params: FailureParams } }
  | { id: number; error: string };

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
  progress(progress: StepProgress): void;
}

/** A read that takes longer is written to the log: 40 ms, as a rule of thumb for a list that feels slow. */
const SLOW_MS = 40;

/** A thread that is asked to end is waited for so long: SQLite in the middle of one statement does not hear it. It ends with the process. */
const CLOSING_MS = 1_000;

/** What a reader's thread is told when it starts. */
export interface ReaderOrder {
  file: string;
  /** Where `file` is a side book of before: the book that it was made from. */
  present?: string | undefined;
  /** Of the file's pages, KiB that are kept in memory; left out, as many as any connection keeps. */
  cacheKib?: number | undefined;
}

/** One worker thread, started from the built file at `workerFile`. A crash rejects what waits; the next call starts it again. */
export class Reader {
  readonly #workerFile: string;
  readonly #order: ReaderOrder;
  readonly #slow: (name: string, ms: number) => void;
  readonly #limits: ResourceLimits;
  #worker: Worker | null = null;
  #nextId = 1;
  readonly #waiting = new Map<number, Waiting>();

  constructor(
    workerFile: string,
    order: ReaderOrder,
    slow: (name: string, ms: number) => void,
    limits: ResourceLimits = {},
  ) {
    this.#workerFile = workerFile;
    this.#order = order;
    this.#slow = slow;
    this.#limits = limits;
  }

  /** Begins before the first question, which then need not wait for the program to be read. */
  start(): void {
    this.#running();
  }

  /** Somebody waits for an answer. */
  get busy(): boolean {
    return this.#waiting.size > 0;
  }

  async ask<Input, Output>(reading: ReaderQuery<Input, Output>, input: Input): Promise<Output> {
    const started = performance.now();
    const result = await this.#send(reading.name, input, () => {}).result;
    const ms = performance.now() - started;
    if (ms > SLOW_MS) this.#slow(reading.name, ms);
    return result as Output; // from outside: the worker runs the query of this name
  }

  async *job<Input, Output>(
    reading: ReaderJob<Input, Output>,
    input: Input,
    signal?: AbortSignal,
  ): AsyncGenerator<StepProgress, Output> {
    let latest: StepProgress | null = null;
    let wake: () => void = () => {};
    let ended = false;
    const silence = this.#silence(reading.mostSilentMs);
    const sent = this.#send(reading.name, input, (progress) => {
      silence.broken();
      latest = progress;
      wake();
    });
    const finished = sent.result.finally(() => {
      silence.over();
      ended = true;
      wake();
    });
    finished.catch(() => {});
    const cancel = () => this.#worker?.postMessage({ cancel: sent.id } satisfies ToReader);
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
    try {
      while (!ended) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (latest || ended) resolve();
        });
        if (latest) {
          yield latest;
          latest = null;
        }
      }
      return (await finished) as Output; // from outside: the worker runs the job of this name
    } finally {
      signal?.removeEventListener('abort', cancel);
      if (!ended) cancel();
    }
  }

  /** Ends the thread, and with it whatever it was asked, when nothing is heard for so long. */
  #silence(mostMs: number | undefined): { broken(): void; over(): void } {
    if (mostMs === undefined) return { broken() {}, over() {} };
    const listen = () =>
      setTimeout(() => {
        const worker = this.#worker;
        if (!worker) return;
        this.#lost(worker, new Failure('reading-took-long', { seconds: Math.ceil(mostMs / 1000) }));
        void worker.terminate();
      }, mostMs);
    let timer = listen();
    return {
      broken() {
        clearTimeout(timer);
        timer = listen();
      },
      over: () => clearTimeout(timer),
    };
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    this.#lost(worker, new Error('the reader stopped'));
    await Promise.race([worker.terminate(), pause(CLOSING_MS, undefined, { ref: false })]);
  }

  #send(
    name: string,
    input: unknown,
    progress: (step: StepProgress) => void,
  ): { id: number; result: Promise<unknown> } {
    const id = this.#nextId++;
    const result = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, progress });
    });
    this.#running().postMessage({ id, name, input } satisfies ToReader);
    return { id, result };
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(this.#workerFile, { workerData: this.#order, resourceLimits: this.#limits });
    worker.on('message', (message: FromReader) => this.#receive(message));
    worker.on('error', (error) => this.#lost(worker, error));
    worker.on('exit', () => this.#lost(worker, new Error('the reader stopped')));
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #receive(message: FromReader): void {
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    if ('progress' in message) {
      waiting.progress(message.progress);
      return;
    }
    this.#waiting.delete(message.id);
    if ('result' in message) waiting.resolve(message.result);
    else if ('failure' in message) waiting.reject(new Failure(message.failure.code, message.failure.params));
    else waiting.reject(new Error(message.error));
  }

  #lost(worker: Worker, error: unknown): void {
    // One that was ended, and has another in its place, takes nothing of that one with it.
    if (this.#worker !== worker) return;
    this.#worker = null;
    for (const waiting of this.#waiting.values())
      waiting.reject(error instanceof Error ? error : new Error(String(error)));
    this.#waiting.clear();
  }
}
