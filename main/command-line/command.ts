/** What a command is, and what it may use. */
import type { ParseArgsOptionsConfig } from 'node:util';
import { Failure } from '../kernel/failure';
import type { BookChoice, Places } from '../shell/places';
import type { Progress } from '../wire';
import type { Api, Connected } from './engine';
import { UsageError } from './exit';
import type { Output } from './output';

export interface Use {
  /** Words after the command's own. */
  words: readonly string[];
  option(name: string): string | undefined;
  /** Of an option that may be given several times. */
  options(name: string): readonly string[];
  flag(name: string): boolean;
  output: Output;
  places: Places;
  book: BookChoice;
  signal: AbortSignal;
  /** Opens the book's engine; it is left again when the command ends. */
  connect(choice?: BookChoice, more?: readonly string[]): Promise<Connected>;
  api(): Promise<Api>;
}

export interface Command {
  /** As in `counterfoil export payments`. */
  name: string;
  usage: string;
  about: string;
  options: ParseArgsOptionsConfig;
  /** What an option is for, by its name. */
  tells?: Readonly<Record<string, string>>;
  /** Words that may follow the name; none when left out. */
  words?: number;
  run(use: Use): Promise<void>;
}

const paperLanguages = ['en', 'es'] as const;

/** Of a paper; left out: undefined. Throws UsageError. */
export function languageOf(use: Use): (typeof paperLanguages)[number] | undefined {
  const asked = use.option('language');
  const language = paperLanguages.find((known) => known === asked);
  if (asked !== undefined && !language) throw new UsageError(`--language is en or es, not “${asked}”.`);
  return language;
}

/** Follows long work to its result, telling its progress. */
export async function follow<Result>(
  use: Use,
  steps: Promise<AsyncIterator<Progress, Result, unknown>>,
): Promise<Result> {
  const iterator = await steps;
  for (;;) {
    const step = await iterator.next();
    if (step.done) return step.value;
    if (use.signal.aborted) {
      await iterator.return?.();
      throw new Failure('cancelled');
    }
    use.output.progress(step.value);
  }
}

export function needed(use: Use, name: string): string {
  const value = use.option(name);
  if (value === undefined || value === '') throw new UsageError(`--${name} is missing.`);
  return value;
}

/** A whole number from `least` on. Throws UsageError. */
export function wholeNumber(text: string, name: string, least: number, most: number): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--${name} takes a whole number, not “${text}”.`);
  const value = Number.parseInt(text, 10);
  if (value < least || value > most) throw new UsageError(`--${name} takes a number from ${least} to ${most}.`);
  return value;
}
