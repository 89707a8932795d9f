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

/** Finds lines and columns of places in a text, asked for in rising order or not. */
export class Places {
  readonly #text: string;
  #line = 1;
  #begin = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Counted from 1. */
  of(at: number): { line: number; column: number } {
    if (at < this.#begin) {
      this.#line = 1;
      this.#begin = 0;
    }
    for (;;) {
      const next = this.#text.indexOf('\n', this.#begin);
      if (next < 0 || next >= at) break;
      this.#line++;
      this.#begin = next + 1;
    }
    return { line: this.#line, column: at - this.#begin + 1 };
  }
}
