/** A bank's CSV file by its profile: one statement, read row by row. */
import { addMinor, readDecimal } from '../../../kernel/money';
import type { BankField } from '../../../kernel/statement';
import type { Day } from '../../../kernel/time';
import type { BankProfile } from '../contract';
import { readBankDay, readBankSum } from './csv-cells';
import { type CsvRow, csvRows, UnreadableRow } from './csv-rows';
import { Unreadable } from './markup';
import { type Reading, type ReadLine, type ReadStatement, statedAmount, told } from './read';
import { type CsvText, piecesOf } from './text';
import { bankReferenceOf, foundReferences, keptAccount, keptName, keptText, LONGEST_TEXT, oneLine } from './words';

/** What stands where a day should, of movements that are not booked yet. */
const pendingWords = /^(?:pending|pendiente|vorgemerkt|en attente|in behandeling|čeká)/i;

/** Reads the rows one by one; refusals and notices go into `reading`. */
export function* csvLines(
  text: CsvText,
  profile: BankProfile,
  currency: string,
  reading: Reading,
): Generator<ReadLine & { balance: number | null }> {
  const reader = new RowReader(profile, currency, reading);
  let left = profile.skip;
  let width: number | null = null;
  let waiting: (ReadLine & { balance: number | null }) | null = null;
  try {
    for (const row of csvRows(withoutStated(text), profile.delimiter)) {
      if (left-- > 0) continue;
      if (width === null) {
        width = row.cells.length;
        if (profile.hasHeader) continue;
      }
      if (!isWide(row, width)) {
        reading.refuse(row.line, 0, 'import-row-cells', { found: row.cells.length, expected: width });
        continue;
      }
      if (waiting && reader.isContinued(row)) {
        // What is cut anyway is not looked at again.
        if (waiting.text.length < LONGEST_TEXT)
          waiting.text = keptText(`${waiting.text} ${reader.text(row)}`, reading.notices);
        continue;
      }
      const line = reader.line(row);
      if (!line) continue;
      if (waiting) yield waiting;
      waiting = line;
    }
  } catch (error) {
    if (!(error instanceof UnreadableRow)) throw error;
    reading.refuse(error.line, error.column, error.failure.code, error.failure.params);
  }
  if (waiting) yield waiting;
}

/** The first line, in which a program was told the delimiter, as an empty one. */
function* withoutStated(text: CsvText): Generator<string> {
  let isFirst = true;
  for (const piece of piecesOf(text)) {
    yield isFirst && piece.startsWith('sep=') ? piece.slice(piece.indexOf('\n')) : piece;
    isFirst = false;
  }
}

/** Empty cells too many at its end are no cells. */
function isWide({ cells }: CsvRow, width: number): boolean {
  if (cells.length === width) return true;
  return cells.length > width && cells.slice(width).every((cell) => cell.trim() === '');
}

const MOST_DAYS = 10_000;

class RowReader {
  readonly #columns: BankProfile['columns'];
  readonly #profile: BankProfile;
  readonly #currency: string;
  readonly #reading: Reading;
  readonly #out: ReadonlySet<string>;
  readonly #texts: ReadonlySet<number>;
  /** A file has thousands of lines for each day. */
  readonly #days = new Map<string, Day>();

  constructor(profile: BankProfile, currency: string, reading: Reading) {
    this.#profile = profile;
    this.#columns = profile.columns;
    this.#currency = currency;
    this.#reading = reading;
    this.#texts = new Set(profile.columns.text ?? []);
    this.#out = new Set(profile.outFlags.map((flag) => flag.toUpperCase()));
  }

  #cell(row: CsvRow, field: BankField): string {
    const column = this.#columns[field]?.[0];
    return column === undefined ? '' : (row.cells[column]?.trim() ?? '');
  }

  #place(row: CsvRow, field: BankField): [number, number] {
    const column = this.#columns[field]?.[0];
    return [row.line, column === undefined ? 0 : column + 1];
  }

  text(row: CsvRow): string {
    const columns = this.#columns.text ?? [];
    const [only = 0] = columns;
    if (columns.length === 1) return row.cells[only]?.trim() ?? '';
    return columns
      .map((column) => row.cells[column]?.trim() ?? '')
      .filter((part) => part !== '')
      .join(' ');
  }

  /** Nothing but text: it belongs to the row above. */
  isContinued(row: CsvRow): boolean {
    const texts = this.#texts;
    return texts.size > 0 && row.cells.every((cell, n) => texts.has(n) || cell.trim() === '');
  }

  line(row: CsvRow): (ReadLine & { balance: number | null }) | null {
    const dayText = this.#cell(row, 'day');
    if (pendingWords.test(dayText)) {
      this.#reading.notices.pending++;
      return null;
    }
    const before = this.#reading.refusals.length;
    const day = this.#day(row, 'day');
    const valueDay = this.#cell(row, 'valueDay') === '' ? null : this.#day(row, 'valueDay');
    this.#assertCurrency(row);
    const minor = this.#amount(row);
    const balance = this.#balance(row);
    if (this.#reading.refusals.length > before || day === null || minor === null) return null;
    const { notices } = this.#reading;
    if (minor === 0) {
      notices.zero++;
      return null;
    }
    const said = this.text(row);
    const reference = foundReferences([this.#cell(row, 'reference')], said, notices);
    const bankReference = bankReferenceOf(this.#cell(row, 'bankReference'));
    const name = keptName(this.#cell(row, 'name'), notices);
    const account = keptAccount(this.#cell(row, 'account'));
    const text = keptText(said, notices);
    const at = row.line;
    return { at, day, valueDay, amount: minor, balance, reference, bankReference, name, account, text };
  }

  #day(row: CsvRow, field: 'day' | 'valueDay'): Day | null {
    const text = this.#cell(row, field);
    const day = this.#days.get(text) ?? readBankDay(text, this.#profile.dayOrder);
    if (day) {
      if (this.#days.size >= MOST_DAYS) this.#days.clear();
      this.#days.set(text, day);
      return day;
    }
    const [line, column] = this.#place(row, field);
    if (text === '') this.#reading.refuse(line, column, 'import-cell-empty');
    else this.#reading.refuse(line, column, 'statement-day-unread', { text: told(text) });
    return null;
  }

  #assertCurrency(row: CsvRow): void {
    const found = this.#cell(row, 'currency').toUpperCase();
    if (found === '' || found === this.#currency) return;
    const [line, column] = this.#place(row, 'currency');
    this.#reading.refuse(line, column, 'statement-currency-mixed', { found: told(found), expected: this.#currency });
  }

  #amount(row: CsvRow): number | null {
    const { amount, debit, credit } = this.#columns;
    if (amount !== undefined) {
      const minor = this.#sum(row, 'amount');
      if (minor === null || minor === 0) return minor;
      const isOut = this.#out.has(this.#cell(row, 'flag').toUpperCase());
      const signed = this.#columns.flag !== undefined && isOut ? -Math.abs(minor) : minor;
      return this.#profile.reversed ? -signed : signed;
    }
    const isFilled = (field: 'debit' | 'credit', columns: number[] | undefined) =>
      columns !== undefined && !/^[0.,]*$/.test(this.#cell(row, field));
    const [out, into] = [isFilled('debit', debit), isFilled('credit', credit)];
    if (out && into) {
      const [line, column] = this.#place(row, 'credit');
      this.#reading.refuse(line, column, 'statement-both-sides');
      return null;
    }
    if (out) {
      const minor = this.#sum(row, 'debit');
      // Some banks write the minus too.
      return minor === null ? null : -Math.abs(minor);
    }
    if (into || this.#cell(row, 'credit') !== '') return this.#sum(row, 'credit');
    return this.#sum(row, 'debit');
  }

  #sum(row: CsvRow, field: 'amount' | 'debit' | 'credit' | 'balance'): number | null {
    const text = this.#cell(row, field);
    const sum = text === '' ? null : readBankSum(text, this.#profile.decimal ?? '.', this.#profile.minus);
    const read = sum && readDecimal(sum.digits, this.#currency);
    if (sum && typeof read === 'number') return sum.isOut && read !== 0 ? -read : read;
    return this.#refusedSum(row, field, text, sum?.digits ?? null);
  }

  /** Where and why. */
  #refusedSum(row: CsvRow, field: BankField, text: string, digits: string | null): null {
    const [line, column] = this.#place(row, field);
    if (text === '') {
      this.#reading.refuse(line, column, 'import-cell-empty');
    } else if (digits === null) this.#reading.refuse(line, column, 'statement-amount-unread', { text: told(text) });
    else this.#reading.attempt(line, column, () => statedAmount(digits, this.#currency));
    return null;
  }

  #balance(row: CsvRow): number | null {
    return this.#cell(row, 'balance') === '' ? null : this.#sum(row, 'balance');
  }
}

/** Collects what the head of a statement says from its rows, as they come. */
export class CsvHead {
  #first: { amount: number; balance: number } | null = null;
  #last: { amount: number; balance: number } | null = null;
  #from: Day | null = null;
  #to: Day | null = null;
  /** Whether every row fits the one before it, read downwards and upwards. */
  #down = true;
  #up = true;
  #isWhole = true;

  take(day: Day, amount: number, balance: number | null): void {
    if (!this.#from || day < this.#from) this.#from = day;
    if (!this.#to || day > this.#to) this.#to = day;
    if (balance === null) {
      this.#isWhole = false;
      return;
    }
    if (this.#last) {
      if (addMinor(this.#last.balance, amount) !== balance) this.#down = false;
      if (addMinor(balance, this.#last.amount) !== this.#last.balance) this.#up = false;
    }
    this.#first ??= { amount, balance };
    this.#last = { amount, balance };
  }

  /** Balances count where every row has one and all of them fit, in the order of the file or against it. */
  told(currency: string): ReadStatement['head'] {
    const head = { account: '', currency, reference: null, from: this.#from, to: this.#to };
    const [top, bottom] = this.#down ? [this.#first, this.#last] : [this.#last, this.#first];
    if (!this.#isWhole || !top || !bottom || !(this.#down || this.#up))
      return { ...head, opening: null, closing: null };
    return { ...head, opening: addMinor(top.balance, -top.amount), closing: bottom.balance };
  }
}

/** The header's names, as the profile finds them. */
export function headersOf(text: CsvText, { delimiter, skip, hasHeader }: BankProfile): string[] {
  if (!hasHeader) return [];
  let left = skip;
  try {
    for (const { cells } of csvRows(text, delimiter)) if (left-- === 0) return cells.map(oneLine);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
  }
  return [];
}
