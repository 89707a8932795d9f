/** Statements as a bank would write them, in each format: for the demo company, to try Reconcile with. */
import { toDecimal } from '../../kernel/money';
import type { StatementFormat } from '../../kernel/statement';
import type { StatementHead, StatementLine } from './line';

export interface WrittenStatement {
  head: StatementHead & { opening: number; closing: number; from: string; to: string };
  lines: readonly StatementLine[];
}

const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const unsigned = (minor: number, currency: string) => toDecimal(Math.abs(minor), currency);
const side = (minor: number) => (minor < 0 ? 'DBIT' : 'CRDT');

function camtBalance(code: string, minor: number, currency: string, day: string): string {
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${unsigned(minor, currency)}</Amt><CdtDbtInd>${side(
    minor,
  )}</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
}

function camtEntry(line: StatementLine, currency: string): string {
  const other = line.amount < 0 ? 'Cdtr' : 'Dbtr';
  const account = line.account === '' ? '' : `<${other}Acct><Id><IBAN>${xml(line.account)}</IBAN></Id></${other}Acct>`;
  return `<Ntry><Amt Ccy="${currency}">${unsigned(line.amount, currency)}</Amt><CdtDbtInd>${side(line.amount)}</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>${line.day}</Dt></BookgDt><ValDt><Dt>${line.valueDay ?? line.day}</Dt></ValDt><AcctSvcrRef>${xml(line.bankReference)}</AcctSvcrRef>
<NtryDtls><TxDtls><Refs><EndToEndId>${xml(line.reference) || 'NOTPROVIDED'}</EndToEndId></Refs>
<RltdPties><${other}><Nm>${xml(line.name)}</Nm></${other}>${account}</RltdPties><RmtInf><Ustrd>${xml(line.text)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
}

function camt({ head, lines }: WrittenStatement): string {
  const { currency, account, reference, opening, closing, from, to } = head;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>${xml(reference ?? '')}</MsgId></GrpHdr>
<Stmt><Id>${xml(reference ?? '')}</Id><Acct><Id><IBAN>${xml(account)}</IBAN></Id><Ccy>${currency}</Ccy></Acct>
${camtBalance('OPBD', opening, currency, from)}
${camtBalance('CLBD', closing, currency, to)}
${lines.map((line) => camtEntry(line, currency)).join('\n')}
</Stmt></BkToCstmrStmt></Document>
`;
}

/** What SWIFT's letters do not have becomes a point; a slash would end a word. */
const swift = (text: string) => text.replace(/[^A-Za-z0-9 ?:().,'+-]/g, '.');
const swiftDay = (day: string) => day.slice(2).replaceAll('-', '');
const swiftSum = (minor: number, currency: string) => {
  const decimal = unsigned(minor, currency);
  return decimal.includes('.') ? decimal.replace('.', ',') : `${decimal},`;
};

function mt940({ head, lines }: WrittenStatement): string {
  const { currency, account, reference, opening, closing, from, to } = head;
  const balance = (tag: string, minor: number, day: string) =>
    `:${tag}:${minor < 0 ? 'D' : 'C'}${swiftDay(day)}${currency}${swiftSum(minor, currency)}`;
  const movements = lines.map((line) => {
    const mark = line.amount < 0 ? 'D' : 'C';
    const words = `/EREF/${swift(line.reference) || 'NOTPROVIDED'}/NAME/${swift(line.name)}/IBAN/${swift(line.account)}/REMI/${swift(line.text)}`;
    const value = line.valueDay ?? line.day;
    const details = words.match(/.{1,65}/g)?.join('\n') ?? words;
    return `:61:${swiftDay(value)}${swiftDay(line.day).slice(2)}${mark}${swiftSum(line.amount, currency)}NTRFNONREF//${line.bankReference}\n:86:${details}`;
  });
  return [
    ...[`:20:${swift(reference ?? 'STATEMENT').slice(0, 16)}`, `:25:${account}`, ':28C:1/1'],
    ...[balance('60F', opening, from), ...movements, balance('62F', closing, to), '-', ''],
  ].join('\n');
}

function ofx({ head, lines }: WrittenStatement): string {
  const { currency, account, closing, from, to } = head;
  const day = (text: string) => text.replaceAll('-', '');
  const movements = lines.map(
    (line) =>
      `<STMTTRN><TRNTYPE>${line.amount < 0 ? 'DEBIT' : 'CREDIT'}<DTPOSTED>${day(line.day)}120000<TRNAMT>${toDecimal(line.amount, currency)}<FITID>${xml(
        line.bankReference,
      )}<NAME>${xml(line.name)}<MEMO>${xml(line.text)}${line.reference && `<REFNUM>${xml(line.reference)}`}</STMTTRN>`,
  );
  return `OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:UTF-8
CHARSET:NONE
COMPRESSION:NONE
OLDFILEUID:NONE
NEWFILEUID:NONE

<OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STMTRS><CURDEF>${currency}
<BANKACCTFROM><BANKID>1<ACCTID>${xml(account)}<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>${day(from)}<DTEND>${day(to)}
${movements.join('\n')}
</BANKTRANLIST><LEDGERBAL><BALAMT>${toDecimal(closing, currency)}<DTASOF>${day(to)}</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
`;
}

function csv({ head, lines }: WrittenStatement): string {
  const { currency, account, opening } = head;
  const comma = (minor: number) => toDecimal(minor, currency).replace('.', ',');
  const day = (text: string) => text.split('-').reverse().join('.');
  const cell = (text: string) => (/[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  let balance = opening;
  const rows = lines.map((line) => {
    balance += line.amount;
    const words = [line.name, line.account, line.text, line.reference, line.bankReference].map(cell);
    return [day(line.day), day(line.valueDay ?? line.day), comma(line.amount), currency, ...words, comma(balance)].join(
      ';',
    );
  });
  const heads =
    'Booking date;Value date;Amount;Currency;Name;Counterparty IBAN;Description;Reference;Transaction ID;Balance';
  return [`Account;${account}`, `Period;${day(head.from)} - ${day(head.to)}`, '', heads, ...rows, ''].join('\n');
}

const writers: Readonly<Record<StatementFormat, (statement: WrittenStatement) => string>> = {
  camt053: camt,
  mt940,
  ofx,
  csv,
};
export const fileEndings: Readonly<Record<StatementFormat, string>> = {
  camt053: 'xml',
  mt940: 'sta',
  ofx: 'ofx',
  csv: 'csv',
};

export function writtenStatement(format: StatementFormat, statement: WrittenStatement): string {
  return writers[format](statement);
}
