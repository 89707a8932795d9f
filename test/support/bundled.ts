/** Builds a program of the tests, with the real code that it uses, so that it can run (and be killed) as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { plainHttp } from '../../scripts/plain-http';

const root = path.resolve(import.meta.dirname, '../..');

export interface Program {
  file: string;
  /** For `startProgram`: Node keeps what it compiled of it, once one has ended by itself, which is a quarter of a start. */
  again: NodeJS.ProcessEnv;
  remove(): void;
}

/** `source` is a path from the root of the repository. It is put where the one package that cannot be built in is found. */
export async function buildProgram(source: string): Promise<Program> {
  const outDir = mkdtempSync(path.join(root, 'node_modules', '.counterfoil-test-'));
  await build({
    configFile: false,
    logLevel: 'silent',
    root,
    plugins: [plainHttp()],
    // One file starts in half the time of the many that the packages have; a native module must stay what it is.
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: path.join(root, source),
      outDir,
      target: 'node22',
      minify: false,
      rollupOptions: { output: { entryFileNames: 'program.mjs' } },
    },
  });
  return {
    file: path.join(outDir, 'program.mjs'),
    again: { NODE_COMPILE_CACHE: path.join(outDir, 'compiled') },
    remove: () => rmSync(outDir, { recursive: true, force: true }),
  };
}

export interface Running {
  child: ChildProcess;
  /** All lines of its output so far. */
  lines: string[];
  /** Resolves with the first line that begins so; rejects when the program ends without one. */
  line(beginning: string): Promise<string>;
  /** Resolves once it has ended and all its output was read. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts a program; its words to standard error go to ours. */
export function startProgram(command: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const [program = process.execPath, ...args] = command;
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...env } });
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  let rest = '';
  // A program that was killed reads no more.
  child.stdin.on('error', () => {});
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    for (const listener of listeners) listener();
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const line = (beginning: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = lines.find((each) => each.startsWith(beginning));
        if (found !== undefined) resolve(found);
        return found !== undefined;
      };
      if (look()) return;
      listeners.add(look);
      void ended.then(
        () => look() || reject(new Error(`the program ended without “${beginning}”: ${lines.join(' / ')}`)),
      );
    });
  return { child, lines, line, ended };
}
