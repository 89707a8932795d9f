/** ISO 20022 account statements, camt.053, versions 2 to 13. Intraday reports and notifications are told apart, and are no statements. */
import { isCurrency } from '../../../kernel/currency';
import type { Day } from '../../../kernel/time';
import type { StatementHead } from '../line';
import { type CamtEntry, entryLine, readEntry } from './camt-entry';
import { isoDay } from './days';
import { attribute, Unreadable } from './markup';
import { Places, type ReadFile, Reading, type ReadLine, statedAmount, told } from './read';
import { keptAccount, oneLine } from './words';
import { at, everyOf, readXml, textAt, type XmlNode } from './xml';

const FIRST_VERSION = 2;
const LAST_VERSION = 13;

/** By the element in the document; the message that it is. */
const messages: Readonly<Record<string, string>> = {
  BkToCstmrStmt: 'camt.053',
  BkToCstmrAcctRpt: 'camt.052',
  BkToCstmrDbtCdtNtfctn: 'camt.054',
};

export function readCamt(text: string): ReadFile {
  const reading = new Reading();
  const places = new Places(text);
  try {
    read(text, reading, places);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { line, column } = places.of(error.at);
    reading.refuse(line, column, error.failure.code, error.failure.params);
  }
  return reading;
}

/** Throws Unreadable. */
function read(text: string, reading: Reading, places: Places): void {
  const entries = new Map<XmlNode, CamtEntry[]>();
  const document = readXml(text, new Set(['Ntry']), (node, parent) => {
    const of = entries.get(parent) ?? [];
    entries.set(parent, of);
    of.push(readEntry(node));
  });
  const [message] = document.children;
  const kind = message && Object.hasOwn(messages, message.name) ? messages[message.name] : undefined;
  if (!message || document.name !== 'Document' || kind === undefined)
    throw new Unreadable(message?.at ?? document.at, 'statement-format-unknown');
  if (kind !== 'camt.053') throw new Unreadable(message.at, 'statement-camt-other', { message: kind });
  const version = /camt\.053\.001\.(\d{2})/.exec(document.rest)?.[1];
  if (version !== undefined) {
    const number = Number.parseInt(version, 10);
    if (number < FIRST_VERSION || number > LAST_VERSION)
      throw new Unreadable(document.at, 'statement-version-unknown', { version: `camt.053.001.${version}` });
  }
  const statements = [...everyOf(message, 'Stmt')];
  if (statements.length === 0) throw new Unreadable(message.at, 'statement-tag-missing', { tag: '<Stmt>' });
  for (const statement of statements) readStatement(statement, entries.get(statement) ?? [], reading, places);
}

function readStatement(node: XmlNode, entries: readonly CamtEntry[], reading: Reading, places: Places): void {
  const account = at(node, 'Acct');
  const number = textAt(account, 'Id', 'IBAN') || textAt(account, 'Id', 'Othr', 'Id');
  const balances = [...everyOf(node, 'Bal')];
  const stated = [
    textAt(account, 'Ccy'),
    ...balances.map((balance) => attribute(at(balance, 'Amt')?.rest ?? '', 'Ccy')),
    ...entries.map((entry) => entry.currency),
  ];
  const currency = (stated.find((code) => code !== '') ?? '').toUpperCase();
  const place = places.of(node.at);
  if (currency === '') reading.refuse(place.line, place.column, 'statement-tag-missing', { tag: '<Ccy>' });
  else if (!isCurrency(currency))
    reading.refuse(place.line, place.column, 'statement-currency-unread', { text: told(currency) });
  if (!isCurrency(currency)) return;
  const opening = balanceOf(balances, ['OPBD', 'PRCD'], currency, reading, places);
  const closing = balanceOf(balances, ['CLBD'], currency, reading, places);
  const lines: ReadLine[] = [];
  for (const entry of entries) {
    const line = entryLine(entry, currency, reading, places);
    if (line) lines.push(line);
  }
  const head: StatementHead = {
    ...{
      account: keptAccount(number).slice(0, 40),
      currency,
      reference: oneLine(textAt(node, 'Id')).slice(0, 100) || null,
    },
    from: period(node, ['FrDtTm', 'FrDt'], opening?.day ?? null),
    to: period(node, ['ToDtTm', 'ToDt'], closing?.day ?? null),
    ...{ opening: opening?.minor ?? null, closing: closing?.minor ?? null },
  };
  // One that ends before it begins says nothing.
  if (head.from && head.to && head.to < head.from) head.to = null;
  reading.statements.push({ head, lines });
}

/** Some banks state a period that has nothing to do with their balances: those count first. */
function period(node: XmlNode, names: readonly string[], ofBalance: Day | null): Day | null {
  if (ofBalance) return ofBalance;
  for (const name of names) {
    const text = textAt(node, 'FrToDt', name);
    if (/^\d{4}-\d{2}-\d{2}/.test(text)) return isoDay(text.slice(0, 10));
  }
  return null;
}

/** The booked balance in the account's currency; one in another currency says nothing of it. */
function balanceOf(
  balances: readonly XmlNode[],
  codes: readonly string[],
  currency: string,
  reading: Reading,
  places: Places,
): { day: Day | null; minor: number } | null {
  for (const code of codes) {
    const found = balances.filter((balance) => textAt(balance, 'Tp', 'CdOrPrtry', 'Cd') === code);
    // A statement of several pages tells the closing one last.
    const balance = code === 'CLBD' ? found.at(-1) : found[0];
    const amount = at(balance ?? null, 'Amt');
    if (!balance || !amount || attribute(amount.rest, 'Ccy').toUpperCase() !== currency) continue;
    const { line, column } = places.of(amount.at);
    const minor = reading.attempt(line, column, () => statedAmount(amount.text, currency));
    const when = textAt(balance, 'Dt', 'Dt') || textAt(balance, 'Dt', 'DtTm');
    const day = when === '' ? null : reading.attempt(line, column, () => isoDay(when));
    if (minor === null) return null;
    return { day, minor: textAt(balance, 'CdtDbtInd') === 'DBIT' && minor !== 0 ? -minor : minor };
  }
  return null;
}
