/** Starts an engine's process and reads its first line. How a process is started differs by shell, so it is handed in. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Failure, isFailureCode } from '../kernel/failure';
import type { BookChoice } from './places';
import { type EngineLine, engineLineSchema } from './shell';

export interface EngineProcess {
  readonly pid: number | undefined;
  readonly stdout: Readable;
  /** Calls once, also when the process could not be started or has ended before. */
  onExit(listener: () => void): void;
  /** Asks it to end: SIGTERM. */
  end(): void;
}

export type StartProcess = (args: readonly string[]) => EngineProcess;

/** Upgrading a large book makes a backup first, which takes minutes. */
const readyTimeoutMs = 10 * 60_000;
const lastWordsMs = 1000;

/**
 * Starts engines as child processes of Node: for the browser shell, the command line and the tests. `compiled`: a folder in which
 * Node keeps what it compiled of the program for the next start, unless the environment names another.
 */
export function nodeProcesses(engineFile: string, compiled?: string): StartProcess {
  const env = compiled === undefined ? process.env : { NODE_COMPILE_CACHE: compiled, ...process.env };
  return (args) => {
    // A process group of its own: Ctrl+C in the terminal reaches the shell, which then ends its engine in order.
    const child = spawn(process.execPath, [engineFile, ...args], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    let ended = false;
    const listeners: (() => void)[] = [];
    const end = () => {
      if (ended) return;
      ended = true;
      for (const listener of listeners) listener();
    };
    child.once('exit', end);
    child.once('error', end);
    return {
      pid: child.pid,
      stdout: child.stdout,
      onExit: (listener) => void (ended ? listener() : listeners.push(listener)),
      end: () => void child.kill('SIGTERM'),
    };
  };
}

export function engineArguments(book: BookChoice, home: string, program: string): string[] {
  const args = ['--book', book.file, '--home', home, '--program', program];
  if (book.demo) args.push('--demo');
  if (book.create !== undefined) args.push('--create', book.create);
  return args;
}

/** Waits until the engine says that it is up. Throws the `Failure` that it names, or `engine-stopped`. */
export function readyEngine(process: EngineProcess): Promise<EngineLine & { event: 'ready' }> {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: process.stdout });
    const stopped = () => reject(new Failure('engine-stopped'));
    const timer = setTimeout(() => {
      process.end();
      stopped();
    }, readyTimeoutMs);
    lines.once('line', (text) => {
      const line = readLine(text);
      if (line?.event === 'ready') resolve(line);
      else reject(failureOf(line));
      lines.close();
      // Nobody reads further lines; they must not fill the pipe.
      process.stdout.resume();
    });
    lines.once('close', () => {
      clearTimeout(timer);
      stopped();
    });
    // What it wrote last may arrive after the news of its end.
    process.onExit(() => setTimeout(stopped, lastWordsMs).unref());
  });
}

function readLine(text: string): EngineLine | null {
  try {
    return engineLineSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function failureOf(line: EngineLine | null): Failure {
  if (line?.event === 'failed' && isFailureCode(line.code)) return new Failure(line.code, line.params);
  return new Failure('engine-stopped');
}
