// Runs one command, lets its output through, and never outlives it: a limit in time, and its children end with it.
import { type ChildProcess, spawn } from 'node:child_process';

export interface RunOptions {
  env?: Record<string, string>;
  /** Milliseconds after which the command is ended and counts as failed. */
  limitMs: number;
  /** Takes what it says, instead of letting it through. */
  say?: (text: Uint8Array) => void;
}

const LAST_WORDS_MS = 2_000;

const running = new Set<ChildProcess>();

/** Gives the exit code; 124 when the limit was reached, 1 when it could not start or a signal ended it. */
export function runCommand(command: string, args: readonly string[], options: RunOptions): Promise<number> {
  return new Promise((resolve) => {
    const output = options.say ? 'pipe' : 'inherit';
    const child = spawn(command, args, {
      stdio: ['ignore', output, output],
      env: { ...process.env, ...options.env },
      detached: process.platform !== 'win32',
    });
    running.add(child);
    if (options.say) for (const stream of [child.stdout, child.stderr]) stream?.on('data', options.say);
    let late = false;
    const limit = setTimeout(() => {
      late = true;
      console.error(`Stopped after ${Math.round(options.limitMs / 1000)} s: ${command} ${args.join(' ')}`);
      endTree(child, 'SIGKILL');
    }, options.limitMs);
    const done = (code: number) => {
      clearTimeout(limit);
      running.delete(child);
      resolve(code);
    };
    child.on('error', (error) => {
      console.error(`Could not start ${command}: ${error.message}`);
      done(1);
    });
    const ended = (code: number | null) => done(late ? 124 : (code ?? 1));
    child.on('close', ended);
    // Its last words may still be on their way; whoever it left behind may hold the other end for ever.
    child.on('exit', (code) => setTimeout(ended, options.say ? LAST_WORDS_MS : 0, code));
  });
}

/** Ends what runs now, and this process, when a person or a scheduler stops it. */
export function endChildrenOnSignal(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      for (const child of running) endTree(child, 'SIGTERM');
      process.exit(signal === 'SIGINT' ? 130 : 143);
    });
  }
}

/** The command leads a process group of its own, so its children end with it. */
function endTree(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}
