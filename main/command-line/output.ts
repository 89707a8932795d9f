/** What the command line writes: tables for people, JSON for programs, progress on a terminal's stderr only. */
import type { Progress } from '../wire';
import { exitCodeOf, exitCodes, Findings, failureOf, sentences, UsageError } from './exit';

export interface Output {
  /** A program gets `data`; a person gets `text`. */
  tell(data: unknown, text: string): void;
  /** One line of JSON, whoever reads it: for what goes on for long. */
  line(data: unknown): void;
  progress(step: Progress): void;
  /** For the person, whoever reads the output: on stderr. */
  note(text: string): void;
  /** Gives the exit code. */
  failed(error: unknown): number;
  /** True once nobody reads any more (`| head`). */
  closed(): boolean;
  /** Resolves when all is written. Throws when it could not be. */
  written(): Promise<void>;
}

const WRITE_EVERY_MS = 100;

/** `onClosed` is called when the reader of a pipe leaves early: what is still under way is for nobody. */
export function makeOutput(json: boolean, clock: { now(): number }, onClosed: () => void): Output {
  let wroteAt = 0;
  let onLine = false;
  let closed = false;
  let lastWrite: Promise<Error | null> = Promise.resolve(null);
  const clearLine = () => {
    if (onLine) process.stderr.write('\r\u001b[K');
    onLine = false;
  };
  const noteError = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' || closed) return;
    closed = true;
    onClosed();
  };
  const write = (text: string) => {
    clearLine();
    if (closed) return;
    const written = new Promise<Error | null>((resolve) =>
      process.stdout.write(`${text}\n`, (error) => resolve(error ?? null)),
    );
    lastWrite = Promise.all([lastWrite, written]).then(([before, now]) => before ?? now);
  };
  process.stdout.on('error', noteError);
  process.stderr.on('error', () => {});
  return {
    tell: (data, text) => write(json ? JSON.stringify(data, null, 2) : text),
    line: (data) => write(JSON.stringify(data)),
    progress({ phase, done, total }) {
      if (!process.stderr.isTTY || clock.now() - wroteAt < WRITE_EVERY_MS) return;
      wroteAt = clock.now();
      onLine = true;
      process.stderr.write(`\r\u001b[K${phase} ${done}${total === null ? '' : ` of ${total}`}`);
    },
    note(text) {
      clearLine();
      process.stderr.write(`${text}\n`);
    },
    failed(error) {
      clearLine();
      if (error instanceof Findings) return exitCodes.findings;
      if (error instanceof UsageError) {
        const help = error.command === null ? 'help' : `help ${error.command}`;
        const next = `See “counterfoil ${help}”.`;
        const told = { code: 'usage', what: error.message, safe: 'Nothing was done.', next };
        return tellFailure(json, told, exitCodes.usage);
      }
      const failure = failureOf(error);
      return tellFailure(json, { code: failure.code, ...sentences(failure) }, exitCodeOf(failure.code));
    },
    closed: () => closed,
    async written() {
      const error = await lastWrite;
      if (error && !closed) throw new OutputError(error.message, { cause: error });
    },
  };
}

/** What was asked for could not be written to where the output goes. */
class OutputError extends Error {}

interface Told {
  code: string;
  what: string;
  safe: string;
  next: string;
}

function tellFailure(json: boolean, told: Told, exitCode: number): number {
  const text = json ? JSON.stringify({ error: told }) : [told.what, told.safe, told.next].map(visible).join('\n');
  process.stderr.write(`${text}\n`);
  return exitCode;
}

/** A cell wider than that is cut: a description may be long. */
const WIDEST_CELL = 60;

/** Columns side by side; those numbered in `right` are figures. Control characters of outside text are shown, not obeyed. */
export function table(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const cells = [headers, ...rows].map((row) => row.map((cell) => cut(visible(cell))));
  const widths = headers.map((_, n) => Math.max(...cells.map((row) => width(row[n] ?? ''))));
  const line = (row: readonly string[]) =>
    row
      .map((cell, n) => {
        const gap = ' '.repeat((widths[n] ?? 0) - width(cell));
        return right.includes(n) ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd();
  return cells.map(line).join('\n');
}

/** Names and values, one below the other. */
export function facts(rows: readonly (readonly [string, string])[]): string {
  const widest = Math.max(...rows.map(([name]) => width(name)));
  return rows
    .map(([name, value]) => `${name}${' '.repeat(widest - width(name))}  ${visible(value)}`.trimEnd())
    .join('\n');
}

/** A terminal must not be driven by a payment's description. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '·');
}

function cut(text: string): string {
  const signs = [...text];
  return signs.length <= WIDEST_CELL ? text : `${signs.slice(0, WIDEST_CELL - 1).join('')}…`;
}

/** Signs that take two places on a terminal (the wide ranges of Unicode's East Asian Width), and those that take none. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const none = /\p{Mn}|\p{Me}/u;

export function width(text: string): number {
  let places = 0;
  for (const sign of text) places += none.test(sign) ? 0 : wide.test(sign) ? 2 : 1;
  return places;
}
