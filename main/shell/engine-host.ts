/**
 * Keeps one engine at hand for a shell's windows: finds the one that holds the book or starts it, starts it again when it
 * dies (so many times a minute), and moves to another book's engine when asked.
 */
import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import { Failure } from '../kernel/failure';
import { type Control, openControl } from './control';
import { type EngineProcess, engineArguments, readyEngine, type StartProcess } from './engine-process';
import { findEngine, openEngineSocket, opened } from './engine-socket';
import type { BookChoice } from './places';
import type { Answer, Ask, ShellKind } from './shell';

export interface HostOptions {
  book: BookChoice;
  home: string;
  kind: ShellKind;
  /** Written into the book's holder file, for the person who finds the book open elsewhere. */
  program: string;
  startProcess: StartProcess;
  answer: (ask: Ask) => Promise<Answer>;
  /** The windows' connections are dead: the engine died, or the shell moves to another book. */
  onLeft: (why: 'died' | 'moved') => void;
  onState: (state: HostState) => void;
}

export type HostState =
  | { kind: 'starting'; book: BookChoice }
  | { kind: 'up'; book: BookChoice }
  | { kind: 'failed'; book: BookChoice; failure: Failure };

interface Seat {
  socket: string;
  process: EngineProcess | null;
  control: Control;
}

const restartsPerMinute = 5;
const minuteMs = 60_000;
/** The book's lock may be held by an engine that is about to answer, or about to end: so it is tried again. */
const lockWaitsMs = [250, 500, 1000, 2000];
const connectWaitsMs = [20, 50, 100, 200, 400];
/** An engine ends about 5 s after its last connection. */
const endTimeoutMs = 8000;

export class EngineHost {
  /** Names this shell to the engine; in `/rpc?shell=`. */
  readonly key = randomBytes(24).toString('base64url');
  readonly #options: HostOptions;
  readonly #starting = new Set<EngineProcess>();
  readonly #connections = new Set<WebSocket>();
  #stopped = false;
  #restarts: number[] = [];
  #book: BookChoice;
  #state: HostState;
  #seat: Promise<Seat>;
  #current: Seat | null = null;

  constructor(options: HostOptions) {
    this.#options = options;
    this.#book = options.book;
    this.#state = { kind: 'starting', book: options.book };
    this.#seat = this.#begin(options.book);
  }

  state(): HostState {
    return this.#state;
  }

  /** The engine's process when this shell started it; null when it is attached to another one's. */
  own(): EngineProcess | null {
    return this.#current?.process ?? null;
  }

  /** Resolves when the engine is up; rejects with the `Failure` that keeps it from it. */
  async up(): Promise<void> {
    await this.#seat;
  }

  /** One more API connection to the engine. Rejects as `up` does. */
  async connect(): Promise<WebSocket> {
    for (const waitMs of connectWaitsMs) {
      const { socket } = await this.#seat;
      try {
        return await this.#openWindow(socket);
      } catch {
        // It may have died a moment before this shell hears of it: the next one is about to be started.
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
    return this.#openWindow((await this.#seat).socket);
  }

  #openWindow(socket: string): Promise<WebSocket> {
    const webSocket = openEngineSocket(socket, `/rpc?shell=${this.key}`);
    this.#connections.add(webSocket);
    webSocket.once('close', () => this.#connections.delete(webSocket));
    return opened(webSocket);
  }

  /** Moves to another book, or tries the same one again. Rejects with a `Failure`, and stays where it was. */
  async open(choice: BookChoice): Promise<void> {
    if (this.#state.kind === 'up' && choice.file === this.#book.file) return;
    const taken = this.#take(choice);
    const got = await taken.catch((error: unknown) => {
      const failure = asFailure(error);
      if (this.#state.kind === 'failed') this.#show({ kind: 'failed', book: choice, failure });
      throw failure;
    });
    const before = this.#current;
    this.#restarts = [];
    this.#seat = taken;
    this.#settle(taken, choice, got);
    before?.control.goodbye();
    this.#options.onLeft('moved');
  }

  /** Locks every window of the book. An engine that is not up has nobody signed in. */
  lock(): void {
    this.#current?.control.lock();
  }

  /** Leaves the engine, and waits a while for the end of one that this shell started and nobody else uses. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const process of this.#starting) process.end();
    // Our windows leave before our goodbye, so that the engine knows at once whether anybody is left.
    await Promise.all([...this.#connections].map(closed));
    const last = await this.#seat.catch(() => null);
    if (last === null) return;
    last.control.goodbye();
    if (last.process !== null) await ended(last.process);
  }

  #take(choice: BookChoice): Promise<Seat> {
    const [options, key, starting] = [this.#options, this.key, this.#starting];
    const taken: Promise<Seat> = sit(choice, { ...options, key, starting, onLost: () => this.#lost(taken) });
    return taken;
  }

  #begin(choice: BookChoice): Promise<Seat> {
    this.#show({ kind: 'starting', book: choice });
    const taken = this.#take(choice);
    taken.then(
      (got) => this.#settle(taken, choice, got),
      (error: unknown) => {
        if (taken === this.#seat) this.#show({ kind: 'failed', book: choice, failure: asFailure(error) });
      },
    );
    return taken;
  }

  #settle(taken: Promise<Seat>, choice: BookChoice, got: Seat): void {
    if (taken !== this.#seat || this.#stopped) {
      got.control.goodbye();
      return;
    }
    this.#current = got;
    // Once created it is there: a restart opens it.
    this.#book = { file: choice.file, demo: choice.demo };
    this.#show({ kind: 'up', book: this.#book });
  }

  #lost(taken: Promise<Seat>): void {
    if (taken !== this.#seat || this.#stopped) return;
    this.#current = null;
    const now = performance.now();
    this.#restarts = [...this.#restarts.filter((at) => at > now - minuteMs), now];
    if (this.#restarts.length > restartsPerMinute) {
      const failure = new Failure('engine-stopped');
      this.#seat = Promise.reject(failure);
      this.#seat.catch(() => {});
      this.#show({ kind: 'failed', book: this.#book, failure });
    } else this.#seat = this.#begin(this.#book);
    this.#options.onLeft('died');
  }

  #show(next: HostState): void {
    this.#state = next;
    if (!this.#stopped) this.#options.onState(next);
  }
}

type SitOptions = HostOptions & { key: string; starting: Set<EngineProcess>; onLost: () => void };

/** Finds the book's engine or starts it, and introduces this shell to it. Throws a `Failure`. */
async function sit(book: BookChoice, options: SitOptions): Promise<Seat> {
  for (const waitMs of lockWaitsMs) {
    const seat = await tryToSit(book, options);
    if (seat !== null) return seat;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  return start(book, options);
}

/** Null when the book is held by an engine that does not answer just now. */
async function tryToSit(book: BookChoice, options: SitOptions): Promise<Seat | null> {
  const found = await findEngine(book.file);
  if (found !== null) return introduce(found.socket, null, options).catch(() => null);
  return start(book, options).catch((error: unknown) => {
    if (error instanceof Failure && error.code === 'book-locked') return null;
    throw error;
  });
}

async function start(book: BookChoice, options: SitOptions): Promise<Seat> {
  const process = options.startProcess(engineArguments(book, options.home, options.program));
  options.starting.add(process);
  try {
    const line = await readyEngine(process);
    return await introduce(line.socket, process, options);
  } catch (error) {
    process.end();
    throw asFailure(error);
  } finally {
    options.starting.delete(process);
  }
}

async function introduce(socket: string, process: EngineProcess | null, options: SitOptions): Promise<Seat> {
  const { key, kind, answer, onLost } = options;
  return { socket, process, control: await openControl({ socket, key, kind, answer, onLost }) };
}

function closed(connection: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    connection.once('close', () => resolve());
    connection.terminate();
  });
}

export function asFailure(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure('engine-stopped', {}, { cause: error });
}

function ended(process: EngineProcess): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, endTimeoutMs);
    process.onExit(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
