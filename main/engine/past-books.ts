/** Side books of before that are kept for a while: each is made once, read on a thread of its own, and the least used go first. */
import { mkdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import type { PastReaders } from '../context';
import { openPast } from '../db/past';
import type { Reader, StepProgress } from '../db/reader';
import type { Db } from '../db/sql';
import type { Book } from '../journal/record';
import { Failure } from '../kernel/failure';
import type { PastPoint } from '../kernel/past';
import { type KnownInput, knownBook, knownFile } from './known-book';

/** More are rarely looked at in turn; an older one is made again. */
const MOST_KEPT = 3;
/** A side book is about as large as its book, and needs some room while it is made. */
const ROOM = 1.25;
const MEGABYTE = 1024 * 1024;

/** What reads one side book, on a thread of its own. */
export type PastReader = Pick<Reader, 'ask' | 'job' | 'busy' | 'close'>;

interface Kept {
  file: string;
  unplaced: number;
  reader: PastReader;
  db: Db;
}

export interface Making {
  bookFile: string;
  /** Emptied when the engine starts and ends. */
  folder: string;
  /** Of a side book that was made. */
  read(file: string): PastReader;
  /** The thread that makes them. */
  heavy: Pick<Reader, 'job'>;
}

export class PastBooks {
  readonly #of: Making;
  /** The least used first. */
  readonly #kept = new Map<string, Kept>();
  /** One is made at a time. */
  #making: Promise<unknown> = Promise.resolve();

  constructor(of: Making) {
    this.#of = of;
    rmSync(of.folder, { recursive: true, force: true });
  }

  /** Makes it where it is not there, and gives how many events could not be placed. Throws Failure past-room, cancelled, disk-*. */
  async *make(point: Pick<PastPoint, 'position' | 'asOf'>, signal?: AbortSignal): AsyncGenerator<StepProgress, number> {
    const input = { ...point, folder: this.#of.folder };
    const file = knownFile(input);
    const before = this.#making;
    let done = () => {};
    this.#making = new Promise<void>((resolve) => {
      done = resolve;
    });
    try {
      await before;
      signal?.throwIfAborted();
      const kept = this.#kept.get(file) ?? (yield* this.#makeNow(input, signal));
      this.#kept.delete(file);
      this.#kept.set(file, kept);
      return kept.unplaced;
    } finally {
      done();
    }
  }

  /** What reads the book as it was. Makes it again where it is no longer there. */
  async at(point: PastPoint, present: Book, signal?: AbortSignal): Promise<{ readers: PastReaders; book: Book }> {
    const input = { position: point.position, asOf: point.asOf, folder: this.#of.folder };
    const file = knownFile(input);
    if (!this.#kept.has(file)) {
      const steps = this.make(point, signal);
      for (let step = await steps.next(); !step.done; ) step = await steps.next();
    }
    const kept = this.#kept.get(file);
    if (!kept) throw new Failure('cancelled');
    this.#kept.delete(file);
    this.#kept.set(file, kept);
    const { reader, db } = kept;
    const readers: PastReaders = {
      ask: (query, of) => reader.ask(query, of),
      chart: (query, of) => reader.ask(query, of),
      job: (job, of, stop) => reader.job(job, of, stop),
    };
    // It cannot be written to: its connection is read-only, and no other is ever opened.
    const reconnect = () => {
      throw new Failure('looking-back');
    };
    return { readers, book: { ...present, db, reconnect } };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#kept.keys()].map((file) => this.#drop(file)));
    rmSync(this.#of.folder, { recursive: true, force: true });
  }

  async *#makeNow(input: KnownInput, signal?: AbortSignal): AsyncGenerator<StepProgress, Kept> {
    const { bookFile, read, heavy } = this.#of;
    for (const [file, { reader }] of this.#kept) {
      if (this.#kept.size < MOST_KEPT) break;
      if (!reader.busy) await this.#drop(file);
    }
    this.#assertRoom();
    const { file, unplaced } = yield* heavy.job(knownBook, input, signal);
    return { file, unplaced, reader: read(file), db: openPast(file, bookFile) };
  }

  #assertRoom(): void {
    const { bookFile, folder } = this.#of;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const needed = statSync(bookFile).size * ROOM;
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < needed) throw new Failure('past-room', { megabytes: Math.ceil(needed / MEGABYTE) });
  }

  async #drop(file: string): Promise<void> {
    const kept = this.#kept.get(file);
    this.#kept.delete(file);
    await kept?.reader.close();
    kept?.db.close();
    rmSync(file, { force: true });
  }
}
