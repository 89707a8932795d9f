/** What a statement says, as every format is read into it; and what makes a line the same line when it comes again. */
import { createHash, hash } from 'node:crypto';
import type { BankText } from '../../db/bank-text';
import type { Id } from '../../kernel/id';
import type { Day } from '../../kernel/time';
import { LineCounts } from './line-counts';

/** One movement on our account. */
export interface StatementLine extends BankText {
  day: Day;
  valueDay: Day | null;
  /** Minor units, what came in is positive; never 0. */
  amount: number;
  /** References that were found in it, '' when none. */
  reference: string;
  /** The bank's own reference; '' where it says none. */
  bankReference: string;
}

/** One statement of a file. Minor units; null where the file says nothing. */
export interface StatementHead {
  /** Our IBAN or account number as the file has it; '' where it says none. */
  account: string;
  currency: string;
  reference: string | null;
  from: Day | null;
  to: Day | null;
  opening: number | null;
  closing: number | null;
}

/** What spaces and case a bank changes between two files says nothing about which line it is. */
function plain(text: string): string {
  if (!/[^\x21-\x7e ]|^ | $| {2}/.test(text)) return text.toUpperCase();
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim().toUpperCase();
}

const FIRST_BYTES = 6;

/** Keys of the lines of one file and bank account, in their order: the second of two equal lines of a day has another key. */
export class LineKeys {
  readonly #bank: Id;
  /** How often lines that begin so were seen. */
  readonly #seen = new LineCounts();
  /** Lines that are equal to one before them. */
  equal = 0;

  constructor(bank: Id) {
    this.#bank = bank;
  }

  /** 16 bytes. */
  next(line: StatementLine): Buffer {
    const { day, valueDay, amount, reference, bankReference, name, account, text } = line;
    const told = [reference, bankReference, name, account, text].map(plain);
    // As text: each digest as a buffer would take memory outside the heap, which a million of them pile up.
    const digest = hash('sha256', JSON.stringify([this.#bank, day, valueDay, amount, ...told]), 'binary');
    const content = Buffer.from(digest, 'latin1');
    const before = this.#seen.take(content.readUIntBE(0, FIRST_BYTES));
    if (before === 0) return content.subarray(0, 16);
    this.equal++;
    return createHash('sha256').update(content).update(String(before)).digest().subarray(0, 16);
  }
}
