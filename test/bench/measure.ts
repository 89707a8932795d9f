/** Measuring two ways of the same work in turn, so that both meet the same noise; and what a figure reports. */

export interface Spread {
  median: number;
  min: number;
  max: number;
  runs: number;
  /** In the order of the rounds: a ratio compares what was measured side by side. */
  values: readonly number[];
}

export type Unit = 's' | 'ms' | '/s' | 'MB' | 'B';

export interface Target {
  /** at-most: smaller is better. */
  kind: 'at-most' | 'at-least';
  value: number;
  /** A multiple of the reference, or the value itself. */
  of: 'reference' | 'value';
}

/** One row of the table. */
export interface Line {
  work: string;
  unit: Unit;
  ours: Spread;
  reference?: { name: string; spread: Spread } | undefined;
  target?: Target | undefined;
  note?: string | undefined;
}

export interface Setting {
  /** Payments in the big book. */
  rows: number;
  /** Where books and files of the run go. */
  folder: string;
  /** Where the bundled programs stand that figures start as processes or threads. */
  programs: string;
  say(text: string): void;
}

export interface Figure {
  name: string;
  title: string;
  run(setting: Setting): Promise<Line[]>;
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return {
    median: at(Math.floor((sorted.length - 1) / 2)),
    min: at(0),
    max: at(sorted.length - 1),
    runs: sorted.length,
    values,
  };
}

/** The median of the rounds' ratios, each of two values measured side by side. */
export function ratioOf(ours: Spread, reference: Spread): number {
  if (ours.runs !== reference.runs) return ours.median / reference.median;
  return spread(ours.values.map((value, round) => value / (reference.values[round] ?? Number.NaN))).median;
}

/** The value that `share` (0..1) of the values do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

let countsProcessor = false;

/** From now on `timed` counts this process's processor time: steadier on a machine that others use, blind to the disk. */
export function countProcessorTime(): void {
  countsProcessor = true;
}

/** Whether processes of their own are to tell their processor time too. */
export const countsProcessorTime = () => countsProcessor;

function nowMs(): number {
  if (!countsProcessor) return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Milliseconds of one piece of work. */
export function timed(work: () => void): number {
  const began = nowMs();
  work();
  return nowMs() - began;
}

/** The same, with the rubbish of what came before taken away first. */
export function timedAlone(work: () => void): number {
  globalThis.gc?.();
  return timed(work);
}

export async function timedAsync(work: () => Promise<unknown>): Promise<number> {
  const began = nowMs();
  await work();
  return nowMs() - began;
}

type Measured = number | Promise<number>;

/** Past this, three rounds instead of five. */
const LONG_ROUND_MS = 40_000;
export const ROUNDS = 5;

/** Runs every way once per round, in turn, each giving its own figure; five rounds, three when a round takes over 40 s. */
export async function inTurn<Name extends string>(
  ways: Readonly<Record<Name, (round: number) => Measured>>,
  rounds = ROUNDS,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(ways) as Name[]; // from outside: the record's own keys
  const found = Object.fromEntries(names.map((name) => [name, []])) as Record<string, number[]> as Record<
    Name,
    number[]
  >;
  let wanted = rounds;
  for (let round = 0; round < wanted; round++) {
    const began = performance.now();
    for (const name of names) {
      globalThis.gc?.();
      found[name].push(await ways[name](round));
    }
    if (performance.now() - began > LONG_ROUND_MS) wanted = Math.min(wanted, Math.max(3, round + 1));
  }
  return found;
}
