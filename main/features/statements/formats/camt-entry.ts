/** One entry of a camt.053 statement. A batch is one entry and one line, whatever it is made of: the bank moved one sum. */
import { isoDay } from './days';
import { attribute } from './markup';
import { type Places, type Reading, type ReadLine, statedAmount, told } from './read';
import { bankReferenceOf, foundReferences, keptAccount, keptName, keptText } from './words';
import { at, everyOf, textAt, type XmlNode } from './xml';

/** What is kept of an entry until the currency of its statement is known. */
export interface CamtEntry {
  at: number;
  amountAt: number;
  amount: string;
  currency: string;
  direction: string;
  status: string;
  booked: string;
  valued: string;
  bankReference: string;
  stated: string[];
  name: string;
  account: string;
  text: string;
}

/** More payments of a batch than a line names. */
const MOST_NAMED = 50;

export function readEntry(node: XmlNode): CamtEntry {
  const amount = at(node, 'Amt');
  const direction = textAt(node, 'CdtDbtInd');
  const details = [...everyOf(node, 'TxDtls')].slice(0, MOST_NAMED);
  const single = details.length === 1 ? (details[0] ?? null) : null;
  const other = single ? partyOf(single, direction) : { name: '', account: '' };
  return {
    ...{ at: node.at, amountAt: amount?.at ?? node.at, amount: amount?.text ?? '' },
    ...{ currency: attribute(amount?.rest ?? '', 'Ccy'), direction },
    // Version 8 and later put it into a code.
    status: textAt(node, 'Sts') || textAt(node, 'Sts', 'Cd'),
    booked: dayText(node, 'BookgDt'),
    valued: dayText(node, 'ValDt'),
    bankReference: textAt(node, 'AcctSvcrRef'),
    stated: details.flatMap(referencesOf),
    ...other,
    text: textOf(node, details),
  };
}

const dayText = (node: XmlNode, name: string) => textAt(node, name, 'Dt') || textAt(node, name, 'DtTm');

/** Who is on the other side: who paid us, or whom we paid. Version 8 and later wrap it in `Pty`. */
function partyOf(details: XmlNode, direction: string): { name: string; account: string } {
  const side = direction === 'DBIT' ? 'Cdtr' : 'Dbtr';
  const parties = at(details, 'RltdPties');
  const account = at(parties, `${side}Acct`, 'Id');
  return {
    name: textAt(parties, side, 'Nm') || textAt(parties, side, 'Pty', 'Nm'),
    account: textAt(account, 'IBAN') || textAt(account, 'Othr', 'Id'),
  };
}

function referencesOf(details: XmlNode): string[] {
  const structured = [...everyOf(details, 'CdtrRefInf')].map((one) => textAt(one, 'Ref'));
  return [textAt(details, 'Refs', 'EndToEndId'), ...structured].filter((text) => text !== '');
}

function textOf(node: XmlNode, details: readonly XmlNode[]): string {
  const said = details.flatMap((one) => {
    const free = [...everyOf(one, 'Ustrd')].map(({ text }) => text);
    return free.length > 0 ? free : [textAt(one, 'AddtlTxInf')];
  });
  return [...said, textAt(node, 'AddtlNtryInf')].filter((text) => text !== '').join(' ');
}

/** null: refused, or nothing that was booked. */
export function entryLine(entry: CamtEntry, currency: string, reading: Reading, places: Places): ReadLine | null {
  const place = places.of(entry.at);
  if (entry.status === 'PDNG' || entry.status === 'INFO' || entry.status === 'FUTR') {
    reading.notices.pending++;
    return null;
  }
  const refuse = (tag: string): null => {
    reading.refuse(place.line, place.column, 'statement-tag-missing', { tag });
    return null;
  };
  if (entry.amount === '') return refuse('<Amt>');
  const at = places.of(entry.amountAt);
  const minor = reading.attempt(at.line, at.column, () => statedAmount(entry.amount, currency));
  const own = entry.currency.toUpperCase();
  if (own !== '' && own !== currency)
    reading.refuse(at.line, at.column, 'statement-currency-mixed', { found: told(own), expected: currency });
  if (entry.direction !== 'CRDT' && entry.direction !== 'DBIT') return refuse('<CdtDbtInd>');
  if (entry.booked === '' && entry.valued === '') return refuse('<BookgDt>');
  const dayAt = (text: string) => reading.attempt(place.line, place.column, () => isoDay(text));
  const booked = entry.booked === '' ? null : dayAt(entry.booked);
  const valueDay = entry.valued === '' ? null : dayAt(entry.valued);
  const day = booked ?? (entry.booked === '' ? valueDay : null);
  if (minor === null || day === null || (own !== '' && own !== currency)) return null;
  if (minor === 0) {
    reading.notices.zero++;
    return null;
  }
  const { notices } = reading;
  return {
    ...{ at: place.line, day, valueDay, amount: entry.direction === 'DBIT' ? -minor : minor },
    reference: foundReferences(entry.stated, entry.text, notices),
    bankReference: bankReferenceOf(entry.bankReference),
    ...{
      name: keptName(entry.name, notices),
      account: keptAccount(entry.account),
      text: keptText(entry.text, notices),
    },
  };
}
