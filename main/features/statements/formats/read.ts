/** What every format is read into: statements with their lines, and what could not be read, each with its place in the file. */
import { Failure, type FailureCode, type FailureParams } from '../../../kernel/failure';
import { type DecimalProblem, type Minor, readDecimal, toDecimal } from '../../../kernel/money';
import { type NoticeKind, noticeKinds } from '../../../kernel/statement';
import type { StatementHead, StatementLine } from '../line';

/** A line with its place. */
export interface ReadLine extends StatementLine {
  /** Of the file, counted from 1. */
  at: number;
}

export interface ReadStatement {
  head: StatementHead;
  lines: ReadLine[];
}

/** Where and why; line and column counted from 1, 0 where it is about the whole. */
export interface ReadProblem {
  line: number;
  column: number;
  problem: { code: FailureCode; params: FailureParams };
}

export type ReadNotices = Record<NoticeKind, number>;

export interface ReadFile {
  statements: ReadStatement[];
  refusals: ReadProblem[];
  notices: ReadNotices;
}

/** More than that of one file tell nothing new. */
const MOST_REFUSALS = 1_000;

/** Collects what a reader finds. */
export class Reading implements ReadFile {
  readonly statements: ReadStatement[] = [];
  readonly refusals: ReadProblem[] = [];
  readonly notices: ReadNotices = { zero: 0, pending: 0, cut: 0, masked: 0 };

  refuse(line: number, column: number, code: FailureCode, params: FailureParams = {}): void {
    if (this.refusals.length < MOST_REFUSALS)
      this.refusals.push({ line, column, problem: { code, params: { ...params } } });
  }

  /** What another reader found. */
  take({ refusals, notices }: ReadFile): void {
    this.refusals.push(...refusals);
    for (const kind of noticeKinds) this.notices[kind] += notices[kind];
  }

  /** Runs it, and refuses the place with the Failure that it throws; gives null then. */
  attempt<Value>(line: number, column: number, read: () => Value): Value | null {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.refuse(line, column, error.code, error.params);
      return null;
    }
  }
}

/** Long texts are cut in a refusal: it names the place, it does not copy it. */
const TOLD = 60;
export const told = (text: string) => text.slice(0, TOLD);

/** Plain decimal text in minor units. Throws Failure statement-amount-unread, too-many-decimals, amount-too-large. */
export function statedAmount(text: string, currency: string): Minor {
  const read: Minor | DecimalProblem = readDecimal(text, currency);
  if (read === 'not-a-decimal') throw new Failure('statement-amount-unread', { text: told(text) });
  if (read === 'too-many-decimals') throw new Failure('too-many-decimals', { text: told(text), currency });
  if (read === 'too-large')
    throw new Failure('amount-too-large', { limit: toDecimal(Number.MAX_SAFE_INTEGER, currency), currency });
  return read;
}

/** Finds lines and columns of places in a text, by halving: a large file asks for millions of them, in any order. */
export class Places {
  readonly #text: string;
  /** Where each line begins; made when it is asked for. */
  #starts: number[] | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  /** Counted from 1. */
  of(at: number): { line: number; column: number } {
    this.#starts ??= startsOf(this.#text);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (this.#starts[low] ?? 0) + 1 };
  }
}

function startsOf(text: string): number[] {
  const starts = [0];
  for (let next = text.indexOf('\n'); next >= 0; next = text.indexOf('\n', next + 1)) starts.push(next + 1);
  return starts;
}
