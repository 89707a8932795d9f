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

/** The 16 bytes that say which line it is, each as a character: a buffer of each would take memory outside the heap. */
export type LineKey = string & { readonly __lineKey: true };

const [SPACE, QUOTE, BACKSLASH, TILDE] = [0x20, 0x22, 0x5c, 0x7e];

/** Whether JSON escapes nothing in it, and it is plain already but for its case. Counted: it is asked of five texts of each line. */
function isPlain(text: string): boolean {
  let before = SPACE;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < SPACE || code > TILDE || code === QUOTE || code === BACKSLASH) return false;
    if (code === SPACE && before === SPACE) return false;
    before = code;
  }
  return before !== SPACE || text === '';
}

/** As JSON. What spaces and case a bank changes between two files says nothing about which line it is. */
function plain(text: string): string {
  if (isPlain(text)) return `"${text.toUpperCase()}"`;
  return JSON.stringify(text.normalize('NFKC').replace(/\s+/g, ' ').trim().toUpperCase());
}

const KEY_BYTES = 16;
const FIRST_BYTES = 6;

/** The first bytes of a digest as a number. */
function firstOf(digest: string): number {
  let number = 0;
  for (let at = 0; at < FIRST_BYTES; at++) number = number * 0x100 + digest.charCodeAt(at);
  return number;
}

/** Keys of the lines of one file and bank account, in their order: the second of two equal lines of a day has another key. */
export class LineKeys {
  readonly #bank: string;
  /** How often lines that begin so were seen. */
  readonly #seen = new LineCounts();
  /** Lines that are equal to one before them. */
  equal = 0;

  constructor(bank: Id) {
    this.#bank = JSON.stringify(bank);
  }

  /** Books are read by it: what it makes of a line never changes. */
  next(line: StatementLine): LineKey {
    const { day, valueDay, amount, reference, bankReference, name, account, text } = line;
    const days = `"${day}",${valueDay === null ? 'null' : `"${valueDay}"`}`;
    const told = `${plain(reference)},${plain(bankReference)},${plain(name)},${plain(account)},${plain(text)}`;
    const digest = hash('sha256', `[${this.#bank},${days},${amount},${told}]`, 'binary');
    const before = this.#seen.take(firstOf(digest));
    if (before === 0) return keyOf(digest);
    this.equal++;
    const content = Buffer.from(digest, 'latin1');
    return keyOf(createHash('sha256').update(content).update(String(before)).digest('binary'));
  }
}

const keyOf = (digest: string) => digest.slice(0, KEY_BYTES) as LineKey;
