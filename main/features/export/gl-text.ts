/** One posting as lines of a GL journal: our own columns, Xero's manual journal, DATEV's Buchungsstapel. */
import { exponentOf } from '../../kernel/currency';
import { Failure } from '../../kernel/failure';
import { toDecimal } from '../../kernel/money';
import { isoTime } from '../../kernel/time';
import type { DatevClient, GlFormat, MappedAccount } from './contract';
import { textCell } from './csv-cell';
import { datevColumns } from './datev-columns';

/** An account of the ledger with the code that it goes under; null: no row of the mapping names it. */
export interface GlAccount {
  name: string;
  mapped: MappedAccount | null;
}

export interface GlMove {
  event: number;
  kind: string;
  /** Id of the payment, payout… that it is about. */
  subject: string;
  bookedOn: string;
  /** Credited. */
  from: GlAccount;
  /** Debited. */
  to: GlAccount;
  /** Positive, minor units. */
  minor: number;
  currency: string;
}

export interface GlHead {
  from: string;
  to: string;
  currency: string;
  client: DatevClient;
  atMs: number;
}

/** Lines that a posting makes: two where debit and credit have a line each. */
export const linesAMove: Readonly<Record<GlFormat, number>> = { gl: 2, xero: 2, datev: 1 };

const OWN = 'day,event,kind,account code,account name,debit,credit,currency,text,reference';

/**
 * The columns of the file that Xero offers under *Manual journals, Import, Download template file*, as its help page *Import manual
 * journals* describes them (read in 2026): lines of one narration and day are one journal, an amount above zero is a debit.
 */
const XERO =
  '*Narration,*Date,Description,*AccountCode,*TaxRate,*Amount,TrackingName1,TrackingOption1,TrackingName2,TrackingOption2';

export function glHeadText(format: GlFormat, head: GlHead | null): string {
  if (format === 'gl') return `${OWN}\r\n`;
  if (format === 'xero' || head === null) return `${XERO}\r\n`;
  return `${datevHead(head)}\r\n${datevColumns.join(';')}\r\n`;
}

export function glMoveText(move: GlMove, format: GlFormat): string {
  if (format === 'datev') return datevLine(move);
  const amount = toDecimal(move.minor, move.currency);
  return format === 'xero'
    ? xeroLine(move, move.to, amount) + xeroLine(move, move.from, `-${amount}`)
    : ownLine(move, move.to, `${amount},`) + ownLine(move, move.from, `,${amount}`);
}

/** The account's own name of the ledger stands as the text, so that lines under one code can still be told apart. */
function ownLine({ bookedOn, event, kind, currency, subject }: GlMove, account: GlAccount, sums: string): string {
  const { name, mapped } = account;
  const code = mapped === null ? '' : textCell(mapped.code);
  const told = textCell(mapped === null || mapped.name === '' ? name : mapped.name);
  return `${bookedOn},${event},${textCell(kind)},${code},${told},${sums},${currency},${textCell(name)},${subject}\r\n`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function xeroLine({ bookedOn, event, kind }: GlMove, { name, mapped }: GlAccount, amount: string): string {
  const [year, month = '', day] = bookedOn.split('-');
  // Of the two forms that Xero takes, the one that cannot be read with month and day changed over.
  const date = `${day} ${months[Number.parseInt(month, 10) - 1]} ${year}`;
  const narration = textCell(`${kind} ${event}`);
  const told = `${textCell(mapped?.code ?? '')},${textCell(mapped?.taxRate ?? '')}`;
  return `${narration},${date},${textCell(name)},${told},${amount},,,,\r\n`;
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const compact = (day: string) => day.replaceAll('-', '');

/** Header version 700, category 21, format version 13; nothing is marked as final (Festschreibung 0). */
function datevHead({ from, to, currency, client, atMs }: GlHead): string {
  const made = isoTime(atMs).replace(/\D/g, '').slice(0, 17).padEnd(17, '0');
  return [
    ...['"EXTF"', '700', '21', '"Buchungsstapel"', '13', made, '', '""', '""', '""'],
    ...[client.consultant, client.client, compact(fiscalYear(from, client).start), String(client.accountLength)],
    ...[compact(from), compact(to), quoted(`Counterfoil ${from}`), '""', '1', '0', '0', quoted(currency)],
    ...['', '""', '', '', '""', '', '', '""', '""'],
  ].join(';');
}

/** The fiscal year of a day: its first day, and that of the next. */
export function fiscalYear(day: string, { yearStart }: DatevClient): { start: string; next: string } {
  const year = Number.parseInt(day.slice(0, 4), 10) - (day.slice(5) < yearStart ? 1 : 0);
  return { start: `${year}-${yearStart}`, next: `${year + 1}-${yearStart}` };
}

const LONGEST_BUCHUNGSTEXT = 60;
const DATEV_DIGITS = 10;
const SETTLED = datevColumns.indexOf('Festschreibung');

/** Soll on the account that the money moves to, against the one that it leaves. */
function datevLine({ minor, currency, from, to, bookedOn, event, kind, subject }: GlMove): string {
  const cells: string[] = datevColumns.map((_, at) => (at === SETTLED ? '0' : ''));
  const known: readonly [number, string][] = [
    [0, datevAmount(minor, currency)],
    [1, '"S"'],
    [2, quoted(currency)],
    [6, to.mapped?.code ?? ''],
    [7, from.mapped?.code ?? ''],
    // Day and month; the year is that of the header.
    [9, `${bookedOn.slice(8)}${bookedOn.slice(5, 7)}`],
    [10, quoted(String(event))],
    [13, quoted(`${kind} ${subject}`.slice(0, LONGEST_BUCHUNGSTEXT))],
  ];
  for (const [at, cell] of known) cells[at] = cell;
  return `${cells.join(';')}\r\n`;
}

/** Always two decimals, which a currency of three does not fit into: `datevTakes`. Throws Failure gl-refused for more than ten digits before them. */
function datevAmount(minor: number, currency: string): string {
  const [whole = '', part = ''] = toDecimal(minor, currency).split('.');
  if (whole.length > DATEV_DIGITS)
    throw new Failure('gl-refused', { detail: `DATEV does not take an amount of ${whole} ${currency}` });
  return `${whole},${part.padEnd(2, '0')}`;
}

export const datevTakes = (currency: string) => exponentOf(currency) <= 2;
