/** SWIFT MT940: statements of tags, `:20:` to `:62F:`; a file may hold several, with or without an envelope. */
import { isCurrency } from '../../../kernel/currency';
import { Failure } from '../../../kernel/failure';
import type { Day } from '../../../kernel/time';
import type { StatementHead } from '../line';
import { shortDay } from './days';
import { type Details, readDetails, supplement } from './mt940-details';
import { type ReadFile, Reading, type ReadLine, statedAmount, told } from './read';
import { bankReferenceOf, foundReferences, keptAccount, keptName, keptText, oneLine } from './words';

interface Tag {
  name: string;
  /** Its lines; the first one stands behind the tag. */
  text: string[];
  line: number;
}

/** The tags of a file. What stands before the first one, and the signs around and between messages, say nothing. */
function* tagsOf(text: string): Generator<Tag> {
  let open: Tag | null = null;
  const lines = text.split('\n');
  for (const [n, line] of lines.entries()) {
    const match = /^:([0-9A-Z]{2,3}):(.*)$/.exec(line);
    const isEnd = line.length < 4 && (line.startsWith('-') || line.startsWith('\u0003'));
    if (!match && !isEnd && !line.startsWith('{')) {
      open?.text.push(line);
      continue;
    }
    if (open) yield open;
    open = match ? { name: match[1] ?? '', text: [match[2] ?? ''], line: n + 1 } : null;
  }
  if (open) yield open;
}

export function readMt940(text: string): ReadFile {
  const reading = new Reading();
  let statement: Mt940Statement | null = null;
  for (const tag of tagsOf(text)) {
    if (tag.name === '20') {
      statement?.end();
      statement = new Mt940Statement(reading, tag.line);
    } else if (statement) statement.take(tag);
    else if (tag.name === '61' || tag.name === '25')
      reading.refuse(tag.line, 1, 'statement-tag-missing', { tag: ':20:' });
  }
  statement?.end();
  if (!statement && reading.refusals.length === 0) reading.refuse(0, 0, 'statement-tag-missing', { tag: ':20:' });
  return reading;
}

interface Balance {
  day: Day;
  currency: string;
  minor: number;
}

/** `C110522EUR3236,28`. Throws Failure statement-*. */
function readBalance(text: string): Balance {
  const match = /^([CD])([0-9]{6})([A-Z]{3})([0-9.,]+)\s*$/.exec(text);
  if (!match) throw new Failure('statement-amount-unread', { text: told(text) });
  const [, mark, day = '', currency = '', amount = ''] = match;
  if (!isCurrency(currency)) throw new Failure('statement-currency-unread', { text: currency });
  const minor = swiftAmount(amount, currency);
  return { day: shortDay(day), currency, minor: mark === 'D' && minor !== 0 ? -minor : minor };
}

/** `5,` and `4,5`: a comma, always. Throws Failure statement-amount-unread, too-many-decimals, amount-too-large. */
function swiftAmount(text: string, currency: string): number {
  if (!/^\d+(?:,\d*)?$/.test(text)) throw new Failure('statement-amount-unread', { text: told(text) });
  return statedAmount(text.replace(/,$/, '').replace(',', '.'), currency);
}

/** Value day, entry day, mark, amount, type, and the references behind it. */
const line61 =
  /^(?<value>\d{6})(?<entry>\d{4})?\s*(?<mark>R?[CD]|E[CD])(?<funds>[A-Z])?(?<amount>[\d.,]+)(?<type>[A-Z][A-Z0-9]{3})?(?<rest>.*)$/s;

class Mt940Statement {
  readonly #reading: Reading;
  readonly #line: number;
  readonly #head: StatementHead = {
    ...{ account: '', currency: '', reference: null },
    ...{ from: null, to: null, opening: null, closing: null },
  };
  readonly #lines: ReadLine[] = [];
  /** The line that the next `:86:` is about. */
  #last: { line: ReadLine; stated: string[] } | null = null;

  constructor(reading: Reading, line: number) {
    this.#reading = reading;
    this.#line = line;
  }

  take(tag: Tag): void {
    const value = tag.text[0] ?? '';
    if (tag.name === '25') this.#head.account = accountIn(value);
    else if (tag.name === '28' || tag.name === '28C') this.#head.reference = oneLine(value).slice(0, 100) || null;
    else if (tag.name === '60F' || tag.name === '60M') this.#open(tag);
    else if (tag.name === '62F' || tag.name === '62M') this.#close(tag);
    else if (tag.name === '61') this.#movement(tag);
    else if (tag.name === '86') this.#details(tag);
  }

  #open(tag: Tag): void {
    const balance = this.#reading.attempt(tag.line, 6, () => readBalance(tag.text[0] ?? ''));
    if (!balance) return;
    Object.assign(this.#head, { currency: balance.currency, opening: balance.minor, from: balance.day });
  }

  #close(tag: Tag): void {
    this.#last = null;
    const balance = this.#reading.attempt(tag.line, 6, () => readBalance(tag.text[0] ?? ''));
    if (!balance) return;
    if (balance.currency !== this.#head.currency && this.#head.currency !== '')
      this.#reading.refuse(tag.line, 13, 'statement-currency-mixed', {
        ...{ found: balance.currency, expected: this.#head.currency },
      });
    Object.assign(this.#head, { closing: balance.minor, to: balance.day });
  }

  #movement(tag: Tag): void {
    this.#last = null;
    const { currency } = this.#head;
    if (currency === '') {
      this.#reading.refuse(tag.line, 1, 'statement-tag-missing', { tag: ':60F:' });
      return;
    }
    // Some banks break the line before the amount.
    const first = tag.text[0] ?? '';
    const isBroken = /^\d{6,10}(?:R?[CD]|E[CD])[A-Z]?\s*$/.test(first);
    const whole = isBroken ? `${first.trim()}${tag.text[1] ?? ''}` : first;
    const more = tag.text.slice(isBroken ? 2 : 1);
    const parts = line61.exec(whole)?.groups;
    if (!parts) {
      this.#reading.refuse(tag.line, 5, 'statement-line-unread', { text: told(whole) });
      return;
    }
    const { value = '', entry, mark = '', amount = '', rest = '' } = parts;
    const column = 5 + whole.indexOf(amount, (value + (entry ?? '')).length);
    const minor = this.#reading.attempt(tag.line, column, () => swiftAmount(amount, currency));
    const days = this.#reading.attempt(tag.line, 5, () => daysOf(value, entry));
    if (minor === null || !days) return;
    if (minor === 0) {
      this.#reading.notices.zero++;
      return;
    }
    const { stated, bankReference } = referencesIn(rest);
    const isOut = mark === 'D' || mark === 'RC' || mark === 'ED';
    const line: ReadLine = {
      ...{ at: tag.line, ...days, amount: isOut ? -minor : minor },
      ...{ bankReference: bankReferenceOf(bankReference) },
      ...{ reference: '', name: '', account: '', text: '' },
    };
    this.#lines.push(line);
    this.#last = { line, stated };
    this.#finish(supplement(more));
  }

  #details(tag: Tag): void {
    if (!this.#last) return;
    const { text, account } = this.#last.line;
    const details = readDetails(tag.text);
    this.#finish({ ...details, account: details.account || account, text: `${text} ${details.text}`.trim() });
    this.#last = null;
  }

  /** What is known of the last line by now. */
  #finish(details: Details): void {
    if (!this.#last) return;
    const { line, stated } = this.#last;
    const { notices } = this.#reading;
    line.name = keptName(details.name, notices);
    line.account = keptAccount(details.account);
    line.text = keptText(details.text, notices);
    line.reference = foundReferences([...stated, ...details.references], details.text, notices);
  }

  end(): void {
    const { closing, opening } = this.#head;
    const refuse = (tag: string) => this.#reading.refuse(this.#line, 1, 'statement-tag-missing', { tag });
    if (opening === null) refuse(':60F:');
    else if (closing === null) refuse(':62F:');
    else this.#reading.statements.push({ head: this.#head, lines: this.#lines });
  }
}

/** The account number without a bank's code before it or a currency behind it. */
function accountIn(text: string): string {
  const plain = keptAccount(text);
  return plain.replace(/(?<=\d)(?:[A-Z]{3})$/, '').slice(0, 40);
}

/** The entry day has no year: the one that is nearest to the value day. */
function daysOf(value: string, entry: string | undefined): { day: Day; valueDay: Day } {
  const valueDay = shortDay(value);
  if (entry === undefined) return { day: valueDay, valueDay };
  const year = Number.parseInt(value.slice(0, 2), 10);
  const apart = Number.parseInt(entry.slice(0, 2), 10) - Number.parseInt(value.slice(2, 4), 10);
  const other = apart > 6 ? year - 1 : apart < -6 ? year + 1 : year;
  return { day: shortDay(`${String((other + 100) % 100).padStart(2, '0')}${entry}`), valueDay };
}

/** `NONREF//14237654096217`: the customer's, then the bank's. */
function referencesIn(rest: string): { stated: string[]; bankReference: string } {
  const at = rest.indexOf('//');
  const customer = (at < 0 ? rest : rest.slice(0, at)).trim();
  const bank = at < 0 ? '' : rest.slice(at + 2).trim();
  // What stands there is often a word for *see below*.
  return { stated: customer === 'EREF' ? [] : [customer], bankReference: bank === 'NONREF' ? '' : bank };
}
