/** Runs the built command line as a person does, on a home folder of its own. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openEngineSocket, opened } from '../../main/shell/engine-socket';
import { engineLineSchema } from '../../main/shell/shell';
import { HOME_BYTES, quickPlace } from '../support/quick-place';

const root = path.resolve(import.meta.dirname, '../..');
const builtEngine = path.join(root, 'out/main/engine.js');
const builtCli = path.join(root, 'out/main/cli.js');
const LONGEST_MS = 120_000;

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

export interface Home {
  folder: string;
  demoBook: string;
  counterfoil(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  /** The same with `--json`, its output read. Throws when it did not end with 0. */
  json<Data>(words: readonly string[]): Promise<Data>;
  /** Starts it and leaves it running; `before` are words of another program that runs it. */
  start(words: readonly string[], before?: readonly string[]): ChildProcess;
  remove(): void;
}

export function makeHome(): Home {
  const folder = mkdtempSync(path.join(quickPlace(HOME_BYTES), 'counterfoil-cli-'));
  const counterfoil = (words: readonly string[], env: Readonly<Record<string, string>> = {}) => run(words, folder, env);
  return {
    folder,
    demoBook: path.join(folder, 'books/demo.counterfoil'),
    counterfoil,
    async json(words) {
      const ended = await counterfoil([...words, '--json']);
      if (ended.code !== 0) throw new Error(`${words.join(' ')} ended with ${ended.code}: ${ended.stderr}`);
      return JSON.parse(ended.stdout);
    },
    start(words, before = []) {
      const [program = process.execPath, ...args] = [...before, process.execPath, builtCli, ...words];
      const env = { ...process.env, COUNTERFOIL_HOME: folder };
      return spawn(program, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function run(words: readonly string[], home: string, env: Readonly<Record<string, string>>): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [builtCli, ...words],
      {
        cwd: home,
        env: { ...process.env, COUNTERFOIL_HOME: home, ...env },
        timeout: LONGEST_MS,
        maxBuffer: 64 * 1024 * 1024,
      },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

export function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** What stands in the folder, to show that nothing was added. */
export function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** An engine that has the book open, as a window's would. */
export interface OpenEngine {
  pid: number;
  socket: string;
  running(): boolean;
  end(signal: NodeJS.Signals): Promise<void>;
}

/** It stays until `end`, because somebody stays connected to it. `more` are words of its own. */
export async function startEngine(home: Home, file: string, more: readonly string[] = []): Promise<OpenEngine> {
  const words = [builtEngine, '--book', file, '--home', home.folder, '--program', 'a test', ...more];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await firstLine(child);
  if (line.event !== 'ready') throw new Error(`the engine did not start: ${line.code}`);
  const visitor = await opened(openEngineSocket(line.socket, '/rpc?shell=none'));
  visitor.on('error', () => {});
  return {
    pid: line.pid,
    socket: line.socket,
    running: () => child.exitCode === null && child.signalCode === null,
    end: (signal) =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill(signal);
      }),
  };
}

function firstLine(child: ChildProcess) {
  return new Promise<ReturnType<typeof engineLineSchema.parse>>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the engine ended with ${code}`)));
    child.stdout?.once('data', (data) => resolve(engineLineSchema.parse(JSON.parse(String(data)))));
  });
}
