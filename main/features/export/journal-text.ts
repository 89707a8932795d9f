/** A journal entry and the lines around it as hledger and beancount text. Pure. */
import { exponentOf } from '../../kernel/currency';
import { toDecimal } from '../../kernel/money';
import { accountKind } from '../../ledger/chart';
import { type JournalFormat, roots } from './journal-accounts';

export interface JournalMove {
  /** As the journal writes them. */
  from: string;
  to: string;
  minor: number;
  currency: string;
}

export interface JournalEntry {
  event: number;
  kind: string;
  /** Id of the payment, payout… that it is about. */
  subject: string;
  bookedOn: string;
  moves: readonly JournalMove[];
}

export interface JournalHead {
  book: string;
  /** The book's own name of an account, and how the journal writes it. */
  accounts: readonly { name: string; written: string }[];
}

export interface JournalFoot {
  /** The last hash of the journal, hex: whoever keeps this file can show later that the book was not rewritten. */
  head: string;
  lastEvent: number;
  currencies: readonly string[];
}

/** beancount wants to know since when; a book's accounts have always been there. */
const OPEN_SINCE = '1900-01-01';

export function headText({ book, accounts }: JournalHead, format: JournalFormat): string {
  const title = oneLine(book);
  if (format === 'hledger') {
    return [
      `; Journal of ${title}, written by Counterfoil. Customers stand under their ids; names are kept out of exports.`,
      '',
      ...accounts.map(({ name, written }) => `account ${written}  ; type:${roots[accountKind(name)].hledger}`),
      '',
      '',
    ].join('\n');
  }
  return [
    '; Written by Counterfoil. Customers stand under their ids; names are kept out of exports.',
    `option "title" "${title.replace(/[\\"]/g, "'")}"`,
    '',
    ...accounts.map(({ written }) => `${OPEN_SINCE} open ${written}`),
    '',
    '',
  ].join('\n');
}

export function entryText(entry: JournalEntry, format: JournalFormat): string {
  const { event, kind, subject, bookedOn } = entry;
  let text =
    format === 'hledger'
      ? `${bookedOn} * ${kind}  ; event:${event}, subject:${subject}\n`
      : `${bookedOn} * "${kind}"\n  event: ${event}\n  subject: "${subject}"\n`;
  for (const { from, to, minor, currency } of entry.moves) {
    const amount = toDecimal(minor, currency);
    text += `    ${from}  -${amount} ${currency}\n    ${to}  ${amount} ${currency}\n`;
  }
  return `${text}\n`;
}

/** The currencies are known once all entries are written; both tools take them anywhere. */
export function footText({ head, lastEvent, currencies }: JournalFoot, format: JournalFormat): string {
  const declared = currencies.map((currency) =>
    format === 'hledger'
      ? `commodity ${sample(currency)} ${currency}\n`
      : `${OPEN_SINCE} commodity ${currency}\n  decimals: ${exponentOf(currency)}\n`,
  );
  return `${declared.join('')}\n; journal head: event ${lastEvent}, sha256 ${head}\n`;
}

/** The form that tells hledger a currency's decimals; it wants the point even where none follow. */
function sample(currency: string): string {
  const text = toDecimal(10 ** exponentOf(currency) * 1000, currency);
  return text.includes('.') ? text : `${text}.`;
}

/** A line break would begin a directive. */
function oneLine(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
