/** Where an export goes: a fresh name in the export folder, or the path that the command line names. */
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../../kernel/failure';
import { DAY_MS } from '../../kernel/time';

export interface Destination {
  /** What failures name; the first of `targets`. */
  target: string;
  /** Names to try in turn. */
  targets: Iterable<string>;
  overwrite: boolean;
}

/** Two exports in one minute get a number each; more than this many are refused. */
const MOST_IN_A_MINUTE = 1_000;

/** `payments 2026-11-21 1432.csv` in the book's time zone, with a number behind it when that name is taken. */
export function freshDestination(
  home: string,
  subject: string,
  ending: string,
  atMs: number,
  timeZone: string,
): Destination {
  const folder = path.join(home, 'exports');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  removeLeftovers(folder, atMs);
  const first = `${subject} ${minuteText(atMs, timeZone)}`;
  const name = (n: number) => path.join(folder, `${first}${n === 1 ? '' : ` ${n}`}.${ending}`);
  const targets = Array.from({ length: MOST_IN_A_MINUTE }, (_, n) => name(n + 1));
  return { target: name(1), targets, overwrite: false };
}

/** Throws Failure path-invalid for what must not be written, file-exists when it is there and may not be overwritten. */
export function namedDestination(file: string, overwrite: boolean): Destination {
  if (!path.isAbsolute(file) || file.includes('\0'))
    throw new Failure('path-invalid', { file, detail: 'give the whole path' });
  if (/\.counterfoil([.-][a-z]+)?$/i.test(file))
    throw new Failure('path-invalid', { file, detail: 'that is the name of a book, and an export is none' });
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw new Failure('path-invalid', { file, detail: 'there is a folder of that name' });
  if (found && !found.isFile()) throw new Failure('path-invalid', { file, detail: 'it is not a plain file' });
  if (found && !overwrite) throw new Failure('file-exists', { file });
  return { target: file, targets: [file], overwrite };
}

/** `2026-11-21 1432` */
function minuteText(atMs: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(atMs);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')} ${of('hour')}${of('minute')}`;
}

/** Parts that a killed engine left, a day old or more: nobody writes to them any longer. */
function removeLeftovers(folder: string, nowMs: number): void {
  for (const name of readdirSync(folder)) {
    if (!/\.part-[0-9a-f]{12}$/.test(name)) continue;
    const file = path.join(folder, name);
    const found = statSync(file, { throwIfNoEntry: false });
    if (found && nowMs - found.mtimeMs > DAY_MS) rmSync(file, { force: true });
  }
}
