/** What the command line writes: tables for people, JSON for programs, progress on a terminal's stderr only. */
import type { Progress } from '../wire';
import { exitCodeOf, exitCodes, Findings, failureOf, sentences, UsageError } from './exit';

export interface Output {
  json: boolean;
  /** A program gets `data`; a person gets `text`. */
  tell(data: unknown, text: string): void;
  progress(step: Progress): void;
  /** Gives the exit code. */
  failed(error: unknown): number;
}

const WRITE_EVERY_MS = 100;

export function makeOutput(json: boolean, clock: { now(): number }): Output {
  let wroteAt = 0;
  let onLine = false;
  const clearLine = () => {
    if (onLine) process.stderr.write('\r\u001b[K');
    onLine = false;
  };
  // The reader of a pipe may leave early (`| head`): that is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  return {
    json,
    tell(data, text) {
      clearLine();
      process.stdout.write(json ? `${JSON.stringify(data, null, 2)}\n` : `${text}\n`);
    },
    progress({ phase, done, total }) {
      if (!process.stderr.isTTY || clock.now() - wroteAt < WRITE_EVERY_MS) return;
      wroteAt = clock.now();
      onLine = true;
      process.stderr.write(`\r\u001b[K${phase} ${done}${total === null ? '' : ` of ${total}`}`);
    },
    failed(error) {
      clearLine();
      if (error instanceof Findings) return exitCodes.findings;
      if (error instanceof UsageError) {
        const told = { code: 'usage', what: error.message, safe: 'Nothing was done.', next: 'See “counterfoil help”.' };
        return tellFailure(json, told, exitCodes.usage);
      }
      const failure = failureOf(error);
      return tellFailure(json, { code: failure.code, ...sentences(failure) }, exitCodeOf(failure.code));
    },
  };
}

function tellFailure(
  json: boolean,
  told: { code: string; what: string; safe: string; next: string },
  exitCode: number,
): number {
  const text = json ? JSON.stringify({ error: told }) : `${told.what}\n${told.safe}\n${told.next}`;
  process.stderr.write(`${text}\n`);
  return exitCode;
}

/** Columns side by side; those named in `right` are figures. Control characters of outside text are shown, not obeyed. */
export function table(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const cells = [headers, ...rows].map((row) => row.map(visible));
  const widths = headers.map((_, n) => Math.max(...cells.map((row) => [...(row[n] ?? '')].length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, n) => {
        const gap = ' '.repeat((widths[n] ?? 0) - [...cell].length);
        return right.includes(n) ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd();
  return cells.map(line).join('\n');
}

/** A terminal must not be driven by a payment's description. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '·');
}
