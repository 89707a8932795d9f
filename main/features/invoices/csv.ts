/** The invoices of a filter as CSV, column by column as the table has them, in one snapshot of the book. */
import { job, type StepProgress } from '../../db/reader';
import type { Db } from '../../db/sql';
import { minorFromBigInt, readDecimal, toDecimal } from '../../kernel/money';
import type { Sort } from '../../kernel/table';
import { isoTime } from '../../kernel/time';
import { textCell } from '../export/csv-cell';
import { PartFile } from '../export/part-file';
import { headOf, type Written } from '../export/written';
import { type InvoiceColumnId, invoiceColumns } from './columns';
import type { InvoiceFilter, InvoiceRow } from './contract';
import { invoicePage } from './query';

export interface InvoicesCsvInput {
  filter: InvoiceFilter;
  sort: Sort<InvoiceColumnId>;
  today: string;
  bom: boolean;
}

const ROWS_A_STEP = 500;

/** A new column does not compile until it stands here. */
const cells: Readonly<Record<InvoiceColumnId, (row: InvoiceRow) => string>> = {
  number: (row) => textCell(row.number ?? ''),
  customer: (row) => `${textCell(row.customer.name)},${row.customer.id}`,
  total: (row) => `${row.total},${row.currency}`,
  open: (row) => row.open,
  status: (row) => row.status,
  issued: (row) => row.issueDay ?? '',
  due: (row) => row.dueDay,
  kind: (row) => row.kind,
  paid: (row) => row.paid,
  net: (row) => row.net,
  tax: (row) => row.tax,
  credited: (row) => row.credited,
  writtenOff: (row) => row.writtenOff,
  reference: (row) => textCell(row.reference ?? ''),
  promised: (row) => row.promisedDay ?? '',
  settled: (row) => (row.settledAt === null ? '' : isoTime(row.settledAt)),
  created: (row) => isoTime(row.createdAt),
};

const beside: Partial<Record<InvoiceColumnId, string>> = { customer: 'customer_id', total: 'currency' };

const header = [
  'id',
  ...invoiceColumns.flatMap(({ id, csv }) => [csv, ...(beside[id] === undefined ? [] : [beside[id]])]),
];

/** Leaves the finished part for the caller to place. Throws Failure export-failed, path-invalid. */
export const exportInvoices = job(
  'invoices.csv',
  function* (db: Db, input: InvoicesCsvInput & { part: string; target: string }): Generator<StepProgress, Written> {
    const { filter, sort, today, bom } = input;
    const file = new PartFile(input.part, input.target);
    const sums = new Map<string, { count: number; minor: bigint }>();
    let rows = 0;
    try {
      file.writeText(`${bom ? '\ufeff' : ''}${header.join(',')}\r\n`);
      for (let after: string | null | undefined; after !== null; ) {
        const place = { limit: ROWS_A_STEP, ...(after === undefined ? {} : { after }) };
        const page = invoicePage.run(db, { filter, sort, today, ...place });
        for (const row of page.rows) {
          file.writeText(`${[row.id, ...invoiceColumns.map(({ id }) => cells[id](row))].join(',')}\r\n`);
          addUp(sums, row);
        }
        rows += page.rows.length;
        after = page.next;
        yield { phase: 'write', done: rows, total: null };
      }
      const totals = [...sums].map(([currency, { count, minor }]) => ({
        ...{ currency, count, amount: toDecimal(minorFromBigInt(minor), currency) },
      }));
      return { rows, bytes: file.bytes, totals, head: headOf(db), sha256: file.finish() };
    } finally {
      file.abandon();
    }
  },
);

function addUp(sums: Map<string, { count: number; minor: bigint }>, { total, currency }: InvoiceRow): void {
  const minor = readDecimal(total, currency);
  if (typeof minor !== 'number') throw new Error(`not a total: ${total} ${currency}`);
  const known = sums.get(currency) ?? { count: 0, minor: 0n };
  sums.set(currency, { count: known.count + 1, minor: known.minor + BigInt(minor) });
}
