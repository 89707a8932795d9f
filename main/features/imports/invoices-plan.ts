/**
 * Invoices from a file: rows that follow each other under one number (or external id) are the lines of one invoice. Known again by
 * that, else by the file and the line they begin in.
 */
import { type Db, one } from '../../db/sql';
import { statedAmount } from '../../kernel/amount';
import { maskCardNumbers } from '../../kernel/card-number';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes } from '../../kernel/id';
import { MOST_LINES } from '../../kernel/invoice';
import { MoneyRangeError, toDecimal } from '../../kernel/money';
import { addDays, type Day } from '../../kernel/time';
import type { InvoiceContent } from '../invoices/events';
import { type OwnNumbers, ownNumbers } from '../invoices/import-events';
import { contentFrom } from '../invoices/issuing-events';
import type { Refusal } from './contract';
import type { InvoiceItem, Planned, Planner, Today } from './item';
import type { KnownCustomers } from './known';
import type { RowReader } from './row';
import { PRODUCT, readCustomer, refused } from './row-cells';
import { readTax } from './tax-cell';

/** One row, read. */
interface Line {
  line: number;
  customerText: string;
  customer: Id | null;
  currency: string;
  day: Day | null;
  dueDay: Day | null;
  note: string;
  /** What the file says that the invoice comes to. */
  total: string;
  billed: Omit<InvoiceContent['lines'][number], 'net'>;
}

interface Group {
  key: string;
  number: string | null;
  externalId: string;
  lines: Line[];
  refusals: Refusal[];
  /** To refuse what only the whole invoice shows, where it begins. */
  row: RowReader;
}

const EXACT = /^-?\d{1,12}(\.\d{1,6})?$/;

export interface InvoiceReading {
  db: Db;
  known: KnownCustomers;
  today: Today;
  dueDays: number;
}

export function invoicesPlanner(of: InvoiceReading): Planner {
  const above = new Map<string, number>();
  const days = new Map<string, string>();
  const own = ownNumbers(of.db);
  let group: Group | null = null;

  function close(): Planned[] {
    if (!group) return [];
    const done = group;
    group = null;
    const planned = planInvoice(of, done, own, days);
    above.set(done.key, done.lines[0]?.line ?? done.row.line);
    return [planned];
  }

  return {
    row(row) {
      const number = row.short('number', 60);
      const externalId = row.short('externalId', 200);
      const key =
        number !== '' ? `number ${number}` : externalId !== '' ? `id ${externalId}` : `${of.today.sha256} ${row.line}`;
      const ended = group?.key === key ? [] : close();
      const earlier = above.get(key);
      if (earlier !== undefined) row.refuse(number === '' ? 'externalId' : 'number', 'import-twice', { line: earlier });
      const line = readLine(row, of.known);
      group ??= { key, number: number === '' ? null : number, externalId, lines: [], refusals: [], row };
      group.lines.push(line);
      group.refusals.push(...row.refusals);
      // What is refused of the whole from here on is added by the row it began with.
      row.refusals.length = 0;
      if (group.lines.length === MOST_LINES + 1) group.row.refuse('number', 'import-lines-many', { limit: MOST_LINES });
      return ended;
    },
    end: close,
  };
}

function readLine(row: RowReader, known: KnownCustomers): Line {
  const customer = readCustomer(row, known);
  const currency = row.currency();
  const price = row.needed('amount', 60) === '' ? '' : exact(row, 'amount', EXACT);
  const quantity = exact(row, 'quantity', EXACT) || '1';
  const tax = readTax(row);
  const [from, to] = [row.when('from')?.day, row.when('to')?.day];
  // One alone would be dropped without a word when the revenue is spread over the period.
  if (row.text('from') !== '' && row.text('to') === '') row.refuse('to', 'import-period-half');
  if (row.text('to') !== '' && row.text('from') === '') row.refuse('from', 'import-period-half');
  if (from && to && to < from) row.refuse('to', 'days-reversed', { from, to });
  const billed = {
    description: maskCardNumbers(row.needed('description', 500)),
    product: row.fitting('product', PRODUCT) || 'general',
    quantity,
    price,
    ...(tax ? { tax } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
  return {
    ...{ line: row.line, customerText: row.text('customer'), customer, currency, billed },
    day: row.when('date')?.day ?? null,
    dueDay: row.when('due')?.day ?? null,
    note: maskCardNumbers(row.short('note', 2_000)),
    total: row.decimal('total'),
  };
}

function exact(row: RowReader, field: 'amount' | 'quantity', pattern: RegExp): string {
  const number = row.decimal(field);
  if (number === '' || pattern.test(number)) return number;
  row.refuse(field, 'import-cell-unread', { text: row.text(field).slice(0, 60) });
  return '';
}

/** Throws Failure amount-too-large for what no book can hold. */
function contentOf(group: Group, dueDay: Day): InvoiceContent {
  const [first] = group.lines;
  if (!first?.customer) throw new Error('an invoice without a customer');
  const { customer, currency, note } = first;
  try {
    const lines = group.lines.map(({ billed }) => billed);
    return contentFrom({ kind: 'service', customer, currency, note, dueDay, lines });
  } catch (error) {
    if (!(error instanceof MoneyRangeError)) throw error;
    throw new Failure('amount-too-large', { limit: toDecimal(Number.MAX_SAFE_INTEGER, currency), currency });
  }
}

function planInvoice(of: InvoiceReading, group: Group, own: OwnNumbers, days: Map<string, string>): Planned {
  const { row, lines } = group;
  const [first] = lines;
  if (!first) throw new Error('an invoice without a line');
  row.refusals.unshift(...group.refusals);
  const odd = lines.find((line) =>
    (['customer', 'currency', 'day', 'dueDay'] as const).some((key) => line[key] !== first[key]),
  );
  if (odd) row.refuse(null, 'import-lines-differ', { line: odd.line });
  const issueDay = first.day ?? of.today.day;
  if (group.number !== null && first.day === null && row.refusals.length === 0) row.refuse('date', 'import-cell-empty');
  if (issueDay > of.today.day) row.refuse('date', 'import-future-day', { day: issueDay });
  const dueDay = first.dueDay ?? addDays(issueDay, of.dueDays);
  const content = row.refusals.length > 0 ? null : row.attempt('amount', () => contentOf(group, dueDay));
  if (content) checkTotals(group, content);
  const found = content && row.refusals.length === 0 ? find(of.db, group, content) : null;
  if (found?.state === 'new') checkNumber(group, issueDay, own, days);
  if (!content || !found || row.refusals.length > 0) return { ...refused(row), line: first.line };
  const item: InvoiceItem = {
    kind: 'invoices',
    key: group.key,
    number: group.number,
    content,
    issueDay,
    again: found.again,
  };
  const money = { minor: content.total, currency: content.currency };
  return { line: first.line, state: found.state, item, cells: cellsOf(group, first, item), money, refusals: [] };
}

function checkTotals({ row, lines }: Group, { total, currency }: InvoiceContent): void {
  for (const { total: said } of lines) {
    if (said === '' || row.refusals.length > 0) continue;
    const stated = row.attempt('total', () => statedAmount(said, currency));
    if (stated !== null && stated !== total)
      row.refuse('total', 'import-total-differs', { stated: said, found: toDecimal(total, currency), currency });
  }
}

interface Row {
  uuid: Buffer;
  customer: Buffer;
  total: number;
  currency: string;
  state: string;
  drawn: number;
}

function find(
  db: Db,
  { key, number }: Group,
  content: InvoiceContent,
): { state: 'new' | 'there' | 'differs'; again: Id | null } {
  const row = one<Row>(
    db,
    `SELECT i.uuid, c.uuid AS customer, i.total, i.currency, i.state, i.drawn FROM invoice i JOIN customer c ON c.id = i.customer
     WHERE i.uuid = coalesce((SELECT subject FROM import_key WHERE kind = 'invoice' AND key = ?),
       (SELECT uuid FROM invoice WHERE number = ?))`,
    key,
    number,
  );
  if (!row) return { state: 'new', again: null };
  const id = idFromBytes(row.uuid);
  const wasTakenBack =
    row.state === 'void' &&
    row.drawn === 0 &&
    !one(db, "SELECT 1 FROM import_key WHERE kind = 'invoice' AND key = ?", key);
  if (wasTakenBack) return { state: 'new', again: id };
  const same = row.total === content.total && row.currency === content.currency;
  return { state: same && idFromBytes(row.customer) === content.customer ? 'there' : 'differs', again: null };
}

/** A number that this book could draw itself is refused; one that it draws must not go back in time. */
function checkNumber({ row, number }: Group, day: Day, own: OwnNumbers, days: Map<string, string>): void {
  if (number !== null) {
    if (own.isOurs(number)) row.refuse('number', 'import-number-ours', { number });
    return;
  }
  const period = own.periodOf(day);
  const last = days.get(period) ?? own.lastDay(period);
  if (day < last) row.refuse('date', 'invoice-day', { last });
  else days.set(period, day);
}

function cellsOf(group: Group, { customerText, billed }: Line, { content, issueDay }: InvoiceItem): Planned['cells'] {
  const { total, currency, dueDay, note } = content;
  const more = group.lines.length > 1 ? ` (+${group.lines.length - 1})` : '';
  const cells: Planned['cells'] = [
    { field: 'number', text: group.number ?? '' },
    { field: 'externalId', text: group.externalId },
    { field: 'customer', text: customerText },
    { field: 'date', text: issueDay },
    { field: 'due', text: dueDay },
    { field: 'description', text: `${billed.description}${more}` },
    { field: 'total', text: toDecimal(total, currency) },
    { field: 'currency', text: currency },
    { field: 'taxRate', text: billed.tax ? `${billed.tax.rate} % ${billed.tax.code}` : '' },
    { field: 'note', text: note },
  ];
  return cells.filter(({ text }) => text !== '');
}
