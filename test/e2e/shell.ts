/** Starts the built browser shell as a person's machine would, on a home folder of its own, and ends it without a trace. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HOME_BYTES, quickPlace } from '../support/quick-place';

const root = resolve(import.meta.dirname, '../..');
const link = /http:\/\/127\.0\.0\.1:\d+\/#c=[\w-]+/;

/** A folder that is gone when the test is over. `from`: begin with a copy of this one. */
export function makeHome(from?: string): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(quickPlace(HOME_BYTES), 'cf-'));
  if (from) cpSync(from, folder, { recursive: true });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}

export class BrowserShell {
  readonly home: string;
  readonly #env: Record<string, string>;
  #child: ChildProcess;
  #output = '';

  private constructor(home: string, env: Record<string, string>) {
    this.home = home;
    this.#env = env;
    this.#child = this.#spawn();
  }

  static start(home: string, env: Record<string, string> = {}): BrowserShell {
    return new BrowserShell(home, env);
  }

  /** After `stop`. */
  startAgain(): void {
    this.#output = '';
    this.#child = this.#spawn();
  }

  #spawn(): ChildProcess {
    const { NODE_OPTIONS: _, ...inherited } = process.env;
    const asRoot = process.getuid?.() === 0 ? ['--allow-root'] : [];
    const child = spawn(process.execPath, [join(root, 'out/main/browser.js'), ...asRoot], {
      cwd: root,
      env: { ...inherited, COUNTERFOIL_HOME: this.home, COUNTERFOIL_NO_WINDOW: '1', ...this.#env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const keep = (chunk: Buffer) => {
      this.#output = `${this.#output}${chunk}`.slice(-100_000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    return child;
  }

  get output(): string {
    return this.#output;
  }

  /** A link that works once; the first is printed at the start, Enter prints a fresh one. Waits at most 30 s. */
  async freshLink(first = false): Promise<string> {
    const seen = first ? 0 : this.#output.length;
    if (!first) this.#child.stdin?.write('\n');
    return waitFor(
      () => link.exec(this.#output.slice(seen))?.[0],
      30_000,
      () => `no link was printed. Output:\n${this.#output}`,
    );
  }

  /** The engine's process, from the text file beside the book. */
  async enginePid(): Promise<number> {
    return waitFor(
      () => this.enginePidNow(),
      20_000,
      () => 'no engine opened the demo book',
    );
  }

  enginePidNow(): number | undefined {
    const file = join(this.home, 'books/demo.counterfoil.holder');
    return existsSync(file) ? pidIn(readFileSync(file, 'utf8')) : undefined;
  }

  /** Stops the shell as Ctrl+C does, and waits until it and its engine are gone. */
  async stop(): Promise<void> {
    const engine = this.enginePidNow() ?? null;
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const gone = new Promise((done) => this.#child.once('exit', done));
      this.#child.kill('SIGTERM');
      await gone;
    }
    if (engine !== null)
      await waitFor(
        () => (isAlive(engine) ? undefined : true),
        15_000,
        () => `the engine (${engine}) outlived its shell`,
      );
  }
}

function pidIn(text: string): number | undefined {
  const match = /"pid":\s*(\d+)/.exec(text);
  return match ? Number(match[1]) : undefined;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Asks every 50 ms until there is an answer. Throws with `complaint` after `limitMs`. */
export async function waitFor<T>(ask: () => T | undefined, limitMs: number, complaint: () => string): Promise<T> {
  const until = performance.now() + limitMs;
  for (;;) {
    const answer = ask();
    if (answer !== undefined) return answer;
    if (performance.now() > until) throw new Error(complaint());
    await new Promise((done) => setTimeout(done, 50));
  }
}
