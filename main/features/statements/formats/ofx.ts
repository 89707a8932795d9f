/** OFX and QFX: 1.x is SGML whose small tags need not be closed, 2.x is XML; banks mix them. */
import { isCurrency } from '../../../kernel/currency';
import { Failure } from '../../../kernel/failure';
import type { Day } from '../../../kernel/time';
import { likelyDay } from './days';
import { type Token, tokensOf, Unreadable } from './markup';
import { Places, type ReadFile, Reading, type ReadLine, statedAmount, told } from './read';
import { bankReferenceOf, foundReferences, keptAccount, keptName, keptText } from './words';

/** Elements with others in them; every other one is a value. */
const groups = new Set([
  ...['OFX', 'BANKMSGSRSV1', 'CREDITCARDMSGSRSV1', 'STMTTRNRS', 'CCSTMTTRNRS', 'STMTRS', 'CCSTMTRS', 'BANKACCTFROM'],
  ...['CCACCTFROM', 'BANKTRANLIST', 'STMTTRN', 'LEDGERBAL', 'AVAILBAL', 'PAYEE', 'BANKACCTTO', 'CCACCTTO', 'CURRENCY'],
  ...['ORIGCURRENCY', 'SIGNONMSGSRSV1', 'SONRS', 'STATUS', 'FI', 'BALLIST', 'BAL'],
]);

interface Value {
  text: string;
  at: number;
}

interface Group {
  name: string;
  at: number;
  values: Map<string, Value>;
}

export function readOfx(text: string): ReadFile {
  const reading = new Reading();
  const places = new Places(text);
  const start = text.search(/<OFX>/i);
  if (start < 0) {
    reading.refuse(0, 0, 'statement-tag-missing', { tag: '<OFX>' });
    return reading;
  }
  try {
    // What is declared before it is looked at too.
    for (const _token of tokensOf(text.slice(0, start)));
    new OfxReader(reading, places).read(tokensOf(text, start));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { line, column } = places.of(error.at);
    reading.refuse(line, column, error.failure.code, error.failure.params);
  }
  return reading;
}

interface OpenStatement {
  at: number;
  currency: Value | null;
  account: string;
  from: Day | null;
  to: Day | null;
  closing: Value | null;
  closingDay: Day | null;
  movements: Group[];
}

class OfxReader {
  readonly #reading: Reading;
  readonly #places: Places;
  readonly #open: Group[] = [];
  #statement: OpenStatement | null = null;

  constructor(reading: Reading, places: Places) {
    this.#reading = reading;
    this.#places = places;
  }

  /** Throws Unreadable. */
  read(tokens: Iterable<Token>): void {
    let name: string | null = null;
    let found = 0;
    let at = 0;
    for (const token of tokens) {
      at = token.at;
      if (token.kind === 'text') {
        if (name !== null) this.#value(name, token);
        continue;
      }
      const tag = token.text.toUpperCase();
      name = null;
      if (!groups.has(tag)) {
        if (token.kind === 'open') name = tag;
      } else if (token.kind === 'close') {
        if (this.#close(tag)) found++;
        if (tag === 'OFX' && found === 0) throw new Unreadable(at, 'statement-tag-missing', { tag: '<STMTRS>' });
        if (tag === 'OFX') return;
      } else this.#enter(tag, token.at);
    }
    throw new Unreadable(at, 'statement-cut-short', { tag: '<OFX>' });
  }

  #enter(name: string, at: number): void {
    this.#open.push({ name, at, values: new Map() });
    if (this.#open.length > 50) throw new Unreadable(at, 'statement-markup');
    if (name === 'STMTRS' || name === 'CCSTMTRS')
      this.#statement = {
        ...{ at, currency: null, account: '', from: null, to: null },
        ...{ closing: null, closingDay: null, movements: [] },
      };
  }

  /** A text may come in pieces. */
  #value(name: string, { text, at }: Token): void {
    const group = this.#open.at(-1);
    if (!group) return;
    const before = group.values.get(name);
    if (before) before.text += text;
    else group.values.set(name, { text, at });
  }

  /** Ends this group and what was left open in it. True: it was a statement. */
  #close(name: string): boolean {
    if (!this.#open.some((group) => group.name === name)) return false;
    for (;;) {
      const group = this.#open.pop();
      if (!group) return false;
      this.#ended(group);
      if (group.name === name) return name === 'STMTRS' || name === 'CCSTMTRS';
    }
  }

  #ended(group: Group): void {
    const statement = this.#statement;
    if (!statement) return;
    const text = (name: string) => group.values.get(name)?.text.trim() ?? '';
    if (group.name === 'STMTTRN') statement.movements.push(group);
    else if (group.name === 'BANKACCTFROM' || group.name === 'CCACCTFROM') statement.account = text('ACCTID');
    else if (group.name === 'BANKTRANLIST') {
      statement.from = dayOf(text('DTSTART'));
      statement.to = dayOf(text('DTEND'));
    } else if (group.name === 'LEDGERBAL') {
      statement.closing = group.values.get('BALAMT') ?? null;
      statement.closingDay = dayOf(text('DTASOF'));
    } else if (group.name === 'STMTRS' || group.name === 'CCSTMTRS') {
      statement.currency = group.values.get('CURDEF') ?? null;
      this.#store(statement);
      this.#statement = null;
    }
  }

  #store(statement: OpenStatement): void {
    const currency = this.#currency(statement);
    if (currency === null) return;
    const lines: ReadLine[] = [];
    for (const movement of statement.movements) {
      const line = this.#line(movement, currency);
      if (line) lines.push(line);
    }
    const { closing } = statement;
    const isStated = closing !== null && closing.text.trim() !== '';
    const minor = isStated ? this.#attempt(closing.at, () => ofxAmount(closing.text.trim(), currency)) : null;
    // The balance is of the day that the file was made: it closes the list only where that ends on the same day.
    const isClosing = minor !== null && (statement.to === null || statement.closingDay === statement.to);
    this.#reading.statements.push({
      head: {
        ...{ account: keptAccount(statement.account).slice(0, 40), currency, reference: null },
        ...{ from: statement.from, to: statement.to, opening: null, closing: isClosing ? minor : null },
      },
      lines,
    });
  }

  #currency({ currency, movements, at }: OpenStatement): string | null {
    const stated = currency?.text.trim().toUpperCase() ?? '';
    if (isCurrency(stated)) return stated;
    const place = this.#places.of(currency?.at ?? movements[0]?.at ?? at);
    if (stated === '') this.#reading.refuse(place.line, place.column, 'statement-tag-missing', { tag: '<CURDEF>' });
    else this.#reading.refuse(place.line, place.column, 'statement-currency-unread', { text: told(stated) });
    return null;
  }

  #attempt<Read>(at: number, read: () => Read): Read | null {
    const { line, column } = this.#places.of(at);
    return this.#reading.attempt(line, column, read);
  }

  #line({ at, values }: Group, currency: string): ReadLine | null {
    const text = (name: string) => values.get(name)?.text.trim() ?? '';
    const place = this.#places.of(at);
    const amount = values.get('TRNAMT');
    const posted = values.get('DTPOSTED');
    for (const [tag, value] of [
      ['<TRNAMT>', amount],
      ['<DTPOSTED>', posted],
    ] as const) {
      if (value && value.text.trim() !== '') continue;
      this.#reading.refuse(place.line, place.column, 'statement-tag-missing', { tag });
    }
    if (!amount || !posted || amount.text.trim() === '' || posted.text.trim() === '') return null;
    const minor = this.#attempt(amount.at, () => ofxAmount(amount.text.trim(), currency));
    const day = this.#attempt(posted.at, () => statedDay(posted.text.trim()));
    if (minor === null || day === null) return null;
    const { notices } = this.#reading;
    if (minor === 0) {
      notices.zero++;
      return null;
    }
    const said = [text('MEMO'), text('EXTDNAME')].filter((part) => part !== '').join(' ');
    return {
      ...{ at: place.line, day, valueDay: dayOf(text('DTAVAIL')), amount: minor },
      reference: foundReferences([text('REFNUM')], said, notices),
      bankReference: bankReferenceOf(text('FITID')),
      ...{ name: keptName(text('NAME'), notices), account: '', text: keptText(said, notices) },
    };
  }
}

/** A point or a comma before the decimals, nothing between thousands. Throws Failure statement-amount-unread, too-many-decimals, amount-too-large. */
function ofxAmount(text: string, currency: string): number {
  const match = /^([+-]?)(\d*)(?:[.,](\d*))?$/.exec(text);
  if (!match || (match[2] === '' && !match[3])) throw new Failure('statement-amount-unread', { text: told(text) });
  const [, sign = '', whole = '', fraction = ''] = match;
  const plain = `${sign === '-' ? '-' : ''}${whole || '0'}${fraction === '' ? '' : `.${fraction}`}`;
  return statedAmount(plain, currency);
}

/** `20090401122017.000[-5:EST]`: the day as the bank's clock says it. */
function dayOf(text: string): Day | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:\d{2}(?:\d{2}(?:\d{2})?)?)?(?:[.:]\d{1,3})?(?:\[[^\]]*\])?$/.exec(text);
  return match ? likelyDay(`${match[1]}-${match[2]}-${match[3]}`) : null;
}

/** Throws Failure statement-day-unread. */
function statedDay(text: string): Day {
  const day = dayOf(text);
  if (!day) throw new Failure('statement-day-unread', { text: told(text) });
  return day;
}
