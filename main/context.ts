/** What a handler may use. The engine makes one for each connection; features know only these interfaces. */
import type { Topic } from './contract';
import type { ReaderJob, ReaderQuery } from './db/reader';
import type { LongAct } from './journal/long-act';
import type { Book } from './journal/record';
import type { PastPoint } from './kernel/past';
import type { Clock } from './kernel/time';
import type { Answer, Ask, ShellKind } from './shell/shell';
import type { Progress } from './wire';

/** The two read-only worker threads: one for lists, search and totals; one for charts, exports and checks. */
export interface Readers {
  /** A quick read, on the lists' thread. */
  ask<Input, Output>(query: ReaderQuery<Input, Output>, input: Input): Promise<Output>;
  /** A read for charts, on the other thread. */
  chart<Input, Output>(query: ReaderQuery<Input, Output>, input: Input): Promise<Output>;
  /** Long work on the other thread. Stops when the signal says so; then it throws Failure cancelled. */
  job<Input, Output>(
    job: ReaderJob<Input, Output>,
    input: Input,
    signal?: AbortSignal,
  ): AsyncGenerator<Progress, Output>;
  /** The same on another book file (a fresh backup), on a thread of its own that ends with it. */
  jobOn<Input, Output>(
    file: string,
    job: ReaderJob<Input, Output>,
    input: Input,
    signal?: AbortSignal,
  ): AsyncGenerator<Progress, Output>;
}

/** What reads the book as it was. */
export type PastReaders = Pick<Readers, 'ask' | 'chart' | 'job'>;

/** A window that looks at the book as it was: `book`, `readers` and `clock` are of then, and what is logged stands in the present. */
export interface Past {
  point: PastPoint;
  present: Pick<Context, 'book' | 'clock'>;
}

/** The thread of long acts. */
export interface Writer {
  /**
   * One at a time. Only what it writes, in its one transaction, makes others wait; `saved` is called behind that, also where the
   * caller is gone. Throws Failure cancelled, when the signal says so before the commit.
   */
  act<Input, Output>(
    act: LongAct<Input, Output>,
    input: Input,
    saved: (output: Output) => void,
    signal?: AbortSignal,
  ): AsyncGenerator<Progress, Output>;
}

/** The window's shell. */
export interface CallerShell {
  kind: ShellKind | 'none';
  /** Throws Failure not-allowed when there is no shell (the command line). */
  ask(ask: Ask): Promise<Answer>;
}

export interface Log {
  info(message: string, facts?: object): void;
  /** Gives the incident's id. */
  error(message: string, error: unknown): string;
}

export interface Context {
  book: Book;
  readers: Readers;
  writer: Writer;
  shell: CallerShell;
  clock: Clock;
  log: Log;
  /** Counterfoil's folder: books, exports, logs. */
  home: string;
  /** Until operators exist: the system's user name. */
  operator: string;
  /** screen or command-line: what the events of this connection name as their source. */
  source: string;
  /**
   * Awaited right before writing: the book was found healthy, and no long act is writing. Throws Failure book-damaged.
   */
  healthy: Promise<void>;
  changed(topics: readonly Topic[]): void;
  watch(signal?: AbortSignal): AsyncGenerator<{ topics: Topic[] }>;
  /** Left out: the present. */
  past?: Past;
}
